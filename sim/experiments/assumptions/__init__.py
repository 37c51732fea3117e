"""Every number of a scenario: where it comes from, and whether moving it can change the verdict."""

from sim.experiments.assumptions.ends import Ends, ends_of
from sim.experiments.assumptions.listed import SETTINGS, Assumption, assumptions_of, source_of
from sim.experiments.assumptions.moved import Answer, Moved, Survey, Tried, survey

__all__ = [
    "SETTINGS",
    "Answer",
    "Assumption",
    "Ends",
    "Moved",
    "Survey",
    "Tried",
    "assumptions_of",
    "ends_of",
    "source_of",
    "survey",
]
