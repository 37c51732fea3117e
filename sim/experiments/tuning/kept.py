"""The scenario with tuned settings, in a folder of its own, and where each of them came from."""

from datetime import date
from pathlib import Path

from sim.experiments.calibration.keeping import default_place, keep
from sim.experiments.calibration.written import quoted, with_values, written_number
from sim.experiments.tuning.settings import Setting
from sim.experiments.tuning.tune import Tuned, Tuning
from sim.scenario import Scenario

FIGURES = "tuning.json"


def keep_tuned(found: Tuning, parent: Path, day: date) -> Path | None:
    """Write the scenario with the tuned settings, and return its file; None where all stay.

    Overrides are not in it: they stand on the command line again when it is used.

    Raises:
        RunFolderError: nothing can be written there.
    """
    if not found.numbers:
        return None
    folder = default_place(parent, found.scenario, "tuned")
    text = tuned_text(found, day)
    return keep(folder, found.scenario, text, found.to_dict(), FIGURES)


def tuned_text(found: Tuning, day: date) -> str:
    """The scenario's text with the tuned settings, each with its source."""
    origins = {
        one.path: _origin(found, each, one, day)
        for each in found.tuned
        for one in each.settings
        if one.path in each.moved
    }
    return with_values(found.scenario, found.numbers, origins)


def _origin(found: Tuning, each: Tuned, one: Setting, day: date) -> str:
    low, high, was = (written_number(one.unit, x) for x in (one.low, one.high, one.today))
    said = f"tuned: the best of {len(each.trials)} trials within the firm's cash, on {day}"
    gain, unit = each.measured, found.scenario.currency
    note = (
        f"was {was}; all tuned settings of {each.strategy} together are worth {gain.value:.4g} "
        f"{unit} a person more on {len(found.fresh)} fresh seeds ({each.found.value:.4g} in the "
        f"search); {_asked(found.scenario)}"
    )
    return (
        f"{{from: {quoted(said)}, confidence: computed, range: [{low}, {high}], "
        f"note: {quoted(note)}}}"
    )


def _asked(scenario: Scenario) -> str:
    overrides = ", ".join(scenario.source.overrides)
    return f"{scenario.people} people{f', with {overrides}' if overrides else ''}"
