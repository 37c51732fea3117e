"""``sim compare --tuned``: every strategy tuned with the same budget, and the best of each
compared."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.options import whole
from sim.cli.replications import OfMany

if TYPE_CHECKING:
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.tuning.best_of_each import BestOfEach
    from sim.scenario import Scenario


TunedOption = Annotated[
    bool,
    typer.Option(
        "--tuned",
        help="Tune every strategy first, each with as many trials, and compare the best of each "
        "beside the strategies as they are, over many runs.",
    ),
]
TrialsOption = Annotated[
    int | None,
    typer.Option(
        "--trials",
        parser=whole("SEEDS"),
        metavar="N",
        help="With --tuned: settings tried for each strategy, today's included. By default 40.",
        show_default=False,
    ),
]
TRIALS, SEEDS, FRESH, RUNS = 40, 3, 10, 20
"""The sizes where nothing is said: trials, seeds of the search, fresh seeds, runs compared."""


@dataclass(frozen=True)
class OfTuned:
    """What was asked of a comparison of the best of each."""

    asked: bool
    trials: int | None
    many: OfMany

    def check(self, given: Conduct) -> None:
        """Refuse options that mean nothing beside the others.

        Raises:
            typer.BadParameter: naming the option, and what to do.
        """
        if not self.asked:
            if self.trials is not None:
                raise typer.BadParameter(
                    "--trials is for strategies that are tuned: say --tuned, or leave it out."
                )
            self.many.check(given)
            return
        if self.many.until is not None:
            raise typer.BadParameter(
                "--until says when to stop comparing, and --tuned has to compare the same runs "
                "twice: say how many with --replications R."
            )
        OfMany(RUNS, None, self.many.events, self.many.shards).check(given)

    def compare(self, scenario: "Scenario", given: Conduct) -> None:
        """Compare the best of each."""
        compare_tuned(scenario, given, trials=self.trials or TRIALS, runs=self.many.runs or RUNS)


def compare_tuned(
    scenario: "Scenario",
    given: Conduct,
    *,
    trials: int = TRIALS,
    seeds: int = SEEDS,
    fresh: int = FRESH,
    runs: int = RUNS,
) -> None:
    """Tune every strategy of a scenario, compare the best of each, and keep it as an experiment.

    ``more`` of the options adds trials.

    Raises:
        NotComparableError: there are no two strategies.
        LeverError: a strategy has nothing to tune.
    """
    from reports.experiments.best_of_each import best_sentence, best_sheets, best_told
    from sim.experiments import tuning
    from sim.experiments.compare import check_comparable
    from sim.experiments.runs.request import request_of

    check_comparable(tuple(scenario.strategies))
    settings = tuning.settings_of(scenario)

    def find(laboratory: "Laboratory", size: int) -> "BestOfEach":
        return tuning.best_of_each(
            scenario,
            trials=size,
            seeds=seeds,
            fresh=fresh,
            runs=runs,
            laboratory=laboratory,
        )

    question = {
        "vary": {each.path: [each.low, each.high] for mine in settings.values() for each in mine},
        "seeds": seeds,
        "fresh_seeds": fresh,
        "replications": runs,
    }
    conduct(
        scenario,
        request_of("compare-tuned", scenario, question, trials, "trials"),
        given,
        find=find,
        sentence=best_sentence,
        sheets=best_sheets,
        told=best_told,
    )
