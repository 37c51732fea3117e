"""The run sheet: what was run, with what, and the hashes by which it can be told from any other."""

import pandas as pd

from reports.material import Material
from reports.sheets import Sheet
from reports.words import counted, listed, percent, spoken
from sim.results.manifest import scenario_digest


def run_sheet_table(material: Material) -> pd.DataFrame:
    """One row per fact of the run: ``fact`` and ``value``, both text."""
    return pd.DataFrame(_facts(material), columns=["fact", "value"])


def run_sheet(material: Material) -> Sheet:
    """The same for people."""
    return Sheet(
        title="Run sheet",
        header=("", ""),
        rows=tuple(_facts(material)),
        notes=(
            "The run's hash is over the scenario, its overrides and every table; the same hash is "
            "the same run to the last bit.",
        ),
    )


def _facts(material: Material) -> list[tuple[str, str]]:
    run, facts = material.run, material.facts
    origin = run.origin
    seconds = [f"{spoken(name)} {took:,.1f}" for name, took in run.seconds.items()]
    return [
        ("Run", material.run_hash),
        ("Title", facts.title),
        ("Scenario", origin.name),
        ("Overrides", ", ".join(origin.overrides) or "none"),
        ("Strategies", listed([spoken(name) for name in facts.strategies])),
        ("Months", f"{facts.months:,}, {facts.start} to {facts.month_name(facts.months - 1)}"),
        ("People", f"{facts.people:,}"),
        ("Replications", f"{counted(1, 'run', 'runs')} of one seed"),
        ("Seed", str(origin.seed)),
        ("Discount rate", f"{percent(facts.discount_rate, 2)} a year, effective"),
        ("Currency", facts.currency),
        ("Engine", run.engine),
        ("Seconds", ", ".join(seconds) or "not known"),
        *((f"Version: {name}", version) for name, version in material.versions.items()),
        ("Hash of what was asked", scenario_digest(origin)),
        *((f"Hash of table {name}", digest) for name, digest in material.digests.items()),
    ]
