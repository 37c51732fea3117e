"""Claims: a figure is the same on the page, in the tables and in the folder, as far as shown."""

import re
from html import unescape

import pandas as pd
import pytest

from reports.comparison import Comparison
from reports.headline import headlines
from reports.page.page import page
from tests.reports.runs import gym, losing, told_of, winning_nobody

NUMBER = re.compile(r"−?[£€]?[\d,]*\.?\d+")


def numbers(text: str) -> list[float]:
    """The numbers of a text."""
    return [
        float(found.replace("−", "-").replace("€", "").replace(",", ""))
        for found in NUMBER.findall(text)
    ]


def equal_as_shown(shown: str, exact: float) -> bool:
    """Whether a shown figure is the exact one, rounded to its last digit or to three digits."""
    (value,) = numbers(shown)
    places = len(shown.split(".")[1].strip(" %]")) if "." in shown else 0
    step = 10.0**-places
    zeros = len(shown.replace(",", "")) - len(shown.replace(",", "").rstrip("0"))
    return abs(value - exact) <= 0.5000001 * max(step, 10.0**zeros if not places else step)


def figure_of(comparison: Comparison, label: str) -> str:
    return next(line.figure for line in headlines(comparison.material) if line.label == label)


@pytest.mark.parametrize("made", [gym, losing, winning_nobody, lambda: gym(5)])
def test_every_figure_of_the_verdict_is_that_of_the_tables_and_the_folder(made) -> None:  # type: ignore[no-untyped-def]
    comparison: Comparison = made()
    verdict, table = comparison.verdict, comparison.table()
    pair = f"{verdict.best} - {verdict.rival}"
    lead = table.loc[("value_per_person", pair)]
    people = comparison.people.pivot(index="person", columns="strategy", values="npv")
    difference = people[verdict.best] - people[verdict.rival]
    assert lead["value"] == pytest.approx(difference.mean(), abs=1e-9)
    shown = figure_of(comparison, "Lead per person")
    value, low, high = re.findall(NUMBER, shown)
    for text, exact in ((value, lead["value"]), (low, lead["low"]), (high, lead["high"])):
        assert equal_as_shown(text, float(exact))

    better = figure_of(comparison, "The firm earns more on")
    if verdict.share_better not in (0.0, 1.0):
        assert equal_as_shown(better.removesuffix(" %"), 100 * float((difference > 0).mean()))

    if table.loc[("trough_per_person", verdict.best), "value"]:
        need = figure_of(comparison, "Money needed per person")
        exact = -table.loc[("trough_per_person", verdict.best), "value"]
        assert equal_as_shown(re.findall(NUMBER, need)[0], float(exact))
        payback = table.loc[("payback", verdict.best), "value"]
        if pd.notna(payback):
            text = figure_of(comparison, "Payback, years")
            assert equal_as_shown(re.findall(NUMBER, text)[0], float(payback))

    if verdict.flip_rates:
        rate = figure_of(comparison, "Lead changes at")
        assert equal_as_shown(re.findall(NUMBER, rate)[0], 100 * verdict.flip_rates[0])


@pytest.mark.parametrize("made", [gym, losing, winning_nobody])
def test_the_page_shows_the_sentence_and_every_headline_as_they_are(made) -> None:  # type: ignore[no-untyped-def]
    comparison: Comparison = made()
    told = told_of(comparison)
    text = unescape(page(told)).replace("\N{NO-BREAK SPACE}", " ")
    assert comparison.verdict.sentence in text
    for line in told.headlines:
        figure, opens, within = line.figure.partition(" [")
        assert f"<strong>{figure}</strong>" in text
        assert not opens or f">[{within}</span>" in text
        assert line.note in text
    for sheet in told.tables:
        for row in sheet.rows:
            for cell in row:
                assert cell.strip() in text


def test_a_charts_line_passes_through_the_tables_value() -> None:
    comparison = gym()
    material = comparison.material
    told = {figure.name: figure for figure in told_of(comparison).figures}
    rate = material.facts.discount_rate
    rows = told["rates"].data
    for each in material.performances:
        mine = rows[rows["strategy"] == each.strategy.replace("_", " ")]
        at = mine.iloc[int((mine["x"] - rate).abs().argmin())]
        assert at["value"] == pytest.approx(each.value.value, rel=1e-6)
    whale = told["whale"].data
    for name, flows in material.flows.items():
        last = whale[whale["strategy"] == name.replace("_", " ")].iloc[-1]
        assert last["value"] == pytest.approx(flows.people["clv"].mean(), rel=1e-6)
