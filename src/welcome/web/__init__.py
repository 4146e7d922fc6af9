"""HTTP: questions in, answers out."""
