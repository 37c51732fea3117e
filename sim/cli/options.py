"""The options that several commands share, and what they ask for."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

DEFAULT_OUT = Path("out")
REMOTE = "ray://"
"""So begins the address of a Ray cluster."""
NO_REPORT = "none"
"""In place of a form: no report is written."""
PLACES = ("here", "pool", "ray")
CLUSTER = "ray://"
T = TypeVar("T")


class Engine(StrEnum):
    """How people are simulated."""

    COLUMNS = "columns"
    AGENTS = "agents"


def whole(unit: str) -> Callable[[str | int], int]:
    """Reads a whole number as the scenario language does: ``unit`` is its name in the units."""

    def read(written: str | int) -> int:
        from sim.scenario import units
        from sim.scenario.scalars import resolve

        value = resolve(written) if isinstance(written, str) else written
        return int(_told(lambda: units.read_number(getattr(units, unit), value)))

    return read


def _engine(written: str) -> Engine:
    return Engine(_word(written, tuple(Engine), "engine"))


def _form(written: str) -> str:
    from reports.forms import Format

    return _word(written, (*Format, NO_REPORT), "form of a report")


def _experiment_form(written: str) -> str:
    """A workbook holds the tables of one run; those of an experiment are in its folder."""
    from reports.forms import Format

    known = [form for form in Format if form is not Format.XLSX]
    return _word(written, (*known, NO_REPORT), "form of an experiment's report")


def _place(written: str) -> str:
    host, _, port = written.removeprefix(CLUSTER).rpartition(":")
    if written.startswith(CLUSTER) and host and port.isdecimal():
        return written
    return _word(written, (*PLACES, f"{CLUSTER}host:port"), "place to run")


def _word(written: str, known: Sequence[str], what: str) -> str:
    from sim.scenario.problem import did_you_mean, faulty, one_of

    def read() -> str:
        if written in known:
            return written
        raise faulty(f"`{written}` is no {what}.", one_of(known), did_you_mean(written, known))

    return _told(read)


def _told(read: Callable[[], T]) -> T:
    """What was read; a fault of it as the command line tells its own."""
    from sim.scenario.problem import FaultyError, sentences

    try:
        return read()
    except FaultyError as error:
        fault = error.faults[0]
        told = sentences(fault.message, fault.expected, fault.hint)
        raise typer.BadParameter(told) from None


ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A scenario's file, or the name of a shipped one such as hsbc.",
        show_default=False,
    ),
]
People = Annotated[
    int | None,
    typer.Option("--people", parser=whole("PEOPLE"), metavar="N", help="People in the market."),
]
Years = Annotated[
    int | None,
    typer.Option("--years", parser=whole("YEARS"), metavar="N", help="Years simulated."),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", parser=whole("SEED"), metavar="N", help="Another draw of all luck."),
]
Seeds = Annotated[
    int,
    typer.Option(
        "--seeds",
        parser=whole("SEEDS"),
        metavar="N",
        help="Draws of people and luck: the scenario's seed and those that follow.",
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change any number of the scenario, such as discount_rate=8%. May be repeated.",
    ),
]
EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        parser=_engine,
        metavar="ENGINE",
        help="How people are simulated: columns, or the slow and readable agents. "
        "The numbers are the same.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        parser=whole("THREADS"),
        metavar="N",
        help="Threads of the columns engine. By default one a processor; the numbers are the same.",
    ),
]
ThreadsOfARun = Annotated[
    int | None,
    typer.Option(
        "--threads",
        parser=whole("THREADS"),
        metavar="N",
        help="Make runs here, one after the other, each with so many threads. The numbers are the "
        "same.",
    ),
]
Shards = Annotated[
    int | None,
    typer.Option(
        "--shards",
        parser=whole("SHARDS"),
        metavar="N",
        help="Cut the people into so many parts, which live on Ray. The numbers are the same.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="The run's folder. By default a new one in out/, named after the scenario.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for other programs, only.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the result alone.")]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing run folder.")]
Events = Annotated[bool, typer.Option("--events", help="Keep what happened to each person.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        parser=_form,
        metavar="FORM",
        help="Form of the report: html (the default), md, xlsx, png, svg, or none. "
        "May be repeated.",
    ),
]
ExperimentOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="The experiment's folder. By default one in out/, named after the question.",
        show_default=False,
    ),
]
Resume = Annotated[
    bool,
    typer.Option("--resume", help="Go on with an experiment that was stopped; repeats no run."),
]
More = Annotated[
    int,
    typer.Option(
        "--more",
        min=0,
        metavar="N",
        help="Widen an experiment that was made before by so many; repeats no run.",
        show_default=False,
    ),
]
ForceExperiment = Annotated[
    bool, typer.Option("--force", help="Replace an existing experiment's folder.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        parser=_place,
        metavar="WHERE",
        help="Where runs are made: here, in a pool of processes (the default), on ray, or on a "
        "cluster ray://host:port.",
        show_default=False,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        parser=whole("THREADS"),
        metavar="N",
        help="Processes that make runs. By default one a processor; the numbers are the same.",
        show_default=False,
    ),
]
ExperimentFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        parser=_experiment_form,
        metavar="FORM",
        help="Form of the report: html (the default), md, png, svg, or none. May be repeated.",
    ),
]
RunArgument = Annotated[
    Path,
    typer.Argument(
        metavar="RUN", help="A run's folder.", exists=True, file_okay=False, show_default=False
    ),
]
