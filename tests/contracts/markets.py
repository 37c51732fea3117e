"""Markets in which every word of the language plays a part, small enough to run many times.

In `market` people and firms look at each other month by month; in `apart` nobody looks at anybody;
in `plain` firms practise nothing beyond their offers. In `practising` every practice is at work,
money runs out and comes back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.scenario import Scenario, load, load_text, tables_of
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.outcome import Outcome
from tests.scenario.examples import TABLES, TEXT
from tests.worlds import run

PEOPLE = 80
SMALL = (f"people={PEOPLE}", "years=20", "life.enter.arrivals_per_year=2", "opening_book.share=20%")

ADULTS = "age,sex,qx\n" + "".join(f"{age},{sex},0.02\n" for sex in "MF" for age in range(100))
"""Deaths that leave people time for a life, unlike the table of the example."""

EVERY_PRACTICE = Path(__file__).parent / "every_practice.yaml"

TOGETHER = (
    "changes",
    "behaviour.satisfaction.failures_per_purchase",
    "behaviour.buying.satisfaction",
    "products.coffee.share_of_wallet",
    "strategies.*.service.failures_per_purchase",
    "strategies.*.promotion.discount",
    "strategies.*.staff",
    "strategies.*.loyalty",
    "strategies.*.word_of_mouth",
    "strategies.*.funding",
    "strategies.*.changes",
)
"""The words by which people live together: through what a firm makes of them, or in its time."""

PRACTICES = (
    *TOGETHER,
    "behaviour.satisfaction.voiced",
    "behaviour.buying",
    "strategies.customer_focused.contact",
    "strategies.*.service.budget_per_incident",
    "strategies.*.feedback",
    "strategies.*.personal",
    "strategies.*.promotion",
    "strategies.*.improvement",
)
"""All that goes beyond offers, prices, contacts and service."""

Market = Callable[..., Scenario]


def market(*changes: tuple[str, str], overrides: Sequence[str] = ()) -> Scenario:
    """The example with pieces of its text replaced."""
    return _read(_text(changes), overrides)


def apart(*changes: tuple[str, str], overrides: Sequence[str] = ()) -> Scenario:
    """The same without what would let people live together."""
    return _read(_without(TOGETHER, _text(changes)), overrides)


def plain(*changes: tuple[str, str], overrides: Sequence[str] = ()) -> Scenario:
    """The same without any practice."""
    return _read(_without(PRACTICES, _text(changes)), overrides)


def _text(changes: tuple[tuple[str, str], ...]) -> str:
    text = TEXT
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def _without(words: Sequence[str], text: str) -> str:
    data = yaml.safe_load(text)
    for path in words:
        _pop(data, path.split("."))
    beliefs = data["uncertain"]
    for path in [path for path in beliefs if path.startswith("strategies.")]:
        del beliefs[path]
    return json.dumps(data)


def _pop(part: Any, path: list[str]) -> None:
    """Take out what stands at a path, of all names where it says ``*``."""
    first, *rest = path
    for name in list(part) if first == "*" else [first]:
        if not rest:
            part.pop(name, None)
        elif name in part:
            _pop(part[name], rest)


def _read(text: str, overrides: Sequence[str]) -> Scenario:
    tables = tables_of(dict.fromkeys(TABLES, ADULTS))
    return load_text(text, name="x.yaml", read_table=tables, overrides=(*SMALL, *overrides))


def practising(*, overrides: Sequence[str] = ()) -> Scenario:
    """Firms that practise all there is."""
    return load(EVERY_PRACTICE, overrides=overrides)


@cache
def outcomes(
    *changes: tuple[str, str],
    overrides: tuple[str, ...] = (),
    events: bool = False,
    of: Market = market,
) -> dict[str, Outcome]:
    """What became of every strategy in a market with changes."""
    tables = tabulate(of(*changes, overrides=overrides))
    return run(tables, born(tables), events=events)
