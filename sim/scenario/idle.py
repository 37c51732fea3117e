"""Practices that are written and can do nothing: likely not what was meant.

Decides when a practice of a strategy changes nothing, whatever people do. A practice that a dated
change sets to work is not idle: what is told holds from the start to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.scenario.changes import phases
from sim.scenario.models.behaviour import Behaviour
from sim.scenario.models.products import Loan
from sim.scenario.models.programmes import (
    Feedback,
    Improvement,
    Loyalty,
    Personal,
    Promotion,
    Staff,
    WordOfMouth,
)
from sim.scenario.models.scenario import Scenario
from sim.scenario.models.strategy import Service, Strategy
from sim.scenario.segments import behaviour_of
from sim.scenario.timeline import dated, month_of

Remarks = Iterator[tuple[str, str]]
"""Words below a strategy, and a sentence about what stands there."""


def idle(scenario: Scenario) -> list[str]:
    """A sentence for everything that is written and can do nothing."""
    found = [f"{'.'.join(map(str, place))}: {what}" for place, what in _late(scenario)]
    for name in scenario.strategies:
        stands = [phase.scenario for phase in phases(scenario, name)]
        for where, what in _remarks(stands[-1], name):
            if all(_says(earlier, name, where, what) for earlier in stands[:-1]):
                found.append(f"strategies.{name}.{where}: {what}")
    return [*found, *_without_promotion(scenario)]


def _says(scenario: Scenario, name: str, where: str, what: str) -> bool:
    """Whether the same holds, or what it is said of is not there yet."""
    practice = getattr(scenario.strategies[name], where.split(".")[0])
    return practice is None or (where, what) in _remarks(scenario, name)


def _late(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for _, place, change in dated(scenario):
        if month_of(scenario, change) >= scenario.months:
            yield place, "begins after the end of the run, and does nothing."


def _without_promotion(scenario: Scenario) -> Iterator[str]:
    if any(strategy.promotion for strategy in scenario.strategies.values()):
        return
    for word in sorted(scenario.behaviour.buying.model_fields_set & {"price", "reference"}):
        yield f"behaviour.buying.{word}: no strategy has a `promotion` that it could matter for."


def _remarks(scenario: Scenario, name: str) -> Remarks:
    strategy = scenario.strategies[name]
    for word, remarks in _OF_PRACTICES.items():
        if getattr(strategy, word) is not None:
            yield from remarks(scenario, strategy, getattr(strategy, word))


def _of_service(_scenario: Scenario, _strategy: Strategy, service: Service) -> Remarks:
    if service.budget_per_incident is not None and service.cost_per_incident == 0:
        yield "service.budget_per_incident", "no failure costs anything, so it limits nothing."


def _of_staff(_scenario: Scenario, strategy: Strategy, staff: Staff) -> Remarks:
    shown = strategy.service is not None and strategy.service.quality is not None
    if shown and staff.trained == 0 and staff.training_per_year == 0:
        yield "staff", "nobody is ever trained, so that `service.quality` never shows."


def _of_feedback(scenario: Scenario, _strategy: Strategy, feedback: Feedback) -> Remarks:
    if feedback.surveys_per_year == 0:
        yield "feedback", "there are no surveys; give `surveys_per_year` a number."
    if feedback.acts_on == 0:
        yield "feedback.acts_on", "at 0% nothing is done about what surveys bring up."
    if all(behaviour.satisfaction.voiced == 1 for behaviour in _behaviours(scenario)):
        message = "`behaviour.satisfaction.voiced` is 100%, so surveys bring nothing up."
        yield "feedback", message


def _of_loyalty(scenario: Scenario, _strategy: Strategy, loyalty: Loyalty) -> Remarks:
    if not (loyalty.discount or loyalty.free_item_per_week or loyalty.ease or loyalty.keeps):
        yield "loyalty", "members get nothing."
    if loyalty.discount_from_basket > 0 and loyalty.discount == 0:
        yield "loyalty.discount_from_basket", "there is no `discount`."
    if loyalty.join.by == "top" and loyalty.join.number == 0:
        yield "loyalty.join", "nobody may join."
    elif loyalty.join.by != "all" and loyalty.reviewed >= scenario.months:
        yield "loyalty.reviewed", "the run ends before the first review, so nobody is a member."


def _of_personal(_scenario: Scenario, strategy: Strategy, personal: Personal) -> Remarks:
    if strategy.contact.per_year == 0:
        yield "personal", "there are no contacts; give `contact.per_year` a number."
    if personal.relevance == 0:
        yield "personal.relevance", "at 0% no contact is relevant."


def _of_promotion(scenario: Scenario, _strategy: Strategy, promotion: Promotion) -> Remarks:
    if promotion.discount == 0 and promotion.free_item == 0:
        yield "promotion", "customers get nothing; give it a `discount` or a `free_item`."
    if promotion.first >= scenario.months:
        yield "promotion.first", "the run ends before the first promotion begins."
    if promotion.brought_forward == 0 and "over" in promotion.model_fields_set:
        yield "promotion.over", "no purchases are brought forward, so none are missing."


def _of_improvement(_scenario: Scenario, _strategy: Strategy, improvement: Improvement) -> Remarks:
    if improvement.per_year == 0:
        yield "improvement", "no cost falls; give `per_year` a share."
    elif improvement.lasts < 12:
        yield "improvement.lasts", "costs fall after whole years, and this is less than one."


def _of_word_of_mouth(_scenario: Scenario, strategy: Strategy, talk: WordOfMouth) -> Remarks:
    if talk.per_satisfied_customer == 0 and talk.per_dissatisfied_customer == 0:
        yield "word_of_mouth", "nobody says anything."
    if talk.per_satisfied_customer > 0 and not strategy.acquire:
        message = "there is no `acquire`, so that recommendations open nothing."
        yield "word_of_mouth.per_satisfied_customer", message


def _of_funding(scenario: Scenario, strategy: Strategy, funding: tuple[str, ...]) -> Remarks:
    for word in funding:
        if not _spends(word, scenario, strategy):
            yield "funding", f"there is no `{word}` that could stop."


def _spends(word: str, scenario: Scenario, strategy: Strategy) -> bool:
    """Whether a strategy does what would stop."""
    if word == "contact":
        return strategy.contact.per_year > 0
    if word == "lending":
        loans = {name for name, one in scenario.products.items() if isinstance(one, Loan)}
        return bool(loans if strategy.offers.everything else loans & {*strategy.offers.products})
    return bool(getattr(strategy, word))


def _behaviours(scenario: Scenario) -> list[Behaviour]:
    return [behaviour_of(scenario, name) for name in tuple(scenario.segments) or (None,)]


_OF_PRACTICES: dict[str, Callable[[Scenario, Strategy, Any], Remarks]] = {
    "service": _of_service,
    "staff": _of_staff,
    "feedback": _of_feedback,
    "loyalty": _of_loyalty,
    "personal": _of_personal,
    "promotion": _of_promotion,
    "improvement": _of_improvement,
    "word_of_mouth": _of_word_of_mouth,
    "funding": _of_funding,
}
