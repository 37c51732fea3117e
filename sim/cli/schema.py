"""``sim schema``: the scenario language, or that of targets, as JSON Schema."""

import json
from typing import Annotated

import typer

from sim.cli.failures import failures_told

OfTargets = Annotated[
    bool, typer.Option("--targets", help="Of the files of targets that `sim calibrate` reads.")
]


def schema(targets: OfTargets = False) -> None:
    """Print the JSON Schema of scenarios, for editors that complete and underline."""
    with failures_told():
        from sim.cli.saying import say_plainly

        if targets:
            from sim.experiments.calibration.schema import schema as of_language
        else:
            from sim.scenario import schema as of_language
        say_plainly(json.dumps(of_language(), indent=2, ensure_ascii=False))
