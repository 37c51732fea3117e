"""``sim assumptions``: every number of a scenario, and whether it can change the verdict."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asking import Asked, tell_what_is_run
from sim.cli.failures import failures_told
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    Json,
    People,
    Quiet,
    ScenarioArgument,
    Seed,
    Threads,
    Years,
)

if TYPE_CHECKING:
    from sim.experiments.assumptions import Survey
    from sim.scenario import Scenario

FEW = 400
"""So many people by default, or fewer where the scenario has: quick enough for every number."""

Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="PATH",
        help="Numbers at or below this path, such as products.mortgage; * stands for anything. "
        "May be repeated.",
    ),
]
NoVerdict = Annotated[
    bool, typer.Option("--no-verdict", help="List the numbers and let nobody live.")
]
OutFile = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE.csv",
        help="Write the whole table there, with sources, ranges and notes.",
        show_default=False,
        dir_okay=False,
    ),
]


def assumptions(
    scenario: ScenarioArgument,
    *,
    people: People = None,
    only: Only = None,
    no_verdict: NoVerdict = False,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    out: OutFile = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List every number of a scenario, and say which can change the verdict."""
    with failures_told():
        from sim.cli.memory import check_fits
        from sim.cli.moving import moving
        from sim.experiments.assumptions import survey
        from sim.world.run import processors

        asked = Asked(people, years, seed, changes, None, False, engine)
        opened = _few(asked, asked.scenario(scenario))
        workers = threads or processors()
        silent = quiet or as_json
        if not no_verdict:
            check_fits(opened, engine, workers * len(opened.strategies))
            if not silent:
                tell_what_is_run(opened, tuple(opened.strategies))
        with moving(quiet=silent or no_verdict) as tick:
            found = survey(
                opened,
                only=only or (),
                verdict=not no_verdict,
                engine=engine.value,
                workers=workers,
                progress=tick,
            )
        _tell(found, out, as_json=as_json, quiet=quiet)


def _few(asked: Asked, opened: "Scenario") -> "Scenario":
    """The scenario with few people, where nobody has said how many."""
    from sim.scenario import again

    said = asked.people is not None or any(
        change.strip().startswith("people=") for change in asked.changes or ()
    )
    return opened if said or opened.people <= FEW else again(opened, [f"people={FEW}"])


def _tell(found: "Survey", out: Path | None, *, as_json: bool, quiet: bool) -> None:
    from reports.assumptions_moved import survey_dict, survey_sentence, survey_sheets
    from sim.cli.saying import complain, say_plainly
    from sim.cli.show import say, show

    if out is not None:
        _write(found, out)
        complain(f"The table is in {out}")
    if as_json:
        say_plainly(json.dumps(survey_dict(found), ensure_ascii=False, allow_nan=False))
        return
    say(survey_sentence(found))
    if not quiet:
        show(survey_sheets(found))


def _write(found: "Survey", out: Path) -> None:
    from reports.assumptions_moved import survey_frame
    from sim.cli.saying import OutputError

    try:
        survey_frame(found).to_csv(out, index=False)
    except OSError as error:
        raise OutputError(f"{out} could not be written: {error.strerror or error}.") from None
