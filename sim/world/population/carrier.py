"""Carrying orders to shards and their answers back, and bringing back shards that were lost.

Where shards live is decided elsewhere: here, or on Ray. What is here holds for any place: orders
are numbered and remembered, so that a shard that was lost with all it knew is born again and lives
the same months again, by the same orders, to the same numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from sim.world.population.shard import Deal, LostError, Order, Shard

TRIES = 5
"""So often in a row is a shard brought back before the run is given up."""

Answer = Callable[[], Any]
"""Waits for an answer. Raises `LostError` where none will come."""


class ShardsLostError(Exception):
    """Shards were lost again and again; the message says what to do."""


class Place(Protocol):
    """Where one shard lives."""

    def send(self, first: int, orders: Sequence[Order]) -> Answer:
        """Send orders on their way, as for `Shard.obey`."""


class Places(Protocol):
    """Where shards live."""

    def new(self, place: int) -> Place:
        """A place for the shard of that number, just born. The place it had before is given up."""


class Carrier:
    """Tells shards what to do; ``recovered`` counts those that were lost and brought back."""

    def __init__(self, places: Places, shards: int) -> None:
        self.places = places
        self.at = [places.new(place) for place in range(shards)]
        self.told: list[list[Order]] = [[] for _ in self.at]
        self.recovered = 0

    def __len__(self) -> int:
        return len(self.at)

    def begin(self, order: Order) -> list[Any]:
        """Tell all shards to begin: what they were told before is forgotten."""
        self.told = [[] for _ in self.at]
        return self.tell(order)

    def tell(self, order: Order, places: Iterable[int] | None = None) -> list[Any]:
        """The answers of some shards to an order (default: of all), in the order of shards.

        Raises:
            ShardsLostError: one was lost again and again.
        """
        waiting: dict[int, Answer] = {}
        for place in range(len(self)) if places is None else places:
            done = len(self.told[place])
            self.told[place].append(order)
            waiting[place] = self.at[place].send(done, [order])
        return [answer for _, answer in sorted(self._answers(waiting).items())]

    def _answers(self, waiting: dict[int, Answer]) -> dict[int, Any]:
        """The answers that are waited for; all shards that were lost live again side by side."""
        answers: dict[int, Any] = {}
        for tries in range(TRIES + 1):
            lost: dict[int, str] = {}
            for place, answer in waiting.items():
                try:
                    answers[place] = answer()
                except LostError as error:
                    lost[place] = str(error)
            if not lost:
                return answers
            if tries < TRIES:
                waiting = {place: self._again(place) for place in lost}
        place, why = next(iter(lost.items()))
        raise ShardsLostError(
            f"Shard {place + 1} of {len(self)} was lost {TRIES + 1} times in a row, the last time "
            f"because: {why}. Look at the machines it lay on, or cut the people into more shards."
        )

    def _again(self, place: int) -> Answer:
        self.recovered += 1
        self.at[place] = self.places.new(place)
        return self.at[place].send(0, self.told[place])


class Here:
    """Shards in this process, one after the other: for reading along, and for tests."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal

    def new(self, place: int) -> Place:
        """A shard in this process."""
        return _Resident(Shard(self.deal, place))


class _Resident:
    def __init__(self, shard: Shard) -> None:
        self.shard = shard

    def send(self, first: int, orders: Sequence[Order]) -> Answer:
        return lambda: self.shard.obey(first, orders)
