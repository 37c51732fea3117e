"""A strategy's own settings, searched for what makes it worth most within the firm's cash."""

from sim.experiments.tuning.best_of_each import BestOfEach, Standing, best_of_each
from sim.experiments.tuning.kept import keep_tuned, tuned_text
from sim.experiments.tuning.limit import Limit, limit_of
from sim.experiments.tuning.settings import Setting, settings_of
from sim.experiments.tuning.tune import Trial, Tuned, Tuning, tune

__all__ = [
    "BestOfEach",
    "Limit",
    "Setting",
    "Standing",
    "Trial",
    "Tuned",
    "Tuning",
    "best_of_each",
    "keep_tuned",
    "limit_of",
    "settings_of",
    "tune",
    "tuned_text",
]
