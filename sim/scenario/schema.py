"""The language as JSON Schema, for editors that complete and underline while one types."""

from __future__ import annotations

from typing import Any

from sim.scenario.models.scenario import Scenario


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario in the forms people write.

    >>> schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    found = Scenario.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **found,
        "title": "Scenario",
    }
