"""An experiment told as a report: what every kind of experiment says in the same way."""

from collections.abc import Sequence

from altair.utils.schemapi import debug_mode

from reports.charts.figure import Figure
from reports.contents import Contents
from reports.sheets import Sheet
from reports.words import counted
from sim.experiments.runs.catalogue import Row, State
from sim.experiments.runs.point import program
from sim.experiments.runs.request import Request
from sim.results.versions import versions
from sim.scenario import Scenario

OVER_RUNS = (
    "Intervals are 95 % intervals over runs, each with other people and other luck. People of one "
    "run meet through the firm, so the runs are the sample."
)
MOST_REASONS = 12


def experiment_told(
    scenario: Scenario,
    request: Request,
    rows: Sequence[Row],
    *,
    sentence: str,
    said: Sequence[str] = (),
    beside: str = "What must be said beside it",
    figures: Sequence[Figure] = (),
    tables: Sequence[Sheet] = (),
    note: str = OVER_RUNS,
) -> Contents:
    """The contents of an experiment's page. ``rows`` are all its runs."""
    with debug_mode(False):
        return Contents(
            title=scenario.title,
            about=scenario.about,
            sentence=sentence,
            note=note,
            headlines=(),
            beside=beside,
            flips=tuple(said),
            figures=tuple(figures),
            tables=(*tables, *_failures(rows)),
            assumptions=(),
            run=_run_sheet(scenario, request, rows),
            elsewhere=(),
            run_hash=request.digest[:16],
        )


def _failures(rows: Sequence[Row]) -> list[Sheet]:
    failed = [row for row in rows if row.state is State.FAILED]
    if not failed:
        return []
    shown = failed[:MOST_REASONS]
    rest = len(failed) - len(shown)
    return [
        Sheet(
            title="Runs that failed",
            header=("What was varied", "seed", "why"),
            rows=tuple((_point(row), str(row.seed), row.reason or "") for row in shown),
            notes=(
                "They are left out of every figure.",
                *([f"{rest:,} more stand in runs.parquet."] if rest else []),
            ),
        )
    ]


def _point(row: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.point.items()) or "nothing"


def _run_sheet(scenario: Scenario, request: Request, rows: Sequence[Row]) -> Sheet:
    done = [row.result for row in rows if row.result is not None]
    failed = sum(row.state is State.FAILED for row in rows)
    source = scenario.source
    settings = {name: _said(value) for name, value in request.settings.items()}
    return Sheet(
        title="Run sheet",
        header=("", ""),
        rows=(
            ("Experiment", request.kind),
            ("Scenario", source.name),
            ("Overrides", ", ".join(source.overrides) or "none"),
            *((name.replace("_", " ").capitalize(), value) for name, value in settings.items()),
            (request.sized.capitalize(), f"{request.size:,}"),
            ("Runs", f"{counted(len(done), 'run', 'runs')} done, {failed:,} failed"),
            ("People of a run", f"{scenario.people:,}"),
            ("Months", f"{scenario.months:,}"),
            ("First seed", str(scenario.seed)),
            ("Seconds of all runs", f"{sum(each.seconds for each in done):,.1f}"),
            *((f"Version: {name}", version) for name, version in versions().items()),
            ("Hash of the question", request.digest),
            ("Hash of the program's rules", program()),
        ),
        notes=(
            "Every run is a row of runs.parquet, with its seed: the same point under the same seed "
            "gives the same numbers to the last bit, on any machine.",
        ),
    )


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or "none"
    return "not given" if value is None else str(value)
