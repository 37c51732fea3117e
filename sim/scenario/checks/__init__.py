"""Checks across the whole file: what no single value can tell."""

from sim.scenario.checks.amounts import check_amounts, check_shares
from sim.scenario.checks.beliefs import check_beliefs, check_sources
from sim.scenario.checks.changes import check_changes
from sim.scenario.checks.countable import check_countable
from sim.scenario.checks.given import Given
from sim.scenario.checks.names import check_names
from sim.scenario.checks.practices import check_practices
from sim.scenario.checks.products import check_products
from sim.scenario.checks.purchases import check_purchases
from sim.scenario.checks.stages import check_maps, check_stages
from sim.scenario.checks.strategies import check_strategies
from sim.scenario.problem import Fault

__all__ = ["Given", "check"]

_CHECKS = (
    check_names,
    check_stages,
    check_shares,
    check_products,
    check_strategies,
    check_practices,
    check_purchases,
    check_changes,
    check_amounts,
    check_countable,
    check_beliefs,
    check_sources,
)


_OF_WHAT_CHANGES = (
    check_maps,
    check_products,
    check_strategies,
    check_practices,
    check_purchases,
    check_amounts,
    check_countable,
)
"""Those whose answer a dated change can alter."""


def check(given: Given, *, changed: bool = False) -> list[Fault]:
    """Every fault that only the whole file shows; where it is ``changed`` since, what that can
    have altered."""
    return [fault for one in (_OF_WHAT_CHANGES if changed else _CHECKS) for fault in one(given)]
