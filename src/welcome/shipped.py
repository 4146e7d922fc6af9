"""Where the folders lie that travel with the program: the pages and the history of the tables."""

from pathlib import Path
from typing import Literal

ShippedFolder = Literal["static", "piccolo_migrations"]


def shipped_folder(name: ShippedFolder) -> Path:
    """Return the folder: inside the installed package when it is there, else beside `src` in a checkout.

    The working directory never matters. Raises FileNotFoundError with a sentence when it is in neither place.
    """
    packaged = Path(__file__).parent / "shipped" / name
    beside_src = Path(__file__).parents[2] / name
    found = next((folder for folder in (packaged, beside_src) if folder.is_dir()), None)
    if found is None:
        raise FileNotFoundError(f"The folder “{name}” was not installed with the program: look for it at {packaged}.")
    return found
