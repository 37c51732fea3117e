"""What would flip the verdict: how far each thing it hangs on would have to move."""

from reports.figures import interval, line_label, rate_interval
from reports.material import Material
from reports.verdict import amount
from reports.words import capital, counted, listed, percent, spoken
from sim.experiments.breakeven import HIGHEST
from sim.experiments.compare import Findings, Pair
from sim.results.facts import Facts

MOST_LINES = 3


def flips_told(material: Material) -> list[str]:
    """One sentence for each thing that would turn the lead of the best strategy; or that none is.

    Everything is worked out from the run; nobody acts anew.
    """
    findings = material.findings
    if findings is None:
        return ["Only one strategy was run, so there is no verdict to flip."]
    return [sentence for pair in findings.pairs for sentence in _of_pair(pair, findings)] + [
        _beliefs(material)
    ]


def _of_pair(pair: Pair, findings: Findings) -> list[str]:
    if pair.difference.equal.value == 1.0:
        return [f"{capital(spoken(pair.first))} and {spoken(pair.second)} are the same on all."]
    facts = findings.facts
    return [
        _luck(pair, facts),
        _cost_of_money(pair, facts),
        *_lines(pair),
        *_segments(pair, facts),
    ]


def _luck(pair: Pair, facts: Facts) -> str:
    mean = pair.difference.mean
    names = f"{spoken(pair.first)} over {spoken(pair.second)}"
    if mean.low is None or mean.high is None:
        return f"Other people: one person proves nothing about {names}."
    if mean.excludes_zero:
        low = amount(mean.low, mean.half_width, facts)
        return f"Other people: hardly. The lead of {names} is {low} at the low end of its interval."
    return f"Other people: the interval of {names}, {interval(mean, facts)}, includes zero."


def _cost_of_money(pair: Pair, facts: Facts) -> str:
    names = f"between {spoken(pair.first)} and {spoken(pair.second)}"
    rates = [flip.rate for flip in pair.flips if flip.rate.value is not None]
    if not rates:
        return f"Cost of money: no rate up to {percent(HIGHEST)} a year changes the lead {names}."
    told = [f"{percent(rate.value or 0.0, 1)}{rate_interval(rate)}" for rate in rates]
    now = percent(facts.discount_rate, 1)
    return f"Cost of money: the lead {names} changes at {listed(told)} a year; it is {now} now."


def _lines(pair: Pair) -> list[str]:
    """By how much a line of the bridge, alone, would have to shrink for the lead to be gone."""
    total = pair.bridge.total
    gains = sorted(
        (line for line in pair.bridge.lines if line.difference > total > 0),
        key=lambda line: -line.difference,
    )
    if not gains:
        return []
    told = [
        f"{percent(total / line.difference)} less on {line_label(line.line).lower()}"
        for line in gains[:MOST_LINES]
    ]
    who, rival = spoken(pair.first), spoken(pair.second)
    return [f"Margins: {who} loses its lead over {rival} if it gains {' or '.join(told)}."]


def _segments(pair: Pair, facts: Facts) -> list[str]:
    """Segments that are served better by the other, or as well as can be told."""
    if len(pair.segments) < 2:
        return []
    rival, first = spoken(pair.second), spoken(pair.first)
    known = [each for each in pair.segments if each.difference.value is not None]
    lost = [each for each in known if (each.difference.high or 0.0) < 0]
    open_ = [each for each in known if not each.difference.excludes_zero]
    sentences = [
        f"Other people to serve: among {spoken(each.segment)}, {rival} is worth more than {first} "
        f"({interval(each.difference, facts)} per person)."
        for each in lost
    ] + [
        f"Other people to serve: among {spoken(each.segment)}, {first} and {rival} cannot be told "
        f"apart ({interval(each.difference, facts)} per person)."
        for each in open_
    ]
    return sentences or [f"Other people to serve: {first} leads {rival} in every segment."]


def _beliefs(material: Material) -> str:
    number = 0 if material.scenario is None else len(material.scenario.uncertain)
    if not number:
        return "Numbers of the scenario: none is given as uncertain, which does not make them sure."
    beliefs = counted(number, "number is", "numbers are")
    return (
        f"Numbers of the scenario: {beliefs} given as uncertain and held here at one value; no "
        "interval on this page speaks of them. Change one with --set and run again."
    )
