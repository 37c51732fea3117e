"""CLV by segment and stage of entry, with how many it rests on."""

import pandas as pd

from reports.figures import interval
from reports.material import Material
from reports.sheets import Sheet
from reports.words import spoken
from sim.experiments.breakdown import Cell, by_segment_and_entry


def cells(material: Material) -> list[Cell]:
    """All cells of all strategies."""
    facts = material.facts
    return [
        cell
        for name, flows in material.flows.items()
        for cell in by_segment_and_entry(name, flows.people, facts.segments, facts.stages)
    ]


def cells_table(material: Material) -> pd.DataFrame:
    """One row per strategy, segment and stage: customers won there and their mean CLV."""
    rows = [
        {
            "strategy": cell.strategy,
            "segment": cell.segment,
            "stage": cell.stage,
            "won": cell.clv.n,
            "value": cell.clv.value,
            "low": cell.clv.low,
            "high": cell.clv.high,
        }
        for cell in cells(material)
    ]
    columns = ["strategy", "segment", "stage", "won", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[-3:], float))


def cells_sheet(material: Material) -> Sheet:
    """The cells in which somebody was won; how many are empty is said."""
    found = cells(material)
    full = [cell for cell in found if cell.clv.n]
    return Sheet(
        title="CLV by segment and stage of joining",
        header=("Strategy, segment, stage", "won", "CLV per customer won"),
        rows=tuple(
            (
                ", ".join(spoken(word) for word in (cell.strategy, cell.segment, cell.stage)),
                f"{cell.clv.n:,}",
                interval(cell.clv, material.facts),
            )
            for cell in full
        ),
        notes=(
            f"Nobody was won in {len(found) - len(full)} of {len(found)} cells. After their own "
            "acquisition cost, discounted to joining; without that of people reached in vain. "
            "In brackets: 95 % intervals over people.",
        ),
    )
