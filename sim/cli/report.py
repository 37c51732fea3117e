"""``sim report``: the report of a run again, from its folder alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.failures import failures_told
from sim.cli.options import NO_REPORT, Formats, Json, Quiet, RunArgument

if TYPE_CHECKING:
    from sim.experiments.calibration.misfit import Match
    from sim.results.run import Run

MOST = 2_000
"""So many people live anew for the patterns, or as many as the run had if fewer."""

To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FOLDER",
        help="Where the report goes. By default into the run's folder.",
        show_default=False,
    ),
]

Targets = Annotated[
    str | None,
    typer.Option(
        "--targets",
        metavar="TARGETS",
        help="Show what is simulated beside what was measured: a file of targets, or the name of "
        f"a shipped one such as hsbc. Up to {MOST:,} people live anew for it.",
        show_default=False,
    ),
]


def report(
    run: RunArgument,
    *,
    formats: Formats = None,
    to: To = None,
    targets: Targets = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make the report of a run again, from its folder alone: a page, tables or pictures."""
    with failures_told():
        if formats and NO_REPORT in formats:
            raise typer.BadParameter("--format none leaves nothing to be made.")

        from reports.material import Material
        from sim.cli.forms import tell_report, written
        from sim.cli.saying import say_plainly
        from sim.results.reading import manifest_of, read_folder

        lived = read_folder(run)
        found = () if targets is None else _patterns(lived, targets)
        material = Material(lived, manifest_of(run), found)
        files = written(material, formats, to or run)
        if as_json:
            say_plainly(json.dumps({"report": [str(file) for file in files]}))
        elif not quiet:
            tell_report(files)


def _patterns(lived: "Run", targets: str) -> tuple["Match", ...]:
    """The patterns of a run's scenario; tables of a run do not tell them, so people live anew."""
    from reports.material import Material
    from sim.experiments.calibration.calibrate import looked_at
    from sim.experiments.calibration.reading import read_targets
    from sim.scenario import again

    scenario = Material(lived).scenario
    if scenario is None:
        raise typer.BadParameter("--targets: this version does not accept the run's scenario.")
    few = again(scenario, [f"people={min(scenario.people, MOST)}"])
    return looked_at(few, read_targets(targets, few))
