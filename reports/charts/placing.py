"""Where words stand in a chart, so that they cover neither lines nor each other.

Every label has an anchor, or several to choose from, and may stand above, below or beside it. The
place that covers least is taken, one label after the other. Distances are those of a chart of the
usual size; on a narrower page labels come closer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.charts.style import HEIGHT, LONGEST_LABEL, text_on

Floats = NDArray[np.float64]
Place = tuple[str, str, int, int]

PLOT_WIDTH = 580.0
LETTER, LINE, EVERY = 6.6, 15.0, 3.0
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
CLEAR = 26.0
"""A line's name keeps so many pixels from other lines, where it can."""
COVERS_LINE, COVERS_TEXT, LEAVES_FRAME, NOT_FIRST = 1.0, 60.0, 200.0, 0.3


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
    lines: dict[str, Floats]  # [point, 2], by name
    height: float = HEIGHT

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """A point in pixels from the upper left."""
        across = (x - self.low[0]) / ((self.high[0] - self.low[0]) or 1.0)
        up = (y - self.low[1]) / ((self.high[1] - self.low[1]) or 1.0)
        return across * PLOT_WIDTH, (1 - up) * self.height


def frame_of(rows: pd.DataFrame, *, zero: bool = True) -> Frame:
    """The frame of lines given by ``x`` and ``value`` with ends ``low`` and ``high``."""
    ends = rows[["value", "low", "high"]].to_numpy(dtype=np.float64)
    known = np.append(ends[np.isfinite(ends)], [0.0] if zero else [])
    low = float(rows["x"].min()), float(known.min())
    high = float(rows["x"].max()), float(known.max())
    empty = Frame(low, high, {})
    lines = {
        str(name): _densely(np.array([empty.pixels(x, y) for x, y in mine[["x", "value"]].values]))
        for name, mine in rows.groupby("strategy", sort=False)
    }
    return Frame(low, high, lines)


def _densely(points: Floats) -> Floats:
    """The points of a line and more between them, every few pixels."""
    lengths = np.append(0.0, np.cumsum(np.hypot(*np.diff(points, axis=0).T)))
    at = np.linspace(0, lengths[-1], int(lengths[-1] / EVERY) + 2)
    return np.column_stack([np.interp(at, lengths, points[:, k]) for k in (0, 1)])


def placed(labels: Sequence[Label], frame: Frame) -> pd.DataFrame:
    """A row per label: ``x``, ``value``, ``words`` and the place, the least covering one."""
    taken: list[Floats] = []
    rows = []
    for label in labels:
        choices = [(*anchor, place) for anchor in label.anchors for place in PLACES]
        boxes = [_box(label.words, frame.pixels(x, y), place) for x, y, place in choices]
        costs = [
            _cost(box, frame, taken, label.line) + NOT_FIRST * PLACES.index(place)
            for box, (_, _, place) in zip(boxes, choices, strict=True)
        ]
        best = int(np.argmin(costs))
        taken.append(boxes[best])
        x, y, (align, baseline, dx, dy) = choices[best]
        rows.append((x, y, label.words, align, baseline, dx, dy))
    return pd.DataFrame(rows, columns=["x", "value", "words", "align", "baseline", "dx", "dy"])


def label_layers(labels: Sequence[Label], frame: Frame) -> list[alt.Chart]:
    """The layers that set labels where they cover least."""
    if not labels:
        return []
    rows = placed(labels, frame)
    layers = []
    for (align, baseline, dx, dy), group in rows.groupby(["align", "baseline", "dx", "dy"]):
        texts = alt.Chart(group[["x", "value", "words"]])
        texts = texts.encode(x=alt.X("x:Q"), y=alt.Y("value:Q"), text=alt.Text("words:N"))
        layers += text_on(texts, align=align, baseline=baseline, dx=dx, dy=dy)
    return layers


def _box(words: str, at: tuple[float, float], place: Place) -> Floats:
    """Left, top, right and bottom in pixels."""
    align, baseline, dx, dy = place
    width = min(LETTER * len(words), LONGEST_LABEL)
    left = at[0] + dx - {"left": 0.0, "center": width / 2, "right": width}[align]
    top = at[1] + dy - {"top": 0.0, "middle": LINE / 2, "bottom": LINE}[baseline]
    return np.array([left, top, left + width, top + LINE])


def _cost(box: Floats, frame: Frame, taken: Sequence[Floats], line: str) -> float:
    gaps = {name: _gap(box, points) for name, points in frame.lines.items()}
    inside = sum(int((gap == 0).sum()) for gap in gaps.values())
    nearest = min((float(gap.min()) for name, gap in gaps.items() if name != line), default=99.0)
    crowded = max(CLEAR - nearest, 0.0) if line else 0.0
    over = sum(bool((box[:2] < other[2:]).all() and (other[:2] < box[2:]).all()) for other in taken)
    out = bool((box[:2] < 0).any() or box[2] > PLOT_WIDTH or box[3] > frame.height)
    return COVERS_LINE * inside + COVERS_TEXT * over + LEAVES_FRAME * out + crowded


def _gap(box: Floats, points: Floats) -> Floats:
    """How far each point is from a box; 0 inside."""
    beyond = np.maximum(np.maximum(box[:2] - points, points - box[2:]), 0.0)
    return np.asarray(np.hypot(beyond[:, 0], beyond[:, 1]))
