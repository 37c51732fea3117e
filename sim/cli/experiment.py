"""Conducting an experiment from the command line: its folder, where its runs are made, how far it
has come, and what is said at the end. Every kind of experiment goes this way."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import typer

from sim.cli.asking import Asked
from sim.cli.options import DEFAULT_OUT

if TYPE_CHECKING:
    from reports.contents import Contents
    from reports.sheets import Sheet
    from sim.experiments.runs.catalogue import Row
    from sim.experiments.runs.folder import ExperimentFolder
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.runs.request import Request
    from sim.scenario import Scenario


HERE, POOL = "here", "pool"


class Findings(Protocol):
    """What an experiment found."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""


Found = TypeVar("Found", bound=Findings)


@dataclass(frozen=True)
class Conduct:
    """The options that all experiments share."""

    asked: Asked  # the scenario's changes, the folder, the engine
    resume: bool = False
    more: int = 0
    on: str | None = None
    workers: int | None = None
    threads: int | None = None
    formats: list[str] | None = None
    as_json: bool = False
    quiet: bool = False

    @property
    def processes(self) -> int:
        """Of a pool, or of a cluster started here."""
        from sim.world.run import processors

        return self.workers or processors()

    @property
    def where(self) -> str:
        """Where runs are made: in a pool, unless that would be of one, or threads are asked for."""
        alone = self.processes == 1 or self.threads is not None
        return self.on or (HERE if alone else POOL)

    @property
    def at_once(self) -> int:
        """How many runs share the memory of this machine; 0: they are made elsewhere."""
        from sim.world.cluster import is_elsewhere

        if is_elsewhere(self.where):
            return 0
        return 1 if self.where == HERE else self.processes

    @property
    def _has_workers(self) -> bool:
        from sim.world.cluster import is_elsewhere

        asked = self.on is not None or self.threads is not None
        return not (asked and (self.where == HERE or is_elsewhere(self.where)))

    def check(self) -> None:
        """Refuse options that would mean nothing beside the others.

        Raises:
            typer.BadParameter: naming them, and what to do.
        """
        if self.threads is not None and self.where != HERE:
            raise typer.BadParameter(
                f"--threads is for runs that are made one after the other, and --on {self.where} "
                "gives each run one thread. Say --on here, or leave it out."
            )
        if self.workers is not None and not self._has_workers:
            beside = "--threads" if self.on is None else f"--on {self.on}"
            raise typer.BadParameter(
                "--workers is for --on pool, and for a --on ray that is started here; it means "
                f"nothing beside {beside}. Leave one of the two out."
            )
        if self.asked.force and (self.resume or self.more):
            raise typer.BadParameter(
                "--force begins an experiment anew; --resume and --more go on with it. Leave one "
                "of the two out."
            )

    @property
    def silent(self) -> bool:
        """Whether nothing is said on the way."""
        return self.quiet or self.as_json


def conduct(
    scenario: "Scenario",
    request: "Request",
    given: Conduct,
    *,
    find: Callable[["Laboratory", int], Found],
    sentence: Callable[[Found], str],
    sheets: Callable[[Found], "list[Sheet]"],
    told: Callable[[Found, "Request", "list[Row]"], "Contents"],
) -> None:
    """Make an experiment, keep it, and say what was found.

    ``find`` is told where runs are made and how large the experiment is.

    Raises:
        ExperimentError: the folder cannot be used.
        ClusterError: runs cannot be made where they were asked for.
    """
    from sim.cli.asking import tell_what_is_run
    from sim.cli.forms import prepare
    from sim.cli.memory import check_fits

    given.check()
    check_fits(scenario, given.asked.engine, len(scenario.strategies), given.at_once)
    with _opened(request, given) as folder:
        if not given.silent:
            tell_what_is_run(scenario, tuple(scenario.strategies))
        prepare(given.formats)
        with _stoppable(folder):
            found = _found(folder, given, find)
        folder.write_table()
        folder.write("findings.json", _json(found.to_dict()))
        files = _page(told(found, folder.request, folder.catalogue.rows()), given, folder)
        _tell(found, folder, given, files, sentence=sentence, sheets=sheets)


def _found(
    folder: "ExperimentFolder", given: Conduct, find: Callable[["Laboratory", int], Found]
) -> Found:
    from sim.cli.running import running
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.runs.runner import runner_of

    with (
        runner_of(
            given.where, workers=given.processes, engine=given.asked.engine, threads=given.threads
        ) as runner,
        running(as_json=given.as_json, quiet=given.quiet) as tick,
    ):
        return find(Laboratory(folder.catalogue, runner, tick), folder.request.size)


@contextmanager
def _opened(request: "Request", given: Conduct) -> "Iterator[ExperimentFolder]":
    from sim.experiments.runs import folder as folders

    place = given.asked.out or folders.default_folder(DEFAULT_OUT, request)
    if given.resume or given.more:
        folder = folders.resume(place, request, more=given.more)
    else:
        folder = folders.begin(place, request, force=given.asked.force)
    try:
        yield folder
    finally:
        folder.close()


@contextmanager
def _stoppable(folder: "ExperimentFolder") -> Iterator[None]:
    """What was run before Ctrl-C is kept, and it is said how to go on."""
    from sim.cli.failures import Status
    from sim.cli.saying import complain
    from sim.experiments.runs.catalogue import State

    try:
        yield
    except KeyboardInterrupt:
        rows = folder.catalogue.rows()
        done = sum(row.state is State.DONE for row in rows)
        complain(
            f"Stopped. {done:,} of {len(rows):,} runs are kept in {folder.path}; "
            "go on with the same command and --resume."
        )
        raise typer.Exit(Status.STOPPED) from None


def _page(told: "Contents", given: Conduct, folder: "ExperimentFolder") -> list[Path]:
    from sim.cli.forms import forms_of

    forms = forms_of(given.formats)
    if not forms:
        return []
    from reports.writing import write_contents

    return write_contents(told, forms, folder.path)


def _tell(
    found: Found,
    folder: "ExperimentFolder",
    given: Conduct,
    files: list[Path],
    *,
    sentence: Callable[[Found], str],
    sheets: Callable[[Found], "list[Sheet]"],
) -> None:
    from sim.cli.forms import tell_report
    from sim.cli.saying import kept_in, say_plainly
    from sim.cli.show import say, show

    with kept_in(folder.path):
        if given.as_json:
            kept = {"folder": str(folder.path), "report": [str(file) for file in files]}
            said = {"sentence": sentence(found)} | found.to_dict() | kept
            say_plainly(json.dumps(said, ensure_ascii=False, allow_nan=False))
            return
        say(sentence(found))
        if given.quiet:
            return
        show(sheets(found))
        say_plainly(f"\nThe experiment is kept in {folder.path}")
        if files:
            tell_report(files)


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
