"""Every write of the library of interventions and of provision, by noun. Each is one transaction."""

from apdr.provision.actions.adults import add_adult, remove_adult
from apdr.provision.actions.library import (
    end_training,
    restore_intervention,
    retire_intervention,
    take_starter,
    write_intervention,
    write_training,
)
from apdr.provision.actions.places import add_pupil, leave_pupil, record_measure, take_out_pupil, tell_parents
from apdr.provision.actions.runs import (
    answer_checks,
    change_provision,
    drop_provision,
    end_provision,
    extend_provision,
    plan_provision,
    start_provision,
)
from apdr.provision.actions.setup import (
    RefusedAt,
    add_pupils,
    end_with_measures,
    record_measures,
    set_up_provision,
)
from apdr.provision.actions.times import add_slot, change_slot, end_slot

__all__ = [
    "RefusedAt", "add_adult", "add_pupil", "add_pupils", "add_slot", "answer_checks", "change_provision",
    "change_slot", "drop_provision", "end_provision", "end_slot", "end_training", "end_with_measures",
    "extend_provision", "leave_pupil", "plan_provision", "record_measure", "record_measures", "remove_adult",
    "restore_intervention", "retire_intervention", "set_up_provision", "start_provision", "take_out_pupil",
    "take_starter", "tell_parents", "write_intervention", "write_training",
]  # fmt: skip
