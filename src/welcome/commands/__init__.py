"""The families of the `welcome` command, a file each. The clock and the settings come from `cli.py`."""
