"""``sim report``: the report of a run again, from its folder alone."""

import json
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.failures import failures_told
from sim.cli.options import NO_REPORT, Formats, Json, Quiet, RunArgument

To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FOLDER",
        help="Where the report goes. By default into the run's folder.",
        show_default=False,
    ),
]


def report(
    run: RunArgument,
    *,
    formats: Formats = None,
    to: To = None,
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

        material = Material(read_folder(run), manifest_of(run))
        files = written(material, formats, to or run)
        if as_json:
            say_plainly(json.dumps({"report": [str(file) for file in files]}))
        elif not quiet:
            tell_report(files)
