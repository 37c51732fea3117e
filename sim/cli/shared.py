"""The options that all experiments share, added to a command that says what is its own.

A command takes them as one value, ``given``; on the command line they stand among its own.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from sim.cli.asking import Asked
from sim.cli.experiment import Conduct
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    ExperimentFormats,
    ExperimentOut,
    ForceExperiment,
    Json,
    More,
    On,
    People,
    Quiet,
    Resume,
    Seed,
    ThreadsOfARun,
    Workers,
    Years,
)

GIVEN = "given"


def _shared(
    *,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    out: ExperimentOut = None,
    resume: Resume = False,
    more: More = 0,
    force: ForceExperiment = False,
    on: On = None,
    workers: Workers = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: ThreadsOfARun = None,
    formats: ExperimentFormats = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> Conduct:
    return Conduct(
        asked=Asked(people, years, seed, changes, out, force, engine),
        resume=resume,
        more=more,
        on=on,
        workers=workers,
        threads=threads,
        formats=formats,
        as_json=as_json,
        quiet=quiet,
    )


def with_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the shared options after its own."""
    own = inspect.signature(command)
    shared = inspect.signature(_shared).parameters
    kept = [each for name, each in own.parameters.items() if name != GIVEN]

    @wraps(command)
    def asked(**values: Any) -> None:
        given = _shared(**{name: values.pop(name) for name in shared})
        command(**values, **{GIVEN: given})

    signature = own.replace(parameters=[*kept, *shared.values()])
    asked.__signature__ = signature  # type: ignore[attr-defined]  # the command line is read off it
    asked.__annotations__ = {
        name: each.annotation for name, each in signature.parameters.items()
    } | {"return": None}
    return asked
