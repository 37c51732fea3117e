"""Several numbers of a scenario set at once, as overrides."""

from collections.abc import Mapping

from sim.scenario import Scenario
from sim.scenario.overrides import setting
from sim.scenario.units import Unit

SEGMENTS, SHARE = "segments.", ".share"


def overrides_of(
    scenario: Scenario, forms: Mapping[str, Unit], values: Mapping[str, float]
) -> tuple[str, ...]:
    """The overrides that set some numbers, by path, in human units.

    Shares of segments add up to one. Those that are not set make room for those that are, and keep
    their proportions among themselves.

    >>> import sim
    >>> from sim.scenario import units
    >>> path = "segments.stayers.share"
    >>> overrides_of(sim.load("hsbc"), {path: units.SHARE}, {path: 0.25})
    ('segments.stayers.share=0.25', 'segments.movers.share=0.75')
    """
    digits = scenario.minor_digits
    said = [setting(forms[path], digits, path, value) for path, value in values.items()]
    return (*said, *_room(scenario, values))


def _room(scenario: Scenario, values: Mapping[str, float]) -> list[str]:
    set_shares = {
        path.removeprefix(SEGMENTS).removesuffix(SHARE): value
        for path, value in values.items()
        if path.startswith(SEGMENTS) and path.endswith(SHARE) and path.count(".") == 2
    }
    others = {
        name: each.share for name, each in scenario.segments.items() if name not in set_shares
    }
    rest, room = sum(others.values()), 1 - sum(set_shares.values())
    if not set_shares or rest <= 0 or room < 0:
        return []  # and the scenario is judged as it then stands
    return [f"{SEGMENTS}{name}{SHARE}={room * part / rest!r}" for name, part in others.items()]
