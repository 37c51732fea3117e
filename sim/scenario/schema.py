"""The language as JSON Schema, for editors that complete and underline while one types."""

from __future__ import annotations

import copy
import re
from typing import Any

from sim.scenario import settable
from sim.scenario.models.scenario import Scenario
from sim.scenario.shape import Shape


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario in the forms people write.

    >>> schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    found = Scenario.model_json_schema()
    _let_set(found, settable.of_market())
    _let_set(found["$defs"]["Strategy"], settable.of_strategy())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **found,
        "title": "Scenario",
    }


def _let_set(part: dict[str, Any], paths: dict[str, Shape]) -> None:
    """Say in the schema of a part which paths its changes may set, and to what."""
    changes = copy.deepcopy(part["properties"]["changes"])
    settings = changes["items"]["properties"]["set"]
    settings["properties"] = {
        path: _described(found) for path, found in paths.items() if path.islower()
    }
    settings["patternProperties"] = {
        pattern: _described(found)
        for path, found in paths.items()
        for pattern in _patterns(path, found)
    }
    settings["additionalProperties"] = False
    part["properties"]["changes"] = changes


def _patterns(path: str, found: Shape) -> list[str]:
    """The patterns of paths with names in them; a map by stage may be set at one stage."""
    pattern = re.sub("[A-Z]+", "[^.]+", re.escape(path))
    staged = found.leaf is not None and found.leaf.staged
    exact = [] if path.islower() else [f"^{pattern}$"]
    return [*exact, *([f"^{pattern}[.][^.]+$"] if staged else [])]


def _described(found: Shape) -> dict[str, Any]:
    schema = dict(found.leaf.schema) if found.leaf else {}
    return {**schema, "description": found.description} if found.description else schema
