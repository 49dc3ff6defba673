"""Made-up kinds of deadlines, and a source that gives what a test puts into it, so that no record has a part in it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest import mock

from core.reminders.deadlines import SOURCES, Source
from core.reminders.enums import Group
from core.reminders.kinds import KINDS, Kind


def kind(key: str, **more) -> Kind:
    words = {
        "title": f"Do {key}",
        "mail": f"Something of {key} is due",
        "group": Group.PLANS,
        "rule": "By a rule.",
    }
    return Kind(key, **words | more)


@contextmanager
def only_source(kinds: Iterable[Kind], called: str) -> Iterator[list]:
    """The list of deadlines (or exceptions, raised for that row alone) that the only source gives, of these kinds alone."""
    given: list = []

    def build(row, ask):
        if isinstance(row, Exception):
            raise row
        return [row]

    source = Source("test", called, lambda ask: list(given), build, about=lambda row: "OAK-0001")
    with (
        mock.patch.dict(KINDS, {one.key: one for one in kinds}, clear=True),
        mock.patch.dict(SOURCES, {"test": source}, clear=True),
    ):
        yield given
