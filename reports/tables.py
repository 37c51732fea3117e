"""The comparison as data frames: the same numbers as the terminal shows, unrounded."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from sim.experiments.compare import Findings
from sim.experiments.estimate import Estimate, undefined
from sim.experiments.performance import Performance

Measure = tuple[str, str, Callable[[Performance], Estimate]]


def _known(value: float | None) -> Estimate:
    return Estimate(value, None, None, 0)


MEASURES: tuple[Measure, ...] = (
    ("value_per_person", "money", lambda each: each.value),
    ("clv_per_customer_won", "money", lambda each: each.clv),
    ("clv_before_acquisition", "money", lambda each: each.clv_before_acquisition),
    ("customers_won", "people", lambda each: _known(each.won)),
    ("share_won", "share", lambda each: each.share_won),
    ("tenure", "years", lambda each: each.tenure_years),
    ("still_customers", "share", lambda each: each.still_customers),
    ("churn_rate", "share", lambda each: each.keeping.churn),
    ("retention_rate", "share", lambda each: each.keeping.retention),
    ("repeat_purchase_rate", "share", lambda each: each.again.purchase or undefined()),
    ("further_product_rate", "share", lambda each: each.again.product),
    ("products_per_customer", "products", lambda each: _known(each.products_per_customer)),
    ("trough_per_person", "money", lambda each: each.cash.trough),
    ("trough_total", "money", lambda each: _known(each.cash.trough_total)),
    ("trough_month", "month", lambda each: _known(each.cash.trough_month)),
    ("payback", "years", lambda each: each.cash.payback_years),
)
"""What is said of each strategy; `sim.experiments.performance` defines each figure.

The table of measures has a few of them again, each with its formula.
"""


def performance_table(strategies: tuple[Performance, ...]) -> pd.DataFrame:
    """One row per measure and strategy: ``value``, the ends of its 95 % interval, and the unit."""
    rows = [
        {"measure": name, "strategy": each.strategy, **_ends(figure(each)), "unit": unit}
        for name, unit, figure in MEASURES
        for each in strategies
    ]
    return pd.DataFrame(rows).set_index(["measure", "strategy"])


def verdict_table(findings: Findings) -> pd.DataFrame:
    """The measures of every strategy, then of every pair: the main table."""
    pairs = [
        {
            "measure": name,
            "strategy": f"{pair.first} - {pair.second}",
            **_ends(figure),
            "unit": unit,
        }
        for pair in findings.pairs
        for name, unit, figure in (
            ("value_per_person", "money", pair.difference.mean),
            ("share_better", "share", pair.difference.better),
            ("share_equal", "share", pair.difference.equal),
            ("share_worse", "share", pair.difference.worse),
            *(("flip_rate", "per year", flip.rate) for flip in pair.flips),
        )
    ]
    both = pd.DataFrame(pairs).set_index(["measure", "strategy"])
    return pd.concat([performance_table(findings.strategies), both])


def bridge_table(findings: Findings) -> pd.DataFrame:
    """One row per pair and ledger line, discounted, major units per person in the market.

    ``shown`` is the difference in whole minor units; its sum is the shown difference exactly.
    ``low`` and ``high`` are the ends of the difference's interval.
    """
    return pd.DataFrame(
        [
            {
                "pair": f"{pair.first} - {pair.second}",
                "line": line.line,
                "first": line.first,
                "second": line.second,
                "difference": line.difference,
                "shown": line.shown,
                "low": line.interval.low,
                "high": line.interval.high,
            }
            for pair in findings.pairs
            for line in pair.bridge.lines
        ],
        columns=["pair", "line", "first", "second", "difference", "shown", "low", "high"],
    )


def segments_table(findings: Findings) -> pd.DataFrame:
    """One row per pair and segment: people, and the paired difference with its interval."""
    return pd.DataFrame(
        [
            {
                "pair": f"{pair.first} - {pair.second}",
                "segment": each.segment,
                "people": each.difference.n,
                **_ends(each.difference),
            }
            for pair in findings.pairs
            for each in pair.segments
        ]
    )


def entry_table(findings: Findings) -> pd.DataFrame:
    """One row per strategy and stage of entry: customers won there and their mean CLV."""
    return pd.DataFrame(
        [
            {"strategy": each.strategy, "stage": each.stage, "won": each.clv.n, **_ends(each.clv)}
            for each in findings.entry
        ],
        columns=["strategy", "stage", "won", "value", "low", "high"],
    )


def pairing_table(findings: Findings) -> pd.DataFrame:
    """One row per pair: how alike the lives were, and how much that narrowed the interval."""
    return pd.DataFrame(
        [
            {
                "pair": f"{pair.first} - {pair.second}",
                "identical_lives": pair.pairing.identical.value,
                "correlation": pair.pairing.correlation,
                "paired_half_width": pair.pairing.paired_half_width,
                "unpaired_half_width": pair.pairing.unpaired_half_width,
                "narrowed": pair.pairing.narrowed,
            }
            for pair in findings.pairs
        ]
    ).astype({"identical_lives": float, "correlation": float, "narrowed": float})


TABLES: dict[str, Callable[[Findings], pd.DataFrame]] = {
    "verdict": verdict_table,
    "bridge": bridge_table,
    "segments": segments_table,
    "entry": entry_table,
    "pairing": pairing_table,
}


def _ends(estimate: Estimate) -> dict[str, Any]:
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: float("nan") if end is None else float(end) for name, end in ends.items()}
