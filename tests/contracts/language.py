"""Every word of the scenario language, read off its JSON Schema: which of them a test must cover.

A word is named by its path, with `*` for any name of a stage, product, segment or strategy, and a
product's kind in place of its name: ``products.loan.term``. A way of writing a value is told apart
too: ``strategies.*.contact.choose=random``, ``products.loan.amount.times_income``. What has words
of its own below it is not in the list: it is there as soon as they are.
"""

from collections.abc import Iterator
from typing import Any

from sim.scenario import schema

Schema = dict[str, Any]


def words() -> list[str]:
    """All words of the language, each once, in the order of the schema."""
    whole = schema()
    return list(dict.fromkeys(_below(whole, "", whole["$defs"])))


def _below(found: Schema, path: str, parts: Schema) -> Iterator[str]:
    if "$ref" in found:
        found = parts[found["$ref"].rpartition("/")[2]]
    if "discriminator" in found:
        for kind, place in found["discriminator"]["mapping"].items():
            yield from _below({"$ref": place}, f"{path.removesuffix('.*')}.{kind}", parts)
        return
    if path.endswith("changes.set"):
        yield from _settable(found, path)
        return
    if _is_value(found):
        yield path
    for word in _choices(found):
        yield f"{path}={word}"
    for word, below in found.get("properties", {}).items():
        yield from _below(below, f"{path}.{word}" if path else word, parts)
    if isinstance(found.get("additionalProperties"), dict):
        yield from _below(found["additionalProperties"], f"{path}.*", parts)
    for way in (*found.get("anyOf", ()), *found.get("oneOf", ())):
        yield from _below(way, path, parts)
    if "items" in found:
        yield from _below(found["items"], path, parts)


def _is_value(found: Schema) -> bool:
    return found.get("type") in ("string", "number", "integer", "array") and not (
        found.get("type") == "array" and "properties" in found.get("items", {})
    )


def _choices(found: Schema) -> list[str]:
    return [*found.get("enum", ()), *([found["const"]] if "const" in found else [])]


def _settable(found: Schema, path: str) -> Iterator[str]:
    """The paths that a dated change may set; how their values are written is no matter here."""
    yield from (f"{path}.{word}" for word in found["properties"])
    for pattern in found["patternProperties"]:
        names = pattern.strip("^$").replace("[^.]+", "*").replace("[.]", ".")
        yield f"{path}.{names.replace(chr(92), '')}"
