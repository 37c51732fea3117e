"""``sim levers``: which parts of a strategy its lead over another comes from."""

from typing import Annotated

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import ScenarioArgument, Seeds
from sim.cli.pair import Strategies, two_names
from sim.cli.shared import with_shared_options

Groups = Annotated[
    str | None,
    typer.Option(
        "--groups",
        metavar="A+B,C+D",
        help="Parts that are moved together, such as offers+acquire,contact+personal.",
        show_default=False,
    ),
]


@with_shared_options
def levers(
    scenario: ScenarioArgument,
    *,
    strategies: Strategies = None,
    groups: Groups = None,
    seeds: Seeds = 5,
    given: Conduct,
) -> None:
    """Run all mixtures of two strategies, and divide their difference among the parts in which
    they differ. --more N adds seeds."""
    with failures_told():
        opened = given.asked.scenario(scenario)
        leader, rival = two_names(strategies)

        from reports.experiments import levers as reported
        from sim.cli.saying import complain
        from sim.experiments import mixtures
        from sim.experiments.leading import check_names
        from sim.experiments.runs.request import request_of

        together = mixtures.groups_of(groups or "")
        check_names(opened, leader, rival)
        mixtures.check_groups(opened, together, leader, rival)
        settings = {"strategies": [leader, rival], "groups": ["+".join(one) for one in together]}
        conduct(
            opened,
            request_of("levers", opened, settings, seeds, "seeds"),
            given,
            find=lambda laboratory, size: mixtures.levers(
                opened,
                laboratory,
                size,
                leader=leader,
                rival=rival,
                groups=together,
                told=None if given.silent else complain,
            ),
            sentence=reported.sentence,
            sheets=reported.sheets,
            told=lambda found, request, rows: reported.told(opened, found, request, rows),
        )
