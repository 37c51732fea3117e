"""The manifest: the one file that says what a run folder is, and whether it is whole.

It is written last, holds the scenario and its data tables in full, and the digest of every table.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sim.results.digest import digest
from sim.results.facts import Facts, facts_from
from sim.results.frames import Frames
from sim.results.run import Origin, Run
from sim.results.typed import DamagedError, mapped, texts, value
from sim.results.versions import versions

KIND = "lifecycle-offers run"
VERSION = (1, 0)
"""A change of the first number means that older programs cannot read the folder."""


class ManifestError(Exception):
    """The manifest is not one, is damaged, or was written by another major version."""


@dataclass(frozen=True)
class Manifest:
    """A manifest that was read and understood."""

    origin: Origin
    facts: Facts
    engine: str
    events: bool
    seconds: dict[str, float]
    versions: dict[str, str]
    digests: dict[str, str]  # by table
    verdict: dict[str, Any] | None
    scenario_sha256: str  # as it is written there, see `scenario_digest`
    ruined: dict[str, int]  # month, of the strategies that were ruined


def digests(frames: Frames) -> dict[str, str]:
    """The digest of every table's contents."""
    return {name: digest(frame) for name, frame in frames.items()}


def scenario_digest(origin: Origin) -> str:
    """The sha256 of what was asked: the scenario's text, its data tables and the overrides."""
    asked = [origin.text, sorted(origin.data.items()), list(origin.overrides)]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def manifest_text(run: Run, verdict: dict[str, Any] | None) -> str:
    """The manifest of a run, as JSON."""
    content = {
        "kind": KIND,
        "version": ".".join(str(part) for part in VERSION),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": verdict,
        "facts": run.facts.to_dict(),
        "seed": run.origin.seed,
        "engine": run.engine,
        "seconds": run.seconds,
        "ruined": run.ruined,
        "versions": versions(),
        "tables": _tables(run.frames),
        "scenario": _scenario(run.origin),
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read_manifest(text: str) -> Manifest:
    """Understand a manifest's text.

    Raises:
        ManifestError: saying which of the three things is wrong.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"it is damaged: {error}") from error
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise ManifestError("it is not the manifest of a run of this program")
    _check_version(content.get("version"))
    try:
        return _manifest(content)
    except DamagedError as error:
        raise ManifestError(f"it is damaged: {error}") from error


def _check_version(found: object) -> None:
    major = str(found).partition(".")[0]
    if major != str(VERSION[0]):
        raise ManifestError(
            f"it was written in format {found}, and this program reads format {VERSION[0]}: "
            "read it with the version of the program that is named under 'versions'"
        )


def _manifest(content: dict[str, Any]) -> Manifest:
    scenario = value(content, "scenario", dict)
    tables = mapped(content, "tables", dict)
    return Manifest(
        origin=Origin(
            name=value(scenario, "name", str, "scenario"),
            text=value(scenario, "text", str, "scenario"),
            data=mapped(scenario, "data", str, "scenario"),
            overrides=texts(scenario, "overrides", "scenario"),
            resolved=value(scenario, "resolved", dict, "scenario"),
            seed=value(content, "seed", int),
        ),
        facts=facts_from(value(content, "facts", dict)),
        engine=value(content, "engine", str),
        events="events" in tables,
        seconds=mapped(content, "seconds", float),
        versions=mapped(content, "versions", str),
        digests={name: value(tables[name], "sha256", str, f"tables.{name}") for name in tables},
        verdict=value(content, "verdict", dict | None),
        scenario_sha256=value(scenario, "sha256", str, "scenario"),
        ruined=_ruined(content),
    )


def _ruined(content: dict[str, Any]) -> dict[str, int]:
    """Nobody's, in folders written before a firm could be ruined."""
    return mapped(content, "ruined", int) if "ruined" in content else {}


def _tables(frames: Frames) -> dict[str, dict[str, Any]]:
    found = digests(frames)
    return {
        name: {"file": f"{name}.parquet", "rows": len(frame), "sha256": found[name]}
        for name, frame in frames.items()
    }


def _scenario(origin: Origin) -> dict[str, Any]:
    return {
        "name": origin.name,
        "sha256": scenario_digest(origin),
        "overrides": list(origin.overrides),
        "text": origin.text,
        "data": origin.data,
        "resolved": origin.resolved,
    }
