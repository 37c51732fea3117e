"""``sim sweep``: the lead of a strategy as numbers of the scenario move."""

from typing import Annotated, Any

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import ScenarioArgument, Seeds
from sim.cli.pair import Strategies, two_names
from sim.cli.shared import with_shared_options

Vary = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="PATH=VALUES",
        help="What is moved: values (discount_rate=2%,4%,6%), or a range (discount_rate=2%..6%, "
        "in a grid also 2%..6%/9 for nine values). May be repeated.",
        show_default=False,
    ),
]
DesignOption = Annotated[
    str,
    typer.Option(
        "--design",
        metavar="DESIGN",
        help="Which points are run: every combination (grid), or points spread over the ranges "
        "(lhs, sobol).",
    ),
]
Points = Annotated[
    int | None,
    typer.Option(
        "-n",
        "--points",
        metavar="N",
        help="Values of a grid's range (by default 7), or points of another design (32).",
        show_default=False,
    ),
]


@with_shared_options
def sweep(
    scenario: ScenarioArgument,
    *,
    vary: Vary,
    design: DesignOption = "grid",
    points: Points = None,
    seeds: Seeds = 5,
    strategies: Strategies = None,
    given: Conduct,
) -> None:
    """Move numbers over a grid or a design of points, and map where a strategy leads."""
    with failures_told():
        opened = given.asked.scenario(scenario)
        leader, rival = two_names(strategies)

        from reports.experiments.sweep import sentence, sheets, told
        from sim.experiments.leading import check_names
        from sim.experiments.runs.request import request_of
        from sim.experiments.sweep.sweep import POINTS, planned
        from sim.experiments.sweep.sweep import sweep as find

        check_names(opened, leader, rival)
        chosen, places = planned(opened, vary, design, points)
        asked: dict[str, Any] = {"vary": vary, "design": str(chosen), "strategies": strategies}
        if chosen.extends:
            asked |= {"seeds": seeds}
            request = request_of("sweep", opened, asked, len(places.points), "points")
        else:
            asked |= {"points": points or POINTS[chosen]}
            request = request_of("sweep", opened, asked, seeds, "seeds")
        conduct(
            opened,
            request,
            given,
            find=lambda laboratory, size: find(
                opened,
                vary,
                design=str(chosen),
                points=size if chosen.extends else points,
                seeds=seeds if chosen.extends else size,
                leader=leader,
                rival=rival,
                laboratory=laboratory,
            ),
            sentence=sentence,
            sheets=sheets,
            told=told,
        )
