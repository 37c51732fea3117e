"""The first lines of a report: the sentence, and the few figures it rests on."""

from dataclasses import dataclass

from reports.figures import interval, rate_interval, share_of_people, time_to_the_month
from reports.material import Material
from reports.verdict import amount
from reports.words import capital, listed, percent, spoken, years
from sim.experiments.compare import Pair
from sim.experiments.performance import Performance
from sim.results.facts import Facts


@dataclass(frozen=True)
class Headline:
    """One figure of the verdict."""

    label: str
    figure: str
    note: str


def sentence_of(material: Material) -> str:
    """The verdict; of one strategy alone, what it is worth."""
    if material.verdict is not None:
        return material.verdict.sentence
    return alone(material.performances[0], material.facts)


def alone(each: Performance, facts: Facts) -> str:
    """What one strategy is worth, in one sentence."""
    value = each.value
    worth = amount(value.value or 0.0, value.half_width, facts)
    within = ""
    if value.low is not None and value.high is not None:
        ends = [amount(end, value.half_width, facts) for end in (value.low, value.high)]
        within = f" (95 % interval {ends[0]} to {ends[1]})"
    clauses = [f"wins {share_of_people(each.share_won)} of people", *_money_needed(each, facts)]
    name = capital(spoken(each.strategy))
    return f"{name} alone is worth {worth} per person{within}, {listed(clauses)}."


def _money_needed(each: Performance, facts: Facts) -> list[str]:
    back = each.cash.payback_years.value
    if each.cash.trough_month is None:
        return ["needs no money up front"]
    trough = each.cash.trough
    need = f"needs {amount(-(trough.value or 0.0), trough.half_width, facts)} per person"
    never = f"does not pay back within the {years(facts.months / 12)} simulated"
    return [f"{need} at the trough", never if back is None else f"pays back in {years(back)}"]


def headlines(material: Material) -> list[Headline]:
    """The figures of the verdict: of the best strategy against its strongest rival."""
    facts, findings = material.facts, material.findings
    if findings is None:
        only = material.performances[0]
        return [_value(only, facts), *_cash(only, facts)]
    pair = findings.pairs[0]
    return [*_lead(pair, facts), *_cash(findings.best, facts), _flip(pair, facts)]


def _value(each: Performance, facts: Facts) -> Headline:
    note = "net present value, everybody in the market counted"
    return Headline("Value per person", interval(each.value, facts), note)


def _lead(pair: Pair, facts: Facts) -> list[Headline]:
    names = f"{spoken(pair.first)} less {spoken(pair.second)}"
    worse = share_of_people(pair.difference.worse)
    return [
        Headline("Lead per person", interval(pair.difference.mean, facts), names),
        Headline(
            "The firm earns more on",
            share_of_people(pair.difference.better),
            f"of people; less on {worse}",
        ),
    ]


def _cash(each: Performance, facts: Facts) -> list[Headline]:
    name = spoken(each.strategy)
    if each.cash.trough_month is None:
        return [Headline("Money needed", "none", f"{name}: cash is never below zero")]
    back = each.cash.payback_years
    need = interval(each.cash.trough.times(-1), facts)
    when = facts.month_name(each.cash.trough_month)
    payback = "never" if back.value is None else time_to_the_month(back)
    return [
        Headline("Money needed per person", need, f"{name}, at the trough, {when}"),
        Headline("Payback, years", payback, f"{name}, from the start"),
    ]


def _flip(pair: Pair, facts: Facts) -> Headline:
    rates = [flip.rate for flip in pair.flips if flip.rate.value is not None]
    now = f"a year; the scenario's rate is {percent(facts.discount_rate, 1)}"
    if not rates:
        return Headline("Lead changes at", "no cost of money", "within 0 to 50 % a year")
    figure = f"{percent(rates[0].value or 0.0, 1)}{rate_interval(rates[0])}"
    return Headline("Lead changes at", figure, now)
