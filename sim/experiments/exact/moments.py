"""Backward recursion: mean and mean square of every figure of one person, from the last month on.

With `V` the figure's sum from a state on, and a branch of chance `p` that earns `r` and leads on,
``E V = sum p (r + E V')`` and ``E V**2 = sum p (r**2 + 2 r E V' + E V'**2)`` (Howard 1960 for means;
Sobel 1982, "The variance of discounted Markov decision processes", for squares).
"""

from collections.abc import Callable, Hashable, Sequence
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
    """What the branches of one stage earn for one figure in the months that are alike."""

    mean: Floats  # [state]
    square: Floats
    noise: Floats
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
    known: dict[tuple[int, Hashable], _Reward | None] = field(default_factory=dict)


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
        self.births = len(lives.birth)
        self.zero = [self._zeros(stage) for stage in self.stages]

    def run(self, done: Callable[[], None]) -> list[Moments]:
        """From the last month to the first."""
        entries = self.lives.entries
        found: dict[int, Moments] = {}
        values = [zero.copy() for zero in self.zero]  # [moment, state, birth, figure] by stage
        for month in range(self.chain.terms.tables.months - 1, -1, -1):
            likely = self._likely(month)
            lived = [
                self._live(stage, month, values[stage]) if likely[stage] else self.zero[stage]
                for stage in range(len(self.stages))
            ]
            for place, entry in enumerate(entries):
                if entry.month == month:
                    found[place] = self._enter(month, lived, entry.later)
            values = self._turn(month, lived)
            if month % 12 == 0:
                done()
        return [found[place] for place in range(len(entries))]

    def _likely(self, month: int) -> NDArray[np.bool_]:
        return np.asarray(self.lives.stages(month).max(axis=1) > UNLIKELY)

    def _live(self, place: int, month: int, after: Floats) -> Floats:
        """From the turn of the stage on: the month's branches, and what is worth after it."""
        stage = self.stages[place]
        flat = after.reshape(3, stage.size, -1) * self.factor
        found = np.stack([stage.moves @ each for each in flat]).reshape(after.shape)
        for at in range(len(self.figures)):
            reward = self._reward(place, at, month)
            if reward is None:
                continue
            found[0, :, :, at] += reward.mean[:, None]
            if self.squares:
                found[1, :, :, at] += 2.0 * (reward.cross @ after[0, :, :, at])
                found[1, :, :, at] += reward.square[:, None]
                found[2, :, :, at] += reward.noise[:, None]
        return np.asarray(found)

    def _turn(self, month: int, lived: list[Floats]) -> list[Floats]:
        """Back over the turn of stages, and death, at the start of a month."""
        passes, survives = self.lives.passes(month), self.lives.survives(month)
        values = [each * passes[at, at][None, None, :, None] for at, each in enumerate(lived)]
        for (start, end), turn in self.chain.turns.items():
            chance = passes[start, end]
            if chance.max() <= 0.0:
                continue
            lapses = self._lapses(turn.lapses)
            led = lived[end][:, turn.place]
            led = np.stack(
                [led[0] + lapses, led[1] + 2.0 * lapses * led[0] + lapses**2, led[2]]
            )
            values[start] = values[start] + led * chance[None, None, :, None]
        return [each * survives[None, None, :, None] for each in values]

    def _lapses(self, lapses: Floats) -> Floats:
        counts = np.array([each.what == "lapsed" for each in self.figures], dtype=np.float64)
        return np.asarray(lapses[:, None, None] * counts[None, None, :])

    def _enter(self, month: int, lived: list[Floats], later: bool) -> Moments:
        """People who enter in a month: in the stage of their age, with what they hold.

        Who comes ``later`` than those of the start holds nothing.
        """
        stages = self.lives.stages(month) * self.lives.survives(month)
        total = np.zeros((3, self.births, len(self.figures)))
        for at, each in enumerate(lived):
            begins = ((1.0, self.chain.stranger, ()),) if later else self.chain.first[at]
            for chance, place, what in begins:
                earned = self._earned(what, at, month)
                value = each[:, place]
                total += (chance * stages[at])[None, :, None] * np.stack(
                    [value[0] + earned, value[1] + 2.0 * earned * value[0] + earned**2, value[2]]
                )
        total *= self.factor**month
        return Moments(*total)

    def _earned(self, what: tuple[Counted, ...], stage: int, month: int) -> Floats:
        return np.array(
            [
                sum(each.price(one, stage, month) for one in what if one[0] == each.name)
                for each in self.figures
            ],
            dtype=np.float64,
        )

    def _reward(self, place: int, at: int, month: int) -> _Reward | None:
        """What a figure earns in a month; None for nothing."""
        key = at, self.figures[at].alike(month)
        known = self.stages[place].known
        if key not in known:
            known[key] = self._priced(self.stages[place], place, self.figures[at], month)
        return known[key]

    def _priced(self, stage: _Stage, place: int, figure: Figure, month: int) -> _Reward | None:
        earned, noise = np.zeros(len(stage.start)), np.zeros(len(stage.start))
        for what, (branches, often) in _counted(stage, figure).items():
            np.add.at(earned, branches, figure.price(what, place, month) * often)
            if figure.noise is not None:
                np.add.at(noise, branches, figure.noise(what, place, month) * often)
        if not earned.any() and not noise.any():
            return None
        weighted, size = stage.chance * earned, stage.size
        some = np.flatnonzero(weighted)
        return _Reward(
            mean=np.bincount(stage.start, weighted, size),
            square=np.bincount(stage.start, weighted * earned, size),
            noise=np.bincount(stage.start, stage.chance * noise, size),
            cross=csr_array((weighted[some], (stage.start[some], stage.end[some])), (size, size)),
        )

    def _zeros(self, stage: _Stage) -> Floats:
        return np.zeros((3, stage.size, self.births, len(self.figures)))


def _arrays(stage: StageBranches) -> _Stage:
    start, end = np.array(stage.start, dtype=np.int64), np.array(stage.end, dtype=np.int64)
    chance, size = np.array(stage.chance), len(stage.states)
    counts = {what: _rows(rows) for what, rows in stage.counts.items()}
    moves = csr_array((chance, (start, end)), (size, size))
    return _Stage(start, end, chance, counts, size, moves)


def _rows(rows: dict[int, int]) -> tuple[NDArray[np.int64], Floats]:
    count = len(rows)
    return np.fromiter(rows, np.int64, count), np.fromiter(rows.values(), np.float64, count)


def _counted(
    stage: _Stage, figure: Figure
) -> dict[Counted, tuple[NDArray[np.int64], Floats]]:
    """What a figure is about; of loans, all together, where their age makes no difference."""
    mine = {
        what: rows
        for what, rows in stage.counts.items()
        if what[0] == figure.name and figure.product in (None, NO_PRODUCT, what[1])
    }
    if figure.by_loan or len(mine) < 2:
        return mine
    together = tuple(np.concatenate(each) for each in zip(*mine.values(), strict=True))
    return {next(iter(mine)): (together[0], together[1])}
