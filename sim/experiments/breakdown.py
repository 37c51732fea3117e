"""Where the value is: by segment of people, and by the stage of life in which they were won."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.experiments.estimate import Estimate, mean_estimate


@dataclass(frozen=True)
class SegmentDifference:
    """The paired difference among the people of one segment."""

    segment: str
    difference: Estimate  # major units per person of the segment; n people


@dataclass(frozen=True)
class EntryStage:
    """The worth of who was won at one stage of life under one strategy."""

    strategy: str
    stage: str
    clv: Estimate  # after acquisition cost, major units per customer won; n customers won


@dataclass(frozen=True)
class Cell:
    """The worth of who was won at one stage of life, of one segment, under one strategy."""

    strategy: str
    segment: str
    stage: str
    clv: Estimate  # after acquisition cost, major units per customer won; n customers won


def by_segment(
    first: pd.DataFrame, second: pd.DataFrame, segments: tuple[str, ...]
) -> tuple[SegmentDifference, ...]:
    """The paired difference by segment; segments that nobody belongs to have n = 0."""
    difference = first["npv"].to_numpy(dtype=float) - second["npv"].to_numpy(dtype=float)
    belongs = first["segment"]
    return tuple(
        SegmentDifference(segment, mean_estimate(difference[(belongs == segment).to_numpy()]))
        for segment in segments
    )


def by_entry(strategy: str, people: pd.DataFrame, stages: tuple[str, ...]) -> list[EntryStage]:
    """CLV by stage of first joining, for the stages in which somebody was won.

    What was spent on people who were never won belongs to no stage and is not in these means.
    """
    clv = people["clv"].to_numpy(dtype=np.float64)
    entered = {stage: (people["entry_stage"] == stage).to_numpy() for stage in stages}
    return [
        EntryStage(strategy, stage, mean_estimate(clv[there]))
        for stage, there in entered.items()
        if there.any()
    ]


def by_segment_and_entry(
    strategy: str, people: pd.DataFrame, segments: tuple[str, ...], stages: tuple[str, ...]
) -> list[Cell]:
    """CLV by segment and stage of first joining; where nobody was won, n is 0.

    As in `by_entry`, what was spent on people who were never won is not in these means.
    """
    clv = people["clv"].to_numpy(dtype=np.float64)
    belongs = {segment: (people["segment"] == segment).to_numpy() for segment in segments}
    entered = {stage: (people["entry_stage"] == stage).to_numpy() for stage in stages}
    return [
        Cell(strategy, segment, stage, mean_estimate(clv[of_segment & at_stage]))
        for segment, of_segment in belongs.items()
        for stage, at_stage in entered.items()
    ]
