"""The verdict: one sentence that a board can use, and no more than the figures support.

"Earns more on y % of people" is said of the firm; whether people are better off is not what this
program measures.
"""

from dataclasses import dataclass
from typing import Any

from reports.money import money, money_places
from reports.words import capital, listed, percent, share, spoken, years
from sim.experiments.breakeven import HIGHEST, Flip
from sim.experiments.compare import Findings, Pair
from sim.experiments.estimate import Estimate
from sim.experiments.performance import Performance
from sim.results.facts import Facts


@dataclass(frozen=True)
class Verdict:
    """The sentence and the numbers it was made of. Money in major units per person."""

    sentence: str
    best: str
    rival: str
    difference: Estimate
    clear: bool  # whether the interval of the difference lies on one side of zero
    share_better: float | None
    trough_per_person: float | None
    payback_years: float | None
    flip_rates: tuple[float, ...]  # nearest to the scenario's discount rate first

    def __str__(self) -> str:
        return self.sentence

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "sentence": self.sentence,
            "best": self.best,
            "rival": self.rival,
            "difference": self.difference.to_dict(),
            "clear": self.clear,
            "share_better": self.share_better,
            "trough_per_person": self.trough_per_person,
            "payback_years": self.payback_years,
            "flip_rates": list(self.flip_rates),
        }


def verdict_of(findings: Findings) -> Verdict:
    """What the findings come to: the best strategy against its strongest rival."""
    pair, best = findings.pairs[0], findings.best
    return Verdict(
        sentence=sentence(findings),
        best=pair.first,
        rival=pair.second,
        difference=pair.difference.mean,
        clear=pair.difference.mean.excludes_zero,
        share_better=pair.difference.better.value,
        trough_per_person=best.cash.trough.value,
        payback_years=best.cash.payback_years.value,
        flip_rates=tuple(flip.rate.value for flip in pair.flips if flip.rate.value is not None),
    )


def sentence(findings: Findings) -> str:
    """The verdict in words, with what must be said beside it."""
    pair, facts = findings.pairs[0], findings.facts
    if pair.difference.equal.value == 1.0:
        return " ".join([_nothing_between(findings), *_others(findings)])
    mean = pair.difference.mean
    start = _lead(pair, facts)
    clauses = [
        _earns_more(pair),
        *_money_needed(findings.best, facts),
        _flip(pair.flips, facts.discount_rate),
    ]
    if mean.excludes_zero:
        text = f"{start}, {listed(clauses)}."
    else:
        text = f"{start}. {capital(spoken(pair.first))} {listed(clauses)}."
    return " ".join([capital(text), *_others(findings), *_loss(findings)])


def amount(value: float, half_width: float | None, facts: Facts) -> str:
    """Money as precise as its interval."""
    return money(value, facts.currency, money_places(half_width, facts.minor_digits))


def _nothing_between(findings: Findings) -> str:
    pair = findings.pairs[0]
    names = f"{capital(spoken(pair.first))} and {spoken(pair.second)}"
    people = findings.facts.people
    whom = f"every one of {people:,} people" if people > 1 else "the only person"
    return f"{names} are worth exactly the same on {whom}."


def _lead(pair: Pair, facts: Facts) -> str:
    first, second, mean = spoken(pair.first), spoken(pair.second), pair.difference.mean
    value = mean.value or 0.0
    ahead = amount(value, mean.half_width, facts)
    if mean.low is None or mean.high is None:
        return f"{first} is ahead of {second} by {ahead} on the only person, which proves nothing"
    low, high = (amount(end, mean.half_width, facts) for end in (mean.low, mean.high))
    if mean.excludes_zero:
        return f"{first} beats {second} by {ahead} per person (95 % interval {low} to {high})"
    lead = f"{first} is ahead by {ahead} per person, but" if value > 0 else "neither leads, and"
    interval = f"the 95 % interval runs from {low} to {high}"
    return f"{first} and {second} cannot be told apart: {lead} {interval}"


def _earns_more(pair: Pair) -> str:
    difference = pair.difference
    text = f"earns more on {_people(difference.better)}"
    if difference.better.value == 1.0:
        return text
    less = f"less on {_people(difference.worse).removesuffix(' of people')}"
    same = f", the same on {_people(difference.equal).removesuffix(' of people')}"
    return f"{text} ({less}{same if difference.equal.value else ''})"


def _people(estimate: Estimate) -> str:
    if estimate.value == 0:
        return "nobody"
    if estimate.value == 1:
        return "everybody"
    return f"{share(estimate.value or 0.0, estimate.half_width)} of people"


def _money_needed(best: Performance, facts: Facts) -> list[str]:
    trough, back = best.cash.trough, best.cash.payback_years.value
    if best.cash.trough_month is None:
        return ["needs no money up front"]
    need = amount(-(trough.value or 0.0), trough.half_width, facts)
    if back is None:
        return [
            f"needs {need} per person at the trough",
            f"does not pay back within the {years(facts.months / 12)} simulated",
        ]
    return [f"needs {need} per person at the trough", f"pays back in {years(back)}"]


def _flip(found: tuple[Flip, ...], rate: float) -> str:
    rates = [flip.rate.value for flip in found if flip.rate.value is not None]
    above = min((each for each in rates if each > rate), default=None)
    below = max((each for each in rates if each <= rate), default=None)
    if above is not None and below is not None:
        return f"leads only while money costs {_rate(below)} to {_rate(above)} a year"
    if above is not None:
        return f"loses its lead if money costs more than {_rate(above)} a year"
    if below is not None:
        return f"leads only if money costs more than {_rate(below)} a year"
    return f"keeps its lead at any cost of money up to {percent(HIGHEST)} a year"


def _rate(rate: float) -> str:
    return percent(rate, 1)


def _others(findings: Findings) -> list[str]:
    """What is to be said of the other rivals, where there are more than two strategies."""
    return [capital(f"{_lead(pair, findings.facts)}.") for pair in findings.pairs[1:]]


def _loss(findings: Findings) -> list[str]:
    """That the winner destroys value, where it does."""
    value = findings.best.value
    if value.value is None or value.value >= 0:
        return []
    loss = amount(-value.value, value.half_width, findings.facts)
    return [f"Even so it is worth less than nothing: it loses {loss} per person."]
