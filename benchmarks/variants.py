"""Markets that differ in one respect: how many products, stages of life, or strategies."""

from __future__ import annotations

import json
from typing import Any

from sim.scenario import Scenario, load_text, tables_of

FIRST_AGE, LAST_AGE = 18, 68


def market(
    *, products: int = 8, stages: int = 5, strategies: int = 2, people: int, years: int = 20
) -> Scenario:
    """A market in which everything happens that makes work: needs, contacts, failures, churn.

    Half of the products are accounts, half loans; the needs of a year add up to the same whatever
    their number, so that a person's life has as many events. Strategies differ in how often they
    write.
    """
    text = json.dumps(
        {
            "scenario": 1,
            "title": "A market of some size",
            "currency": "EUR",
            "start": "2025-01",
            "years": years,
            "people": people,
            "seed": 1,
            "discount_rate": 0.08,
            "life": {
                "enter": {"age": {"uniform": [FIRST_AGE, LAST_AGE]}},
                "stages": _stages(stages),
                "income": 30_000,
                "mortality": {"per_year": 0.01},
            },
            "opening_book": {"share": 0.5, "holds": ["account_0"]},
            "behaviour": {
                "churn": {"per_year": 0.05, "satisfaction": -3.0},
                "choice": {"price": 0.8, "satisfaction": 2.0},
                "satisfaction": {"incidents_per_year": 0.2, "harm": 0.1},
            },
            "products": dict(_product(number, products) for number in range(products)),
            "strategies": {f"strategy_{n}": _strategy(n, strategies) for n in range(strategies)},
        }
    )
    return load_text(text, name="market", read_table=tables_of({}))


def _stages(count: int) -> dict[str, Any]:
    apart = (LAST_AGE - FIRST_AGE) / count
    return {f"stage_{n}": {"from": round(FIRST_AGE + n * apart, 2)} for n in range(count)}


def _product(number: int, products: int) -> tuple[str, dict[str, Any]]:
    need = round(0.8 / products, 6)
    common = {"need": need, "wins": {"customer": 0.6, "stranger": 0.05}, "ftp": 0.03}
    if number % 2:
        loan = {"amount": 8_000, "term": "4 years", "market_rate": 0.08, "default": 0.02}
        return f"loan_{number}", {"kind": "loan", **common, **loan}
    account = {"balance": 2_000, "market_rate": 0.01, "fee": 12, "response": 0.02}
    return f"account_{number}", {"kind": "account", **common, **account}


def _strategy(number: int, strategies: int) -> dict[str, Any]:
    return {
        "offers": "all",
        "acquire": {"stage_0": {"reach": 0.2, "takes": 0.1, "opens": "account_0"}},
        "contact": {"per_year": 2 + 2 * number / strategies, "cost": 0.5},
        "service": {"quality": 0.6, "puts_right": 0.5, "cost_per_customer": 10},
    }
