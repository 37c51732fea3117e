"""What a flow is worth at the start: by the months between, at an effective yearly rate."""

import pytest

from sim.world.ledger import Line
from tests.worlds import EVERYBODY_HOLDS, ONCE, posted, world

FEE = {"products.account.fee": "1200", "discount_rate": "21%", "years": "2"}


def test_a_flow_is_worth_less_by_the_months_since_the_start() -> None:
    outcome = world(EVERYBODY_HOLDS, FEE)
    assert posted(outcome, Line.FEES) == [100_00] * 24
    worth = sum(100.0 * 1.21 ** (-month / 12) for month in range(24))
    assert outcome.people.npv.tolist() == pytest.approx([worth * 100])


def test_what_is_spent_to_win_somebody_is_discounted_as_any_flow_and_left_out_of_the_clv() -> None:
    later = {
        "life.stages": "{new: {from: 18}, ready: {from: 18.5}, adult: {from: 18.58}}",
        "strategies.firm.acquire": "{ready: {reach: 100%, takes: 100%, opens: account, cost: 50}}",
    }
    outcome = world(ONCE, later, FEE)
    assert posted(outcome, Line.ACQUISITION) == [0] * 6 + [-50_00] + [0] * 17
    after = sum(100.0 * 1.21 ** (-since / 12) for since in range(18))
    assert outcome.people.clv_before_acquisition.tolist() == pytest.approx([after * 100])
    assert outcome.people.npv.tolist() == pytest.approx([(after - 50.0) * 100 / 1.21**0.5])
