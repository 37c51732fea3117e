"""Stages of life: their order, who enters before them, and every map that names them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.scenario.checks.given import Given
from sim.scenario.life_table import TableError, read_life_table
from sim.scenario.problem import Fault, Path, did_you_mean, one_of
from sim.scenario.values import ByStage, Distribution, Personal

_STAGES: Path = ("life", "stages")


def check_stages(given: Given) -> Iterator[Fault]:
    """Stages out of order, missing, or named where there are none such."""
    yield from _check_order(given)
    yield from _check_entry(given)
    yield from check_maps(given)
    yield from _check_mortality(given)


def unknown_stage(path: Path, stage: str, given: Given, *, at_key: bool = True) -> Iterator[Fault]:
    """A fault where there is no such stage."""
    if given.stages and stage not in given.stages:
        hint = did_you_mean(stage, given.stages)
        message = f"there is no stage `{stage}`."
        yield Fault(path, message, one_of(given.stages), hint, at_key)


def centre(age: Personal) -> float:
    """The age in the middle of a distribution, or the age itself."""
    return age.centre if isinstance(age, Distribution) else age


def _check_order(given: Given) -> Iterator[Fault]:
    stages = given.scenario.life.stages
    if not stages:
        yield Fault(_STAGES, "there is no stage.", "at least one, such as {adult: {from: 18}}")
    for (before, earlier), (name, later) in pairwise(stages.items()):
        if centre(later.from_) <= centre(earlier.from_):
            yield Fault(
                (*_STAGES, name, "from"),
                f"begins at {centre(later.from_):g}, not after `{before}` "
                f"({centre(earlier.from_):g}).",
                "stages listed from the youngest to the oldest",
                needs=((*_STAGES, before),),
            )


def _check_entry(given: Given) -> Iterator[Fault]:
    life = given.scenario.life
    first = next(iter(life.stages.items()), None)
    if first is not None and centre(life.enter.age) < centre(first[1].from_):
        yield Fault(
            ("life", "enter", "age"),
            f"people enter at {centre(life.enter.age):g}, before the first stage, `{first[0]}`, "
            f"begins at {centre(first[1].from_):g}.",
            hint="Let a stage begin at or before that age.",
            needs=(_STAGES,),
        )


def check_maps(given: Given) -> Iterator[Fault]:
    """Maps by stage that name a stage there is not."""
    for path, _, value in given.leaves:
        if isinstance(value, ByStage):
            for stage in value.stages:
                yield from unknown_stage((*path, stage), stage, given)


def _check_mortality(given: Given) -> Iterator[Fault]:
    mortality = given.scenario.life.mortality
    path: Path = ("life", "mortality")
    if len(mortality.model_fields_set) > 1:
        yield Fault(path, "a table or a chance per year, one of the two.", at_key=True)
        return
    if mortality.table is None:
        return
    table = given.tables.get(mortality.table, FileNotFoundError())
    if isinstance(table, str):
        try:
            read_life_table(table)
        except TableError as error:
            message = f"{mortality.table}, line {error.line}: {error}"
            yield Fault((*path, "table"), message)
    else:
        yield Fault((*path, "table"), f"`{mortality.table}` {_why(table)}")


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist beside the scenario."
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text."
    return "cannot be read." if isinstance(error, OSError) else str(error)
