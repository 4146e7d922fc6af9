"""Outside vocabularies, one a file: each turns a format into values or values into a format, and fetches nothing."""
