"""Two people at one plan's targets: their texts are laid side by side by target, not by place, so that one's taking out
a target does not put the other's words under another."""

from dataclasses import dataclass, field

from apdr.plans.editing import Words, is_blank, targets_in, with_targets
from core.ui.editing import Editing


@dataclass
class PlanEditing(Editing):
    """As core's, of a plan's text."""

    _began_laid: Words = field(default_factory=dict)

    def lay(self, mine: Words) -> Words:
        """My text with its targets in the order of the plan as saved, those that are no longer there after them and new
        ones last; where I began is laid in the same way. A target that one side took out and the other changed stays."""
        began = super()._began()
        if not any(name.endswith("-key") for name in mine):
            self._began_laid = began
            return mine
        saved, old, new = (_by_key(text) for text in (self.saved, began, mine))
        order = [*saved, *(key for key in old if key not in saved)]
        order += [key for key in new if key not in order]
        kept, start = [], []
        for key in order:
            was, is_now, theirs = old.get(key, {}), new.get(key, {}), saved.get(key, {})
            fought = (not is_now and theirs != was) or (not theirs and is_now != was)
            kept.append(is_now)
            start.append({} if fought else was)
        fresh = [target for target in targets_in(mine) if not target.get("key") and not is_blank(target)]
        self._began_laid = with_targets(began, start)
        return with_targets(mine, [*kept, *fresh])

    def _began(self) -> Words:
        return self._began_laid or super()._began()

    def merged(self, mine: Words, choices: dict[str, str]) -> Words:
        """As core's, without the places where no target is left."""
        text = super().merged(mine, choices)
        return with_targets(text, [target for target in targets_in(text) if not is_blank(target)])


def _by_key(text: Words) -> dict[str, Words]:
    return {target["key"]: target for target in targets_in(text) if target.get("key")}
