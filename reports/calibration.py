"""The tables of a calibration: patterns, numbers, and what the patterns do not tell."""

from collections.abc import Iterable, Mapping

import numpy as np

from reports.money import number
from reports.sheets import Sheet
from reports.words import UNDEFINED
from sim.experiments.calibration.calibrate import Calibration
from sim.experiments.calibration.identify import Identified
from sim.experiments.calibration.misfit import Match
from sim.experiments.calibration.targets import Pattern
from sim.experiments.calibration.written import written_number
from sim.scenario import Scenario
from sim.scenario.shape import numbers_of

CLEARLY = 3.84
"""Less of a fall is no news: the 95 % point of chi-squared for one number that is fitted."""

FAR = 2.0
"""Errors from which a pattern is said not to be met."""


def sentence(found: Calibration) -> str:
    """What the calibration came to, on seeds that the fit never saw."""
    fitted = [each for each in found.matches_found if each.pattern.use == "fit"]
    met = sum(abs(each.z) < FAR for each in fitted)
    if found.fresh_today - found.fresh_found < CLEARLY:
        return (
            f"Nothing clearly better than today's numbers was found: on fresh seeds the misfit is "
            f"{number(found.fresh_found, 1)}, and {number(found.fresh_today, 1)} at today's; "
            f"{met} of {len(fitted)} fitted patterns are met."
        )
    return (
        f"The misfit falls from {number(found.fresh_today, 1)} to {number(found.fresh_found, 1)} "
        f"on fresh seeds (in the fit, from {number(found.misfit_today, 1)} to "
        f"{number(found.misfit_found, 1)}); {met} of {len(fitted)} fitted patterns are met."
    )


def sheets(found: Calibration, scenario: Scenario) -> list[Sheet]:
    """All tables of a calibration, in the order in which they are read."""
    return [
        *(_patterns(found, use) for use in ("fit", "check")),
        *([_numbers(found, scenario)] if found.found else []),
        *([_told(found)] if found.found else []),
    ]


def figure(pattern: Pattern, value: float) -> str:
    """A figure of a pattern: a percentage, or a number.

    >>> figure(Pattern.model_construct(kind="share"), 0.5)
    '50.0 %'
    """
    if np.isnan(value):
        return UNDEFINED
    if pattern.kind in ("rate", "share"):
        return f"{number(100 * value, 1)} %"
    return number(value, 2)


def ends(pattern: Pattern, low: float, high: float) -> str:
    """An interval of a pattern's figure."""
    if np.isnan(low):
        return UNDEFINED
    return f"{figure(pattern, low).removesuffix(' %')} to {figure(pattern, high)}"


def _patterns(found: Calibration, use: str) -> Sheet:
    before = {each.name: each for each in found.matches_today}
    shown = [each for each in found.matches_found if each.pattern.use == use]
    title = "Patterns that numbers were fitted to" if use == "fit" else "Patterns only looked at"
    return Sheet(
        title=title,
        header=("", "measured", "today", "found", "errors off"),
        rows=tuple(_match(each, before[each.name]) for each in shown),
        notes=(
            "Measured with its 95 % interval; simulated on fresh seeds, give or take 95 %; and "
            "how many standard errors, of both, lie between.",
        ),
    )


def _match(now: Match, before: Match) -> tuple[str, ...]:
    pattern = now.pattern
    low, high = pattern.ends
    half = 1.96 * now.simulated.error
    simulated = figure(pattern, now.simulated.value)
    simulated += "" if np.isnan(half) else f" ±{figure(pattern, half).removesuffix(' %')}"
    return (
        now.name,
        f"{figure(pattern, pattern.value)} ({ends(pattern, low, high)})",
        figure(pattern, before.simulated.value),
        simulated,
        UNDEFINED if np.isnan(now.z) else number(now.z, 1),
    )


def _numbers(found: Calibration, scenario: Scenario) -> Sheet:
    known = numbers_of(scenario)

    def said(path: str, value: float) -> str:
        return written_number(known[path][0], float(f"{value:.3g}"))

    return Sheet(
        title="Numbers",
        header=("", "today", "found", "95 % interval"),
        rows=tuple(
            (
                each.path,
                said(each.path, found.today[each.path]),
                said(each.path, found.found[each.path]),
                " to ".join(said(each.path, end) for end in each.interval),
            )
            for each in found.told.numbers
        ),
        notes=(
            "The interval is that of a quadratic around the least misfit, cut at the range. "
            "A number that the patterns do not tell keeps today's value.",
        ),
    )


def _told(found: Calibration) -> Sheet:
    return Sheet(
        title="What the patterns tell of them",
        header=("", "moves by", "of it noise", "verdict"),
        rows=tuple(
            (
                each.path,
                number(each.moves, 1),
                UNDEFINED if np.isnan(each.noise) else number(each.noise, 1),
                each.verdict,
            )
            for each in found.told.numbers
        ),
        notes=(
            "By how many errors all fitted patterns move over the number's whole range.",
            f"Singular values: {', '.join(number(each, 1) for each in found.told.singular)}.",
            *_traded(found.told.numbers),
            *_weak(found.told.weak),
        ),
    )


def _traded(numbers: Iterable[Identified]) -> list[str]:
    """Which numbers make up for each other; each pair once."""
    pairs = {
        tuple(sorted((each.path, other))): r for each in numbers for other, r in each.traded_with
    }
    return [f"{one} goes with {other} ({number(r, 2)})." for (one, other), r in pairs.items()]


def _weak(directions: Iterable[tuple[tuple[str, float], ...]]) -> list[str]:
    return [
        "Not told: " + ", ".join(f"{path} by {number(part, 2)}" for path, part in direction) + "."
        for direction in directions
    ]


def markdown(found: Iterable[Match]) -> str:
    """Patterns as the rows of a Markdown table, simulated beside measured."""
    head = (
        "| pattern | use | measured | simulated | errors off | source |\n|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(_markdown_row(each) for each in found)])


def _markdown_row(each: Match) -> str:
    low, high = each.pattern.ends
    simulated = ends(each.pattern, *each.simulated.interval)
    cells = (
        each.name,
        each.pattern.use,
        f"{figure(each.pattern, each.pattern.value)} ({ends(each.pattern, low, high)})",
        f"{figure(each.pattern, each.simulated.value)} ({simulated})",
        UNDEFINED if np.isnan(each.z) else number(each.z, 1),
        f"{each.pattern.source} ({each.pattern.confidence})",
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def plain(found: Calibration) -> Mapping[str, object]:
    """All of it as plain data; None where a figure is not defined."""
    return {
        "sentence": sentence(found),
        "today": found.today,
        "found": found.found,
        "seeds": found.seeds,
        "fresh_seeds": found.fresh,
        "people": found.people,
        "years": found.years,
        "runs": found.runs,
        "misfit": {"today": found.misfit_today, "found": found.misfit_found},
        "misfit_on_fresh_seeds": {"today": found.fresh_today, "found": found.fresh_found},
        "patterns": [_plain_match(each) for each in found.matches_found],
        "patterns_today": [_plain_match(each) for each in found.matches_today],
        "numbers": [_plain_number(each) for each in found.told.numbers],
        "singular_values": found.told.singular,
        "not_told": [dict(direction) for direction in found.told.weak],
    }


def _plain_match(each: Match) -> dict[str, object]:
    low, high = each.pattern.ends
    return {
        "name": each.name,
        "use": each.pattern.use,
        "measured": {"value": each.pattern.value, "low": low, "high": high},
        "simulated": {
            "value": _or_none(each.simulated.value),
            "error": _or_none(each.simulated.error),
        },
        "z": _or_none(each.z),
        "source": each.pattern.source,
        "confidence": each.pattern.confidence,
    }


def _plain_number(each: Identified) -> dict[str, object]:
    return {
        "path": each.path,
        "value": each.value,
        "interval": each.interval,
        "moves": each.moves,
        "noise": _or_none(each.noise),
        "verdict": each.verdict,
        "traded_with": dict(each.traded_with),
    }


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
