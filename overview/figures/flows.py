"""What somebody can work out of a table in which some numbers are not told.

A table with its sums is a circulation: each number is an arc between two sums (nodes), and at every node what goes in comes
out. How far one number that is not told could be from the truth, all that is told being as it is, is then how much flow
can be sent round through its arc. The answer is exact, and in whole children, since whole
bounds give whole flows (Ford and Fulkerson).
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

MANY = 1_000_000  # more children than any school has: no upper bound is known


@dataclass(slots=True)
class Arc:
    """One number: what it is (`value`), between which sums it stands, and what readers are told of it: `low` to `high`."""

    tail: str
    head: str
    value: int
    low: int
    high: int

    @property
    def told(self) -> bool:
        """Whether readers know the number."""
        return self.low == self.high


def reach(arcs: dict[str, Arc], name: str, low: int, high: int) -> tuple[int, int]:
    """The least and the greatest value that the number could have for all that readers are told; looked for no further
    down than `low` and no further up than `high`."""
    arc = arcs[name]
    up = _sent(arcs, name, arc.head, arc.tail, min(high, arc.high) - arc.value)
    down = _sent(arcs, name, arc.tail, arc.head, arc.value - max(low, arc.low))
    return arc.value - down, arc.value + up


def _sent(arcs: dict[str, Arc], without: str, start: str, end: str, most: int) -> int:
    """How much can be sent from one sum to another by changing other numbers within what is told of them, up to `most`."""
    flow = {name: arc.value for name, arc in arcs.items() if not arc.told and name != without}
    sent = 0
    while sent < most:
        path = _path(arcs, flow, start, end)
        if path is None:
            break
        room = min(most - sent, *(_room(arcs[name], flow[name], forward) for name, forward in path))
        for name, forward in path:
            flow[name] += room if forward else -room
        sent += room
    return sent


def _path(arcs: dict[str, Arc], flow: dict[str, int], start: str, end: str) -> list[tuple[str, bool]] | None:
    """A shortest way from sum to sum over numbers that can still change: each with whether it grows."""
    came: dict[str, tuple[str, str, bool] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        if node == end:
            return list(_back(came, end))
        for name, forward, after in _onward(arcs, flow, node):
            if after not in came:
                came[after] = node, name, forward
                waiting.append(after)
    return None


def _onward(arcs: dict[str, Arc], flow: dict[str, int], node: str) -> Iterator[tuple[str, bool, str]]:
    for name, now in flow.items():
        arc = arcs[name]
        for forward, tail, head in ((True, arc.tail, arc.head), (False, arc.head, arc.tail)):
            if tail == node and _room(arc, now, forward) > 0:
                yield name, forward, head


def _back(came: dict, end: str) -> Iterator[tuple[str, bool]]:
    step = came[end]
    while step is not None:
        node, name, forward = step
        yield name, forward
        step = came[node]


def _room(arc: Arc, now: int, forward: bool) -> int:
    return arc.high - now if forward else now - arc.low
