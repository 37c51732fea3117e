"""``sim calibrate``: numbers of a scenario at which simulated patterns match measured ones."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asking import Asked, tell_what_is_run
from sim.cli.failures import failures_told
from sim.cli.options import (
    DEFAULT_OUT,
    Engine,
    Json,
    Out,
    People,
    Quiet,
    ScenarioArgument,
    Seed,
    Seeds,
    Threads,
    Years,
    whole,
)

if TYPE_CHECKING:
    from sim.experiments.calibration.calibrate import Calibration
    from sim.scenario import Scenario

TargetsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="TARGETS",
        help="A file of targets, or the name of a shipped one such as hsbc.",
        show_default=False,
    ),
]
Fresh = Annotated[
    int,
    typer.Option(
        "--fresh",
        parser=whole("SEEDS"),
        metavar="N",
        help="Further seeds, on which what was found is measured again.",
    ),
]
Trials = Annotated[
    int,
    typer.Option(
        "--trials",
        min=0,
        metavar="N",
        help="Points tried over the whole ranges before going downhill; needs Optuna.",
    ),
]
Steps = Annotated[
    int,
    typer.Option("--steps", min=0, metavar="N", help="Steps downhill. 0: only look."),
]
SlopePeople = Annotated[
    int | None,
    typer.Option(
        "--slope-people",
        parser=whole("PEOPLE"),
        metavar="N",
        help="People in the runs that only tell slopes, for which fewer do. By default --people.",
        show_default=False,
    ),
]


def calibrate(
    scenario: ScenarioArgument,
    targets: TargetsArgument,
    *,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    seeds: Seeds = 2,
    fresh: Fresh = 2,
    trials: Trials = 0,
    steps: Steps = 4,
    slope_people: SlopePeople = None,
    threads: Threads = None,
    out: Out = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find numbers of a scenario at which simulated patterns match measured ones."""
    with failures_told():
        asked = Asked(people, years, seed, None, out, False, Engine.COLUMNS)
        opened = asked.scenario(scenario)

        from reports.calibration import plain
        from sim.cli.memory import check_fits
        from sim.cli.saying import say_plainly
        from sim.experiments.calibration.calibrate import calibrate as fitted
        from sim.experiments.calibration.keeping import (
            check_place,
            default_place,
            keep,
            scenario_text,
        )
        from sim.experiments.calibration.reading import read_targets

        wanted = read_targets(targets, opened)
        check_fits(opened, Engine.COLUMNS, 1)
        folder = out or default_place(DEFAULT_OUT, opened)
        check_place(folder)
        silent = quiet or as_json
        if not silent:
            tell_what_is_run(opened, (wanted.strategy,))
        found = fitted(
            opened,
            wanted,
            seeds=seeds,
            fresh=fresh,
            trials=trials,
            steps=steps,
            slope_people=slope_people,
            threads=threads,
            tick=None if silent else _tick(),
        )
        text = scenario_text(opened, found, f"{wanted.title} ({targets.name})", date.today())
        file = keep(folder, opened, text, plain(found))
        if as_json:
            content = {**plain(found), "scenario": str(file)}
            say_plainly(json.dumps(content, ensure_ascii=False, allow_nan=False))
        else:
            _tell(found, opened, file, quiet=quiet)


def _tell(found: "Calibration", scenario: "Scenario", file: Path, *, quiet: bool) -> None:
    from reports.calibration import sentence, sheets
    from sim.cli.saying import say_plainly
    from sim.cli.show import say, show

    say(sentence(found))
    if not quiet:
        show(sheets(found, scenario))
        say_plainly(f"\nThe scenario with these numbers is {file}")


def _tick() -> Callable[[str, int], None]:
    """To be told of each run; it says so now and then."""
    from sim.cli.progress import now_and_then

    say = now_and_then()
    return lambda doing, runs: say(f"{doing}: {runs} runs so far")
