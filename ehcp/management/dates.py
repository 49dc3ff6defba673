import argparse
import datetime as dt


def day(words: str) -> dt.date:
    """A day as 2026-01-20. Raises ArgumentTypeError with what to write."""
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{words} is not a day: write it as 2026-01-20, year first"
        ) from None
