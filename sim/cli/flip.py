"""``sim flip``: the value of one number at which the lead of a strategy is lost."""

import json
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
    Seeds,
    Threads,
    Years,
)

if TYPE_CHECKING:
    from sim.experiments.flip import TurningPoint

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="PATH",
        help="The number that is moved, such as firm.cash.opening_per_person.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="X",
        help="Where the search begins, written as in a file. By default 0.",
        show_default=False,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="Y",
        help="Where it ends. By default twice today's value.",
        show_default=False,
    ),
]
Strategies = Annotated[
    str | None,
    typer.Option(
        "--strategies",
        metavar="A,B",
        help="Whose lead over whom. By default that of the best over the next best.",
        show_default=False,
    ),
]


def flip(
    scenario: ScenarioArgument,
    *,
    by: By,
    low: From = None,
    high: To = None,
    strategies: Strategies = None,
    seeds: Seeds = 5,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Move one number until the lead of a strategy is lost, and say where that is."""
    with failures_told():
        asked = Asked(people, years, seed, changes, None, False, engine)
        opened = asked.scenario(scenario)
        leader, rival = two(strategies)

        from sim.cli.memory import check_fits
        from sim.cli.searching import searching
        from sim.experiments.flip import turning_point

        check_fits(opened, engine, len(opened.strategies))
        silent = quiet or as_json
        if not silent:
            tell_what_is_run(
                opened, (leader, rival) if leader and rival else tuple(opened.strategies)
            )
        with searching(by, seeds, quiet=silent) as tick:
            found = turning_point(
                opened,
                by,
                leader=leader,
                rival=rival,
                low=low,
                high=high,
                seeds=seeds,
                engine=engine.value,
                threads=threads,
                progress=tick,
            )
        _tell(found, as_json=as_json, quiet=quiet)


def two(written: str | None) -> tuple[str | None, str | None]:
    """The names of ``--strategies``: the leader and its rival, or neither.

    Raises:
        typer.BadParameter: they are not two.
    """
    if written is None:
        return None, None
    names = [name.strip() for name in written.split(",")]
    if len(names) != 2 or not all(names):
        raise typer.BadParameter(
            f"--strategies {written} names {len(list(filter(None, names)))}: expected two, "
            "the leader and its rival, such as --strategies waiting,reaching_out."
        )
    return names[0], names[1]


def _tell(found: "TurningPoint", *, as_json: bool, quiet: bool) -> None:
    from reports.turning import sentence, sheet
    from sim.cli.saying import say_plainly
    from sim.cli.show import say, show

    if as_json:
        content = {"sentence": sentence(found)} | found.to_dict()
        say_plainly(json.dumps(content, ensure_ascii=False, allow_nan=False))
        return
    say(sentence(found))
    if not quiet:
        show([sheet(found)])
