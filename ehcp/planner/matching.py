"""Rows to places with room for so many: as many rows as possible, and of those ways the cheapest. Pure.

Rows are put in one after another; each takes the cheapest chain of moves that ends in a place with room (successive
shortest paths). A row that finds none stays out, and then no way of placing it beside the earlier ones exists.
"""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence


class Matching:
    """The rows placed so far. `costs[row][place]` is what the place costs the row; a place that is not there is not
    open to it. `room[place]` is how many rows it holds."""

    def __init__(self, costs: Sequence[Mapping[Hashable, int]], room: Mapping[Hashable, int]) -> None:
        self.costs, self.room = costs, room
        self.held: dict[Hashable, set[int]] = {place: set() for place in room}
        self.ways: dict[
            Hashable, dict[Hashable, tuple[int, int]]
        ] = {}  # out of a full place: (cost, row) by place

    def put(self, row: int) -> bool:
        """Place the row, moving others where that is cheapest; False where there is no way."""
        found = self._search(row)
        if found is None:
            return False
        place, came = found
        while place is not None:
            before, mover = came[place]
            self._move(mover, before, place)
            place = before
        return True

    def places(self) -> dict[int, Hashable]:
        """The place of each row that has one."""
        return {row: place for place, rows in self.held.items() for row in rows}

    def _search(self, row: int):
        """The cheapest place with room that a chain from the row reaches, and how each place was reached."""
        cost = dict(self.costs[row])
        came: dict[Hashable, tuple[Hashable | None, int]] = dict.fromkeys(cost, (None, row))
        waiting = deque(place for place in cost if self._full(place))
        queued = set(waiting)
        while waiting:
            full = waiting.popleft()
            queued.discard(full)
            for place, (extra, mover) in self._ways_out(full).items():
                reached = cost[full] + extra
                if place not in cost or reached < cost[place]:
                    cost[place], came[place] = reached, (full, mover)
                    if self._full(place) and place not in queued:
                        waiting.append(place)
                        queued.add(place)
        free = [place for place in cost if not self._full(place)]
        return (min(free, key=lambda place: (cost[place], len(self.held[place]))), came) if free else None

    def _full(self, place: Hashable) -> bool:
        return len(self.held[place]) >= self.room[place]

    def _ways_out(self, full: Hashable) -> dict[Hashable, tuple[int, int]]:
        if full not in self.ways:
            found: dict[Hashable, tuple[int, int]] = {}
            for row in self.held[full]:
                costs = self.costs[row]
                here = costs[full]
                for place, cost in costs.items():
                    if place != full and (place not in found or cost - here < found[place][0]):
                        found[place] = (cost - here, row)
            self.ways[full] = found
        return self.ways[full]

    def _move(self, row: int, before: Hashable | None, place: Hashable) -> None:
        if before is not None:
            self.held[before].discard(row)
            self.ways.pop(before, None)
        self.held[place].add(row)
        self.ways.pop(place, None)


def assign(costs: Sequence[Mapping[Hashable, int]], room: Mapping[Hashable, int]) -> dict[int, Hashable]:
    """The place of each row, by its number; rows that cannot be placed are left out, later ones first. Every place that
    a row may take stands in `room`."""
    matching = Matching(costs, room)
    for row in range(len(costs)):
        matching.put(row)
    return matching.places()
