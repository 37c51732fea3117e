"""``sim flip``: the value of one number, or of each in turn, at which the lead of a strategy is
lost."""

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import ScenarioArgument, Seeds
from sim.cli.pair import Strategies, two_names
from sim.cli.shared import with_shared_options

if TYPE_CHECKING:
    from sim.experiments.ranged import Ranged
    from sim.scenario import Scenario

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="PATH",
        help="The number that is moved, such as firm.cash.opening_per_person, or "
        "discount_rate=2%..10%. May be repeated. By default each uncertain number in turn.",
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


@with_shared_options
def flip(
    scenario: ScenarioArgument,
    *,
    by: By = None,
    low: From = None,
    high: To = None,
    strategies: Strategies = None,
    seeds: Seeds = 5,
    given: Conduct,
) -> None:
    """Move one number, or each in turn, until the lead of a strategy is lost, and say where."""
    with failures_told():
        opened = given.asked.scenario(scenario)
        pair = two_names(strategies)

        from sim.experiments.flip import check

        check(opened, *pair, seeds)
        numbers = _numbers(by, low, high)
        if len(numbers) == 1:
            _one(opened, numbers[0], pair, seeds, given)
        else:
            _each(opened, numbers, pair, seeds, given)


def _one(
    scenario: "Scenario",
    by: "Ranged",
    pair: tuple[str | None, str | None],
    seeds: int,
    given: Conduct,
) -> None:
    from reports.experiments.turning import point_told
    from reports.turning import sentence, sheet
    from sim.experiments.flip import sound_lever, turning_point
    from sim.experiments.runs.request import request_of

    lever = sound_lever(scenario, by.path, by.low, by.high)
    settings = {"by": by.path, "from": lever.low, "to": lever.high, "strategies": pair}
    conduct(
        scenario,
        request_of("flip", scenario, settings, seeds, "seeds"),
        given,
        find=lambda laboratory, size: turning_point(
            scenario,
            by.path,
            leader=pair[0],
            rival=pair[1],
            low=by.low,
            high=by.high,
            seeds=size,
            laboratory=laboratory,
        ),
        sentence=sentence,
        sheets=lambda found: [sheet(found)],
        told=lambda found, request, rows: point_told(found, request, rows, scenario),
    )


def _each(
    scenario: "Scenario",
    numbers: "list[Ranged]",
    pair: tuple[str | None, str | None],
    seeds: int,
    given: Conduct,
) -> None:
    from reports.experiments.turning import each_sentence, each_sheets, each_told
    from sim.experiments.flip_each import asked_for, turning_points
    from sim.experiments.runs.request import request_of

    by = [str(each) for each in numbers]
    asked_for(scenario, by)  # refuses what cannot be moved, before anybody has lived
    conduct(
        scenario,
        request_of("flip", scenario, {"by": by, "strategies": pair}, seeds, "seeds"),
        given,
        find=lambda laboratory, size: turning_points(
            scenario, by, leader=pair[0], rival=pair[1], seeds=size, laboratory=laboratory
        ),
        sentence=each_sentence,
        sheets=each_sheets,
        told=lambda found, request, rows: each_told(found, request, rows, scenario),
    )


def _numbers(by: list[str] | None, low: str | None, high: str | None) -> "list[Ranged]":
    """What is asked for; the ends of one number may stand apart."""
    from sim.experiments.lever import LeverError
    from sim.experiments.ranged import Ranged, ranged

    numbers = [ranged(each) for each in by or ()]
    if low is None and high is None:
        return numbers
    if len(numbers) != 1 or numbers[0].low is not None:
        raise LeverError(
            "--from and --to are the ends of one number, named by one --by PATH. "
            "Of several, write each as --by PATH=LOW..HIGH."
        )
    return [Ranged(numbers[0].path, low, high)]
