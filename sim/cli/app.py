"""The verbs of the command line."""

from typing import Annotated

import typer

from sim.cli import (
    assumptions,
    calibrate,
    check,
    compare,
    drivers,
    flip,
    levers,
    report,
    reproduce,
    run,
    schema,
    sweep,
    tune,
    uncertainty,
    validate,
)
from sim.cli.one import OneThing

app = typer.Typer(
    name="sim",
    help="The same people under different strategies, over whole lives: "
    "which is worth more, by how much, and how surely.",
    epilog="Exit status: 0 done, 1 the scenario is wrong, 2 the command is wrong, "
    "3 the run failed, 130 stopped.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("check", cls=OneThing)(check.check)
app.command("run", cls=OneThing)(run.run)
app.command("compare", cls=OneThing)(compare.compare)
app.command("flip", cls=OneThing)(flip.flip)
app.command("sweep", cls=OneThing)(sweep.sweep)
app.command("uncertainty", cls=OneThing)(uncertainty.uncertainty)
app.command("drivers", cls=OneThing)(drivers.drivers)
app.command("levers", cls=OneThing)(levers.levers)
app.command("tune", cls=OneThing)(tune.tune)
app.command("assumptions", cls=OneThing)(assumptions.assumptions)
app.command("calibrate")(calibrate.calibrate)
app.command("report", cls=OneThing)(report.report)
app.command("reproduce", cls=OneThing)(reproduce.reproduce)
app.command("schema", cls=OneThing)(schema.schema)
app.command("validate", cls=OneThing)(validate.validate)


def _version(asked: bool) -> None:
    if asked:
        from sim.results.versions import PACKAGE, version_of

        typer.echo(f"sim {version_of(PACKAGE)}")
        raise typer.Exit


@app.callback()
def sim(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The same people under different strategies, over whole lives: which is worth more, by how
    much, and how surely."""
