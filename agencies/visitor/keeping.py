"""What else may let a professional in to a school: the apps above say, and the role then stays when an invitation ends."""

import datetime as dt
from collections.abc import Callable

# Each says whether the person (key of the user) is let in to something else of the school (its key) on that day.
STILL_INVITED: list[Callable[[int, int, dt.date], bool]] = []


def still_invited(user: int, school: int, today: dt.date) -> bool:
    """Whether anything of an app above lets the person in to the school today or later."""
    return any(invited(user, school, today) for invited in STILL_INVITED)
