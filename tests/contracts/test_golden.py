"""The numbers of some small markets, as they have been: what changes them is meant to.

Every word of the language plays a part in them (`tests/contracts/markets.py`); in the plain one,
all words that there were before firms practised anything beyond their offers. A change of code that
is not meant to change results leaves these digests alone. One that is meant to says *numbers
change* in the CHANGELOG and takes the new digests from the failure's message.
"""

from __future__ import annotations

import hashlib

import pytest

from sim.world.outcome import Outcome
from tests.contracts.markets import Market, market, outcomes, plain, practising

GOLDEN: dict[Market, dict[str, str]] = {
    plain: {
        "customer_centric": "8136dcb3b49bc25f",
        "customer_focused": "20883bdb11e109d4",
        "narrow": "ead9d0aedd657187",
    },
    market: {
        "customer_centric": "66f7a7e0e7b8e28d",
        "customer_focused": "d6668b6e7ebf3a3d",
        "narrow": "bb2ab0e132f04e0d",
    },
    practising: {
        "everything": "3fcc17b47e847822",
        "beyond_its_means": "061a86c062a9319c",
        "regulars": "fca29bc88fbcb7d3",
        "everybody": "d92407f506e322e6",
    },
}


def digest(outcome: Outcome) -> str:
    """Who joined, left, lived how, was worth what; and the whole ledger, in minor units."""
    people = outcome.people
    columns = (people.joined, people.left, people.cash, people.npv, people.life)
    sha = hashlib.sha256(outcome.ledger.astype("<i8").tobytes())
    for column in columns:
        sha.update(column.astype(column.dtype.newbyteorder("<")).tobytes())
    return sha.hexdigest()[:16]


@pytest.mark.parametrize("of", GOLDEN)
def test_the_numbers_are_what_they_have_been(of: Market) -> None:
    assert {name: digest(outcome) for name, outcome in outcomes(of=of).items()} == GOLDEN[of]
