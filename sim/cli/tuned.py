"""``sim compare --tuned``: every strategy tuned with the same budget, and the best of each
compared."""

from typing import TYPE_CHECKING

from sim.cli.experiment import Conduct, conduct

if TYPE_CHECKING:
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.tuning.best_of_each import BestOfEach
    from sim.scenario import Scenario


def compare_tuned(
    scenario: "Scenario",
    given: Conduct,
    *,
    trials: int = 40,
    seeds: int = 3,
    fresh: int = 10,
    replications: int = 20,
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
            replications=replications,
            laboratory=laboratory,
        )

    question = {
        "vary": {each.path: [each.low, each.high] for mine in settings.values() for each in mine},
        "seeds": seeds,
        "fresh_seeds": fresh,
        "replications": replications,
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
