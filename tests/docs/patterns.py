"""The page of patterns, simulated beside measured, made by one command.

python -m tests.docs.patterns            # run the scenario and write docs/patterns.md
python -m tests.docs.patterns --check    # say whether it shows the targets as they are
"""

import sys
from pathlib import Path

from reports.calibration import markdown
from sim.experiments.calibration.calibrate import looked_at
from sim.experiments.calibration.estimates import Measured
from sim.experiments.calibration.misfit import Match, matches
from sim.experiments.calibration.reading import read_targets
from sim.experiments.calibration.targets import Targets
from sim.scenario import Scenario, load

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "patterns.md"
TARGETS = ROOT / "scenarios" / "targets" / "hsbc.yaml"
PEOPLE = 2_000
FAR = 2.0
SIMULATED = (3, 4)
"""The columns that a run gives; the others are the targets' own."""

TEXT = """# Patterns: simulated against real

Made by `python -m tests.docs.patterns`: {people} people of the shipped scenario `hsbc`, under
{strategy}, seed {seed}. What was measured, and where, is said in `scenarios/targets/hsbc.yaml`; how
a pattern is measured in a run, in [the language of targets](targets-language.md).

*Fit* are patterns that `sim calibrate` fits numbers to, *check* those that it only looks at. Much
of what is only checked here was fitted by hand when the scenario was written, as
`scenarios/data/README.md` tells; so agreement there is no prediction. What `sim calibrate` found of
the fitted numbers, and why they were left as they are, is told there too. Intervals are of 95 %.
*Errors off* is simulated less measured, in standard errors of the difference.

{table}

## What does not match

{far}
"""


def shown(found: tuple[Match, ...], targets: Targets, scenario: Scenario) -> str:
    """The page."""
    lines = [_far_off(each) for each in found if abs(each.z) >= FAR]
    return TEXT.format(
        people=f"{scenario.people:,}",
        strategy=f"`{targets.strategy}`",
        seed=scenario.seed,
        table=markdown(found),
        far="\n".join(lines) or "Every pattern lies within two errors.",
    )


def _far_off(each: Match) -> str:
    """One pattern that does not match, and what must be known of it."""
    side = "above" if each.z > 0 else "below"
    note = each.pattern.note
    reason = f" {note[0].upper()}{note[1:]}." if note else ""
    return f"- `{each.name}` is {abs(each.z):.1f} errors {side}.{reason}"


def of_targets(page: str) -> list[tuple[str, ...]]:
    """The cells of a page's table that hang on the targets alone."""
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [
        tuple(cell for place, cell in enumerate(row) if place not in SIMULATED) for row in rows[1:]
    ]


def expected() -> list[tuple[str, ...]]:
    """The same, as the targets have them now."""
    targets = read_targets(TARGETS, load("hsbc"))
    nothing = dict.fromkeys(targets.patterns, Measured(0.0, 1.0))
    return of_targets(
        "| head |\n" + "\n".join(markdown(matches(targets, nothing)).splitlines()[2:])
    )


def main(check: bool) -> int:
    """Write the page, or say whether it is stale."""
    if check:
        stale = of_targets(PAGE.read_text(encoding="utf-8")) != expected()
        if stale:
            print("docs/patterns.md: shows other targets. Run: python -m tests.docs.patterns")
        return int(stale)
    scenario = load("hsbc", people=PEOPLE)
    targets = read_targets(TARGETS, scenario)
    found = looked_at(scenario, targets)
    PAGE.write_text(shown(found, targets, scenario), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
