"""A comparison as its user holds it: the run, what was found, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from reports.material import Material
from reports.tables import TABLES
from reports.verdict import Verdict, verdict_of
from reports.words import counted
from sim.experiments.compare import Findings, check_comparable
from sim.experiments.performance import Performance
from sim.results.folder import write_folder
from sim.results.frames import Frames
from sim.results.run import Run

if TYPE_CHECKING:
    from altair import LayerChart


@dataclass(frozen=True, repr=False)
class StrategyRun:
    """One or more strategies that were lived through, not compared."""

    lived: Run

    def __repr__(self) -> str:
        facts = self.lived.facts
        names = ", ".join(facts.strategies)
        lived = f"{counted(facts.people, 'person', 'people')}, {facts.months:,} months"
        return f"<{type(self).__name__}: {names} of {facts.title!r}, {lived}>"

    @property
    def frames(self) -> Frames:
        """All tables."""
        return self.lived.frames

    @property
    def people(self) -> pd.DataFrame:
        """One row per strategy and person."""
        return self.frames.people

    @property
    def ledger(self) -> pd.DataFrame:
        """One row per strategy, month, product and line."""
        return self.frames.ledger

    @property
    def months(self) -> pd.DataFrame:
        """One row per strategy and month."""
        return self.frames.months

    @property
    def ages(self) -> pd.DataFrame:
        """One row per strategy, age and line."""
        return self.frames.ages

    @property
    def tenure(self) -> pd.DataFrame:
        """One row per strategy, month since joining and line."""
        return self.frames.tenure

    @property
    def groups(self) -> pd.DataFrame:
        """One row per strategy, random twentieth of the people, and month."""
        return self.frames.groups

    @property
    def group_tenure(self) -> pd.DataFrame | None:
        """One row per strategy, random twentieth of the people, and month since joining."""
        return self.frames.group_tenure

    @property
    def group_ages(self) -> pd.DataFrame | None:
        """One row per strategy, random twentieth of the people, and age."""
        return self.frames.group_ages

    @property
    def signals(self) -> pd.DataFrame | None:
        """One row per strategy, month and signal, of firms that look back at their months."""
        return self.frames.signals

    @property
    def events(self) -> pd.DataFrame | None:
        """One row per event, where events were asked for."""
        return self.frames.events

    @cached_property
    def material(self) -> Material:
        """What reports are made of."""
        return Material(self.lived)

    @property
    def performances(self) -> tuple[Performance, ...]:
        """The figures of each strategy."""
        return self.material.performances

    def table(self, name: str | None = None) -> pd.DataFrame:
        """A table as a data frame; by default, the figures of each strategy.

        ``performance``, ``measures`` (churn, retention and the like, with formulas), ``cells``
        (CLV by segment and stage of joining), ``yearly`` (profit and loss), ``card`` (what the
        strategies are), ``assumptions`` and ``run_sheet``.

        Raises:
            KeyError: there is no such table.
        """
        from reports.all_tables import OF_ANY_RUN, table_of

        return table_of(self.material, name or "performance", OF_ANY_RUN)

    def chart(self, name: str) -> "LayerChart":
        """A chart as Altair's own object, which notebooks show; `chart_names` has the names.

        Raises:
            KeyError: there is no such chart.
            ValueError: the run has no data for it; the message says why.
        """
        from reports.charts.all import chart_of

        return chart_of(self.material, name)

    @property
    def chart_names(self) -> tuple[str, ...]:
        """The names of the charts that this run has."""
        from reports.charts.all import figures

        return tuple(each.name for each in figures(self.material) if each.chart is not None)

    def report(self, folder: str | Path, formats: Sequence[str] = ("html",)) -> list[Path]:
        """Write the report into a folder: ``html``, ``md``, ``xlsx``, ``png`` or ``svg``.

        Raises:
            ValueError: there is no such form.
            ReportError: a file cannot be written.
        """
        from reports.writing import write_report

        return write_report(self.material, formats, Path(folder))

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain data; None where a figure is not defined."""
        return {
            "facts": self.lived.facts.to_dict(),
            "performance": _plain(self.table()),
            "measures": _plain(self.table("measures")),
        }

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write the run folder.

        Raises:
            RunFolderError: the place is taken or cannot be written.
        """
        return write_folder(self.lived, Path(folder), force=force)


@dataclass(frozen=True, repr=False)
class Comparison(StrategyRun):
    """Two or more strategies that the same people lived under, compared."""

    def __repr__(self) -> str:
        return f"<Comparison: {self.verdict.sentence}>"

    @property
    def findings(self) -> Findings:
        """Every figure of the comparison, as dataclasses."""
        found = self.material.findings
        if found is None:
            check_comparable(self.lived.facts.strategies)
            raise AssertionError
        return found

    @cached_property
    def verdict(self) -> Verdict:
        """What it comes to: ``str(verdict)`` is the sentence."""
        return verdict_of(self.findings)

    def table(self, name: str | None = None) -> pd.DataFrame:
        """A table as a data frame: ``verdict`` (the default), ``bridge``, ``segments``, ``entry``,
        ``pairing``, and those of every run.

        Raises:
            KeyError: there is no such table.
        """
        from reports.all_tables import table_names, table_of

        return table_of(self.material, name or "verdict", table_names(self.material))

    def to_dict(self) -> dict[str, Any]:
        """Verdict and tables as plain data; None where a figure is not defined."""
        tables = {name: _plain(self.table(name)) for name in (*TABLES, "measures")}
        return {
            "verdict": self.verdict.to_dict(),
            "facts": self.lived.facts.to_dict(),
            "tables": tables,
        }

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write the run folder, the verdict in its manifest."""
        verdict = self.verdict.to_dict()
        return write_folder(self.lived, Path(folder), verdict=verdict, force=force)


def verdict_in(lived: Run) -> dict[str, Any] | None:
    """What a run comes to, as plain data; None where only one strategy was run."""
    several = len(lived.facts.strategies) > 1
    return Comparison(lived).verdict.to_dict() if several else None


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    named = table.reset_index() if table.index.names != [None] else table
    filled = named.astype(object).where(named.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in filled.to_dict("records")]
