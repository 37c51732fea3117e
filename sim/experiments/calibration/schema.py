"""A file of targets as JSON Schema, for editors that complete and underline while one types.

Decides nothing of its own: the words and forms are those of `targets`, and what `reading` refuses
in a pattern without knowing the scenario.
"""

from typing import Any

from sim.experiments.calibration.targets import AMONG, COUNTED, Targets


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of targets in the forms people write.

    >>> schema()["title"]
    'Targets'
    """
    found = Targets.model_json_schema()
    found["properties"]["patterns"]["minProperties"] = 1
    found["$defs"]["Pattern"] |= {"allOf": _go_together(), "oneOf": _one_measurement()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **found,
        "title": "Targets",
    }


def _go_together() -> list[dict[str, Any]]:
    """Which words a pattern needs or may have beside another."""
    counted = [_if("kind", kind, _among("of", of)) for kind, of in COUNTED.items()]
    among = [_if("of", of, _among("among", base)) for of, base in AMONG.items()]
    needed = [
        _if("kind", "ratio", {"required": ["contacts_before", "compared_with"]}),
        _if("of", "holding", {"required": ["products"]}),
    ]
    return [*counted, *among, *needed]


def _one_measurement() -> list[dict[str, Any]]:
    """An interval or a standard error, not both."""
    return [{"required": ["interval"]}, {"required": ["error"]}]


def _if(word: str, is_this: str, then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {word: {"const": is_this}}, "required": [word]}, "then": then}


def _among(word: str, values: tuple[str, ...]) -> dict[str, Any]:
    return {"properties": {word: {"enum": list(values)}}}
