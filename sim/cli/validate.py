"""``sim validate``: the closed forms, or a scenario's own expectation, on this machine."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reports.words import spoken
from sim.cli.asking import Asked
from sim.cli.failures import Status, failures_told
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    Json,
    People,
    Quiet,
    Seed,
    Threads,
    Years,
)

if TYPE_CHECKING:
    from sim.experiments.exact.comparisons import Progress
    from sim.experiments.validation.run import Validation
    from sim.scenario import Scenario

FAILED = Status.SCENARIO_WRONG
"""The exit status where a figure disagrees with theory."""

OwnScenario = Annotated[
    str | None,
    typer.Argument(
        metavar="SCENARIO",
        help="A scenario to hold against its own exact expectation. By default, the closed forms.",
        show_default=False,
    ),
]


def validate(
    scenario: OwnScenario = None,
    *,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare what the program gives with what theory says: over small worlds that theory knows,
    or of a scenario of your own, as much of it as has an exact expectation.

    Exit status 1 if any figure disagrees.
    """
    with failures_told():
        silent = quiet or as_json
        if scenario is None:
            _refuse_changes(people, years, changes)
            found = _closed_forms(seed, engine, threads, silent=silent)
        else:
            asked = Asked(people, years, seed, changes, None, False, engine)
            found = _own(asked.scenario(scenario), engine, threads, silent=silent)
        _tell(found, as_json=as_json, quiet=quiet)
        if not found.passed:
            raise typer.Exit(FAILED)


def _refuse_changes(people: int | None, years: int | None, changes: list[str] | None) -> None:
    """The worlds of closed forms are as they are."""
    if people is not None or years is not None or changes:
        raise typer.BadParameter(
            "--people, --years and --set change a scenario: name one, such as sim validate hsbc."
        )


def _own(
    scenario: "Scenario", engine: Engine, threads: int | None, *, silent: bool
) -> "Validation":
    from sim.cli.compiling import tell_of_compiling
    from sim.cli.memory import check_fits
    from sim.experiments.exact.validation import validation_of

    check_fits(scenario, engine, 1)
    if not silent:
        tell_of_compiling()
    return validation_of(
        scenario,
        engine=engine.value,
        threads=threads,
        progress=None if silent else _parts(),
    )


def _parts() -> "Progress":
    """To be told how much of an expectation is worked out; it says so now and then."""
    from sim.cli.progress import now_and_then

    say = now_and_then()
    return lambda strategy, done, total: say(f"{spoken(strategy)}: {done:,} of {total:,} parts")


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
