"""Whether moving a number can change the verdict: one number at a time, to both its ends.

The verdict is that the best strategy leads each of the others. Its lead over a rival is the mean,
over people, of what the same person is worth under the one less the other, with Student's t
interval over the people of one run. At each end everybody lives anew, with the same luck.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.assumptions.ends import Ends, Way, ends_of, first_sound
from sim.experiments.assumptions.listed import Assumption, assumptions_of
from sim.experiments.assumptions.noticing import noticing
from sim.experiments.compare import check_comparable
from sim.experiments.estimate import Estimate, mean_estimate
from sim.scenario import Scenario, again
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.run import run_strategy

Worth = Mapping[str, NDArray[np.float64]]
"""What every person is worth under each strategy, in major units."""
Progress = Callable[[int, int], None]
"""Told of the worlds lived so far, and how many there will be."""


class Answer(StrEnum):
    """What moving a number to both its ends does to the verdict."""

    FLIPS = "flips"  # at an end some rival leads, and the interval of the lead leaves zero out
    MAY_FLIP = "may flip"  # at an end the interval of the lead over some rival holds zero
    KEEPS = "keeps"  # at both ends the interval of the lead over every rival is above zero
    NO_EFFECT = "no effect"  # at both ends everybody is worth the same as today, to the bit
    ZERO = "zero"  # it is 0 and has no range, so half and double of it are 0 as well
    NOT_MOVED = "not moved"  # the scenario is sound at today's value alone
    NOT_ASKED = "not asked"  # nobody was let live


MATTERS = (Answer.FLIPS, Answer.MAY_FLIP)


@dataclass(frozen=True)
class Tried:
    """A number at another value: the lead over the rival that comes closest."""

    place: int  # 0: the low end, 1: the high end
    value: Any
    lead: Estimate
    rival: str
    unchanged: bool  # nobody is worth anything else than today


@dataclass(frozen=True)
class Moved:
    """A number, where it was moved to, and what became of the verdict."""

    assumption: Assumption
    ends: Ends
    tried: tuple[Tried, ...]
    answer: Answer


@dataclass(frozen=True)
class Survey:
    """All numbers of a scenario, moved one at a time."""

    scenario: Scenario
    leader: str | None  # None: nobody was let live
    today: Tried | None
    moved: tuple[Moved, ...]

    @property
    def unsourced(self) -> tuple[Moved, ...]:
        """Numbers without a source."""
        return tuple(each for each in self.moved if each.assumption.origin is None)

    def of(self, *answers: Answer) -> tuple[Moved, ...]:
        """Numbers with one of these answers."""
        return tuple(each for each in self.moved if each.answer in answers)


def survey(
    scenario: Scenario,
    *,
    only: Sequence[str] = (),
    people: int | None = None,
    verdict: bool = True,
    engine: str = "columns",
    workers: int = 1,
    progress: Progress | None = None,
) -> Survey:
    """List a scenario's numbers and move each to both ends; without ``verdict``, only list them.

    ``only`` are paths of numbers, with ``*`` for anything. ``workers`` are processes; their number
    changes no result.

    Raises:
        LeverError: a path of ``only`` leads to no number.
        NotComparableError: there are no two strategies.
    """
    listed = assumptions_of(scenario, only)
    ends = [ends_of(scenario, each) for each in listed]
    if not verdict:
        bare = [Moved(*pair, (), Answer.NOT_ASKED) for pair in zip(listed, ends, strict=True)]
        return Survey(scenario, None, None, tuple(bare))
    check_comparable(tuple(scenario.strategies))
    asked = scenario if people is None else again(scenario, [f"people={people}"])
    today = worth_of(asked, tuple(asked.strategies), engine)
    leader = max(today, key=lambda name: float(np.mean(today[name])))
    jobs = [job for pair in zip(listed, ends, strict=True) for job in _jobs(asked, *pair)]
    found: dict[tuple[str, int], Tried] = {}
    for done, (job, lived) in enumerate(_lived(asked, jobs, engine, workers), start=1):
        if lived is not None:
            value, worth = lived
            found[job.path, job.place] = _tried(job.place, value, {**today, **worth}, leader, today)
        if progress is not None:
            progress(done, len(jobs))
    moved = [_moved(each, end, found) for each, end in zip(listed, ends, strict=True)]
    return Survey(asked, leader, _tried(0, None, today, leader, today), tuple(moved))


@dataclass(frozen=True)
class _Job:
    """One end of one number: values to try in turn, and the strategies that can notice."""

    path: str
    place: int
    values: Way
    strategies: tuple[str, ...]


def _jobs(scenario: Scenario, each: Assumption, ends: Ends) -> Iterator[_Job]:
    strategies = noticing(scenario, each.path)
    for place, values in enumerate((ends.low, ends.high)):
        if values:
            yield _Job(each.path, place, values, strategies)


def worth_of(scenario: Scenario, strategies: Sequence[str], engine: str = "columns") -> Worth:
    """Let people live under some strategies, on one thread."""
    tables, unit = tabulate(scenario), 10**scenario.minor_digits
    people = born(tables)
    return {
        name: run_strategy(
            tables, people, tables.strategy_names.index(name), engine=engine, threads=1
        ).people.npv
        / unit
        for name in strategies
    }


def _live(scenario: Scenario, job: _Job, engine: str) -> tuple[Any, Worth] | None:
    """The first value at which the scenario is sound, and what becomes of it; None: at none."""
    sound = first_sound(scenario, job.values)
    return sound and (sound.value, worth_of(sound.scenario, job.strategies, engine))


def _lived(
    scenario: Scenario, jobs: Sequence[_Job], engine: str, workers: int
) -> Iterator[tuple[_Job, tuple[Any, Worth] | None]]:
    """Every job with what became of it, as they come."""
    if workers < 2 or len(jobs) < 2:
        yield from ((job, _live(scenario, job, engine)) for job in jobs)
        return
    waiting = deque(jobs)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: dict[Future[tuple[Any, Worth] | None], _Job] = {}
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    job = waiting.popleft()
                    running[pool.submit(_live, scenario, job, engine)] = job
                for future in wait(running, return_when=FIRST_COMPLETED)[0]:
                    yield running.pop(future), future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _tried(place: int, value: Any, worth: Worth, leader: str, today: Worth) -> Tried:
    """The lead over the rival that comes closest to the leader, or is furthest ahead."""
    rivals = [name for name in worth if name != leader]
    leads = {name: mean_estimate(worth[leader] - worth[name]) for name in rivals}
    closest = min(rivals, key=lambda name: leads[name].value or 0.0)
    same = all(np.array_equal(worth[name], today[name]) for name in worth)
    return Tried(place, value, leads[closest], closest, same)


def _moved(each: Assumption, ends: Ends, found: Mapping[tuple[str, int], Tried]) -> Moved:
    tried = tuple(found[each.path, place] for place in (0, 1) if (each.path, place) in found)
    return Moved(each, ends, tried, _answer(ends, tried))


def _answer(ends: Ends, tried: Sequence[Tried]) -> Answer:
    if ends.basis == "zero":
        return Answer.ZERO
    if not tried:
        return Answer.NOT_MOVED
    if all(each.unchanged for each in tried):
        return Answer.NO_EFFECT
    if any(each.lead.high is not None and each.lead.high < 0 for each in tried):
        return Answer.FLIPS
    if all(each.lead.low is not None and each.lead.low > 0 for each in tried):
        return Answer.KEEPS
    return Answer.MAY_FLIP
