"""The options that several commands share, and what they ask for."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_OUT = Path("out")


class Engine(StrEnum):
    """Who the population is."""

    AGENTS = "agents"


ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A scenario's file, or the name of a shipped one such as hsbc.",
        show_default=False,
    ),
]
People = Annotated[
    int | None, typer.Option("--people", min=1, metavar="N", help="People in the market.")
]
Years = Annotated[int | None, typer.Option("--years", min=1, metavar="N", help="Years simulated.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="Another draw of all luck.")]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change any number of the scenario, such as discount_rate=8%. May be repeated.",
    ),
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="Who the population is.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="The run's folder. By default a new one in out/, named after the scenario.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs, only.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the result alone.")]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing run folder.")]
Events = Annotated[bool, typer.Option("--events", help="Keep what happened to each person.")]
