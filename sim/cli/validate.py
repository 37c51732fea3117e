"""``sim validate``: the closed forms, on this machine."""

import json
from typing import TYPE_CHECKING

import typer

from sim.cli.failures import Status, failures_told
from sim.cli.options import Engine, EngineOption, Json, Quiet, Seed, Threads

if TYPE_CHECKING:
    from sim.experiments.validation.run import Validation

FAILED = Status.SCENARIO_WRONG
"""The exit status where a figure disagrees with theory."""


def validate(
    *,
    seed: Seed = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare what the program gives with what theory says, over small worlds that theory knows.

    Exit status 1 if any figure disagrees.
    """
    with failures_told():
        found = _closed_forms(seed, engine, threads, silent=quiet or as_json)
        _tell(found, as_json=as_json, quiet=quiet)
        if not found.passed:
            raise typer.Exit(FAILED)


def _closed_forms(
    seed: int | None, engine: Engine, threads: int | None, *, silent: bool
) -> "Validation":
    from sim.cli.compiling import tell_of_compiling
    from sim.cli.saying import complain
    from sim.experiments.validation import run

    if not silent:
        tell_of_compiling()
    return run.validate(
        seed=seed,
        engine=engine.value,
        threads=threads,
        progress=None if silent else lambda title: complain(f"{title} …"),
    )


def _tell(found: "Validation", *, as_json: bool, quiet: bool) -> None:
    from reports.validation import LEGEND, sentence, sheets
    from sim.cli.saying import say_plainly
    from sim.cli.show import say, show

    if as_json:
        content = {"sentence": sentence(found)} | found.to_dict()
        say_plainly(json.dumps(content, ensure_ascii=False, allow_nan=False))
        return
    if not quiet:
        show(sheets(found))
        say(f"\n{LEGEND}")
    say(sentence(found))
