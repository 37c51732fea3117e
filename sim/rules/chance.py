"""Chance: a pure function of seed, person, month and decision. No stream, no state, no order.

The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as
easy as 1, 2, 3"). A person therefore meets the same luck under every strategy until a strategy
bites, and another product, strategy, person or thread changes nobody else's luck.
"""

from enum import IntEnum

import numpy as np

from sim.rules.compiled import ZERO, constant, inner, rule

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint32(0x9E3779B9)
WEYL_1 = np.uint32(0xBB67AE85)
LOW_32 = np.uint64(0xFFFFFFFF)
SHIFT_32 = np.uint64(32)
SHIFT_20 = np.uint64(20)
SHIFT_12 = np.uint64(12)

Word = int | np.uint64
Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


class Decision(IntEnum):
    """What a draw decides. A number is never changed and never reused."""

    SEGMENT = 1
    SEX = 2
    DEATH = 3
    INCOME = 4
    TRAIT = 5  # k: key of the value's path; of an amount of a product: product
    OPENING_BOOK = 7
    OPENING_MARKET = 8  # k: product
    NEED = 9  # k: product; the waiting time from this month to the next need
    WINS = 10  # k: product
    REACH = 11  # the waiting time from this month to the next reach
    TAKES = 12  # k: 0 reached by the firm, 1 told by a customer
    CONTACT_CHOICE = 14
    RESPONSE = 15  # k: product
    PUTS_RIGHT = 17
    PURCHASES = 18  # k: product
    BASKET = 19  # k: product plus the place of the purchase in the month
    DEFAULT = 20  # k: product; the waiting time from the month of opening
    ENDS = 21  # k: product; the waiting time from the month of opening
    LEAVES_RIVAL = 22  # k: product; the waiting time from the month it went elsewhere
    MONTH = 24  # the dice of a month, a word each: contact, incident, leaving
    VOICED = 25
    RECOVERY_COST = 26  # k: 0 what it would cost, 1 whether the budget does
    SURVEY = 27  # the waiting time from this month to the next survey
    ACTS_ON = 28
    HEARS = 29  # the wait for a recommendation; k: 0 from becoming a stranger, 1 from the last
    RELEVANT = 30
    # 6, 13, 16 and 23 are spent.


MONTH = constant(Decision.MONTH)


@inner
def philox(key_0: Word, key_1: Word, c_0: Word, c_1: Word, c_2: Word, c_3: Word) -> Words:
    """Ten rounds of Philox4x32: four 32-bit words from a counter of four and a key of two words.

    >>> [f"{word:08x}" for word in philox(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    k0, k1 = np.uint32(key_0), np.uint32(key_1)
    x0, x1, x2, x3 = np.uint32(c_0), np.uint32(c_1), np.uint32(c_2), np.uint32(c_3)
    for _ in range(10):
        first = MULTIPLIER_0 * np.uint64(x0)
        second = MULTIPLIER_1 * np.uint64(x2)
        x0, x1 = np.uint32(np.uint32(second >> SHIFT_32) ^ x1 ^ k0), np.uint32(second & LOW_32)
        x2, x3 = np.uint32(np.uint32(first >> SHIFT_32) ^ x3 ^ k1), np.uint32(first & LOW_32)
        k0 = np.uint32(k0 + WEYL_0)
        k1 = np.uint32(k1 + WEYL_1)
    return np.uint64(x0), np.uint64(x1), np.uint64(x2), np.uint64(x3)


@inner
def draw(seed: int, person: int, month: int, decision: int, k: int) -> float:
    """A number from 0 to 1, ends excluded, in steps of 2**-52.

    ``seed`` is a 64-bit key (its bits count, not its sign); ``person``, ``month``, ``decision`` and
    ``k`` are the counter, 32 bits each.

    >>> draw(1865, 7, 12, 17, 0) == draw(1865, 7, 12, 17, 0)
    True
    """
    key = np.uint64(seed)
    high, low, _, _ = philox(key & LOW_32, key >> SHIFT_32, person, month, decision, k)
    return (np.float64((high << SHIFT_20) | (low >> SHIFT_12)) + 0.5) * 2.0**-52


@rule
def happens(seed: int, person: int, month: int, decision: int, k: int, chance: float) -> bool:
    """Whether something of that chance happens: never at 0, always at 1."""
    return draw(seed, person, month, decision, k) < chance


@inner
def month_words(seed: int, person: int, month: int) -> tuple[np.uint32, np.uint32, np.uint32]:
    """The dice of a month as words: for a contact, for an incident and for leaving."""
    key = np.uint64(seed)
    words = philox(key & LOW_32, key >> SHIFT_32, person, month, MONTH, ZERO)
    return np.uint32(words[0]), np.uint32(words[1]), np.uint32(words[2])


@inner
def from_word(word: np.uint32) -> float:
    """A word as a number from 0 to 1, ends excluded, in steps of 2**-32.

    >>> from_word(np.uint32(2**31)) - 0.5 == 2.0**-33
    True
    """
    return (np.float64(word) + 0.5) * 2.0**-32


@rule
def month_dice(seed: int, person: int, month: int) -> tuple[float, float, float]:
    """The dice that a customer meets every month: for a contact, an incident and for leaving.

    One block of Philox gives all three, to 32 bits each.

    >>> all(0.0 < die < 1.0 for die in month_dice(1865, 7, 12))
    True
    """
    contact, incident, leaves = month_words(seed, person, month)
    return from_word(contact), from_word(incident), from_word(leaves)
