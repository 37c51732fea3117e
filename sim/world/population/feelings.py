"""What a person feels for the firm: how satisfied, how tired of contacts, what was never told.

Feelings fade by themselves between events, so what is kept is the last event and its month.
"""

from sim.rules import service
from sim.rules.compiled import interpreted
from sim.world.market import Temper

after_incident = interpreted(service.after_incident)
brought_up = interpreted(service.brought_up)
drifted = interpreted(service.drifted)


class Feelings:
    """One person's feelings; ``quality`` is what the firm's service leads to."""

    __slots__ = ("_felt", "_silent", "_tired", "fatigue", "quality", "satisfaction", "temper")

    def __init__(self, temper: Temper, quality: float) -> None:
        self.temper, self.quality = temper, quality
        self.satisfaction = self.fatigue = 0.0
        # What was felt, and how tired one was, when an event last moved it; and the month.
        self._felt = self._tired = (0.0, 0)
        self._silent = (0.0, 0)  # what failures took that nobody was told of

    def begin(self, month: int) -> None:
        """Feel as a new customer does."""
        self.satisfaction, self.fatigue = self.temper.start, 0.0
        self._felt = (self.temper.start, month - 1)
        self._tired = self._silent = (0.0, month)

    @property
    def gap(self) -> float:
        """How much more satisfied than with rivals, as of the last look."""
        return self.satisfaction - self.temper.market

    def look(self, month: int) -> None:
        """Satisfaction has followed quality up to this month."""
        felt, since = self._felt
        if month != since:
            felt = drifted(felt, self.quality, self.temper.gap_kept[month - since])
        self.satisfaction = felt

    def rest(self, month: int) -> None:
        """Forget contacts: what was left after the last one fades."""
        fatigue, since = self._tired
        self.fatigue = fatigue * self.temper.fatigue_kept[month - since]

    def tire(self, month: int, by: float) -> None:
        """Grow more tired of being spoken to."""
        self.fatigue += by
        self._tired = self.fatigue, month

    def meet(self, month: int, temper: Temper, quality: float) -> None:
        """From this month on the firm serves otherwise, or rivals do."""
        if quality != self.quality:
            self.look(month - 1)
            self._felt = self.satisfaction, month - 1
        self.temper, self.quality = temper, quality

    def take_failure(self, month: int, put_right: bool, told: bool) -> None:
        """Be let down; ``told`` is whether the firm came to know of it."""
        before = self.satisfaction
        temper = self.temper
        self.satisfaction = after_incident(before, put_right, temper.harm, temper.recovery)
        self._felt = self.satisfaction, month
        if not told:
            self._silent = self.unsaid(month) + (before - self.satisfaction), month

    def unsaid(self, month: int) -> float:
        """What is left of the harm that nobody was told of."""
        lost, since = self._silent
        return lost * self.temper.gap_kept[month - since]

    def speak_up(self, month: int, put_right: bool) -> None:
        """Tell the firm what was unsaid, which puts it right or not."""
        if put_right:
            lost = self.unsaid(month)
            self.satisfaction = brought_up(self.satisfaction, lost, self.temper.recovery)
            self._felt = self.satisfaction, month
        self._silent = (0.0, month)
