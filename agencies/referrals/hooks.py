"""What higher rooms and apps tell this room, registered when Django starts."""

from collections.abc import Callable

# Called with (referral, by, at) inside the transaction in which the parents take their consent back, or the referral is
# closed: whatever lets somebody outside see the child's record ends. `by` may be a parent.
WITHDRAWN: list[Callable] = []

# Called with the pupil: what has been tried so far and what came of it, in sentences; "" where nothing is known.
TRIED: list[Callable] = []


def tried_so_far(pupil) -> str:
    """A first draft of "what has been tried" from all that is registered, a paragraph each."""
    told = (say(pupil).strip() for say in TRIED)
    return "\n\n".join(words for words in told if words)
