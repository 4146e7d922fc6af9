"""`python -m welcome` and the `welcome` command."""

from welcome.cli import main

if __name__ == "__main__":
    main()
