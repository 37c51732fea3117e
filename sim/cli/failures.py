"""What a command does when it cannot: one plain message, and an exit status with a meaning.

0 done, 1 the scenario is wrong, 2 the command is wrong, 3 the run failed, 130 stopped by the user.
"""

import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from sim.cli.saying import complain


class Status(IntEnum):
    """Exit statuses."""

    DONE = 0
    SCENARIO_WRONG = 1
    COMMAND_WRONG = 2
    RUN_FAILED = 3
    STOPPED = 130


DEBUG = "SIM_DEBUG"
"""Set this environment variable to see the trace of an unexpected failure."""

EXPECTED = {
    ("sim.scenario.problem", "ScenarioError"): Status.SCENARIO_WRONG,
    ("sim.experiments.compare", "NotComparableError"): Status.SCENARIO_WRONG,
    ("sim.experiments.exact.reduction", "NotReducibleError"): Status.SCENARIO_WRONG,
    ("sim.experiments.trial", "UnknownStrategyError"): Status.COMMAND_WRONG,
    ("sim.experiments.lever", "LeverError"): Status.COMMAND_WRONG,
    ("sim.experiments.mixtures.parts", "MixtureError"): Status.COMMAND_WRONG,
    ("sim.experiments.uncertainty.beliefs", "BeliefsError"): Status.SCENARIO_WRONG,
    ("sim.experiments.calibration.search", "SearchError"): Status.COMMAND_WRONG,
    ("sim.experiments.runs.folder", "ExperimentError"): Status.COMMAND_WRONG,
    ("sim.world.cluster", "ClusterError"): Status.COMMAND_WRONG,
    ("sim.experiments.runs.catalogue", "CatalogueError"): Status.RUN_FAILED,
    ("sim.experiments.replications", "NoRunError"): Status.RUN_FAILED,
    ("sim.world.population.shards", "UnlikeProgramsError"): Status.COMMAND_WRONG,
    ("sim.world.population.carrier", "ShardsLostError"): Status.RUN_FAILED,
    ("sim.results.folder", "PlaceTakenError"): Status.COMMAND_WRONG,
    ("sim.cli.memory", "TooManyPeopleError"): Status.SCENARIO_WRONG,
    ("sim.cli.saying", "OutputError"): Status.RUN_FAILED,
    ("sim.results.folder", "RunFolderError"): Status.RUN_FAILED,
    ("reports.writing", "ReportError"): Status.RUN_FAILED,
    ("sim.results.conservation", "ConservationError"): Status.RUN_FAILED,
}
"""Failures whose message says all; by name, so that none has to be imported to be looked for."""

PLAINLY: dict[type[Exception], str] = {
    OverflowError: "amounts are too large to be counted. Try smaller amounts or less growth.",
    MemoryError: "it does not fit in memory. Try fewer people.",
}
"""Failures of size, which are the scenario's and not the program's."""


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn every failure within into a message on the error stream and an exit status."""
    try:
        yield
    except KeyboardInterrupt:
        complain("Stopped. Nothing was written.")
        raise typer.Exit(Status.STOPPED) from None
    except (typer.Exit, typer.BadParameter, BrokenPipeError):
        raise
    except Exception as error:
        raise typer.Exit(_told(error)) from None


def _told(error: Exception) -> Status:
    if os.environ.get(DEBUG):
        complain("".join(traceback.format_exception(error)).rstrip())
    status = EXPECTED.get((type(error).__module__, type(error).__name__))
    if status is not None:
        complain(_message(error))
        return status
    plain = next((said for kind, said in PLAINLY.items() if isinstance(error, kind)), None)
    if plain is not None:
        complain(f"The run failed: {plain}")
        return Status.RUN_FAILED
    complain(f"The run failed: {type(error).__name__}: {_first_line(error)}")
    complain(f"This is a fault of the program. Set {DEBUG}=1 to see where it happened.")
    return Status.RUN_FAILED


def _message(error: Exception) -> str:
    problems = getattr(error, "problems", ())
    count = f"\nThese are {len(problems)} problems." if len(problems) > 1 else ""
    return f"{error}{count}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no further message"])[0]
