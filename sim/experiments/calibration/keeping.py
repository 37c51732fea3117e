"""The folder of a calibration: the scenario with the new numbers, its tables, and all figures.

Written to a hidden sibling that is renamed when whole. What exists is never written over.
"""

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sim.experiments.calibration.calibrate import Calibration
from sim.experiments.calibration.worlds import everywhere
from sim.experiments.calibration.written import quoted, with_values, written_number
from sim.results.folder import PARTIAL, PlaceTakenError, RunFolderError, check_writable
from sim.scenario import Scenario, load
from sim.scenario.shape import numbers_of

FIGURES = "calibration.json"


def default_place(parent: Path, scenario: Scenario, word: str = "calibrated") -> Path:
    """A folder named after the scenario, with a number if there is one already."""
    first = parent / f"{Path(scenario.source.name).stem}-{word}"
    folder, number = first, 1
    while os.path.lexists(folder):
        number += 1
        folder = first.with_name(f"{first.name}-{number}")
    return folder


def check_place(folder: Path) -> None:
    """Refuse a place that is taken or cannot be written, before anybody has lived.

    Raises:
        PlaceTakenError: saying why.
    """
    if os.path.lexists(folder):
        raise PlaceTakenError(f"{folder} is there already: choose another place")
    check_writable(folder)


def scenario_text(scenario: Scenario, found: Calibration, name: str, day: date) -> str:
    """The scenario's text with the numbers found, and where they come from.

    Numbers that were left as they are keep their own source.
    """
    moved = {path: value for path, value in found.found.items() if value != found.today[path]}
    numbers = everywhere(found.targets, moved)
    known = numbers_of(scenario)
    origins = {}
    for path in numbers:
        first = next(each for each in moved if path in (each, *found.targets.fit[each].also))
        told = next(each for each in found.told.numbers if each.path == first)
        unit = known[path][0]
        low, high = (written_number(unit, float(f"{end:.3g}")) for end in told.interval)
        fitted = sum(each.use == "fit" for each in found.targets.patterns.values())
        origin = f"calibrated to {fitted} patterns of {name}, on {day}"
        note = (
            f"was {written_number(unit, float(known[path][1]))}; {told.verdict}; "
            f"{found.people} people, seeds {found.seeds[0]} to {found.seeds[-1]}"
        )
        origins[path] = (
            f"{{from: {quoted(origin)}, confidence: computed, "
            f"range: [{low}, {high}], note: {quoted(note)}}}"
        )
    return with_values(scenario, numbers, origins)


def keep(
    folder: Path,
    scenario: Scenario,
    text: str,
    figures: Mapping[str, object],
    figures_name: str = FIGURES,
) -> Path:
    """Write the folder and return the scenario's file in it; what it holds is sound.

    Raises:
        PlaceTakenError: something is there already.
        RunFolderError: the folder cannot be written.
    """
    name = Path(scenario.source.name).name
    partial = folder.with_name(f".{folder.name}{PARTIAL}")
    try:
        partial.mkdir(parents=True)
        for path, table in scenario.source.tables.items():
            (partial / path).parent.mkdir(parents=True, exist_ok=True)
            (partial / path).write_text(table, encoding="utf-8")
        (partial / name).write_text(text, encoding="utf-8")
        load(partial / name)
        content = json.dumps(figures, ensure_ascii=False, allow_nan=False, indent=2)
        (partial / figures_name).write_text(f"{content}\n", encoding="utf-8")
        check_place(folder)
        partial.rename(folder)
    except OSError as error:
        raise RunFolderError(f"{folder} cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder / name
