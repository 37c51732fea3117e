"""The assumptions: every number a scenario gives, where it comes from, how far to trust it."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports.card import UNREADABLE
from reports.given import numbers_given, text_of, words_of
from reports.material import Material
from reports.sheets import Sheet
from reports.words import spoken
from sim.experiments.assumptions.listed import SETTINGS, source_of
from sim.scenario import Scenario
from sim.scenario.models import Origin
from sim.scenario.shape import numbers_of
from sim.scenario.units import Unit

COLUMNS = ["path", "value", "source", "confidence", "range", "belief", "note"]
Row = dict[str, Any]


def assumptions_table(material: Material) -> pd.DataFrame:
    """One row per number that the scenario gives, settings of the run aside.

    ``source`` and ``confidence`` are null where none is given; a source of a path holds for all
    numbers below it, the most exact one first. ``belief`` is what stands under ``uncertain``.
    """
    scenario = material.scenario
    if scenario is None:
        return pd.DataFrame(columns=COLUMNS)
    units = {path: unit for path, (unit, _) in numbers_of(scenario).items()}
    rows = [
        _row(scenario, path, value, units[path])
        for path, value in numbers_given(scenario).items()
        if path not in SETTINGS
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(scenario: Scenario, path: str, value: str, unit: Unit) -> dict[str, object]:
    written, origin = source_of(path, scenario.sources)
    belief = scenario.uncertain.get(path)
    return {
        "path": path,
        "value": value,
        "source": origin.from_ if origin else None,
        "confidence": origin.confidence if origin else None,
        "range": _range(written, origin, scenario, unit) if origin else None,
        "belief": text_of(belief, unit, scenario.currency) if belief else None,
        "note": (origin.note or None) if origin else None,
    }


def assumptions_sheets(material: Material) -> list[Sheet]:
    """First what has no source, then everything with its source."""
    table = assumptions_table(material)
    if material.scenario is None:
        return [Sheet("Assumptions", ("Number", "value"), (), (UNREADABLE,))]
    bare = table[table["source"].isna()]
    return [
        _unsourced(bare, len(table)),
        _sourced(table[table["source"].notna()], material.facts.stages),
    ]


def _unsourced(bare: pd.DataFrame, all_told: int) -> Sheet:
    rows = [(words_of(str(row.path)), str(row.value)) for row in bare.itertuples()]
    return Sheet(
        title="Numbers without a source",
        header=("Number", "value"),
        rows=tuple(rows),
        notes=(f"{len(bare):,} of {all_told:,} numbers that the scenario gives have no source.",),
    )


def _sourced(table: pd.DataFrame, stages: tuple[str, ...]) -> Sheet:
    filled = table.astype(object).where(table.notna(), None).to_dict("records")
    known = [{str(name): value for name, value in row.items()} for row in filled]
    rows = [_shown(row) for row in _by_stage_together(known, {*stages, "else"})]
    counts = table["confidence"].value_counts()
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    return Sheet(
        title="Numbers with their sources",
        header=("Number", "value", "range", "confidence", "source"),
        rows=tuple(rows),
        notes=(f"Confidence: {told or 'none'}.", "Range: of the source, else what is believed."),
    )


def _shown(row: Row) -> tuple[str, ...]:
    words = [str(part).rstrip(".") for part in (row["source"], row["note"]) if part]
    return (
        words_of(str(row["path"])),
        str(row["value"]),
        str(row["range"] or row["belief"] or ""),
        str(row["confidence"]),
        f"{'. '.join(words)}.",
    )


def _by_stage_together(rows: Sequence[Row], stages: set[str]) -> list[Row]:
    """The values of a field by stage in one row, where they have one source."""
    merged: list[Row] = []
    for row in rows:
        parent, _, stage = str(row["path"]).rpartition(".")
        if stage not in stages:
            merged.append(row)
            continue
        one = {**row, "path": parent, "value": f"{spoken(stage)} {row['value']}"}
        last = merged[-1] if merged else {}
        same = all(last.get(word) == one[word] for word in one if word != "value")
        if same:
            merged[-1] = {**last, "value": f"{last['value']}, {one['value']}"}
        else:
            merged.append(one)
    return merged


def _range(written: str, origin: Origin, scenario: Scenario, unit: Unit) -> str | None:
    """A source's range in the unit of its number; of many numbers together, as it is written."""
    if origin.range is None:
        return None
    shared = written.endswith("*")
    low, high = (text_of(end, None if shared else unit, scenario.currency) for end in origin.range)
    return f"{low} to {high}{' (see note)' if shared else ''}"
