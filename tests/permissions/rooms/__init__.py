"""One file a room of the register (and of the apps above): `ROWS`, its part of the matrix, and `fill`, which writes
rows of its tables about one pupil and returns the words that its addresses use, each with its reference."""

from importlib import import_module
from pathlib import Path


def rooms() -> list:
    """The modules of this folder, in the order of their names."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return [import_module(f"{__name__}.{name}") for name in names]
