"""What an experiment was asked: the scenario in full, the kind of experiment, and its settings.

Its size stands apart, since an experiment may be widened and stays the same experiment.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.results.versions import versions
from sim.scenario import Scenario

KIND = "lifecycle-offers experiment"
VERSION = 1


@dataclass(frozen=True)
class Request:
    """A question, as it stands in an experiment's folder. All values are plain data."""

    kind: str  # the command: compare, sweep, …
    scenario: Mapping[str, Any]  # name, text, data tables and overrides
    settings: Mapping[str, Any]
    size: int  # how many replications, points, draws or trials
    sized: str  # what is counted

    @property
    def digest(self) -> str:
        """Of everything but the size."""
        said = [self.kind, self.scenario, self.settings, self.sized]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def of_size(self, size: int) -> "Request":
        """The same, wider or narrower."""
        return replace(self, size=size)

    def text(self) -> str:
        """As JSON."""
        content = {
            "what": KIND,
            "version": VERSION,
            "kind": self.kind,
            "settings": dict(self.settings),
            "size": self.size,
            "sized": self.sized,
            "versions": versions(),
            "scenario": dict(self.scenario),
        }
        return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def differs_from(self, other: "Request") -> str:
        """In what two questions differ, in a few words; nothing where they are the same."""
        if self.kind != other.kind:
            return f"it holds a `{other.kind}`, not a `{self.kind}`"
        if self.scenario != other.scenario:
            return "its scenario, or a change with --set, --people, --years or --seed, was another"
        for name in {*self.settings, *other.settings}:
            mine, theirs = self.settings.get(name), other.settings.get(name)
            if mine != theirs:
                return f"there {name} is {_said(theirs)}, and here it is {_said(mine)}"
        return ""


def request_of(
    kind: str, scenario: Scenario, settings: Mapping[str, Any], size: int, sized: str
) -> Request:
    """The request to make an experiment of a scenario."""
    source = scenario.source
    told = {
        "name": source.name,
        "text": source.text,
        "data": dict(source.tables),
        "overrides": list(source.overrides),
    }
    plain = json.loads(json.dumps(dict(settings), allow_nan=False))
    return Request(kind, told, plain, size, sized)


def read_request(text: str) -> Request:
    """Understand a request's text.

    Raises:
        ValueError: it is none, saying why.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is damaged: {error}") from error
    if not isinstance(content, dict) or content.get("what") != KIND:
        raise ValueError("it is no experiment of this program")
    if content.get("version") != VERSION:
        raise ValueError(f"it was written in format {content.get('version')}, this reads {VERSION}")
    try:
        return Request(
            str(content["kind"]),
            dict(content["scenario"]),
            dict(content["settings"]),
            int(content["size"]),
            str(content["sized"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"it is damaged: {error!r}") from error


def _said(value: Any) -> str:
    return "not given" if value is None else json.dumps(value, ensure_ascii=False)
