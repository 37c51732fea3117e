"""``sim drivers``: which numbers of a scenario a lead hangs on."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import DEFAULT_OUT, ScenarioArgument, Seeds, whole
from sim.cli.pair import Strategies, two_names
from sim.cli.shared import with_shared_options

if TYPE_CHECKING:
    from sim.experiments.runs.request import Request


def _method(written: str) -> str:
    from sim.experiments.drivers import METHODS
    from sim.scenario.problem import did_you_mean, one_of, sentences

    if written in METHODS:
        return written
    hint = did_you_mean(written, METHODS)
    raise typer.BadParameter(sentences(f"`{written}` is no method.", one_of(METHODS), hint))


Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="PATH",
        help="Numbers at or below this path; * stands for anything. May be repeated. By default "
        "those under `uncertain`.",
        show_default=False,
    ),
]
All = Annotated[bool, typer.Option("--all", help="All numbers that the scenario gives.")]
Method = Annotated[
    str,
    typer.Option(
        "--method",
        parser=_method,
        metavar="METHOD",
        help="tornado: one number at a time. morris: which matter, and which through others. "
        "sobol: shares of the variance.",
    ),
]
Trajectories = Annotated[
    int,
    typer.Option(
        "--trajectories", parser=whole("SEEDS"), metavar="N", help="Of morris, 2 or more."
    ),
]
Samples = Annotated[
    int,
    typer.Option(
        "--samples", parser=whole("SEEDS"), metavar="N", help="Base samples of sobol, a power of 2."
    ),
]


@with_shared_options
def drivers(
    scenario: ScenarioArgument,
    *,
    method: Method = "tornado",
    only: Only = None,
    every: All = False,
    strategies: Strategies = None,
    seeds: Seeds = 5,
    trajectories: Trajectories = 10,
    samples: Samples = 64,
    given: Conduct,
) -> None:
    """Move numbers to the ends of their ranges, and say on which the lead hangs. --more N adds
    seeds to a tornado, trajectories to morris, base samples to sobol."""
    with failures_told():
        opened = given.asked.scenario(scenario)
        leader, rival = two_names(strategies)

        from reports.experiments import drivers as reported
        from sim.cli.saying import complain
        from sim.experiments.drivers import METHODS, check_begun, driven
        from sim.experiments.leading import check_names
        from sim.experiments.runs.request import request_of

        check_names(opened, leader, rival)
        size = {"tornado": seeds, "morris": trajectories, "sobol": samples}[method]
        settings: dict[str, Any] = {"method": method, "only": list(only or ()), "all": every}
        settings |= {"strategies": [leader, rival]}
        settings |= {} if method == "tornado" else {"seeds": seeds}
        request = request_of("drivers", opened, settings, size, METHODS[method])
        check_begun(opened, method, _widened(request, given), only=only or (), every=every)
        conduct(
            opened,
            request,
            given,
            find=lambda laboratory, size: driven(
                opened,
                laboratory,
                method,
                size,
                seeds=size if method == "tornado" else seeds,
                only=only or (),
                every=every,
                leader=leader,
                rival=rival,
                told=None if given.silent else complain,
            ),
            sentence=reported.sentence,
            sheets=reported.sheets,
            told=lambda found, asked, rows: reported.told(opened, found, asked, rows),
        )


def _widened(request: "Request", given: Conduct) -> int:
    """The size the experiment will have, also where it was begun before."""
    if not given.more:
        return request.size
    from sim.experiments.runs.folder import ExperimentError, default_folder, read

    try:
        return read(given.asked.out or default_folder(DEFAULT_OUT, request)).size + given.more
    except ExperimentError:
        return request.size  # what is wrong with the folder is told when it is opened
