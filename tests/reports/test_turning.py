"""Claims about the sentence on a turning point, and the table below it."""

import pytest

from reports.turning import exactly, roughly, sentence, sheet
from sim.experiments.crossing import Evaluation
from sim.experiments.estimate import Estimate, undefined
from sim.experiments.flip import TurningPoint
from sim.experiments.lever import Lever
from sim.scenario.units import AMOUNT, CHANCE, LOG_ODDS, MONTHS, Unit

CASH = "firm.cash.opening_per_person"
N = 5


def lever(path: str, unit: Unit, today: float, high: float) -> Lever:
    return Lever(path, unit, "GBP", 2, today, 0, high)


def tried(x: float, mean: float, half: float = 1.0, each: tuple[float, ...] = ()) -> Evaluation:
    return Evaluation(x, each or (mean,) * N, Estimate(mean, mean - half, mean + half, N))


def found(
    below: Estimate | None = None,
    above: Estimate | None = None,
    *,
    now: Evaluation | None = None,
    path: str = CASH,
    seeds: int = N,
) -> TurningPoint:
    now = now or tried(250, 40)
    none = undefined(seeds)
    evaluations = (tried(0, -40), now, tried(500, 45))
    moved = lever(path, AMOUNT, 250, 500)
    names = "customer_centric", "customer_focused"
    return TurningPoint(moved, *names, below or none, above or none, seeds, evaluations)


def test_a_board_can_use_the_sentence() -> None:
    assert sentence(found(Estimate(31.2, 28.4, 35.1, N))) == (
        "The lead of customer centric over customer focused is lost below an opening cash of £31 "
        "a person (95 % interval £28 to £35; it is £250 now)."
    )


def test_any_number_is_called_by_its_path() -> None:
    said = sentence(found(above=Estimate(260, 255, 265, N), path="products.account.fee"))
    assert "is lost where products.account.fee is above £260 (95 % interval £255 to £265;" in said


def test_a_lead_that_is_lost_on_both_sides_has_two_intervals() -> None:
    said = sentence(found(Estimate(31, 28, 35, N), Estimate(400, 390, 410, N)))
    assert (
        "below an opening cash of £31 a person (95 % interval £28 to £35) and above an opening "
        "cash of £400 a person (95 % interval £390 to £410; it is £250 now)."
    ) in said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, 35, "95 % interval open below, to £35"),
        (28, None, "95 % interval from £28, open above"),
        (None, None, "95 % interval open at both ends"),
    ],
)
def test_an_end_beyond_the_range_is_told_as_open(
    low: float | None, high: float | None, said: str
) -> None:
    assert f"({said}; it is £250 now)" in sentence(found(Estimate(31, low, high, N)))


def test_who_does_not_lead_today_would_lead_elsewhere() -> None:
    said = sentence(found(above=Estimate(300, 290, 310, N), now=tried(250, -3)))
    assert said.startswith("Customer centric would lead customer focused above an opening cash of")


def test_none_within_the_range_is_stated_plainly() -> None:
    said = sentence(found())
    assert said.startswith("No turning point lies within the range: customer centric keeps its")
    assert "that was tried from £0 to £500 (it is £250 now)." in said
    assert "does not lead customer focused" in sentence(found(now=tried(250, -3)))


def test_where_it_never_turns_but_could_the_sentence_says_so() -> None:
    assert "At some of them its" not in sentence(found())
    rows = (tried(0, 0.5), tried(250, 40), tried(500, 45))
    unsure = found()
    unsure = TurningPoint(**{**vars(unsure), "evaluations": rows})
    assert sentence(unsure).endswith("At some of them its 95 % interval holds zero.")


def test_a_lead_that_could_be_luck_today_is_told() -> None:
    said = sentence(found(Estimate(31, 28, None, N), now=tried(250, 2, half=3)))
    assert "Today's lead is not sure: its 95 % interval, −£1.00 to £5.00, holds zero." in said


def test_one_seed_is_told_to_give_no_interval() -> None:
    said = sentence(found(Estimate(31, None, None, 1), seeds=1))
    assert "£31 a person (it is £250 now). One seed gives no interval; take two or more." in said


def test_a_number_on_which_nothing_depends_is_told_and_why_cash_may_be_one() -> None:
    rows = tuple(tried(x, 40) for x in (0, 250, 500))
    said = sentence(TurningPoint(**{**vars(found()), "evaluations": rows}))
    assert "does not depend on firm.cash.opening_per_person: it is £40.00 per person at" in said
    assert "at £0, £250, £500 alike, to the bit." in said
    assert "lists under `funding`" in said


def test_the_table_has_every_value_that_was_tried() -> None:
    table = sheet(found())
    assert table.header == (CASH, "mean", "95 % interval")
    assert table.rows[1] == ("£250, now", "£40.00", "£39.00 to £41.00")
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    ("moved", "x", "given", "half", "rough"),
    [
        (lever("a", CHANCE, 0.1, 0.2), 0.0725, "7.25 %", 0.012, "7 %"),
        (lever("a", CHANCE, 0.1, 0.2), 0.0725, "7.25 %", None, "7.25 %"),
        (lever("a", MONTHS, 6, 12), 7, "7 months", 2, "7 months"),
        (lever("a", LOG_ODDS, 0.3, 0.6), 0.25, "0.25", 0.004, "0.250"),
        (lever("a", AMOUNT, 5, 10), 6.5, "£6.50", 1.0, "£6.50"),
        (lever("a", AMOUNT, 5e6, 1e7), 6_543_210, "£6,543,210", 2.0, "£6,540,000"),
        (lever("a", AMOUNT, 5, 10), 6.5, "£6.50", 0.0, "£6.50"),
    ],
)
def test_values_are_said_in_their_unit_as_finely_as_they_are_known(
    moved: Lever, x: float, given: str, half: float | None, rough: str
) -> None:
    assert exactly(moved, x) == given
    assert roughly(moved, x, half) == rough
