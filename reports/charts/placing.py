"""Where words stand in a chart, so that they cover neither lines nor each other.

Every label has an anchor, or several to choose from, and may stand above, below or beside it. The
place that covers least is taken, one label after the other. Distances are those of a chart of the
usual size; on a narrower page labels come closer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10, sqrt
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.charts.style import HEIGHT, LETTER, LONGEST_LABEL, text_on

Floats = NDArray[np.float64]
Place = tuple[str, str, int, int]

PLOT_WIDTH, NARROW = 580.0, 250.0
NAMED = "label-"
"""How the names of layers of labels begin, so that a narrow page can replace them."""
LINE, EVERY = 15.0, 5.0
PLACES: tuple[Place, ...] = (
    ("center", "bottom", 0, -7),
    ("center", "top", 0, 8),
    ("left", "middle", 9, 0),
    ("right", "middle", -9, 0),
    ("left", "top", 7, 6),
    ("left", "bottom", 7, -6),
    ("right", "bottom", -7, -6),
    ("right", "top", -7, 6),
)
"""How a text is aligned to its anchor, and how far from it in pixels."""
ZERO_LINE = "the line at zero"
ROUND = ((50, 10), (10, 5), (2, 2), (0, 1))
"""An axis has steps of so much from the root of so many on, each times a power of ten."""
RIM = 3.0
"""Words have a rim of so many pixels, which covers lines as the words do."""
CLEAR = 26.0
"""A line's name keeps so many pixels from other lines, where it can."""
COVERS_LINE, COVERS_TEXT, LEAVES_FRAME, NOT_FIRST = 1.7, 60.0, 200.0, 0.3


@dataclass(frozen=True)
class Label:
    """Words, and the points (on the axes of the chart) they may stand at."""

    words: str
    anchors: tuple[tuple[float, float], ...]
    line: str = ""  # the line it names, if it names one: no other may be nearer


@dataclass(frozen=True)
class Frame:
    """The plot: its ends on both axes, and the points of lines, in pixels."""

    low: tuple[float, float]
    high: tuple[float, float]
    lines: dict[str, Floats]  # [point, 2] on the axes, by name
    height: float = HEIGHT
    width: float = PLOT_WIDTH
    head: float = 0.0  # pixels at the top that are taken

    def drawn(self) -> dict[str, Floats]:
        """The points of all lines in pixels, and more between them."""
        return {
            name: _densely(np.array([self.pixels(x, y) for x, y in points]))
            for name, points in self.lines.items()
        }

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """A point in pixels from the upper left."""
        across = (x - self.low[0]) / ((self.high[0] - self.low[0]) or 1.0)
        up = (y - self.low[1]) / ((self.high[1] - self.low[1]) or 1.0)
        return across * self.width, (1 - up) * self.height


def frame_of(
    rows: pd.DataFrame, *, zero: bool = True, head: float = 0.0, top: float | None = None
) -> Frame:
    """The frame of lines given by ``x`` and ``value`` with ends ``low`` and ``high``."""
    ends = rows[["value", "low", "high"]].to_numpy(dtype=np.float64)
    known = np.append(ends[np.isfinite(ends)], [0.0] if zero else [])
    bottom, ceiling = _nice(float(known.min()), float(known.max()) if top is None else top)
    low, high = (float(rows["x"].min()), bottom), (float(rows["x"].max()), ceiling)
    lines = {
        str(name): mine[["x", "value"]].to_numpy(dtype=np.float64)
        for name, mine in rows.groupby("strategy", sort=False)
    }
    if zero:
        lines[ZERO_LINE] = np.array([[low[0], 0.0], [high[0], 0.0]])
    return Frame(low, high, lines, head=head)


def _nice(low: float, high: float) -> tuple[float, float]:
    """The ends of the axis that Vega draws: the next round numbers, of ten steps or so (d3-scale).

    >>> _nice(-121.0, 360.0)
    (-150.0, 400.0)
    """
    if high <= low:
        return low, high
    rough = (high - low) / 10
    power = 10.0 ** floor(log10(rough))
    step = next(by for least, by in ROUND if rough / power >= sqrt(least)) * power
    return floor(low / step) * step, ceil(high / step) * step


def _densely(points: Floats) -> Floats:
    """The points of a line and more between them, every few pixels."""
    lengths = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    at = np.linspace(0, lengths[-1], int(lengths[-1] / EVERY) + 2)
    return np.column_stack([np.interp(at, lengths, points[:, k]) for k in (0, 1)])


def placed(labels: Sequence[Label], frame: Frame) -> pd.DataFrame:
    """A row per label: ``x``, ``value``, ``words`` and the place, the least covering one.

    A mark that would cover other words wherever it stood is left out; the name of a line never is.
    """
    taken: list[Floats] = []
    rows, lines = [], frame.drawn()
    for label in labels:
        choices = [(*anchor, place) for anchor in label.anchors for place in PLACES]
        boxes = np.array([_box(label.words, frame.pixels(x, y), at) for x, y, at in choices])
        costs = _costs(boxes, frame, lines, label.line) + _covered(boxes, taken)
        costs += NOT_FIRST * np.tile(np.arange(len(PLACES)), len(label.anchors))
        best = int(np.argmin(costs))
        if not label.line and costs[best] >= COVERS_TEXT:
            continue  # the ring stays, and what it is is told beside the chart
        taken.append(boxes[best])
        x, y, (align, baseline, dx, dy) = choices[best]
        rows.append((x, y, label.words, align, baseline, dx, dy))
    return pd.DataFrame(rows, columns=["x", "value", "words", "align", "baseline", "dx", "dy"])


@dataclass(frozen=True)
class Words:
    """All labels of a chart, and the frame they stand in."""

    labels: tuple[Label, ...]
    frame: Frame

    def layers(self) -> list[alt.Chart]:
        """The layers that set the labels where they cover least."""
        if not self.labels:
            return []
        layers = []
        groups = placed(self.labels, self.frame).groupby(["align", "baseline", "dx", "dy"])
        for (align, baseline, dx, dy), rows in groups:
            texts = alt.Chart(rows[["x", "value", "words"]])
            texts = texts.encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
            layers += text_on(texts, align=align, baseline=baseline, dx=dx, dy=dy)
        return [layer.properties(name=f"{NAMED}{k}") for k, layer in enumerate(layers)]

    def narrow(self) -> list[dict[str, Any]]:
        """The places of the labels where the chart is as narrow as a telephone."""
        frame = replace(self.frame, width=NARROW)
        rows = placed(self.labels, frame).to_dict("records")
        return [{str(name): value for name, value in row.items()} for row in rows]


def _box(words: str, at: tuple[float, float], place: Place) -> Floats:
    """Left, top, right and bottom in pixels."""
    align, baseline, dx, dy = place
    width = min(LETTER * len(words), LONGEST_LABEL)
    left = at[0] + dx - {"left": 0.0, "center": width / 2, "right": width}[align]
    top = at[1] + dy - {"top": 0.0, "middle": LINE / 2, "bottom": LINE}[baseline]
    return np.array([left, top, left + width, top + LINE])


def _costs(boxes: Floats, frame: Frame, lines: dict[str, Floats], line: str) -> Floats:
    """``[box]`` what it costs that a box covers lines, is near to others, or leaves the frame."""
    gaps = {name: _gaps(boxes, points) for name, points in lines.items()}
    inside = sum(((gap < RIM).sum(axis=1) for gap in gaps.values()), np.zeros(len(boxes)))
    others = [gap.min(axis=1) for name, gap in gaps.items() if name not in (line, ZERO_LINE)]
    crowded = np.maximum(CLEAR - np.min(others, axis=0), 0.0) if line and others else 0.0
    corner = np.array([frame.width, frame.height])
    out = (boxes[:, :2] < (0.0, frame.head)).any(axis=1) | (boxes[:, 2:] > corner).any(axis=1)
    return np.asarray(COVERS_LINE * inside + LEAVES_FRAME * out + crowded, dtype=np.float64)


def _covered(boxes: Floats, taken: Sequence[Floats]) -> Floats:
    """``[box]`` what it costs that a box covers words that stand already."""
    covers = np.zeros(len(boxes))
    for other in taken:
        meets = (boxes[:, :2] < other[2:]).all(axis=1) & (other[:2] < boxes[:, 2:]).all(axis=1)
        covers += COVERS_TEXT * meets
    return covers


def _gaps(boxes: Floats, points: Floats) -> Floats:
    """``[box, point]`` how far each point is from a box; 0 inside."""
    before = boxes[:, None, :2] - points[None]
    after = points[None] - boxes[:, None, 2:]
    beyond = np.maximum(np.maximum(before, after), 0.0)
    return np.asarray(np.hypot(beyond[..., 0], beyond[..., 1]), dtype=np.float64)
