"""What an experiment about uncertainty finds, as data."""

from dataclasses import dataclass, field
from typing import Any

from sim.experiments.curve import Curve
from sim.experiments.estimate import Estimate
from sim.experiments.uncertainty.beliefs import Belief
from sim.scenario import Scenario

QUANTILES = (0.025, 0.25, 0.5, 0.75, 0.975)


@dataclass(frozen=True)
class Parameter:
    """An uncertain number, and what it would be worth per person to know it alone."""

    belief: Belief
    worth_knowing: Estimate
    explains: Estimate  # the share of the lead's spread between draws that it makes alone


@dataclass(frozen=True)
class Draw:
    """One draw of all numbers: their values, and the lead to be expected with them."""

    at: tuple[float, ...]
    lead: float  # the mean over the seeds, as it was run
    expected: float  # the same with luck taken out of the spread between draws
    best: str  # the strategy that is to be expected to be worth most


@dataclass(frozen=True)
class Parts:
    """The variance of the lead of one run, parted. Standard deviations are per person."""

    knowledge: Estimate  # the share owed to numbers that nobody knows
    shared: Estimate  # the share owed to luck that all draws have alike
    each: Estimate  # the share owed to luck that differs from draw to draw
    knowledge_sd: Estimate
    luck_sd: Estimate


@dataclass(frozen=True)
class Uncertainty:
    """What is to be expected of a scenario whose numbers are not known.

    Leads are of the leader over the rival, per person, major units. A draw of which a run failed is
    in no figure.
    """

    scenario: Scenario = field(repr=False)
    leader: str
    rival: str
    seeds: int
    asked: int  # draws
    failed: int  # draws
    reason: str  # of the first failure
    draws: tuple[Draw, ...]
    today: Estimate  # the lead at the scenario's own numbers, over seeds
    mean: Estimate  # the lead to be expected over all that is believed
    quantiles: tuple[Estimate, ...]  # at QUANTILES of the lead over draws
    ahead: Estimate  # the chance that the lead is above zero
    parts: Parts
    best: dict[str, Estimate]  # the chance that each strategy is worth most
    acceptable: tuple[Curve, ...]  # the same by discount rate
    knowing_all: Estimate  # EVPI per person
    parameters: tuple[Parameter, ...]

    @property
    def strategies(self) -> tuple[str, ...]:
        """All that were run."""
        return tuple(self.best)

    @property
    def by_worth(self) -> tuple[Parameter, ...]:
        """The numbers, that which is most worth knowing first; of equals, what explains most."""

        def last(each: Parameter) -> tuple[float, float]:
            return -(each.worth_knowing.value or 0.0), -(each.explains.value or 0.0)

        return tuple(sorted(self.parameters, key=last))

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None where a figure is not defined."""
        return {
            **{name: getattr(self, name) for name in ("leader", "rival", "seeds", "asked")},
            **{name: getattr(self, name) for name in ("failed", "reason")},
            **{name: getattr(self, name).to_dict() for name in ("today", "mean", "ahead")},
            "quantiles": [
                {"at": at, **each.to_dict()}
                for at, each in zip(QUANTILES, self.quantiles, strict=True)
            ],
            "variance": {name: each.to_dict() for name, each in vars(self.parts).items()},
            "best": {name: each.to_dict() for name, each in self.best.items()},
            "acceptable": [_curve(each) for each in self.acceptable],
            "knowing_all": self.knowing_all.to_dict(),
            "parameters": [
                {
                    "path": each.belief.path,
                    "today": each.belief.lever.today,
                    "believed": {
                        each.belief.about.kind: [each.belief.about.first, each.belief.about.second]
                    },
                    "worth_knowing": each.worth_knowing.to_dict(),
                    "explains": each.explains.to_dict(),
                }
                for each in self.parameters
            ],
            "draws": [vars(each) | {"at": list(each.at)} for each in self.draws],
        }


def _curve(curve: Curve) -> dict[str, Any]:
    figures = ("x", "value", "low", "high")
    return {"strategy": curve.strategy} | {name: getattr(curve, name).tolist() for name in figures}
