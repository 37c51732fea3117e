"""What strategies practise beyond offers: that each practice finds what it works on.

Decides what a practice needs beside it. One that is possible and changes nothing is left to the
notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.given import Given
from sim.scenario.models.programmes import Promotion, Staff
from sim.scenario.models.strategy import Strategy
from sim.scenario.practices import STOPS
from sim.scenario.problem import Fault, Path, did_you_mean, one_of

_OF_SERVICE = {
    "staff": "staff put failures right and give quality",
    "feedback": "surveys find failures that service did not put right",
}


def check_practices(given: Given) -> Iterator[Fault]:
    """Practices without what they need, promotions that overlap, and spending that never stops."""
    for name, strategy in given.scenario.strategies.items():
        path: Path = ("strategies", name)
        yield from _check_service(path, strategy)
        if strategy.staff is not None:
            yield from _check_training((*path, "staff"), strategy.staff)
        if strategy.promotion is not None:
            yield from _check_promotion((*path, "promotion"), strategy.promotion)
        yield from _check_funding((*path, "funding"), strategy)


def _check_service(path: Path, strategy: Strategy) -> Iterator[Fault]:
    for word, why in _OF_SERVICE.items():
        if getattr(strategy, word) is not None and strategy.service is None:
            message = f"stands without `service`: {why}."
            hint = "Give the strategy a `service`, such as {quality: 80%, puts_right: 70%}."
            needs = ((*path, "service"),)
            yield Fault((*path, word), message, hint=hint, at_key=True, needs=needs)


def _check_training(path: Path, staff: Staff) -> Iterator[Fault]:
    if staff.training_per_year > 0 and staff.cost_to_train == 0:
        message = "says nothing without `cost_to_train`, what it takes to train an employee fully."
        hint = "Give `cost_to_train` an amount above 0."
        needs = ((*path, "cost_to_train"),)
        yield Fault((*path, "training_per_year"), message, hint=hint, at_key=True, needs=needs)


def _check_promotion(path: Path, promotion: Promotion) -> Iterator[Fault]:
    every = f"{promotion.every} months"
    needs: tuple[Path, ...] = ((*path, "every"), (*path, "lasts"), (*path, "over"))
    if promotion.lasts > promotion.every:
        message = f"{promotion.lasts} months are longer than the {every} until the next one begins."
        yield Fault((*path, "lasts"), message, f"at most {every}", needs=needs)
    elif promotion.brought_forward > 0 and promotion.lasts + promotion.over > promotion.every:
        message = (
            f"purchases are missing for {promotion.over} months after the {promotion.lasts} it "
            f"lasts, and the next one begins after {every}."
        )
        left = promotion.every - promotion.lasts
        expected = f"at most {left} months" if left else "a longer `every`"
        yield Fault((*path, "over"), message, expected, needs=needs)


def _check_funding(path: Path, strategy: Strategy) -> Iterator[Fault]:
    for place, word in enumerate(strategy.funding):
        if word not in STOPS:
            hint = did_you_mean(word, STOPS)
            yield Fault((*path, place), f"`{word}` is nothing that stops.", one_of(STOPS), hint)
