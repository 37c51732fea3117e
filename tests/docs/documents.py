"""The documents taken apart: blocks of code with their marks, links, and the paths they name.

A block is marked by an HTML comment on the line before its fence:

- ``ci: NAME``: a command of the README, run by the continuous integration and not here.
- ``not run: REASON``: shown only.
- ``small``: ``sim compare`` and ``sim run`` in this block get few people and years.
- ``fails``: every command of this block is expected to fail.
- ``output``: the text is printed by the command of the block before.
- ``file: NAME``: the text is written to this file, in the folder in which the document's commands
  run; a scenario must be sound.
- ``wrong file: NAME``: the same for a scenario that must not be sound.
- ``part``: some lines of a scenario; put into the document's last sound scenario, they must leave
  it sound.

Blocks of ``bash``, ``python`` and ``yaml`` without a mark are executed as they stand; a ``yaml``
block must be marked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(
    r"^(?P<indent> *)(?:<!-- (?P<mark>[^\n]*?) -->\n *)?```(?P<language>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
NAMED_PATH = re.compile(r"`((?:sim|reports|docs|tests|scenarios|benchmarks)/[\w./-]*)`")
FOREIGN_PATH = re.compile(r"(?<![\w.])(?:/(?:work|tmp|home|root|Users|mnt)/|~/|\.\./\.\./\.\./)")


@dataclass(frozen=True)
class Block:
    """One fenced block; ``mark`` is the word of its comment, ``argument`` the rest."""

    language: str
    text: str
    mark: str
    argument: str


def documents() -> list[Path]:
    """Every document of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(document: Path) -> str:
    """A document's path within the project."""
    return document.relative_to(ROOT).as_posix()


def blocks(document: Path) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    for found in FENCE.finditer(document.read_text(encoding="utf-8")):
        mark, _, argument = (found["mark"] or "").partition(": ")
        yield Block(found["language"], found["text"], mark, argument)


def links(document: Path) -> list[str]:
    """The targets of all links outside code."""
    return LINK.findall(CODE.sub("", document.read_text(encoding="utf-8")))


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    prose = CODE.sub("", document.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }
