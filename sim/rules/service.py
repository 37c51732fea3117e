"""Service: how satisfaction follows quality, and what failures and their repair do to it.

Satisfaction is an exponentially weighted memory of quality (Oliver 1980, expectation and
disconfirmation; Bolton 1998 for its updating over a relationship), from 0 to 1.
"""

from sim.rules.compiled import rule


@rule
def drifted(satisfaction: float, quality: float, kept: float) -> float:
    """Satisfaction pulled toward ``quality``; ``kept`` is the share of the gap that is left.

    >>> drifted(0.5, 1.0, 0.5)
    0.75
    """
    return quality + (satisfaction - quality) * kept


@rule
def after_incident(satisfaction: float, put_right: bool, harm: float, recovery: float) -> float:
    """Satisfaction after a failure, within 0 and 1.

    >>> after_incident(0.75, False, 0.25, 0.125), after_incident(0.75, True, 0.25, 0.125)
    (0.5, 0.875)
    """
    moved = satisfaction + recovery if put_right else satisfaction - harm
    return min(max(moved, 0.0), 1.0)
