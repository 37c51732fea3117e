"""Which settings are tried next: Optuna's tree of Parzen estimators, asked in batches.

The estimator (Bergstra and others 2011, Advances in Neural Information Processing Systems 24; with
constraints, Watanabe and Hutter 2023, IJCAI) looks where good settings lie denser than bad ones,
and takes those that break a constraint for worse than all that do not. Today's settings are the
first trial, and ten are drawn at random before it begins to learn. It is asked for a whole batch
before it is told of any of it, so what it proposes hangs on no number of workers; and a longer
search begins as a shorter one does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.experiments.calibration.search import SearchError
from sim.experiments.tuning.settings import Setting

BATCH = 4
"""So many trials are under way at once, under every seed."""


DIGITS = 4
"""A setting is tried to so many significant digits, so that what is written is what was tried."""


@dataclass(frozen=True)
class Told:
    """What became of a trial. Constraints are kept where they are not above 0."""

    worth: float | None  # None: its runs failed
    constraints: Mapping[str, float]


class Search:
    """A search for the settings that are worth most."""

    def __init__(self, settings: Sequence[Setting], seed: int) -> None:
        optuna = _optuna()
        sampler = optuna.samplers.TPESampler(
            seed=seed % 2**32, multivariate=True, constant_liar=True
        )
        self._study = optuna.create_study(sampler=sampler, direction="maximize")
        self._settings = tuple(settings)
        self._study.enqueue_trial({each.path: _shown(each, each.today) for each in settings})
        self._asked: list[Any] = []

    def ask(self, trials: int) -> list[dict[str, float]]:
        """So many further settings, by path."""
        self._asked = [self._study.ask() for _ in range(trials)]
        return [
            {each.path: self._suggested(trial, each) for each in self._settings}
            for trial in self._asked
        ]

    def tell(self, results: Sequence[Told]) -> None:
        """What became of those that were asked for last, in their order."""
        from optuna.trial import TrialState

        for trial, told in zip(self._asked, results, strict=True):
            if told.worth is None:
                self._study.tell(trial, state=TrialState.FAIL)
                continue
            for name, value in told.constraints.items():
                trial.set_constraint(name, value)
            self._study.tell(trial, told.worth)

    def _suggested(self, trial: Any, each: Setting) -> float:
        """A value as it is tried and written: to four digits, but for today's."""
        if each.is_whole:
            return float(trial.suggest_int(each.path, round(each.low), round(each.high)))
        x = trial.suggest_float(each.path, each.low, each.high)
        if trial.number == 0:
            return each.today
        return min(max(each.written(float(f"{x:.{DIGITS}g}")), each.low), each.high)


def _shown(each: Setting, value: float) -> float | int:
    return round(value) if each.is_whole else value


def _optuna() -> Any:
    try:
        import optuna
    except ImportError:
        raise SearchError(
            "Tuning needs Optuna: pip install 'lifecycle-offers[experiments]'."
        ) from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna
