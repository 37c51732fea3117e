"""The numbers of one small market, as they have been: what changes them is meant to.

Every word of the language plays a part in this market (`tests/contracts/markets.py`). A change of
code that is not meant to change results leaves these digests alone. One that is meant to says
*numbers change* in the CHANGELOG and takes the new digests from the failure's message.
"""

from __future__ import annotations

import hashlib

import pytest

from sim.world.outcome import Outcome
from tests.contracts.markets import outcomes

GOLDEN = {
    "customer_centric": "8136dcb3b49bc25f",
    "customer_focused": "20883bdb11e109d4",
    "narrow": "ead9d0aedd657187",
}


def digest(outcome: Outcome) -> str:
    """Who joined, left, lived how, was worth what; and the whole ledger, in minor units."""
    people = outcome.people
    columns = (people.joined, people.left, people.cash, people.npv, people.life)
    sha = hashlib.sha256(outcome.ledger.astype("<i8").tobytes())
    for column in columns:
        sha.update(column.astype(column.dtype.newbyteorder("<")).tobytes())
    return sha.hexdigest()[:16]


@pytest.mark.parametrize("name", GOLDEN)
def test_the_numbers_are_what_they_have_been(name: str) -> None:
    assert digest(outcomes()[name]) == GOLDEN[name]
