"""A small bank and its targets, with some words replaced."""

from pathlib import Path

from sim.experiments.calibration.reading import parse_targets
from sim.experiments.calibration.targets import Targets
from sim.scenario import Scenario, load

HERE = Path(__file__).parent
BANK = HERE / "bank.yaml"
TARGETS = HERE / "bank_targets.yaml"


def bank(*overrides: str) -> Scenario:
    """The bank, with values at some paths replaced."""
    return load(BANK, overrides=overrides)


def targets(*changes: tuple[str, str], of: Scenario | None = None) -> Targets:
    """The targets, with some text replaced; each text must be there."""
    text = TARGETS.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return parse_targets(text, "targets.yaml", of or bank())
