"""Which parts of a strategy its lead comes from: mixtures of two strategies, and a fair division.

A *mixture* has each part, such as ``offers`` or ``service``, from the one strategy or from the
other. All mixtures are run, with the same people and the same luck, so that what each part brings
is known whatever else is there already.
"""

from sim.experiments.mixtures.levers import Contribution, Interaction, Levers, Mixed, levers
from sim.experiments.mixtures.parts import MixtureError, check_groups, groups_of
from sim.experiments.mixtures.players import MOST_PLAYERS, Player

__all__ = [
    "MOST_PLAYERS",
    "Contribution",
    "Interaction",
    "Levers",
    "Mixed",
    "MixtureError",
    "Player",
    "check_groups",
    "groups_of",
    "levers",
]
