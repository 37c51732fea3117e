"""The shipped bank scenario without what makes people and firm look at each other every month.

What the fast engine gains by passing over quiet months is measured on it, now as ever.
"""

from typing import Any

import yaml

from sim.scenario import Scenario, load, load_text, tables_of

PRACTICES = ("staff", "feedback", "improvement", "word_of_mouth", "funding")


def without_practices(overrides: tuple[str, ...] = ()) -> Scenario:
    """The shipped bank scenario, each strategy without its practices and budgets."""
    source = load("hsbc").source
    data: dict[str, Any] = yaml.safe_load(source.text)
    del data["uncertain"], data["sources"], data["behaviour"]["satisfaction"]["voiced"]
    for strategy in data["strategies"].values():
        for practice in PRACTICES:
            del strategy[practice]
        del strategy["service"]["budget_per_incident"]
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return load_text(
        text, name="hsbc", read_table=tables_of(source.tables), overrides=list(overrides)
    )
