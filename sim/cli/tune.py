"""``sim tune``: the settings under which a strategy is worth most within its cash."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.experiment import Conduct, conduct
from sim.cli.failures import failures_told
from sim.cli.options import DEFAULT_OUT, ScenarioArgument, Seeds, whole
from sim.cli.shared import with_shared_options

if TYPE_CHECKING:
    from sim.experiments.runs.laboratory import Laboratory
    from sim.experiments.tuning.tune import Tuning

StrategyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy",
        metavar="A",
        help="The strategy that is tuned. May be repeated. By default all, each with as many "
        "trials.",
        show_default=False,
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="PATH[=LOW..HIGH]",
        help="A number of the strategy, such as strategies.A.contact.per_year=1..12, or a path "
        "for all below it. May be repeated. By default what a firm decides, from half to double.",
        show_default=False,
    ),
]
Trials = Annotated[
    int,
    typer.Option(
        "--trials",
        parser=whole("SEEDS"),
        metavar="N",
        help="Settings tried for each strategy, today's included.",
    ),
]
Fresh = Annotated[
    int,
    typer.Option(
        "--fresh",
        parser=whole("SEEDS"),
        metavar="N",
        help="Further seeds, on which the best settings are measured again.",
    ),
]


@dataclass(frozen=True)
class Kept:
    """What was found, and the file of the scenario with the tuned settings."""

    tuning: "Tuning"
    file: Path | None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {**self.tuning.to_dict(), "scenario": str(self.file) if self.file else None}


@with_shared_options
def tune(
    scenario: ScenarioArgument,
    *,
    strategy: StrategyOption = None,
    vary: Vary = None,
    trials: Trials = 40,
    seeds: Seeds = 3,
    fresh: Fresh = 10,
    given: Conduct,
) -> None:
    """Search the settings under which a strategy is worth most, and measure them again."""
    with failures_told():
        opened = given.asked.scenario(scenario)

        from reports.experiments.tuning import tuning_sentence, tuning_sheets, tuning_told
        from sim.experiments import tuning
        from sim.experiments.runs.request import request_of

        names, paths = list(dict.fromkeys(strategy or ())) or None, vary or []
        settings = tuning.settings_of(opened, names, paths)
        place = (given.asked.out or DEFAULT_OUT / "here").parent

        def find(laboratory: "Laboratory", size: int) -> Kept:
            found = tuning.tune(
                opened,
                names,
                paths,
                trials=size,
                seeds=seeds,
                fresh=fresh,
                laboratory=laboratory,
            )
            return Kept(found, tuning.keep_tuned(found, place, date.today()))

        question = {
            "vary": {
                each.path: [each.low, each.high] for mine in settings.values() for each in mine
            },
            "strategies": list(settings),
            "seeds": seeds,
            "fresh_seeds": fresh,
        }
        conduct(
            opened,
            request_of("tune", opened, question, trials, "trials"),
            given,
            find=find,
            sentence=lambda found: f"{tuning_sentence(found.tuning)}{_where(found, given)}",
            sheets=lambda found: tuning_sheets(found.tuning),
            told=lambda found, request, rows: tuning_told(found.tuning, request, rows),
        )


def _where(found: Kept, given: Conduct) -> str:
    """Where the tuned scenario is, for people."""
    if found.file is None or given.silent:
        return ""
    return f" The scenario with the tuned settings is {found.file}."
