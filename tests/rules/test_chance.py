"""Chance is Philox, and a pure function of seed, person, month, decision and k."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.rules.chance import Decision, draw, from_word, happens, month_dice, month_words, philox

ALL = 0xFFFFFFFF
KNOWN_ANSWERS = {
    "zeros": ((0, 0), (0, 0, 0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    "ones": ((ALL, ALL), (ALL, ALL, ALL, ALL), "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    "digits of pi": (
        (0xA4093822, 0x299F31D0),
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
}
PAST_DECISIONS = {
    "SEGMENT": 1,
    "SEX": 2,
    "DEATH": 3,
    "INCOME": 4,
    "TRAIT": 5,
    "OPENING_BOOK": 7,
    "OPENING_MARKET": 8,
    "NEED": 9,
    "WINS": 10,
    "REACH": 11,
    "TAKES": 12,
    "CONTACT_CHOICE": 14,
    "RESPONSE": 15,
    "PUTS_RIGHT": 17,
    "PURCHASES": 18,
    "BASKET": 19,
    "DEFAULT": 20,
    "ENDS": 21,
    "LEAVES_RIVAL": 22,
    "MONTH": 24,
    "VOICED": 25,
    "RECOVERY_COST": 26,
    "SURVEY": 27,
    "ACTS_ON": 28,
    "HEARS": 29,
    "RELEVANT": 30,
}
N = 10_000
AXES = {
    "person": lambda i: draw(1865, i, 3, 9, 5),
    "month": lambda i: draw(1865, 3, i, 9, 5),
    "decision": lambda i: draw(1865, 3, 5, i, 9),
    "k": lambda i: draw(1865, 3, 5, 9, i),
    "seed": lambda i: draw(i, 3, 5, 9, 7),
}


@pytest.mark.parametrize("vector", KNOWN_ANSWERS)
def test_the_generator_gives_the_published_known_answers(vector: str) -> None:
    """Random123, `kat_vectors`, philox4x32 with 10 rounds."""
    key, counter, expected = KNOWN_ANSWERS[vector]
    assert " ".join(f"{int(word):08x}" for word in philox(*key, *counter)) == expected


def test_a_draw_is_made_of_the_first_two_words_keyed_by_seed_and_counted_by_the_rest() -> None:
    seed = 0x299F31D0_A4093822
    counter = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
    bits = (0xD16CFE09 << 20) | (0x94FDCCEB >> 12)
    assert draw(seed, *counter) == (bits + 0.5) * 2.0**-52


def test_all_64_bits_of_a_seed_count_and_a_sign_is_a_bit() -> None:
    assert draw(1, 0, 0, 1, 0) != draw(1 + 2**32, 0, 0, 1, 0)
    first, second, *_ = (int(word) for word in philox(ALL, ALL, 7, 8, 9, 10))
    assert draw(-1, 7, 8, 9, 10) == (((first << 20) | (second >> 12)) + 0.5) * 2.0**-52


def test_decisions_keep_their_numbers_for_ever() -> None:
    """A number once given is never changed or reused; a new decision is added to this list."""
    assert {decision.name: int(decision) for decision in Decision} == PAST_DECISIONS


@pytest.mark.parametrize("axis", AXES)
def test_draws_are_uniform_and_independent_along_every_axis(axis: str) -> None:
    """Kolmogorov and Smirnov at 1 in 10,000, and serial correlation within 4 standard errors."""
    u = np.array([AXES[axis](i) for i in range(N)])
    assert 0.0 < u.min() < 1e-3
    assert 1 - 1e-3 < u.max() < 1.0
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    for lag in (1, 2, 12):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 4 / np.sqrt(N)


def test_draws_of_neighbouring_decisions_fill_the_square_evenly() -> None:
    """64 cells, chi-square with 63 degrees of freedom."""
    cells = np.zeros((8, 8))
    for i in range(N):
        cells[int(8 * draw(1, i, 0, 13, 0)), int(8 * draw(1, i, 0, 16, 0))] += 1
    assert stats.chisquare(cells.ravel()).pvalue > 1e-4


def test_chance_0_never_happens_and_chance_1_always_does() -> None:
    assert not any(happens(1, i, 0, 1, 0, 0.0) for i in range(1000))
    assert all(happens(1, i, 0, 1, 0, 1.0) for i in range(1000))


def test_something_happens_where_its_draw_is_below_its_chance() -> None:
    u = draw(1, 2, 3, 4, 5)
    assert happens(1, 2, 3, 4, 5, np.nextafter(u, 1))
    assert not happens(1, 2, 3, 4, 5, u)


def test_the_dice_of_a_month_are_the_words_of_one_block_of_philox() -> None:
    seed, person, month = 0x299F31D0_A4093822, 7, 12
    block = philox(0xA4093822, 0x299F31D0, person, month, int(Decision.MONTH), 0)
    assert month_words(seed, person, month) == block[:3]
    assert month_dice(seed, person, month) == tuple((int(w) + 0.5) / 2**32 for w in block[:3])
    assert 0.0 < from_word(np.uint32(0)) < from_word(np.uint32(2**32 - 1)) < 1.0


def test_the_dice_of_a_month_are_even_and_owe_each_other_nothing() -> None:
    dice = np.array([month_dice(3, person, 5) for person in range(20_000)])
    for die in dice.T:
        assert stats.kstest(die, "uniform").pvalue > 1e-4
    cells = np.histogramdd(dice, bins=(5, 5, 5), range=[(0, 1)] * 3)[0]
    assert stats.chisquare(cells.ravel()).pvalue > 1e-4
