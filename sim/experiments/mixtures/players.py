"""What is divided among whom: the parts that move alone, and those that only move together.

Some mixtures are no sound scenario: who recruits with a product must offer it. What the parts of
such a mixture bring alone does not exist, so they are one player (decision 0036). Merged are, one
pair after the other, the two after which the fewest unsound mixtures are left; of equals, the first
in the order of the language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sim.experiments.mixtures.mixing import mixture_of, reason_of, strategies_written
from sim.experiments.mixtures.parts import Group, MixtureError
from sim.scenario import Scenario, ScenarioError

MOST_PLAYERS = 10
"""So many parts are 1,022 mixtures under each seed; one more doubles them."""


@dataclass(frozen=True)
class Player:
    """Parts of a strategy that come from the one strategy or from the other together."""

    parts: Group
    why: str = ""  # a mixture that forced them together, where one did

    @property
    def name(self) -> str:
        """The parts, as they are written in a group."""
        return "+".join(self.parts)


@dataclass(frozen=True)
class Game:
    """The players, and the scenario of every mixture but the two whole strategies.

    A mixture is a number whose bit ``k`` says whether player ``k`` is from the leader.
    """

    players: tuple[Player, ...]
    mixtures: Mapping[int, Scenario]

    def parts_of(self, mixture: int) -> Group:
        """The parts that are from the leader."""
        chosen = [each for k, each in enumerate(self.players) if mixture >> k & 1]
        return tuple(part for player in chosen for part in player.parts)


def game_of(scenario: Scenario, leader: str, rival: str, groups: Sequence[Group]) -> Game:
    """The game in which groups of parts are the players, merged where they have to be.

    Raises:
        MixtureError: there are too many to run all mixtures.
    """
    if len(groups) > MOST_PLAYERS:
        raise MixtureError(_too_many(groups))
    written = strategies_written(scenario)
    sound: dict[int, Scenario] = {}
    unsound: dict[int, str] = {}
    for mixture in range(1, 2 ** len(groups) - 1):
        parts = [part for k, group in enumerate(groups) if mixture >> k & 1 for part in group]
        try:
            sound[mixture] = mixture_of(scenario, written, leader, rival, parts)
        except ScenarioError as error:
            unsound[mixture] = reason_of(error)
    blocks = coalesced(len(groups), unsound)
    players = tuple(
        Player(
            tuple(part for k in _bits(block) for part in groups[k]),
            _why(block, unsound) if block.bit_count() > 1 else "",
        )
        for block in blocks
    )
    return Game(
        players,
        {mixture: sound[_union(mixture, blocks)] for mixture in range(1, 2 ** len(blocks) - 1)},
    )


def coalesced(count: int, unsound: Mapping[int, str]) -> list[int]:
    """Blocks of so many parts, as few merged as needed: every union of blocks is sound.

    >>> coalesced(3, {0b001: "a without b"})  # part 0 does not go without part 1 or part 2
    [3, 4]
    >>> coalesced(3, {0b001: "", 0b101: ""})  # not without part 1
    [3, 4]
    """
    blocks = [1 << k for k in range(count)]
    left = list(unsound)
    while left:
        pairs = list(combinations(blocks, 2))
        one, other = min(pairs, key=lambda pair: len(_whole(left, pair[0] | pair[1])))
        left = _whole(left, one | other)
        blocks = sorted({*blocks, one | other} - {one, other}, key=lambda block: block & -block)
    return blocks


def _whole(mixtures: Sequence[int], block: int) -> list[int]:
    """Those mixtures in which a block is from one strategy."""
    return [mixture for mixture in mixtures if mixture & block in (0, block)]


def _why(block: int, unsound: Mapping[int, str]) -> str:
    """Why a block is one: the smallest mixture that tears it apart."""
    torn = [mixture for mixture in unsound if mixture & block not in (0, block)]
    return unsound[min(torn, key=lambda mixture: (mixture.bit_count(), mixture))]


def _union(mixture: int, blocks: Sequence[int]) -> int:
    return sum(block for k, block in enumerate(blocks) if mixture >> k & 1)


def _bits(block: int) -> list[int]:
    return [k for k in range(block.bit_length()) if block >> k & 1]


def _too_many(groups: Sequence[Group]) -> str:
    mixtures = 2 ** len(groups) - 2
    names = [group[0] for group in groups]
    return (
        f"{len(groups)} parts differ, which is {mixtures:,} mixtures to run under every seed; at "
        f"most {MOST_PLAYERS} parts are divided exactly. Merge some that belong together: "
        f"--groups {'+'.join(names[:2])},{'+'.join(names[2:4])}"
    )
