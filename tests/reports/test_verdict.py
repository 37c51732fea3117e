"""Claims about the verdict: it reads aloud, and says no more than the figures support."""

from collections.abc import Sequence

from reports.comparison import Comparison
from reports.verdict import sentence
from sim.experiments.compare import compare
from sim.world.ledger import Line
from tests.results.factory import Flow, Life, facts, never, random_lives, run_of, won


def said(*populations: Sequence[Life], **about: float) -> str:
    names = ("customer_centric", "customer_focused", "third")[: len(populations)]
    people = len(populations[0])
    return sentence(compare(run_of(facts(people, names, **about), *populations)))  # type: ignore[arg-type]


def invest(*flows: Flow, people: int = 20) -> list[Life]:
    return [won(*flows, Flow(0, person)) for person in range(people)]


NOTHING = [never()] * 20


def test_a_clear_verdict_is_one_sentence_with_all_its_parts() -> None:
    rng = [won(Flow(0, -10_000 - 50 * k), Flow(12, 12_100), Flow(13, 100)) for k in range(20)]
    assert said(rng, NOTHING) == (
        "Customer centric beats customer focused by £6.15 per person (95 % interval £4.77 to "
        "£7.54), earns more on everybody, needs £104.75 per person at the trough, pays back in "
        "13 months, and loses its lead if money costs more than 16.5 % a year."
    )


def test_two_equal_strategies_are_said_to_be_worth_the_same() -> None:
    lives = random_lives(1, 20)
    assert said(lives, lives) == (
        "Customer centric and customer focused are worth exactly the same on every one of 20 "
        "people."
    )


def test_a_difference_within_its_interval_is_no_victory() -> None:
    text = said(random_lives(1, 20), random_lives(2, 20))
    assert "cannot be told apart" in text
    assert "but the 95 % interval runs from −£" in text
    assert "beats" not in text


def test_one_person_proves_nothing() -> None:
    text = said([won(Flow(0, 500))], [never()])
    assert "on the only person, which proves nothing" in text


def test_money_that_never_comes_back_is_said_so() -> None:
    lives = invest(Flow(0, -10_000), Flow(12, 9_000))
    text = said(lives, invest(Flow(0, -20_000), Flow(12, 9_000)))
    assert "does not pay back within the 2 years simulated" in text
    assert "it loses £18" in text


def test_a_strategy_that_needs_no_money_is_said_so() -> None:
    text = said(invest(Flow(0, 10_000)), NOTHING)
    assert "needs no money up front" in text
    assert "keeps its lead at any cost of money up to 50 % a year" in text


def test_a_lead_above_a_rate_or_between_two_is_said_so() -> None:
    assert "leads only if money costs more than 5.0 % a year" in said(
        [won(Flow(0, 10_000), Flow(12, -10_500))] * 20, NOTHING
    )
    between = [won(Flow(0, -10_000), Flow(12, 22_000), Flow(24, -12_075))] * 20
    assert "leads only while money costs 5.0 % to 15.0 % a year" in said(
        between, NOTHING, months=25
    )


def test_people_on_whom_nothing_changes_are_not_counted_as_worse() -> None:
    lives = [won(Flow(0, 500 + k)) for k in range(15)]
    text = said([*lives, *NOTHING[:5]], NOTHING)
    assert "earns more on 75 % of people (less on nobody, the same on 25 %)" in text


def test_the_shares_of_people_are_those_of_the_firms_earnings() -> None:
    lives = [won(Flow(0, 500 + k)) for k in range(12)]
    reached_in_vain = [never(Flow(0, -100, Line.ACQUISITION))] * 8
    assert "earns more on 60 % of people (less on 40 %)" in said(
        [*lives, *reached_in_vain], NOTHING
    )


def test_every_further_rival_is_named() -> None:
    text = said(invest(Flow(0, 300)), invest(Flow(0, 200)), invest(Flow(0, 100)))
    assert "Customer centric beats third by £2.00 per person" in text


def test_the_verdict_carries_its_numbers() -> None:
    run = run_of(facts(20), invest(Flow(0, -10_000), Flow(12, 12_100)), NOTHING)
    verdict = Comparison(run).verdict
    assert str(verdict) == verdict.sentence
    assert (verdict.best, verdict.rival, verdict.clear) == ("centric", "focused", True)
    assert verdict.share_better == 1.0
    assert len(verdict.flip_rates) == 1
    assert verdict.payback_years == 13 / 12
