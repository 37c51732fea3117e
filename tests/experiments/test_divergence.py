"""Claims about where two runs part: differences are put in on purpose and have to be found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.experiments.divergence import Divergence, Engine, Side, divergence, told
from sim.experiments.divergence import __main__ as command
from sim.rules.chance import Decision
from sim.scenario.tables import Tables
from sim.scenario.tabulate import tabulate
from sim.world.cohort import Cohort, born
from sim.world.ledger import Line
from sim.world.outcome import Event, Outcome
from sim.world.population import offers, person, portfolio
from sim.world.population.nature import Nature
from sim.world.population.portfolio import Portfolio
from sim.world.population.record import Record
from sim.world.run import run_strategy
from tests.contracts.markets import market

CENTRIC = 0
Patch = Callable[[pytest.MonkeyPatch], None]


@cache
def tables() -> Tables:
    return tabulate(market(overrides=("people=40", "years=12")))


@cache
def events() -> tuple[Event, ...]:
    outcome = honest(tables(), born(tables()), CENTRIC, events=True)
    assert outcome.events is not None
    return outcome.events


def honest(tables: Tables, cohort: Cohort, strategy: int, *, events: bool) -> Outcome:
    return run_strategy(tables, cohort, strategy, engine="agents", events=events)


def tampered(patch: Patch) -> Engine:
    """The same engine with something replaced while it runs."""

    def live(tables: Tables, cohort: Cohort, strategy: int, *, events: bool) -> Outcome:
        with pytest.MonkeyPatch.context() as monkeypatch:
            patch(monkeypatch)
            return honest(tables, cohort, strategy, events=events)

    return live


def rewritten(change: Callable[[Outcome], Outcome]) -> Engine:
    """The same engine, whose outcome is changed afterwards."""
    return lambda *asked, events: change(honest(*asked, events=events))


def compared(engine: Engine) -> Divergence | None:
    return divergence(Side("honest", honest), Side("tampered", engine), tables(), CENTRIC)


def found(engine: Engine) -> Divergence:
    parted = compared(engine)
    assert parted is not None
    return parted


def one_that(*names: str, sold: bool = True) -> Event:
    """An event of a name, late in a life, that nothing of those names of that month comes before.

    With two names: an event of the first name that one of the second follows, or does not.
    """
    first, *second = names
    pairs = zip(events(), (*events()[1:], None), strict=True)
    for event, after in reversed(list(pairs)):
        follows = after is not None and after.month == event.month and after.event in second
        if event.event == first and event.month > 12 and (not second or follows == sold):
            return event
    raise AssertionError(f"no {names}")


def flipped(decision: Decision, event: Event) -> Patch:
    """One yes-or-no decision of one person in one month turned round."""
    happens = Portfolio.happens

    def other(self: Portfolio, which: int, k: int, month: int, chance: float) -> bool:
        turned = which == decision and (self.number, month) == (event.person, event.month)
        return happens(self, which, k, month, chance) != turned

    return lambda patch: patch.setattr(Portfolio, "happens", other)


def later(decision: Decision, event: Event) -> Patch:
    """One waiting time of one person that ended in a month made a month longer."""
    waits = Nature.waits

    def other(self: Nature, which: int, k: int, month: int, *rest: Any) -> int:
        until = waits(self, which, k, month, *rest)
        turned = which == decision and (self.number, until) == (event.person, event.month)
        return until + turned

    following = portfolio.next_in_chain

    def later_in_chain(seed: int, number: int, *rest: Any) -> int:
        found = following(seed, number, *rest)
        return found + ((number, found) == (event.person, event.month))

    if decision == Decision.NEED:
        return lambda patch: patch.setattr(portfolio, "next_in_chain", later_in_chain)
    return lambda patch: patch.setattr(Nature, "waits", other)


def never(die: int, event: Event) -> Patch:
    """One of the dice of a month of one person replaced by one that lets nothing happen."""
    dice = person.month_dice

    def other(seed: int, number: int, month: int) -> tuple[float, ...]:
        fallen = dice(seed, number, month)
        if (number, month) != (event.person, event.month):
            return fallen
        return (*fallen[:die], 1.0, *fallen[die + 1 :])

    return lambda patch: patch.setattr(person, "month_dice", other)


def posting(event: Event, line: Line) -> Patch:
    """A penny more on a line, once a month, for one person."""
    turn_to = Record.turn_to

    def other(self: Record, month: int) -> None:
        turn_to(self, month)
        if (self.nature.number, month) == (event.person, event.month):
            self.post(0, int(line), 1)

    return lambda patch: patch.setattr(Record, "turn_to", other)


def test_runs_that_agree_do_not_part() -> None:
    assert compared(honest) is None


@pytest.mark.parametrize(
    ("decision", "names"),
    [
        (Decision.TAKES, ("reached", "opened")),
        (Decision.RESPONSE, ("contacted", "opened")),
        (Decision.PUTS_RIGHT, ("put_right",)),
        (Decision.WINS, ("met_elsewhere",)),
    ],
)
@pytest.mark.parametrize("sold", [True, False])
def test_one_flipped_decision_is_named_with_its_person_and_month(
    decision: Decision, names: tuple[str, ...], sold: bool
) -> None:
    event = one_that(*names, sold=sold)
    parted = found(tampered(flipped(decision, event)))
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert parted.parting.cause.decision == decision
    assert parted.alone
    assert parted.differing == 1


@pytest.mark.parametrize(
    ("decision", "name"),
    [
        (Decision.NEED, "met_elsewhere"),
        (Decision.REACH, "reached"),
        (Decision.LEAVES_RIVAL, "left_rival"),
        (Decision.ENDS, "closed"),
    ],
)
def test_a_waiting_time_that_differs_is_named(decision: Decision, name: str) -> None:
    event = one_that(name)
    parted = found(tampered(later(decision, event)))
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert parted.parting.cause.decision == decision
    assert parted.parting.left.startswith(name.replace("_", " "))


@pytest.mark.parametrize(("die", "name"), [(0, "contacted"), (1, "failed"), (2, "left")])
def test_a_die_of_the_month_that_differs_is_named(die: int, name: str) -> None:
    event = one_that(name)
    parted = found(tampered(never(die, event)))
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert parted.parting.cause.decision == Decision.MONTH
    assert parted.parting.left.startswith(name)


def test_another_product_spoken_of_is_told_from_another_contact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose = offers.Pitches.choose

    def last(self: offers.Pitches, *asked: Any) -> tuple[int, float]:
        _, chance = choose(self, *asked)
        return self.products[-1], chance

    parted = found(tampered(lambda patch: patch.setattr(offers.Pitches, "choose", last)))
    assert parted.parting.left.startswith("contacted")
    assert parted.parting.right.startswith("contacted")
    assert parted.parting.cause.decision is None
    assert "worth speaking of" in parted.parting.cause.words


def test_the_first_month_counts_before_the_lowest_number() -> None:
    early = min((e for e in events() if e.event == "put_right"), key=lambda e: (e.month, -e.person))
    late = max((e for e in events() if e.event == "put_right"), key=lambda e: (e.month, -e.person))
    low, high = sorted((early.person, late.person))
    assert low != high
    for first, second in ((early, late), (late, early)):

        def both(patch: pytest.MonkeyPatch, pair: tuple[Event, Event] = (first, second)) -> None:
            for event in pair:
                flipped(Decision.PUTS_RIGHT, event)(patch)

        parted = found(tampered(both))
        assert (parted.person, parted.parting.month) == (early.person, early.month)
        assert parted.differing == 2


@pytest.mark.parametrize(
    ("line", "decision"), [(Line.FEES, None), (Line.SALES_MARGIN, Decision.PURCHASES)]
)
def test_money_alone_that_differs_is_named_with_month_line_and_product(
    line: Line, decision: Decision | None
) -> None:
    event = one_that("contacted")
    parted = found(tampered(posting(event, line)))
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert parted.parting.cause.decision == decision
    assert parted.parting.left.startswith(f"{line.name.lower()} of youth_account: ")
    amounts = [int(said.split()[-1]) for said in (parted.parting.left, parted.parting.right)]
    assert amounts[1] - amounts[0] == 1


def test_a_count_alone_that_differs_leads_to_a_person_and_month() -> None:
    event = one_that("contacted")
    lived = Record.live_as_customer

    def other(self: Record, products: int, satisfaction: float, dues: Any) -> None:
        if (self.nature.number, self.month) == (event.person, event.month):
            satisfaction += 1e-8
        lived(self, products, satisfaction, dues)

    parted = found(tampered(lambda patch: patch.setattr(Record, "live_as_customer", other)))
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert parted.parting.left.startswith("satisfaction: ")
    assert parted.differing == 0


def test_a_record_alone_that_differs_is_named() -> None:
    number = one_that("contacted").person

    def change(outcome: Outcome) -> Outcome:
        people = outcome.people
        npv = np.where(people.person == number, np.nextafter(people.npv, np.inf), people.npv)
        return dataclasses.replace(outcome, people=dataclasses.replace(people, npv=npv))

    parted = found(rewritten(change))
    assert parted.person == number
    assert "unequal: people.npv" in parted.parting.cause.words


def test_equal_numbers_of_another_type_are_a_difference_of_the_runs() -> None:
    def change(outcome: Outcome) -> Outcome:
        wider = dataclasses.replace(outcome.people, exit=outcome.people.exit.astype(np.float32))
        return dataclasses.replace(outcome, people=wider)

    parted = found(rewritten(change))
    assert parted.person is None
    assert "people.exit, float32" in parted.parting.right


def test_somebody_who_parts_only_among_others_is_said_to() -> None:
    event = one_that("put_right")
    crowded = tampered(flipped(Decision.PUTS_RIGHT, event))

    def live(tables: Tables, cohort: Cohort, strategy: int, *, events: bool) -> Outcome:
        engine = crowded if len(cohort) > 1 else honest
        return engine(tables, cohort, strategy, events=events)

    parted = found(live)
    assert (parted.person, parted.parting.month) == (event.person, event.month)
    assert not parted.alone
    assert "only among others" in told(parted)


def test_what_is_told_is_one_sentence_and_the_events_around() -> None:
    event = one_that("reached", "opened")
    parted = found(tampered(flipped(Decision.TAKES, event)))
    sentence, blank, head, *rows = told(parted).splitlines()
    assert f"person {event.person} parts in month {event.month} (20" in sentence
    assert "decision TAKES" in sentence
    assert (blank, head.split()) == ("", ["month", "honest", "tampered"])
    assert next(row for row in rows if "≠" in row).split()[0] == str(event.month)
    assert len(rows) <= 4 + 2 * 4


def two_ways(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """Let the command's engine differ on two threads."""

    def run(
        *asked: Any,
        engine: str = "agents",
        threads: int = 1,
        events: bool = False,
        other: Any = engine,
    ) -> Outcome:
        return (other if threads == 2 else honest)(*asked, events=events)

    monkeypatch.setattr(command, "run_strategy", run)


SMALL = ["hsbc", "--people", "8", "--set", "years=12", "--left", "agents"]


def test_the_command_says_that_runs_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*SMALL, "--right", "agents"]) == 0
    assert capsys.readouterr().out.count("equal to the last bit") == 2


def test_the_command_says_where_runs_part(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = tampered(lambda patch: patch.setattr(person, "be_reached", lambda *_: None))
    two_ways(monkeypatch, deaf)
    asked = [*SMALL, "--right", "agents:2", "--strategy", "customer_centric"]
    assert command.main(asked) == 1
    assert "decision REACH" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hsbc", "--strategy", "customer_centrik"], "Did you mean 'customer_centric'?"),
        (["nowhere.yaml"], "nowhere.yaml"),
        (["hsbc", "--people", "0"], "out of range"),
        (["hsbc", "--set", "yeers=3"], "yeers"),
    ],
)
def test_what_cannot_be_compared_is_told_plainly(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([*words, "--right", "agents"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize("engine", ["colums", "agents:0", "agents:two"])
def test_an_engine_that_there_is_not_is_refused(
    engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["hsbc", "--left", engine])
    assert stopped.value.code == 2
    assert "expected" in capsys.readouterr().err


def test_a_run_that_fails_is_told_plainly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, events: bool) -> Outcome:
        raise OverflowError("too large")

    two_ways(monkeypatch, fail)
    assert command.main([*SMALL, "--right", "agents:2"]) == 2
    assert "A run failed: OverflowError: too large" in capsys.readouterr().err


def saying(month: int) -> Engine:
    """The same engine of a firm that says something else from a month on."""
    said = (np.arange(tables().months) >= month).astype(np.float64)
    return rewritten(lambda outcome: dataclasses.replace(outcome, signals={"trained": said}))


def test_another_signal_is_found_with_its_month() -> None:
    left, right = Side("honest", saying(7)), Side("tampered", saying(5))
    parted = divergence(left, right, tables(), CENTRIC)
    assert parted is not None
    assert parted.parting.month == 5
    assert (parted.parting.left, parted.parting.right) == ("trained: 0.0", "trained: 1.0")
    assert "makes of the months before" in parted.parting.cause.words


def test_another_ruin_is_found() -> None:
    parted = found(rewritten(lambda outcome: dataclasses.replace(outcome, ruined=3)))
    assert "ruined" in parted.parting.cause.words
