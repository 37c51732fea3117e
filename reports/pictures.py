"""Charts as pictures, drawn without a browser."""

from typing import Any

import vl_convert

from reports.charts.figure import Figure

SCALE = 2.0
"""Pixels of a PNG for each pixel of the chart."""


def png(figure: Figure) -> bytes:
    """A chart as PNG."""
    return vl_convert.vegalite_to_png(_spec(figure), scale=SCALE)


def svg(figure: Figure) -> bytes:
    """A chart as SVG."""
    return vl_convert.vegalite_to_svg(_spec(figure)).encode()


def _spec(figure: Figure) -> dict[str, Any]:
    assert figure.chart is not None
    spec: dict[str, Any] = figure.chart.to_dict(validate=False)
    return spec
