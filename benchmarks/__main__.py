"""``python -m benchmarks``: the check against the budget, new references, the README's table."""

from __future__ import annotations

import statistics
import sys
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from benchmarks import budget, table
from benchmarks.check import SECONDS, broken, plain, rows
from benchmarks.check import check as checked
from benchmarks.compared import pairs
from benchmarks.machine import machine

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Ratios of speeds measured in one run, and their budget.",
    epilog="Exit status: 0 no budget is broken, 1 one is, 2 the command or the budget "
    "file is wrong, 3 something could not be measured.",
)

BudgetFile = Annotated[Path, typer.Option("--budget", help="The budget file.")]

Seconds = Annotated[float, typer.Option(help="For each ratio, at most.")]


class Status(IntEnum):
    """Exit statuses."""

    KEPT = 0
    BROKEN = 1
    NO_BUDGET = 2
    UNMEASURED = 3


@app.command()
def check(file: BudgetFile = budget.FILE, seconds: Seconds = SECONDS) -> None:
    """Compare ratios measured in one run with the budget; exit with 1 if one is broken."""
    _, status = _checked(file, seconds)
    raise typer.Exit(status)


@app.command("table")
def write_table(file: BudgetFile = budget.FILE, seconds: Seconds = SECONDS) -> None:
    """Run the check and every suite, slow ones too, and write all figures into the README."""
    found, status = _checked(file, seconds)
    by_file, reached = table.suites()
    table.write(found, by_file)
    typer.echo("The table is written." if reached else "The table is written; targets were missed.")
    raise typer.Exit(status if reached else Status.BROKEN)


def _checked(file: Path, seconds: float) -> tuple[list[tuple[str, ...]], Status]:
    accepted = budget.read(file)
    if accepted.machine != machine():
        typer.echo(f"The references are of another machine: {accepted.machine}.\n", err=True)
    measurable, unmeasured = pairs()
    lines = checked(measurable, accepted, seconds=seconds)
    found = rows(lines, unmeasured)
    typer.echo(plain(found))
    if broken(lines):
        return found, Status.BROKEN
    return found, Status.UNMEASURED if unmeasured else Status.KEPT


@app.command("budget")
def measure_budget(
    file: BudgetFile = budget.FILE,
    to: Annotated[Path | None, typer.Option(help="Write to another file.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How many rounds.")] = 24,
) -> None:
    """Measure every ratio and accept it as the reference."""
    measurable, unmeasured = pairs()
    for why in unmeasured.values():
        typer.echo(why, err=True)
    if unmeasured:
        raise typer.Exit(Status.UNMEASURED)
    for pair in measurable:
        pair.warm()
    found = [[pair.ratio(number) for pair in measurable] for number in range(rounds)]
    middles = map(statistics.median, zip(*found, strict=True))
    references = {pair.key: ratio for pair, ratio in zip(measurable, middles, strict=True)}
    text = budget.accept(file.read_text(encoding="utf-8"), machine(), references)
    (to or file).write_text(text, encoding="utf-8")
    typer.echo(text)


@app.command("scaling")
def write_scaling() -> None:
    """Measure what shards cost on one and two processors, and write docs/scaling.md."""
    from benchmarks import paper, shards

    runs = [run for cores in shards.CORES for run in shards.measured_on(cores)]
    paper.write(shards.constants(), runs)
    typer.echo(f"{paper.PAGE} is written.")


def main() -> None:
    """Run the command line."""
    try:
        app()
    except budget.BudgetError as error:
        typer.echo(error, err=True)
        sys.exit(Status.NO_BUDGET)
    except table.SuitesFailedError as error:
        typer.echo(error, err=True)
        sys.exit(Status.UNMEASURED)


if __name__ == "__main__":
    main()
