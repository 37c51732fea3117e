"""What a report is made of: a run, what was found in it, and the scenario's own words."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reports.verdict import Verdict, verdict_of
from sim.experiments.compare import Findings, compare, performance
from sim.experiments.flows import Flows, flows_of
from sim.experiments.measures.all import Measures, measures_of
from sim.experiments.performance import Performance
from sim.experiments.yearly import Yearly, yearly
from sim.results.facts import Facts
from sim.results.manifest import Manifest, digests, scenario_digest
from sim.results.run import Run
from sim.results.versions import versions
from sim.scenario import Scenario, ScenarioError, load_text, tables_of

if TYPE_CHECKING:
    from sim.experiments.calibration.misfit import Match

HASH_LENGTH = 12


@dataclass(frozen=True)
class Material:
    """One run of one or more strategies; everything else is worked out of it, once."""

    run: Run
    manifest: Manifest | None = None  # where the run was read from a folder
    patterns: "tuple[Match, ...]" = ()  # of its scenario, where they were looked at

    @property
    def facts(self) -> Facts:
        """Names, units and dates."""
        return self.run.facts

    @cached_property
    def flows(self) -> dict[str, Flows]:
        """Arrays, by strategy."""
        return {name: flows_of(self.run, name) for name in self.facts.strategies}

    @cached_property
    def findings(self) -> Findings | None:
        """The comparison; None where only one strategy was run."""
        return compare(self.run) if len(self.facts.strategies) > 1 else None

    @cached_property
    def performances(self) -> tuple[Performance, ...]:
        """The figures of each strategy."""
        if self.findings is not None:
            return self.findings.strategies
        return tuple(performance(self.run, flows) for flows in self.flows.values())

    @cached_property
    def measures(self) -> tuple[Measures, ...]:
        """Standard measures of each strategy."""
        return tuple(measures_of(self.run, flows) for flows in self.flows.values())

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the comparison comes to."""
        return None if self.findings is None else verdict_of(self.findings)

    @cached_property
    def years(self) -> tuple[Yearly, ...]:
        """Profit and loss of each strategy."""
        return tuple(yearly(flows, self.facts) for flows in self.flows.values())

    @cached_property
    def scenario(self) -> Scenario | None:
        """The scenario as it was run; None where this version does not accept its text."""
        origin = self.run.origin
        try:
            return load_text(
                origin.text,
                name=origin.name,
                read_table=tables_of(origin.data),
                overrides=origin.overrides,
            )
        except ScenarioError:
            return None

    @cached_property
    def digests(self) -> dict[str, str]:
        """The sha256 of every table's contents."""
        return digests(self.run.frames) if self.manifest is None else self.manifest.digests

    @property
    def versions(self) -> dict[str, str]:
        """The software that made the run."""
        return versions() if self.manifest is None else self.manifest.versions

    @cached_property
    def run_hash(self) -> str:
        """The first digits of a sha256 over what was asked and every table that came of it."""
        text = json.dumps([scenario_digest(self.run.origin), sorted(self.digests.items())])
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
