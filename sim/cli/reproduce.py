"""``sim reproduce``: whether a run can be had again from its folder alone."""

import json
from typing import TYPE_CHECKING

import typer

from sim.cli.compiling import tell_of_compiling
from sim.cli.failures import Status, failures_told
from sim.cli.options import Json, Quiet, RunArgument

if TYPE_CHECKING:
    from sim.experiments.reproduce import Reproduction


def reproduce(run: RunArgument, as_json: Json = False, quiet: Quiet = False) -> None:
    """Run a run folder's scenario again, and compare tables and verdict with the folder's."""
    with failures_told():
        from reports.comparison import verdict_in
        from sim.cli.progress import progress
        from sim.cli.saying import say_plainly
        from sim.experiments.reproduce import reproduce as again
        from sim.results.reading import manifest_of

        facts = manifest_of(run).facts
        silent = quiet or as_json
        if not silent:
            tell_of_compiling()
        with progress(len(facts.strategies), quiet=silent) as tick:
            found = again(run, verdict_of=verdict_in, progress=tick)
        if as_json:
            say_plainly(json.dumps(_plain(found)))
        elif not quiet:
            _tell(found)
        if not found.same:
            raise typer.Exit(Status.RUN_FAILED)


def _tell(found: "Reproduction") -> None:
    from sim.cli.saying import say_plainly

    compared = found.tables | found.manifest
    width = max(map(len, compared), default=0)
    for name, alike in compared.items():
        say_plainly(f"{name:<{width}} {'the same' if alike else 'DIFFERENT'}")
    for name, (then, now) in found.versions.items():
        say_plainly(f"{name} was {then} and is {now}")
    said = "Reproduced" if found.same else "Not reproduced"
    say_plainly(f"{said}: {found.folder}")


def _plain(found: "Reproduction") -> dict[str, object]:
    return {
        "folder": str(found.folder),
        "same": found.same,
        "tables": found.tables,
        "manifest": found.manifest,
        "versions": {name: list(both) for name, both in found.versions.items()},
    }
