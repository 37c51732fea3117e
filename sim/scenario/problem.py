"""What is wrong with a scenario, in a strategist's words.

Decides how a problem is told: where it is, what is wrong, what was expected, and the
nearest valid word. Does not decide what is a problem.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

Path = tuple[str | int, ...]
"""A place in a scenario: names of keys, and places in lists counted from 0."""

SHOWN = 24
"""So many valid words are listed before the rest is left to the documentation."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a scenario.

    ``line`` and ``column`` count from 1; both are None for a mistake in an override, whose
    ``file`` then is the override as it was given (``--set path=value``).

    >>> print(Problem("a.yaml", 3, 1, "curency", "unknown word.", "", "Did you mean 'currency'?"))
    a.yaml:3:1: curency: unknown word. Did you mean 'currency'?
    """

    file: str
    line: int | None
    column: int | None
    path: str
    message: str
    expected: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = [self.file, self.line, self.column]
        where = ":".join(str(part) for part in place if part is not None)
        named = f"{self.path}: " if self.path else ""
        return f"{where}: {named}{sentences(self.message, self.expected, self.hint)}"

    def to_dict(self) -> dict[str, str | int | None]:
        """The same as plain data, for ``--json``."""
        return asdict(self)


class ScenarioError(Exception):
    """A scenario that cannot be used; ``problems`` holds every mistake that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return (ScenarioError, (self.problems,))


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake at a path, before its line is known.

    ``at_key`` points at the key rather than at its value. ``needs`` are further places the
    judgement rests on: where one of them is itself faulty, this one is not told.
    """

    path: Path
    message: str
    expected: str = ""
    hint: str = ""
    at_key: bool = False
    needs: tuple[Path, ...] = ()

    def below(self, *parents: str | int) -> Fault:
        """The same fault, seen from further up."""
        return Fault(
            (*parents, *self.path), self.message, self.expected, self.hint, self.at_key, self.needs
        )


def sentences(message: str, expected: str, hint: str) -> str:
    """What is wrong, what was expected, and what may help, one after the other.

    >>> sentences("unknown word.", "fee", "")
    'unknown word. Expected fee.'
    """
    return " ".join(filter(None, [message, expected and f"Expected {expected}.", hint]))


class FaultyError(Exception):
    """Raised while a value is read; carries one or more faults."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


def faulty(message: str, expected: str = "", hint: str = "") -> FaultyError:
    """An error about the value being read itself."""
    return FaultyError(Fault((), message, expected, hint))


def dotted(path: Path) -> str:
    """
    >>> dotted(("strategies", "a", "offers", 0))
    'strategies.a.offers.0'
    """
    return ".".join(str(part) for part in path)


def one_of(words: Iterable[str]) -> str:
    """The valid words, as the end of a sentence that begins with "Expected".

    >>> one_of(["account", "loan"])
    'one of account, loan'
    """
    listed = [str(word) for word in words]
    if len(listed) == 1:
        return listed[0]
    more = f" … ({len(listed)} in all)" if len(listed) > SHOWN else ""
    return f"one of {', '.join(listed[:SHOWN])}{more}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The valid word most like ``word``, or None where none is like it.

    Letters in the wrong order are the likeliest slip.

    >>> nearest("GPB", ["PAB", "GBP", "PHP"])
    'GBP'
    """
    folded = {valid.casefold(): valid for valid in words}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=8, cutoff=0.6)
    letters = sorted(word.casefold())
    swapped = [valid for valid in found if sorted(valid) == letters]
    likeliest = [*swapped, *found][:1]
    return folded[likeliest[0]] if likeliest else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """
    >>> did_you_mean("fixd", ["fee", "fixed"])
    "Did you mean 'fixed'?"
    """
    found = nearest(word, words)
    return f"Did you mean '{found}'?" if found else ""
