"""What adults and children say in the demonstration, by type of need; our own words.

In every text {first} is the child's first name, {he} {him} {his} {He} {His} the child's pronouns, {teacher} and {ta}
the adults. A text that lists points has one a line.
"""

from sendsys.demo.words.bank import Bank, Goal
from sendsys.demo.words.cognition import MLD, SLD, SPLD
from sendsys.demo.words.communication import ASD, SLCN
from sendsys.demo.words.semh import SEMH
from sendsys.demo.words.sensory import HI, OTHER, PD, VI

BANKS = {
    "SLCN": SLCN, "ASD": ASD, "SPLD": SPLD, "MLD": MLD, "SLD": SLD, "PMLD": SLD, "SEMH": SEMH, "HI": HI, "VI": VI,
    "PD": PD, "OTH": OTHER, "NSA": OTHER,
}  # fmt: skip

__all__ = ["BANKS", "Bank", "Goal"]
