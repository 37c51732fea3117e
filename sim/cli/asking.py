"""What a run is asked: the scenario with its overrides, said in one line, and a place for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reports.words import counted, spoken
from sim.cli.compiling import tell_of_compiling
from sim.cli.options import DEFAULT_OUT
from sim.cli.saying import complain

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Asked:
    """The options of a command that runs something."""

    people: int | None
    years: int | None
    seed: int | None
    changes: list[str] | None
    out: Path | None
    force: bool
    engine: str
    on: str | None = None  # where the people of one run live

    def scenario(self, source: str) -> "Scenario":
        """The scenario as it is to be run.

        Raises:
            ScenarioError: it, or an override, is wrong.
            typer.BadParameter: one change undoes another.
        """
        from sim.cli.twice import refuse_undone
        from sim.scenario import load

        refuse_undone(self.changes, people=self.people, years=self.years, seed=self.seed)
        return load(
            source,
            overrides=self.changes or (),
            people=self.people,
            years=self.years,
            seed=self.seed,
        )

    def place(self, scenario: "Scenario", strategy: str | None = None) -> Path:
        """The folder of the run, found free and writable before anybody has lived.

        Raises:
            TooManyPeopleError: they would not fit into memory.
            PlaceTakenError: something is there already, or nothing can be written there.
        """
        from sim.cli.memory import check_fits
        from sim.experiments.trial import origin_of
        from sim.results.folder import check_free, check_writable, default_folder
        from sim.world.cluster import is_elsewhere

        strategies = 1 if strategy else len(scenario.strategies)
        check_fits(scenario, self.engine, strategies, 0 if is_elsewhere(self.on) else 1)
        origin = origin_of(scenario)
        folder = self.out or default_folder(DEFAULT_OUT, origin, part=strategy, force=self.force)
        check_free(folder, force=self.force)
        check_writable(folder)
        return folder

    def keep(
        self,
        save: Callable[..., Path],
        folder: Path,
        scenario: "Scenario",
        strategy: str | None = None,
    ) -> Path:
        """Save a run where `place` said, and return its folder.

        Where another run took a default place meanwhile, that is the next free number: what was
        lived is not thrown away.

        Raises:
            PlaceTakenError: the folder that was asked for is taken.
            RunFolderError: nothing can be written there.
        """
        from sim.results.folder import PlaceTakenError

        while True:
            try:
                save(folder, force=self.force)
            except PlaceTakenError:
                if self.out or self.force:
                    raise
                folder = self.place(scenario, strategy)
            else:
                return folder


def tell_what_is_run(scenario: "Scenario", strategies: tuple[str, ...]) -> None:
    """Say on the error stream what is about to be run, and what is odd about it."""
    from sim.scenario.notes import notes

    complain(announcement(scenario, strategies))
    for note in notes(scenario):
        complain(f"Note: {note}")
    tell_of_compiling()


def announcement(scenario: "Scenario", strategies: tuple[str, ...]) -> str:
    """What is about to be run, in one line."""
    which = f"{len(strategies)} strategies" if len(strategies) > 1 else spoken(strategies[0])
    yearly = scenario.life.enter.arrivals_per_year
    later = f" and {yearly:,.10g} more each year" if yearly else ""
    people = f"{counted(scenario.people, 'person', 'people')}{later}"
    lived = f"{people}, {scenario.months:,} months, {which}, seed {scenario.seed}"
    return f"{scenario.title}: {lived}."
