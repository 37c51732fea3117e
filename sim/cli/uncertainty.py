"""``sim uncertainty``: what is to be expected of a scenario whose numbers are not known."""

from typing import Annotated

import typer

from sim.cli.asking import Asked
from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    ExperimentFormats,
    ExperimentOut,
    ForceExperiment,
    Json,
    More,
    On,
    People,
    Quiet,
    Resume,
    ScenarioArgument,
    Seed,
    Seeds,
    Threads,
    Workers,
    Years,
)
from sim.cli.pair import Strategies, two_names

Draws = Annotated[
    int,
    typer.Option(
        "-n",
        "--draws",
        metavar="N",
        help="Draws of all uncertain numbers; best a power of two.",
    ),
]


def uncertainty(
    scenario: ScenarioArgument,
    *,
    draws: Draws = 64,
    seeds: Seeds = 4,
    strategies: Strategies = None,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    out: ExperimentOut = None,
    resume: Resume = False,
    more: More = 0,
    force: ForceExperiment = False,
    on: On = None,
    workers: Workers = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    formats: ExperimentFormats = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw what nobody knows, and say how likely each strategy is worth most."""
    with failures_told():
        opened = Asked(people, years, seed, changes, None, False, engine).scenario(scenario)
        leader, rival = two_names(strategies)

        from reports.experiments.uncertainty import sentence, sheets, told
        from sim.cli.memory import check_fits
        from sim.experiments.runs.request import request_of
        from sim.experiments.uncertainty.uncertainty import check
        from sim.experiments.uncertainty.uncertainty import uncertainty as find

        check_fits(opened, engine, len(opened.strategies))
        check(opened, draws, seeds, leader, rival)
        asked = {"seeds": seeds, "strategies": strategies}
        conduct(
            opened,
            request_of("uncertainty", opened, asked, draws, "draws"),
            Conduct(
                out, resume, more, force, on, workers, engine, threads, formats, as_json, quiet
            ),
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
