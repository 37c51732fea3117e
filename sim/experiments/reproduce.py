"""Whether a run can be had again: from its folder alone, equal to the last bit."""

from dataclasses import dataclass
from pathlib import Path

from sim.experiments.trial import Progress, live
from sim.results.manifest import Manifest, digests
from sim.results.reading import manifest_of, read_folder
from sim.results.versions import versions
from sim.scenario import Scenario, load_text, tables_of


@dataclass(frozen=True)
class Reproduction:
    """What became of running a run again."""

    folder: Path
    tables: dict[str, bool]  # whether each table of the folder came out the same
    versions: dict[str, tuple[str, str]]  # software that differs: then, and now

    @property
    def same(self) -> bool:
        """Whether every table came out the same."""
        return all(self.tables.values())


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


def reproduce(folder: Path, *, progress: Progress | None = None) -> Reproduction:
    """Run a run folder's scenario again and compare every table's digest.

    Raises:
        RunFolderError: there is no run, or a file of it is damaged or was changed.
    """
    read_folder(folder)
    manifest = manifest_of(folder)
    again = live(
        scenario_of(manifest),
        manifest.facts.strategies,
        engine=manifest.engine,
        events=manifest.events,
        progress=progress,
    )
    found = digests(again.frames)
    now = versions()
    return Reproduction(
        folder=folder,
        tables={name: found.get(name) == before for name, before in manifest.digests.items()},
        versions={
            name: (then, now.get(name, "none"))
            for name, then in manifest.versions.items()
            if then != now.get(name, "none")
        },
    )
