"""A state is a table of moves: from, to, who may, what must hold. A SENCo could read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can

Guard = Callable[[models.Model], None]


@dataclass(frozen=True)
class Move:
    """One allowed move. `guard(obj)` raises Denied with what is missing; `says` is the verb on the button; `follows`
    says in words what the move sets going."""

    start: str
    end: str
    permission: Permission
    says: str
    guard: Guard | None = None
    follows: tuple[str, ...] = ()


class Lifecycle:
    """The moves of one kind of thing. `field` is the name of its state; `name` titles the diagram."""

    registry: dict[str, "Lifecycle"] = {}

    def __init__(
        self, name: str, states: type[models.TextChoices], moves: Sequence[Move], *, field: str = "state"
    ):
        self.name, self.states, self.moves, self.field = name, states, tuple(moves), field
        self._moves = {(move.start, move.end): move for move in self.moves}
        if len(self._moves) != len(self.moves):
            raise ValueError(f"{name} lists a move twice.")
        self.registry[name] = self

    def find(self, start: str, end: str) -> Move | None:
        """The move from `start` to `end`, or None when the table has none."""
        return self._moves.get((start, end))

    def move(self, start: str, end: str) -> Move:
        """The move from `start` to `end`. Raises Denied when the table has none."""
        move = self.find(start, end)
        if move is None:
            raise Denied(f"{self.states(start).label} cannot become {self.states(end).label.lower()}.")
        return move

    def permission_for(self, start: str, end: str) -> Permission | None:
        """What the move needs, or None when the table has no such move."""
        move = self._moves.get((start, end))
        return move.permission if move else None

    def check(self, obj: models.Model, end: str, by) -> Move:
        """The move of `obj` to `end` by the user. Raises Denied: no such move, not allowed, or what is missing."""
        move = self.move(getattr(obj, self.field), end)
        check_can(by, move.permission, obj)
        if move.guard:
            move.guard(obj)
        return move

    def open_to(self, obj: models.Model, by) -> list[tuple[Move, str | None]]:
        """Moves from where `obj` is, each with the reason why the user may not make it now, or None."""
        return [
            (move, self._why_not(obj, move, by))
            for move in self.moves
            if move.start == getattr(obj, self.field)
        ]

    def _why_not(self, obj: models.Model, move: Move, by) -> str | None:
        try:
            self.check(obj, move.end, by)
        except Denied as denied:
            return denied.reason
        return None

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {state.value}: {state.label}" for state in self.states]
        lines += [f"    [*] --> {self.moves[0].start}"]
        lines += [f"    {move.start} --> {move.end}: {move.says}" for move in self.moves]
        return "\n".join(lines)


def make_move(obj: models.Model, end: str, *, by, at, lifecycle: Lifecycle) -> models.Model:
    """Move a row to `end`: the row is locked and read again, checked, and stamped `<end>_at` and `<end>_by`
    where it has such fields. To be called inside the transaction of an action. Raises Denied."""
    locked = type(obj)._default_manager.select_for_update().get(pk=obj.pk)
    lifecycle.check(locked, end, by)
    setattr(locked, lifecycle.field, end)
    changed = [lifecycle.field]
    names = {field.name for field in locked._meta.concrete_fields}
    for name, value in ((f"{end}_at", at), (f"{end}_by", by)):
        if name in names:
            setattr(locked, name, value)
            changed.append(name)
    if "version" in names:
        locked.version += 1
        changed.append("version")
    locked.save(update_fields=changed)
    return locked
