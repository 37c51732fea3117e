"""A run: what was asked, what it needs in order to be asked again, and the tables it left."""

from dataclasses import dataclass, field
from typing import Any

from sim.results.facts import Facts
from sim.results.frames import Frames


@dataclass(frozen=True)
class Origin:
    """Everything that a run came from, so that its folder alone can be run again."""

    name: str  # of the scenario file, without folders
    text: str
    data: dict[str, str]  # the text of each data table, by its path in the scenario
    overrides: tuple[str, ...]  # path=value, in the order given
    resolved: dict[str, Any]  # every number of the scenario after overrides, as plain data
    seed: int


@dataclass(frozen=True)
class Run:
    """One or more strategies' lives over the same people."""

    origin: Origin = field(repr=False)
    facts: Facts
    frames: Frames = field(repr=False)
    engine: str
    seconds: dict[str, float] = field(default_factory=dict)  # wall-clock, by strategy
    ruined: dict[str, int] = field(default_factory=dict)  # month of ruin, of the strategies ruined
