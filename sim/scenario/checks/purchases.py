"""What works on purchases only: that there is something to buy.

Decides which words say nothing in a file without a product of kind ``purchase``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.given import Given
from sim.scenario.models.behaviour import Behaviour
from sim.scenario.models.products import Purchase
from sim.scenario.models.strategy import Strategy
from sim.scenario.problem import Fault, Path


def check_purchases(given: Given) -> Iterator[Fault]:
    """Words about buying where nothing is bought, and products of which nothing is bought here."""
    products = given.scenario.products
    for name, product in products.items():
        if isinstance(product, Purchase) and product.share_of_wallet == 0:
            message = "0% of what people buy would be bought here, at any price."
            hint = "Write a share above 0%, or leave the product out."
            yield Fault(("products", name, "share_of_wallet"), message, hint=hint)
    if not any(isinstance(product, Purchase) for product in products.values()):
        yield from (_nothing_to_buy(path) for path in _about_buying(given))


def _nothing_to_buy(path: Path) -> Fault:
    message = "no product is a purchase, so there is nothing to buy."
    hint = "Give a product `kind: purchase`, or leave this out."
    return Fault(path, message, hint=hint, at_key=True, needs=(("products",),))


def _about_buying(given: Given) -> Iterator[Path]:
    scenario = given.scenario
    yield from _of_behaviour(("behaviour",), scenario.behaviour)
    for name, segment in scenario.segments.items():
        yield from _of_behaviour(("segments", name, "behaviour"), segment.behaviour)
    for name, strategy in scenario.strategies.items():
        yield from _of_strategy(("strategies", name), strategy)


def _of_behaviour(path: Path, behaviour: Behaviour) -> Iterator[Path]:
    if behaviour.buying.model_fields_set:
        yield (*path, "buying")
    if behaviour.satisfaction.failures_per_purchase > 0:
        yield (*path, "satisfaction", "failures_per_purchase")


def _of_strategy(path: Path, strategy: Strategy) -> Iterator[Path]:
    if strategy.loyalty is not None:
        yield (*path, "loyalty")
    if strategy.promotion is not None:
        yield (*path, "promotion")
    if strategy.service is not None and strategy.service.failures_per_purchase:
        yield (*path, "service", "failures_per_purchase")
