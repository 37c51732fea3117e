"""Runs whose results are known before: a runner that computes them, and nobody lives."""

from collections.abc import Callable

from sim.experiments.runs.catalogue import Job, Result
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.measured import RATES, Lived, Measured
from sim.scenario import Scenario
from tests.worlds import scenario

Known = Callable[[Job], Result]
PEOPLE = 1000


class Knowing:
    """A runner that gives what a function says, and counts what it was asked."""

    def __init__(self, known: Known, places: int = 1) -> None:
        self.places = places
        self.asked: list[Job] = []
        self._known = known
        self._begun: list[Job] = []

    def begin(self, job: Job) -> None:
        """Note it."""
        self.asked.append(job)
        self._begun.append(job)

    def ended(self) -> list[tuple[Job, Result]]:
        """The last one begun, as runs do not end in the order in which they began."""
        job = self._begun.pop()
        return [(job, self._known(job))]

    def close(self) -> None:
        """Nothing is under way."""


def knowing(known: Known, places: int = 1) -> tuple[Laboratory, Knowing]:
    """A laboratory of known results, and its runner."""
    runner = Knowing(known, places)
    return Laboratory(runner=runner), runner


def lived(worth: float, trough: float = -1.0, back: float | None = 2.0, ruined: int = -1) -> Lived:
    """A strategy in a run; at each discount rate it is worth a little less."""
    return Lived(worth, trough, back, ruined, tuple(worth - rate for rate in RATES))


def measured(noise: float = 1.0, **worth: float) -> Measured:
    """A run in which strategies are worth so much, and people differ so much about any lead."""
    names = sorted(worth)
    pairs = {f"{a}|{b}": noise for k, a in enumerate(names) for b in names[k + 1 :]}
    return Measured(PEOPLE, {name: lived(each) for name, each in worth.items()}, pairs, 0.01)


def strategies(*names: str, seed: int = 0) -> Scenario:
    """A scenario with these strategies, which nobody ever runs."""
    said = {name: {"offers": "all"} for name in names}
    return scenario({"strategies": said, "seed": seed, "people": PEOPLE})
