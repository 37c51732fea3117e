"""``sim run``: one strategy alone."""

import json
from typing import Annotated

import typer

from sim.cli.asking import Asked, tell_what_is_run
from sim.cli.failures import failures_told
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    Events,
    Force,
    Json,
    On,
    Out,
    People,
    Quiet,
    ScenarioArgument,
    Seed,
    Shards,
    Threads,
    Years,
)

StrategyOption = Annotated[
    str, typer.Option("--strategy", metavar="NAME", help="The strategy.", show_default=False)
]


def run(
    scenario: ScenarioArgument,
    *,
    strategy: StrategyOption,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    shards: Shards = None,
    on: On = None,
    out: Out = None,
    force: Force = False,
    events: Events = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let people live under one strategy, and say how it does."""
    with failures_told():
        lives = on or ("ray" if shards else None)
        asked = Asked(people, years, seed, changes, out, force, engine, lives)
        opened = asked.scenario(scenario)

        from reports.comparison import StrategyRun
        from reports.sheets import performance_sheets
        from sim.cli.progress import progress
        from sim.cli.saying import kept_in, say_plainly
        from sim.cli.show import show
        from sim.experiments.trial import chosen, live

        chosen(opened, [strategy])
        folder = asked.place(opened, strategy)
        silent = quiet or as_json
        if not silent:
            tell_what_is_run(opened, (strategy,))
        with progress(1, quiet=silent) as tick:
            lived = live(
                opened,
                [strategy],
                engine=engine.value,
                threads=threads,
                events=events,
                shards=shards,
                on=on,
                progress=tick,
            )
        result = StrategyRun(lived)
        folder = asked.keep(result.save, folder, opened, strategy)
        with kept_in(folder):
            if as_json:
                found = result.to_dict() | {"folder": str(folder)}
                say_plainly(json.dumps(found, ensure_ascii=False, allow_nan=False))
                return
            show(performance_sheets(result.performances, lived.facts))
            if not quiet:
                say_plainly(f"\nThe run is kept in {folder}")
