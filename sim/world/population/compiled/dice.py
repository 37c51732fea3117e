"""The dice of a customer's months, thrown for a block of months at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import from_word, month_dice, month_words
from sim.rules.compiled import constant, part
from sim.world.population.compiled.person import Me
from sim.world.population.compiled.world import World

Words = NDArray[np.uint32]

BLOCK = 32
"""For how many months dice are thrown at once."""
NOT_ROLLED = constant(-1)
"""In place of a place: the dice of that month are not among those thrown."""


class Dice(NamedTuple):
    """A block of months' dice for one person."""

    contact: Words
    incident: Words
    leaves: Words


def dice() -> Dice:
    """Room for a block of dice."""
    return Dice(*(np.zeros(BLOCK, dtype=np.uint32) for _ in Dice._fields))


@part
def roll(world: World, me: Me, dice: Dice, start: int, end: int) -> None:
    """Throw the dice of the months from ``start`` to before ``end``."""
    for month in range(start, end):
        contact, incident, leaves = month_words(world.seed, me.number, month)
        dice.contact[month - start] = contact
        dice.incident[month - start] = incident
        dice.leaves[month - start] = leaves


@part
def fallen(world: World, me: Me, dice: Dice, place: int, month: int) -> tuple[float, float, float]:
    """How the dice of a month fell: for a contact, an incident and for leaving."""
    if place == NOT_ROLLED:
        return month_dice(world.seed, me.number, month)
    return (
        from_word(dice.contact[place]),
        from_word(dice.incident[place]),
        from_word(dice.leaves[place]),
    )
