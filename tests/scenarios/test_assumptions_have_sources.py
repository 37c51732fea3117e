"""Claims: no number on which the verdict of a shipped scenario may hang is without a source."""

from pathlib import Path

import pytest

from sim.experiments.assumptions import survey
from sim.experiments.assumptions.moved import MATTERS
from sim.scenario import load

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
FEW = 400


@pytest.mark.evidence
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_number_without_a_source_can_flip_the_verdict(file: Path) -> None:
    scenario = load(file)
    bare = [each.assumption.path for each in survey(scenario, verdict=False).unsourced]
    found = survey(scenario, only=bare, people=FEW).of(*MATTERS) if bare else ()
    assert [each.assumption.path for each in found] == []
