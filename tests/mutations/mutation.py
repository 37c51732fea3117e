"""A rule broken on purpose: one text of one file replaced by another."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutation:
    """What is broken, and which tests have to fail for it.

    ``old`` stands once in ``file`` (relative to the project); ``tests`` are as pytest names them.
    """

    file: str
    breaks: str
    old: str
    new: str
    tests: tuple[str, ...]

    def broken(self, root: Path = ROOT) -> str:
        """The file's text with the rule broken.

        Raises ``ValueError`` where ``old`` does not stand there exactly once.
        """
        text = (root / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1 or self.old == self.new:
            raise ValueError(
                f"{self.file}: {self.old!r} stands there {text.count(self.old)} times, expected "
                f"once and replaced by something else. Put right the mutation {self.breaks!r}."
            )
        return text.replace(self.old, self.new)


def in_world(file: str, *names: str) -> tuple[str, ...]:
    """Tests of a file of ``tests/world``.

    >>> in_world("loans", "test_a", "test_b")
    ('tests/world/test_loans.py::test_a', 'tests/world/test_loans.py::test_b')
    """
    return tuple(f"tests/world/test_{file}.py::{name}" for name in names)


def in_rules(*files: str) -> tuple[str, ...]:
    """All tests of some files of ``tests/rules``.

    >>> in_rules("money")
    ('tests/rules/test_money.py',)
    """
    return tuple(f"tests/rules/test_{file}.py" for file in files)
