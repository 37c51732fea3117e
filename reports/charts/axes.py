"""Axes with units: money, shares and years as people write them."""

from collections.abc import Sequence

import altair as alt

from reports.money import SYMBOLS

SHARE = "format(datum.value * 100, ',.3~f') + ' %'"


def money_axis(title: str, currency: str) -> alt.Axis:
    """An axis of amounts, thousands grouped, millions as m and thousand millions as bn."""
    sign = SYMBOLS.get(currency, f"{currency} ")
    size = "abs(datum.value)"
    figure = (
        f"{size} >= 1e9 ? format({size} / 1e9, ',.3~f') + ' bn' : "
        f"{size} >= 1e6 ? format({size} / 1e6, ',.3~f') + ' m' : format({size}, ',.2~f')"
    )
    return alt.Axis(
        title=title, labelExpr=f"(datum.value < 0 ? '−' : '') + '{sign}' + ({figure})", tickCount=6
    )


def share_axis(title: str, values: Sequence[float] | None = None) -> alt.Axis:
    """An axis of shares, in percent."""
    return alt.Axis(title=title, labelExpr=SHARE, values=values or alt.Undefined)


def whole_axis(title: str) -> alt.Axis:
    """An axis of whole numbers: ages."""
    return alt.Axis(title=title, format=",d", tickCount=10, tickMinStep=1)


def plain_axis(title: str) -> alt.Axis:
    """An axis of years or counts."""
    return alt.Axis(title=title, format=",~f", tickCount=10)
