"""A figure: a chart with everything that has to stand beside it, or the reason why it is missing.

The chart is Altair's own object. What is said about it is kept apart, so that a page can set it as
text that can be read aloud, searched and printed.
"""

from dataclasses import dataclass, field

import pandas as pd
from altair import LayerChart


@dataclass(frozen=True)
class Figure:
    """One chart and its words. Exactly one of ``chart`` and ``missing`` is given."""

    name: str
    title: str
    definition: str = ""
    units: str = ""
    band: str = ""
    trap: str = ""
    alt: str = ""  # what a reader who cannot see it is told
    chart: LayerChart | None = None
    missing: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)  # the numbers that are drawn

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What stands beside the chart: label and text."""
        parts = (
            ("What it shows", self.definition),
            ("Units", self.units),
            ("Interval", self.band),
            ("Trap avoided", self.trap),
        )
        return tuple((label, text) for label, text in parts if text)


def absent(name: str, title: str, reason: str) -> Figure:
    """A chart that this run has no data for, and why."""
    return Figure(name, title, missing=reason)
