"""The dice of a customer's months, thrown for a block of months at once."""

import numpy as np
from numpy.typing import NDArray

from sim.rules.chance import from_word, month_dice, month_words
from sim.rules.compiled import constant, part
from sim.world.population.compiled.person import Me
from sim.world.population.compiled.records import Address, Packed, words_at
from sim.world.population.compiled.world import World

Words = NDArray[np.uint32]

BLOCK = constant(32)
"""For how many months dice are thrown at once."""
NOT_ROLLED = constant(-1)
"""In place of a place: the dice of that month are not among those thrown."""


class Dice:
    """A block of months' dice for one person."""

    contact: Address
    incident: Address
    leaves: Address


def dice() -> Packed:
    """Room for a block of dice."""
    names = ("contact", "incident", "leaves")
    return Packed(Dice, **{name: np.zeros(BLOCK, dtype=np.uint32) for name in names})


@part
def contacts(dice: Dice) -> Words:
    """By place in the block; the next two likewise."""
    return words_at(dice.contact, BLOCK)


@part
def incidents(dice: Dice) -> Words:
    return words_at(dice.incident, BLOCK)


@part
def leavings(dice: Dice) -> Words:
    return words_at(dice.leaves, BLOCK)


@part
def roll(world: World, me: Me, dice: Dice, start: int, end: int) -> None:
    """Throw the dice of the months from ``start`` to before ``end``."""
    contact, incident, leaves = contacts(dice), incidents(dice), leavings(dice)
    for month in range(start, end):
        place = month - start
        contact[place], incident[place], leaves[place] = month_words(world.seed, me.number, month)


@part
def fallen(world: World, me: Me, dice: Dice, place: int, month: int) -> tuple[float, float, float]:
    """How the dice of a month fell: for a contact, an incident and for leaving."""
    if place == NOT_ROLLED:
        return month_dice(world.seed, me.number, month)
    return (
        from_word(contacts(dice)[place]),
        from_word(incidents(dice)[place]),
        from_word(leavings(dice)[place]),
    )
