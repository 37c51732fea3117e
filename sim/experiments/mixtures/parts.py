"""The parts in which two strategies differ, and which of them are to be moved together.

Decides what counts as a part: a word that stands directly under a strategy, its description aside.
"""

from collections.abc import Sequence

from sim.scenario import Scenario
from sim.scenario.models.strategy import Strategy
from sim.scenario.problem import did_you_mean, one_of, sentences

PARTS = tuple(word for word in Strategy.model_fields if word != "about")

Group = tuple[str, ...]


class MixtureError(ValueError):
    """Two strategies cannot be mixed as asked; the message says what to do."""


def differing(scenario: Scenario, leader: str, rival: str) -> Group:
    """The parts that are not the same under both, in the order of the language.

    Raises:
        MixtureError: there are none.
    """
    first, second = scenario.strategies[leader], scenario.strategies[rival]
    found = tuple(part for part in PARTS if getattr(first, part) != getattr(second, part))
    if not found:
        raise MixtureError(
            f"{leader} and {rival} are the same in all parts: there is no difference to divide."
        )
    return found


def groups_of(written: str) -> tuple[Group, ...]:
    """Groups as they are written on a command line.

    >>> groups_of("offers+acquire,contact + personal")
    (('offers', 'acquire'), ('contact', 'personal'))
    """
    return tuple(
        tuple(word.strip() for word in group.split("+")) for group in written.split(",") if group
    )


def check_groups(
    scenario: Scenario, groups: Sequence[Sequence[str]], leader: str | None, rival: str | None
) -> None:
    """Refuse groups that will not do, as far as that is known before anybody has lived.

    Raises:
        MixtureError: a group will not do, or the strategies that are named do not differ.
    """
    if leader and rival:
        grouped(differing(scenario, leader, rival), groups)
    else:
        grouped(PARTS, groups)


def grouped(parts: Group, groups: Sequence[Sequence[str]]) -> tuple[Group, ...]:
    """The parts that differ, those of a group together, the others each alone.

    Raises:
        MixtureError: a group names what is no part, or does not differ, or stands in two groups.
    """
    asked = [word for group in groups for word in group]
    for word in asked:
        _check(word, parts)
    twice = next((word for word in asked if asked.count(word) > 1), None)
    if twice is not None:
        raise MixtureError(f"`{twice}` stands twice in the groups: name it once.")
    together = {word: tuple(sorted(group, key=PARTS.index)) for group in groups for word in group}
    return tuple(dict.fromkeys(together.get(part, (part,)) for part in parts))


def _check(word: str, parts: Group) -> None:
    if word not in PARTS:
        told = sentences(
            f"`{word}` is no part of a strategy.", one_of(parts), did_you_mean(word, PARTS)
        )
        raise MixtureError(told)
    if word not in parts:
        told = sentences(f"`{word}` is the same under both strategies.", one_of(parts), "")
        raise MixtureError(f"{told} Leave it out of the groups.")
