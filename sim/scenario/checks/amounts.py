"""Amounts: that each is exact to the currency's minor unit; shares: that they add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sim.scenario.checks.given import Given
from sim.scenario.problem import Fault
from sim.scenario.shape import numbers


def check_amounts(given: Given) -> Iterator[Fault]:
    """Amounts with too many decimals. Parameters of distributions are exempt."""
    currency, digits = given.scenario.currency, given.scenario.minor_digits
    smallest = Decimal(1).scaleb(-digits)
    for path, leaf, value in given.leaves:
        if leaf.unit is None or leaf.unit.form != "money":
            continue
        for below, amount in numbers(leaf, value):
            if isinstance(amount, float) and not _is_exact(amount, digits):
                yield Fault(
                    (*path, *below),
                    f"{amount:g} is not exact to the smallest unit, {smallest} {currency}.",
                    needs=(("currency",),),
                )


def _is_exact(amount: float, digits: int) -> bool:
    scaled = Decimal(repr(amount)).scaleb(digits)
    return scaled == scaled.to_integral_value()


def check_shares(given: Given) -> Iterator[Fault]:
    """Segments whose shares do not add to 100%."""
    segments = given.scenario.segments
    total = sum((Decimal(repr(segment.share)) for segment in segments.values()), Decimal(0))
    if segments and abs(total - 1) > Decimal("1e-9"):
        listed = " + ".join(f"{100 * segment.share:g}%" for segment in segments.values())
        message = f"the shares add to {float(100 * total):g}% ({listed}), not to 100%."
        yield Fault(("segments",), message, at_key=True)
