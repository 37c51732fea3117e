"""Whether a run can be had again: from its folder alone, equal to the last bit.

The tables are compared by their digests. What the manifest says beside them is compared as well:
its facts, numbers, seed and hash exactly, and the real numbers of its verdict to nine digits,
since statistics are taken from libraries whose last bit is theirs. What later versions added, a
column of a table or a word of the language, an earlier folder does not speak of: it is left aside.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.experiments.trial import Progress, UnknownStrategyError, live
from sim.results.folder import MANIFEST, RunFolderError
from sim.results.frames import Frames
from sim.results.manifest import Manifest, digests, scenario_digest
from sim.results.reading import manifest_of, read_folder
from sim.results.run import Run
from sim.results.versions import versions
from sim.scenario import Scenario, ScenarioError, load_text, tables_of
from sim.world.run import ENGINES

VerdictOf = Callable[[Run], dict[str, Any] | None]
"""What a run comes to, as its manifest says it; None where there is nothing to compare."""

VERDICT_TOLERANCE = 1e-9
"""Relative, of the real numbers of a verdict."""


@dataclass(frozen=True)
class Reproduction:
    """What became of running a run again."""

    folder: Path
    tables: dict[str, bool]  # whether each table of the folder came out the same
    manifest: dict[str, bool]  # whether each thing that its manifest says did
    versions: dict[str, tuple[str, str]]  # software that differs: then, and now

    @property
    def same(self) -> bool:
        """Whether every table and all that the manifest says came out the same."""
        return all(self.tables.values()) and all(self.manifest.values())


def scenario_of(manifest: Manifest) -> Scenario:
    """The scenario of a run folder, read without any other file.

    Raises:
        ScenarioError: this version of the program does not accept the scenario.
    """
    origin = manifest.origin
    return load_text(
        origin.text,
        name=origin.name,
        read_table=tables_of(origin.data),
        overrides=origin.overrides,
    )


def reproduce(
    folder: Path, *, verdict_of: VerdictOf, progress: Progress | None = None
) -> Reproduction:
    """Run a run folder's scenario again, and compare every table and what the manifest says.

    Raises:
        RunFolderError: there is no run, a file of it is damaged or was changed, or its scenario
            cannot be run by this version of the program.
    """
    columns = {name: [*frame.columns] for name, frame in read_folder(folder).frames.items()}
    manifest = manifest_of(folder)
    again = _lived_again(folder, manifest, progress)
    found = digests(_with_columns(again.frames, columns))
    now = versions()
    return Reproduction(
        folder=folder,
        tables={name: found.get(name) == before for name, before in manifest.digests.items()},
        manifest=_said(manifest, again, verdict_of(again)),
        versions={
            name: (then, now.get(name, "none"))
            for name, then in manifest.versions.items()
            if then != now.get(name, "none")
        },
    )


def _lived_again(folder: Path, manifest: Manifest, progress: Progress | None) -> Run:
    path = folder / MANIFEST
    if manifest.engine not in ENGINES:
        raise RunFolderError(f"{path}: this program has no engine {manifest.engine!r}")
    try:
        return live(
            scenario_of(manifest),
            manifest.facts.strategies,
            engine=manifest.engine,
            events=manifest.events,
            progress=progress,
        )
    except (ScenarioError, UnknownStrategyError) as error:
        raise RunFolderError(f"{path}: its scenario cannot be run again.\n{error}") from error


def _with_columns(frames: Frames, columns: Mapping[str, list[str]]) -> Frames:
    """The tables of a run with the columns that a folder has, as far as there are such."""
    kept = {
        name: frame[[each for each in columns.get(name, frame.columns) if each in frame]]
        for name, frame in frames.items()
    }
    return Frames(**kept)


def _said(manifest: Manifest, again: Run, verdict: dict[str, Any] | None) -> dict[str, bool]:
    before, now = manifest.origin, again.origin
    return {
        "verdict": _alike(manifest.verdict, _plain(verdict)),
        "facts": manifest.facts == again.facts,
        "numbers": _within(before.resolved, _plain(now.resolved)),
        "ruin": manifest.ruined == again.ruined,
        "seed": before.seed == now.seed,
        "scenario": manifest.scenario_sha256 == scenario_digest(before),
    }


def _plain(data: Any) -> Any:
    """Data as they come back from a manifest."""
    return json.loads(json.dumps(data))


def _within(before: Any, now: Any) -> bool:
    """Whether all that was said is said now; words may have been added."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(key in now and _within(before[key], now[key]) for key in before)
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_within, before, now))
    return type(before) is type(now) and bool(before == now)


def _alike(before: Any, now: Any) -> bool:
    if isinstance(before, dict) and isinstance(now, dict):
        return before.keys() == now.keys() and all(_alike(before[key], now[key]) for key in now)
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(_alike, before, now))
    if isinstance(before, float) and isinstance(now, float):
        return math.isclose(before, now, rel_tol=VERDICT_TOLERANCE)
    return type(before) is type(now) and bool(before == now)
