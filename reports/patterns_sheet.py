"""Patterns of a run's scenario beside the same patterns as measured in the world."""

from collections.abc import Sequence

import numpy as np

from reports.calibration import FAR, ends, figure
from reports.money import number
from reports.sheets import Sheet
from reports.words import UNDEFINED, capital, spoken
from sim.experiments.calibration.misfit import Match

TITLES = {
    "fit": "Patterns that numbers may be fitted to: simulated beside measured",
    "check": "Patterns that are only checked: simulated beside measured",
}


def patterns_sheets(found: Sequence[Match]) -> list[Sheet]:
    """A table of those that may be fitted to and one of those that are only looked at."""
    return [
        Sheet(
            title=title,
            header=("", "measured", "simulated", "errors off"),
            rows=tuple(_row(each) for each in shown),
            notes=(
                "With 95 % intervals; the last column is simulated less measured, in standard "
                "errors of the difference.",
                *_far(shown),
                f"Measured by: {'; '.join(dict.fromkeys(_source(each) for each in shown))}.",
            ),
        )
        for use, title in TITLES.items()
        if (shown := [each for each in found if each.pattern.use == use])
    ]


def _row(each: Match) -> tuple[str, ...]:
    pattern, simulated = each.pattern, each.simulated
    return (
        spoken(each.name),
        f"{figure(pattern, pattern.value)} [{ends(pattern, *pattern.ends)}]",
        f"{figure(pattern, simulated.value)} [{ends(pattern, *simulated.interval)}]",
        UNDEFINED if np.isnan(each.z) else number(each.z, 1),
    )


def _far(shown: Sequence[Match]) -> list[str]:
    """What lies far off, and what must be known of it."""
    return [
        f"{spoken(each.name)} is {number(abs(each.z), 1)} errors off. {capital(each.pattern.note)}"
        for each in shown
        if abs(each.z) >= FAR
    ]


def _source(each: Match) -> str:
    return f"{each.pattern.source} ({each.pattern.confidence})"
