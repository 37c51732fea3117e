"""What may change in the course of a run: of the market, and of a strategy.

Decides which paths a dated change may set. In them STAGE and PRODUCT stand for any name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sim.scenario import shape
from sim.scenario.models.products import KINDS
from sim.scenario.models.strategy import Strategy
from sim.scenario.shape import Shape

NAMES = {"acquire": "STAGE", "better_by": "PRODUCT", "products": "PRODUCT"}
"""What stands in a path for any name, by the word above it."""

_MARKET = (
    "products.PRODUCT.market_rate",
    "products.PRODUCT.ftp",
    "products.PRODUCT.fee",
    "products.PRODUCT.margin",
    "products.PRODUCT.costs.open",
    "products.PRODUCT.costs.yearly",
    "behaviour.satisfaction.market",
)

LASTING = {
    "about": "is text for people, and holds for the whole run.",
    "changes": "changes cannot be changed; give each a date of its own.",
    "funding": "the order in which spending stops holds for the whole run.",
    "loyalty.reviewed": "reviews are counted from the start, so this holds for the whole run.",
    "staff.trained": "is where training starts from, in month 0; later it follows from the rest.",
}
"""What of a strategy does not change, and why."""


@cache
def of_market() -> dict[str, Shape]:
    """What a change at the top of the file may set: prices, costs, and how well rivals serve."""
    return {path: _at(path.split(".")) for path in _MARKET}


def _at(words: list[str]) -> Shape:
    """What stands at a path; at one of a product, what stands there in the first kind with it."""
    if words[0] != "products":
        return shape.at(tuple(words), {}) or Shape()
    kinds = (Shape(part=kind) for kind in KINDS.values())
    found = (_down(kind, words[2:]) for kind in kinds)
    return next(one for one in found if one is not None)


def _down(found: Shape | None, words: list[str]) -> Shape | None:
    for word in words:
        found = shape.step(found, word, {}) if found is not None else None
    return found


@cache
def of_strategy() -> dict[str, Shape]:
    """What a change of a strategy may set."""
    return {path: at for path, at in _below("", Shape(part=Strategy)) if path not in LASTING}


def _below(path: str, found: Shape) -> Iterator[tuple[str, Shape]]:
    if found.leaf is not None:
        yield path, found
    elif found.entries is not None:
        yield from _below(f"{path}.{NAMES[path]}", found.entries)
    else:
        for word, below in (shape.words(found.part) if found.part else {}).items():
            yield from _below(f"{path}.{word}" if path else word, below)
