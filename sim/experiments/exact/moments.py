"""Backward recursion: mean and mean square of every figure of one person, from the last month on.

With `V` the figure's sum from a state on, and a branch of chance `p` that earns `r` and leads on,
``E V = sum p (r + E V')`` and ``E V**2 = sum p (r**2 + 2 r E V' + E V'**2)`` (Howard 1960 for
means; Sobel 1982, "The variance of discounted Markov decision processes", for squares).
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from sim.experiments.exact.chain import Chain, StageBranches
from sim.experiments.exact.life import Lives
from sim.experiments.exact.lines import NO_PRODUCT, Figure
from sim.experiments.exact.story import Counted

Floats = NDArray[np.float64]

UNLIKELY = 1e-14
"""A stage less likely than this in a month is not looked at."""


@dataclass(frozen=True)
class Moments:
    """Of one person who enters in a month, by birth and figure: mean, mean square, mean noise."""

    mean: Floats  # [birth, figure]
    square: Floats
    noise: Floats


@dataclass(frozen=True)
class _Reward:
    """What the branches of one stage earn for one figure, at a price of 1."""

    mean: Floats  # [state, 1]
    square: Floats
    cross: csr_array  # chance times reward


@dataclass
class _Stage:
    """One stage's branches as arrays."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    chance: Floats
    counts: dict[Counted, tuple[NDArray[np.int64], Floats]]
    size: int
    moves: csr_array
    known: dict[tuple[int, Hashable], tuple[Counted, _Reward] | None] = field(default_factory=dict)


def moments_by_entry(
    chain: Chain,
    figures: Sequence[Figure],
    lives: Lives,
    *,
    discount: float = 0.0,
    squares: bool = True,
    done: Callable[[], None] = lambda: None,
) -> list[Moments]:
    """The moments of people of each of `Lives.entries`, discounted to month 0."""
    return _Recursion(chain, figures, lives, discount, squares).run(done)


class _Recursion:
    """Values are ``[state, moment, birth, figure]`` by stage: mean, mean square, mean noise."""

    def __init__(
        self,
        chain: Chain,
        figures: Sequence[Figure],
        lives: Lives,
        discount: float,
        squares: bool,
    ) -> None:
        self.chain, self.figures, self.lives, self.squares = chain, figures, lives, squares
        self.factor = (1.0 + discount) ** (-1.0 / 12.0)
        self.stages = [_arrays(stage) for stage in chain.stages]
        noisy = squares and any(figure.noise for figure in figures)
        self.moments = 1 + int(squares) + int(noisy)
        self.alike = _alike(figures)
        self.lapse = np.array([each.what == "lapsed" for each in figures], dtype=np.float64)

    def run(self, done: Callable[[], None]) -> list[Moments]:
        """From the last month to the first."""
        entries = self.lives.entries
        found: dict[int, Moments] = {}
        values: dict[int, Floats] = {}
        for month in range(self.chain.terms.tables.months - 1, -1, -1):
            lived = {at: self._live(at, month, values.get(at)) for at in self._likely(month)}
            for place, entry in enumerate(entries):
                if entry.month == month:
                    found[place] = self._enter(month, lived, entry.later)
            values = self._turn(month, lived)
            if month % 12 == 0:
                done()
        return [found[place] for place in range(len(entries))]

    def _likely(self, month: int) -> list[int]:
        likely = self.lives.stages(month).max(axis=1) > UNLIKELY
        return [int(stage) for stage in np.flatnonzero(likely)]

    def _live(self, place: int, month: int, after: Floats | None) -> Floats:
        """From the turn of the stage on: the month's branches, and what is worth after it."""
        stage = self.stages[place]
        shape = (stage.size, self.moments, len(self.lives.birth), len(self.figures))
        if after is None:
            found, worth = np.zeros(shape), None
        else:
            flat = after.reshape(stage.size, -1)
            led = stage.moves @ flat
            found = (led * self.factor if self.factor < 1.0 else led).reshape(shape)
            worth = after[:, 0]
        for which in self.alike:
            known = self._reward(place, which, month)
            if known is not None:
                self._earn(found, worth, which, known, place, month)
        return found

    def _earn(
        self,
        found: Floats,
        worth: Floats | None,
        which: tuple[int, ...],
        known: tuple[Counted, _Reward],
        place: int,
        month: int,
    ) -> None:
        """Add what figures earn in a month that count the same, in place."""
        what, reward = known
        figures = [self.figures[at] for at in which]
        if self.moments > 2:
            for at, figure in zip(which, figures, strict=True):
                if figure.noise is not None:
                    found[:, 2, :, at] += figure.noise(what, place, month) * reward.mean
        prices = [1.0 if f.by_loan else f.price(what, place, month) for f in figures]
        paid = [(at, price) for at, price in zip(which, prices, strict=True) if price]
        if not paid:
            return
        some, price = np.array([at for at, _ in paid]), np.array([each for _, each in paid])
        found[:, 0, :, some] += (price[:, None] * reward.mean.T)[:, :, None]
        if not self.squares:
            return
        found[:, 1, :, some] += (price[:, None] ** 2 * reward.square.T)[:, :, None]
        if worth is not None:
            later = worth[:, :, some]
            crossed = (reward.cross @ later.reshape(len(later), -1)).reshape(later.shape)
            found[:, 1, :, some] += np.moveaxis(2.0 * price * crossed, 2, 0)

    def _turn(self, month: int, lived: dict[int, Floats]) -> dict[int, Floats]:
        """Back over the turn of stages, and death, at the start of a month."""
        passes, survives = self.lives.passes(month), self.lives.survives(month)
        likely = passes * self.lives.stages(month - 1)[:, None, :] > UNLIKELY
        values: dict[int, Floats] = {}
        for (start, end), led in self._led(lived, likely):
            chance = (passes[start, end] * survives)[None, None, :, None]
            led = led * chance
            values[start] = values[start] + led if start in values else led
        return values

    def _led(
        self, lived: dict[int, Floats], likely: NDArray[np.bool_]
    ) -> Iterator[tuple[tuple[int, int], Floats]]:
        for at, each in lived.items():
            yield (at, at), each
        for (start, end), turn in self.chain.turns.items():
            if end in lived and likely[start, end].any():
                led = lived[end][turn.place]
                if turn.lapses.any():
                    lapses = turn.lapses[:, None, None] * self.lapse
                    if self.squares:
                        led[:, 1] += 2.0 * lapses * led[:, 0] + lapses**2
                    led[:, 0] += lapses
                yield (start, end), led

    def _enter(self, month: int, lived: dict[int, Floats], later: bool) -> Moments:
        """People who enter in a month: in the stage of their age, with what they hold.

        Who comes ``later`` than those of the start holds nothing.
        """
        stages = self.lives.stages(month) * self.lives.survives(month)
        total = np.zeros((3, len(self.lives.birth), len(self.figures)))
        for at, each in lived.items():
            begins = ((1.0, self.chain.stranger, ()),) if later else self.chain.first[at]
            for chance, place, what in begins:
                earned = self._earned(what, at, month)
                value = np.zeros(total.shape)
                value[: self.moments] = each[place]
                value[1] += 2.0 * earned * value[0] + earned**2
                value[0] += earned
                total += (chance * stages[at])[None, :, None] * value
        return Moments(*(total * self.factor**month))

    def _earned(self, what: tuple[Counted, ...], stage: int, month: int) -> Floats:
        return np.array(
            [
                sum(each.price(one, stage, month) for one in what if one[0] == each.name)
                for each in self.figures
            ],
            dtype=np.float64,
        )

    def _reward(
        self, place: int, which: tuple[int, ...], month: int
    ) -> tuple[Counted, _Reward] | None:
        """What a figure counts in a month, priced where it hangs on the age of a loan."""
        at, stage = which[0], self.stages[place]
        figure = self.figures[at]
        key = at, figure.alike(month) if figure.by_loan else None
        if key not in stage.known:
            stage.known[key] = _priced(stage, place, figure, month)
        return stage.known[key]


def _alike(figures: Sequence[Figure]) -> list[tuple[int, ...]]:
    """Figures that count the same, at prices of their own."""
    found: dict[Hashable, list[int]] = {}
    for at, each in enumerate(figures):
        product = None if each.product in (None, NO_PRODUCT) else each.product
        key = at if each.by_loan else (each.name, product)
        found.setdefault(key, []).append(at)
    return [tuple(each) for each in found.values()]


def _priced(
    stage: _Stage, place: int, figure: Figure, month: int
) -> tuple[Counted, _Reward] | None:
    mine = [
        (what, rows)
        for what, rows in stage.counts.items()
        if what[0] == figure.name and figure.product in (None, NO_PRODUCT, what[1])
    ]
    earned, size = np.zeros(len(stage.start)), stage.size
    for what, (branches, often) in mine:
        each = figure.price(what, place, month) if figure.by_loan else 1.0
        np.add.at(earned, branches, each * often)
    if not earned.any():
        return None
    some = np.flatnonzero(earned)
    start, end, weighted = stage.start[some], stage.end[some], (stage.chance * earned)[some]
    squares = weighted * earned[some]
    reward = _Reward(
        mean=np.bincount(start, weighted, size).astype(np.float64)[:, None],
        square=np.bincount(start, squares, size).astype(np.float64)[:, None],
        cross=csr_array((weighted, (start, end)), (size, size)),
    )
    return mine[0][0], reward


def _arrays(stage: StageBranches) -> _Stage:
    start, end = np.array(stage.start, dtype=np.int64), np.array(stage.end, dtype=np.int64)
    chance, size = np.array(stage.chance), len(stage.states)
    counts = {what: _rows(rows) for what, rows in stage.counts.items()}
    moves = csr_array((chance, (start, end)), (size, size))
    return _Stage(start, end, chance, counts, size, moves)


def _rows(rows: dict[int, int]) -> tuple[NDArray[np.int64], Floats]:
    count = len(rows)
    return np.fromiter(rows, np.int64, count), np.fromiter(rows.values(), np.float64, count)
