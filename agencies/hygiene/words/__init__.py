"""Lists of words that the check goes by, written for this product (README.md)."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset((HERE / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def families_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one list, each a family of words."""
    return tuple(
        tuple(line.split())
        for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        if line
    )
