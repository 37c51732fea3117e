"""The scenario of a mixture: a strategy with some parts as they are written under another.

Everything else stays, so that a mixture of all parts gives the other strategy's result to the bit.
A part that the other does not write is left out, and so is at its default.
"""

import json
from collections.abc import Collection
from typing import Any

from sim.experiments.mixtures.parts import PARTS
from sim.scenario import Scenario, ScenarioError, again, document
from sim.scenario.overrides import apply

ASIDE = ("uncertain={}", "sources={}")
"""Words that change no result, and might speak of a part that is not there any more."""

Written = dict[str, Any]


def strategies_written(scenario: Scenario) -> dict[str, Written]:
    """What the file and the overrides say of every strategy."""
    source = scenario.source
    data = apply(document.read(source.text, source.name), source.overrides).data
    found: dict[str, Written] = data["strategies"]
    return found


def mixture_of(
    scenario: Scenario, written: dict[str, Written], leader: str, rival: str, parts: Collection[str]
) -> Scenario:
    """The scenario in which the rival has some parts from the leader.

    Raises:
        ScenarioError: they do not go together.
    """
    mixed = {word: said for word, said in written[rival].items() if word not in PARTS}
    for part in PARTS:
        giver = written[leader if part in parts else rival]
        if part in giver:
            mixed[part] = giver[part]
    told = json.dumps(mixed, ensure_ascii=False)
    return again(scenario, [*ASIDE, f"strategies.{rival}={told}"])


def reason_of(error: ScenarioError) -> str:
    """Why parts do not go together, in a sentence: the first problem, and where it is."""
    first = error.problems[0]
    return f"{first.path}: {first.message}"
