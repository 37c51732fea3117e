"""What dated changes make of a scenario: that it is sound after each of them.

Decides at which change a fault is told: at the value that is wrong, or at the one that makes
something else wrong. What a change may set at all is decided in ``checks/changes.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sim.scenario.judge import Offered, judged
from sim.scenario.models.scenario import Scenario
from sim.scenario.overrides import Overridden
from sim.scenario.problem import Fault, Path, ScenarioError, dotted
from sim.scenario.timeline import Setting, Step, timeline, without_changes

_NOTHING_BEFORE = (("service", "budget_per_incident"), ("staff", "untrained_quality"))
"""Values of a strategy for which no number stands where they are left out."""


def consequences(
    overridden: Overridden,
    scenario: Scenario,
    tables: Mapping[str, str | Exception],
    faults: Sequence[Fault],
) -> Iterator[Fault]:
    """Every fault that a change brings, told at the change. ``faults`` are those of the file
    without its changes, and of the changes themselves; what is refused is not made."""
    steps = timeline(scenario)
    if not steps:
        return
    now, offered = without_changes(overridden), _offered(scenario)
    before = scenario
    told, refused = set(faults), {fault.path for fault in faults}
    for step in steps:
        made = Step(
            step.month, step.over, tuple(s for s in step.settings if s.place not in refused)
        )
        yield from _from_nothing(made, before)
        yield from _make(made, now)
        later, found = judged(now.data, tables, offered)
        for fault in found:
            if fault not in told and made.settings:
                yield _at_the_change(fault, made)
        told.update(found)
        offered |= _offered(later)
        before = later or before


def _from_nothing(step: Step, before: Scenario) -> Iterator[Fault]:
    """Values that are to move evenly, and are not there to move from."""
    for setting in step.settings if step.over else ():
        if setting.path[2:] not in _NOTHING_BEFORE:
            continue
        _, name, word, number = map(str, setting.path)
        part = getattr(before.strategies.get(name), word, None)
        if part is not None and getattr(part, number) is None:
            message = "has no value before, so there is nothing to move from."
            hint = "Give it one in the file, or leave out `over`."
            yield Fault(setting.place, message, hint=hint, at_key=True)


def _make(step: Step, now: Overridden) -> Iterator[Fault]:
    """Set what a step sets; where a path leads through nothing, a fault instead."""
    for setting in step.settings:
        try:
            setting.make(now)
        except ScenarioError as error:
            for problem in error.problems:
                message = f"{problem.path}: {problem.message}"
                hint = (
                    problem.hint or "What a change moves stands in the file before, if only as 0%."
                )
                yield Fault(setting.place, message, problem.expected, hint, at_key=True)


def _offered(scenario: Scenario | None) -> Offered:
    """Which strategy offers which product."""
    return frozenset(
        (name, product)
        for name, strategy in (scenario.strategies if scenario else {}).items()
        for product in (scenario.products if scenario else ())
        if strategy.offers.everything or product in strategy.offers.products
    )


def _at_the_change(fault: Fault, step: Step) -> Fault:
    setting = max(step.settings, key=lambda one: _nearness(one, fault))
    length = len(setting.path)
    if fault.path[:length] == setting.path:
        return replace(fault, path=(*setting.place, *fault.path[length:]))
    message = f"from then on, {dotted(fault.path)}: {fault.message}"
    return replace(fault, path=setting.place, message=message)


def _nearness(setting: Setting, fault: Fault) -> int:
    """How many words a value and a fault, or what it rests on, have in common."""
    return max(_shared(setting.path, place) for place in (fault.path, *fault.needs))


def _shared(one: Path, other: Path) -> int:
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
