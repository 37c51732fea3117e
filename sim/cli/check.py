"""``sim check``: whether a scenario is sound."""

import json

import typer

from reports.words import counted
from sim.cli.failures import Status, failures_told
from sim.cli.options import Changes, Json, People, Quiet, ScenarioArgument, Seed, Years


def check(
    scenario: ScenarioArgument,
    *,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say everything that is wrong with a scenario, with line and column."""
    with failures_told():
        from sim.cli.saying import say_plainly
        from sim.cli.twice import refuse_undone
        from sim.scenario import ScenarioError, load
        from sim.scenario.notes import notes

        refuse_undone(changes, people=people, years=years, seed=seed)
        try:
            sound = load(scenario, overrides=changes or (), people=people, years=years, seed=seed)
        except ScenarioError as error:
            if not as_json:
                raise
            problems = [problem.to_dict() for problem in error.problems]
            say_plainly(json.dumps({"sound": False, "problems": problems}, ensure_ascii=False))
            raise typer.Exit(Status.SCENARIO_WRONG) from None
        found = notes(sound)
        if as_json:
            content = {"sound": True, "problems": [], "notes": found}
            say_plainly(json.dumps(content, ensure_ascii=False))
        elif not quiet:
            products = counted(len(sound.products), "product", "products")
            strategies = counted(len(sound.strategies), "strategy", "strategies")
            say_plainly(f"{sound.source.name} is sound: {sound.title}, {products}, {strategies}.")
            for note in found:
                say_plainly(f"Note: {note}")
