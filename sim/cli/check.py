"""``sim check``: whether a scenario is sound."""

import json

import typer

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
        from sim.scenario import ScenarioError, load

        try:
            sound = load(scenario, overrides=changes or (), people=people, years=years, seed=seed)
        except ScenarioError as error:
            if not as_json:
                raise
            problems = [problem.to_dict() for problem in error.problems]
            say_plainly(json.dumps({"sound": False, "problems": problems}, ensure_ascii=False))
            raise typer.Exit(Status.SCENARIO_WRONG) from None
        if as_json:
            say_plainly(json.dumps({"sound": True, "problems": []}))
        elif not quiet:
            say_plainly(
                f"{sound.source.name} is sound: {sound.title}, {len(sound.products)} products, "
                f"{len(sound.strategies)} strategies."
            )
