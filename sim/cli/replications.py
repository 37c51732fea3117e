"""``sim compare --replications`` and ``--until``: the comparison over many runs."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.options import whole

if TYPE_CHECKING:
    from sim.experiments.sequential import Until
    from sim.scenario import Scenario

RunsOption = Annotated[
    int | None,
    typer.Option(
        "--replications",
        parser=whole("SEEDS"),
        metavar="R",
        help="Compare over R runs, each with other people and other luck, of the scenario's seed "
        "and those that follow. With --until at most so many.",
        show_default=False,
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until",
        metavar="RULE",
        help="Make runs until the 95 % half-width of the difference is under a share of it, such "
        "as 5%, or until its sign is settled: sign.",
        show_default=False,
    ),
]


@dataclass(frozen=True)
class OfMany:
    """What was asked of a comparison that only many runs have, and what only one has."""

    runs: int | None
    until: str | None
    events: bool
    shards: int | None

    @property
    def asked(self) -> bool:
        """Whether many runs are compared."""
        return self.runs is not None or self.until is not None

    @property
    def rule(self) -> "Until":
        """Until when.

        Raises:
            typer.BadParameter: it is no rule, or allows too few runs.
        """
        from sim.experiments.replications import check_size
        from sim.experiments.sequential import until_of

        try:
            found = until_of(self.until)
            check_size(self.size, found)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        return found

    @property
    def size(self) -> int:
        """How many runs are made, or at most."""
        from sim.experiments.replications import MOST

        return MOST if self.runs is None else self.runs

    def check(self, given: Conduct) -> None:
        """Refuse options that mean nothing beside the others.

        Raises:
            typer.BadParameter: naming the option, and what to do.
        """
        if self.asked:
            self._check_many(given)
            return
        meant = {
            "--resume": given.resume,
            "--more": given.more,
            "--workers": given.workers,
        }
        for option, value in meant.items():
            if value:
                raise typer.BadParameter(
                    f"{option} is for many runs, and this compares by one: say how many with "
                    "--replications R or until when with --until 5%, or leave it out."
                )

    def _check_many(self, given: Conduct) -> None:
        if self.events:
            raise typer.BadParameter(
                "--events keeps what happens to each person of one run, and of many runs only what "
                "they come to is kept. Leave it out, or compare by one run of the --seed you want."
            )
        if self.shards is not None:
            raise typer.BadParameter(
                "--shards spreads the people of one run over a cluster, and many runs are spread "
                "as a whole: leave it out, and say --on ray."
            )
        if "xlsx" in (given.formats or ()):
            raise typer.BadParameter(
                "--format xlsx is a workbook of the tables of one run; those of many runs are in "
                "runs.parquet of their folder. Expected html, md, png, svg, or none."
            )


def compare_many(scenario: "Scenario", many: OfMany, given: Conduct) -> None:
    """Compare the strategies over many runs, keep them, and say what was found.

    Raises:
        NotComparableError: there are no two strategies.
        NoRunError: every run failed.
        ExperimentError: the folder cannot be used.
    """
    from reports.experiments.replications import sentence, sheets, told
    from sim.experiments.compare import check_comparable
    from sim.experiments.replications import replications
    from sim.experiments.runs.request import request_of

    check_comparable(tuple(scenario.strategies))
    rule = many.rule
    sized = "replications" if rule is None else "replications at most"
    conduct(
        scenario,
        request_of("compare", scenario, {"until": rule}, many.size, sized),
        given,
        find=partial(replications, scenario, until=rule),
        sentence=sentence,
        sheets=sheets,
        told=told,
    )
