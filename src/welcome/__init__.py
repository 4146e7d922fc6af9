"""Welcome: a directory of places where anybody can walk in for a cup of tea and company."""
