"""``sim uncertainty``: what is to be expected of a scenario whose numbers are not known."""

from typing import Annotated

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import ScenarioArgument, Seeds
from sim.cli.pair import Strategies, two_names
from sim.cli.shared import with_shared_options

Draws = Annotated[
    int,
    typer.Option(
        "-n",
        "--draws",
        metavar="N",
        help="Draws of all uncertain numbers; best a power of two.",
    ),
]


@with_shared_options
def uncertainty(
    scenario: ScenarioArgument,
    *,
    draws: Draws = 64,
    seeds: Seeds = 4,
    strategies: Strategies = None,
    given: Conduct,
) -> None:
    """Draw what nobody knows, and say how likely each strategy is worth most."""
    with failures_told():
        opened = given.asked.scenario(scenario)
        leader, rival = two_names(strategies)

        from reports.experiments.uncertainty import sentence, sheets, told
        from sim.experiments.runs.request import request_of
        from sim.experiments.uncertainty.uncertainty import check
        from sim.experiments.uncertainty.uncertainty import uncertainty as find

        check(opened, draws, seeds, leader, rival)
        asked = {"seeds": seeds, "strategies": strategies}
        conduct(
            opened,
            request_of("uncertainty", opened, asked, draws, "draws"),
            given,
            find=lambda laboratory, size: find(
                opened,
                draws=size,
                seeds=seeds,
                leader=leader,
                rival=rival,
                laboratory=laboratory,
            ),
            sentence=sentence,
            sheets=sheets,
            told=told,
        )
