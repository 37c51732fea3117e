"""One closed form: the scenario that it is about, and how theory and run are compared."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived


@dataclass(frozen=True)
class Check:
    """A scenario of ``scenarios/validation`` and the figures of it that theory gives."""

    scenario: str  # the file's name, without .yaml
    compare: Callable[[Lived], list[Comparison]]
    note: Callable[[Lived], str] | None = None  # what a reader should know beside the figures
    part: str = ""  # said after the scenario's title, where several checks share it
    events: bool = False  # whether it needs the table of events
    needs: str | None = None  # a library that is no dependency of the program
