"""A comparison as its user holds it: the run, what was found, and how it is told."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from reports.tables import TABLES, performance_table
from reports.verdict import Verdict, verdict_of
from reports.words import counted
from sim.experiments.compare import Findings, compare, performance
from sim.experiments.flows import flows_of
from sim.experiments.performance import Performance
from sim.results.folder import write_folder
from sim.results.frames import Frames
from sim.results.run import Run


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
    def events(self) -> pd.DataFrame | None:
        """One row per event, where events were asked for."""
        return self.frames.events

    @cached_property
    def performances(self) -> tuple[Performance, ...]:
        """The figures of each strategy."""
        run = self.lived
        return tuple(performance(run, flows_of(run, name)) for name in run.facts.strategies)

    def table(self, name: str | None = None) -> pd.DataFrame:
        """The figures of each strategy as a data frame.

        Raises:
            KeyError: any other table is asked for.
        """
        if name not in (None, "performance"):
            raise KeyError(f"there is no table {name!r}: there is 'performance'")
        return performance_table(self.performances)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain data; None where a figure is not defined."""
        return {"facts": self.lived.facts.to_dict(), "performance": _plain(self.table())}

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

    @cached_property
    def findings(self) -> Findings:
        """Every figure of the comparison, as dataclasses."""
        return compare(self.lived)

    @cached_property
    def verdict(self) -> Verdict:
        """What it comes to: ``str(verdict)`` is the sentence."""
        return verdict_of(self.findings)

    def table(self, name: str | None = None) -> pd.DataFrame:
        """A table of the comparison: verdict (the default), bridge, segments, entry, pairing.

        Raises:
            KeyError: there is no such table.
        """
        if (name or "verdict") not in TABLES:
            raise KeyError(f"there is no table {name!r}: there are {', '.join(TABLES)}")
        return TABLES[name or "verdict"](self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Verdict and tables as plain data; None where a figure is not defined."""
        tables = {name: _plain(self.table(name)) for name in TABLES}
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
