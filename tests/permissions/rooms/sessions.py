"""sessions."""

ROWS = ""


def fill(*, pupil, contact, user) -> dict[str, object]:
    return {}
