"""The parts of the model's description that are read off the program, and put into it by a command.

    python -m tests.docs.model            # put them into docs/model.md
    python -m tests.docs.model --check    # say which of them are not what the program says

They are the order of a month, what is drawn by chance, the lines of the ledger, what is counted and
made known, what a person's record holds, and every word with its unit and default.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from sim.rules import chance
from sim.scenario import shape
from sim.scenario.models.base import Part
from sim.scenario.models.products import KINDS
from sim.scenario.models.scenario import Scenario
from sim.scenario.shape import Shape
from sim.scenario.units import Unit
from sim.scenario.values import ByStage, Join, Offers
from sim.world import cohort, firm, ledger, outcome, signals
from sim.world.population import person

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "docs" / "model.md"
SECTION = re.compile(
    r"(<!-- generated: (?P<name>[a-z ]+) -->\n)(?P<text>.*?)(\n<!-- /generated -->)", re.DOTALL
)
Row = tuple[str, ...]
NOT_STEPS = ("turn_to", "look_ahead", "rest", "hand_over", "month_dice", "super", "settle_before")


def table(header: Row, rows: list[Row]) -> str:
    """A Markdown table."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in lines)


def first_sentence(thing: Any) -> str:
    """What a docstring says first, without its full stop."""
    said = " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
    return said.removesuffix(".")


def schedule() -> str:
    """The steps of a person's month and then the firm's, in the order of the code."""
    steps = [*_calls(person.Person.live, person.Person, vars(person))]
    lines = [f"{k}. `{name}`: {said}" for k, (name, said) in enumerate(steps, start=1)]
    acts = [*_calls(firm.Firm.act, firm.Firm, vars(firm))]
    lines += ["", "The firm, between the months:", ""]
    lines += [f"- `{name}`: {said}" for name, said in acts]
    return "\n".join(lines)


def _calls(method: Any, owner: type, known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The functions that a method calls, each once, with what their docstrings say."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    met: set[str] = set()
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = (
            call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        )
        found = getattr(owner, name, None) or known.get(name)
        said = first_sentence(found) if inspect.isfunction(found) else ""
        if said and name not in met and name not in NOT_STEPS:
            met.add(name)
            yield name.removeprefix("_"), said


def commented(source: str, begin: str) -> Iterator[tuple[str, str]]:
    """Names that a class gives, each with the comment beside it."""
    body = source[source.index(begin) :]
    for line in body.splitlines()[1:]:
        if line and not line.startswith(" "):
            return
        found = re.fullmatch(r"    (\w+)(?:: [\w\[\], .\"]+| = \d+)(?:  # (.*))?", line)
        if found:
            yield found[1], found[2] or ""


def draws() -> str:
    """Everything that chance decides, with the key of its draw."""
    source = inspect.getsource(chance)
    keys = dict(commented(source, "class Decision"))
    rows = [
        (str(each.value), f"`{each.name.lower()}`", keys[each.name] or "k: 0")
        for each in chance.Decision
    ]
    return table(("number", "decision", "the key `k`, and when"), rows)


def lines_of_the_ledger() -> str:
    """Every line of the ledger, in the order of the tables."""
    return ", ".join(f"`{name}`" for name in ledger.LINES) + "."


def fields_told(module: Any, name: str, what: str) -> Callable[[], str]:
    """A table of a record's fields with the comments beside them."""

    def told() -> str:
        found = commented(inspect.getsource(module), name)
        rows = [(f"`{field}`", said or field.replace("_", " ")) for field, said in found]
        return table((what, "meaning, unit"), rows)

    return told


def parameters() -> str:
    """Every word of the language with its unit, its range and its default."""
    rows = [*_words(Shape(part=Scenario), "")]
    return table(("word", "unit and range", "default", "meaning"), rows)


def _words(found: Shape, path: str, info: FieldInfo | None = None) -> Iterator[Row]:
    if path.startswith("segments.NAME.behaviour"):
        yield (f"`{path}.…`", "as under `behaviour`", "as there", found.description)
    elif found.leaf is not None:
        yield _row(found, path, info)
    elif found.entries is not None:
        yield from _words(
            Shape(*_parts(found.entries), found.entries.description or found.description),
            f"{path}.NAME",
        )
    elif found.is_product:
        for kind, part in KINDS.items():
            yield from _below(part, f"{path.removesuffix('.NAME')}.{kind.upper()}")
    elif found.part is not None:
        yield from _below(found.part, path)


def _parts(entries: Shape) -> tuple[Any, Any, Any]:
    return entries.leaf, entries.part, entries.entries


def _below(part: type[Part], path: str) -> Iterator[Row]:
    infos = {info.alias or name: info for name, info in part.model_fields.items()}
    for word, below in shape.words(part).items():
        yield from _words(below, f"{path}.{word}" if path else word, infos[word])


def _row(found: Shape, path: str, info: FieldInfo | None) -> Row:
    assert found.leaf is not None
    unit = found.leaf.unit
    staged = ", by stage" if found.leaf.staged else ""
    said = unit.name if unit else found.leaf.expected
    return (f"`{path}`", f"{said}{staged}", _default(info, unit), found.description)


def _default(info: FieldInfo | None, unit: Unit | None) -> str:
    if info is None:
        return "none"
    if info.is_required():
        return "required"
    if info.default_factory is not None:
        return "see meaning"
    return _shown(info.default, unit)


def _shown(value: Any, unit: Unit | None) -> str:
    if isinstance(value, ByStage):
        value = value.default
    if isinstance(value, Join):
        return value.by
    if value is None:
        return "see meaning" if unit else "none"
    if isinstance(value, Offers | tuple | dict | str):
        return "none" if not value or isinstance(value, Offers) else str(value)
    if unit is not None and unit.form == "percent":
        return f"{100 * value:g} %"
    return f"{value:g} months" if unit is not None and unit.form == "months" else f"{value:g}"


SECTIONS: dict[str, Callable[[], str]] = {
    "schedule": schedule,
    "chance": draws,
    "ledger": lines_of_the_ledger,
    "counts": fields_told(outcome, "class MonthRecord", "count"),
    "signals": fields_told(signals, "class Signals", "signal"),
    "record": fields_told(outcome, "class PeopleRecord", "of each person"),
    "life": lambda: first_sentence_of_all(cohort.Cohort),
    "parameters": parameters,
}


def first_sentence_of_all(thing: Any) -> str:
    """A whole docstring, its lines joined."""
    paragraphs = (inspect.getdoc(thing) or "").split("\n\n")
    return "\n\n".join(" ".join(part.split()).replace("``", "`") for part in paragraphs)


def generated(text: str) -> str:
    """The description with every part that is read off the program as the program says it."""
    return SECTION.sub(lambda at: f"{at[1]}\n{SECTIONS[at['name']]()}\n{at[4]}", text)


def stale() -> list[str]:
    """The names of parts that are not what the program says, or that are missing."""
    text = MODEL.read_text(encoding="utf-8")
    found = {at["name"]: at["text"].strip("\n") for at in SECTION.finditer(text)}
    return [name for name, make in SECTIONS.items() if found.get(name) != make()]


def main(check: bool) -> int:
    """Write or check; 1 where something is stale."""
    if not check:
        MODEL.write_text(generated(MODEL.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    for name in stale():
        print(
            f"docs/model.md: {name} is not what the program says. Run: python -m tests.docs.model"
        )
    return int(bool(stale()))


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
