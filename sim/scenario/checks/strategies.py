"""Strategies: that what they offer exists, can be sold, and is priced where it is offered."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.given import Given
from sim.scenario.checks.products import unknown_product
from sim.scenario.checks.stages import unknown_stage
from sim.scenario.models.products import Loan, Product
from sim.scenario.models.strategy import Acquire, Strategy
from sim.scenario.problem import Fault, Path


def check_strategies(given: Given) -> Iterator[Fault]:
    """Offers of nothing, offers nobody can take up, prices of what is not offered."""
    if not given.data.get("strategies"):
        yield Fault(("strategies",), "there is no strategy.", "at least one", at_key=True)
    for name, strategy in given.scenario.strategies.items():
        path: Path = ("strategies", name)
        yield from _check_offers(path, strategy, given)
        yield from _check_acquire(path, strategy, given)
        yield from _check_prices(path, strategy, given)


def _check_offers(path: Path, strategy: Strategy, given: Given) -> Iterator[Fault]:
    listed = isinstance(_written_offers(path, given), list)
    for place, (name, stages) in enumerate(strategy.offers.products.items()):
        here: Path = (*path, "offers", place if listed else name)
        yield from unknown_product(here, name, given, at_key=not listed)
        for position, stage in enumerate(stages or ()):
            yield from unknown_stage((*here, position), stage, given, at_key=False)
        known = all(stage in given.stages for stage in stages or ())
        if known and name in given.scenario.products and given.stages:
            yield from _check_sellable(here, name, strategy, given, at_key=not listed)


def _written_offers(path: Path, given: Given) -> object:
    return given.data["strategies"][path[1]].get("offers")


def _check_sellable(
    path: Path, name: str, strategy: Strategy, given: Given, *, at_key: bool
) -> Iterator[Fault]:
    """A product offered where nobody ever needs it, no acquisition opens it, nothing turns
    into it, and nobody holds it from the start can never be held."""
    offered = [stage for stage in given.stages if strategy.offers.on_offer(name, stage)]
    product = given.scenario.products[name]
    sellable = (
        any(product.need.at(stage) > 0 for stage in offered)
        or any(
            attempt.opens == name and stage in offered
            for stage, attempt in strategy.acquire.items()
        )
        or any(_becomes(other, name, offered) for other in given.scenario.products.values())
        or name in given.scenario.opening_book.holds
    )
    if not sellable:
        limited = len(offered) < len(given.stages)
        where = " in the stages it is offered in" if limited else ""
        yield Fault(
            path,
            f"nobody can come to hold `{name}`{where}: it has no need, no `acquire` opens it "
            "and nothing becomes it.",
            hint=f"Give products.{name}.need a value, or leave the offer out.",
            at_key=at_key,
            needs=(
                ("products", name),
                *(("products", other, "becomes") for other in given.products),
                (*path[:2], "acquire"),
                ("opening_book",),
            ),
        )


def _becomes(product: Product, name: str, stages: list[str]) -> bool:
    if isinstance(product, Loan):
        return False
    return any(product.becomes.get(stage) == name for stage in stages)


def _check_acquire(path: Path, strategy: Strategy, given: Given) -> Iterator[Fault]:
    for stage, attempt in strategy.acquire.items():
        here: Path = (*path, "acquire", stage)
        yield from unknown_stage(here, stage, given)
        yield from unknown_product((*here, "opens"), attempt.opens, given, at_key=False)
        known = stage in given.stages and {attempt.opens, *strategy.offers.products} <= {
            *given.products
        }
        if known and _wins(attempt) and not strategy.offers.on_offer(attempt.opens, stage):
            yield Fault(
                (*here, "opens"),
                f"`{attempt.opens}` is not on offer in stage `{stage}`.",
                hint=f"Add it to {'.'.join(str(word) for word in path)}.offers.",
                needs=((*path, "offers"),),
            )


def _wins(attempt: Acquire) -> bool:
    """Whether anybody may take what is opened; it may stand there with nobody who takes it."""
    return attempt.takes > 0 or "takes" not in attempt.model_fields_set


def _check_prices(path: Path, strategy: Strategy, given: Given) -> Iterator[Fault]:
    for name, points in strategy.better_by.items():
        here: Path = (*path, "better_by", name)
        yield from unknown_product(here, name, given, at_key=True)
        if name not in given.products:
            continue
        offered = strategy.offers.everything or name in strategy.offers.products
        if not offered and (str(path[1]), name) not in given.offered:
            message = f"`{name}` is not offered by this strategy."
            yield Fault(here, message, at_key=True, needs=((*path, "offers"),))
        product = given.scenario.products.get(name)
        if isinstance(product, Loan):
            for stage in given.stages:
                rate = product.market_rate - points.at(stage)
                if rate < 0 <= product.market_rate:
                    message = f"lends at {rate:.2%} in stage `{stage}`, below 0%."
                    rests: tuple[Path, ...] = (("products", name, "market_rate"),)
                    written = (*here, stage) if stage in points.stages else here
                    yield Fault(written, message, "at most the market's rate", needs=rests)
                    break
