"""Claims: the figures of the page of limits are those that the shipped scenario gives."""

import numpy as np
import pytest

import sim
from sim.experiments.estimate import mean_estimate
from tests.docs import limits

WORDS = (limits.TODAY, *limits.PROBES, *limits.LEAVES.values())
TEXT = limits.PAGE.read_text(encoding="utf-8")


def test_every_figure_of_the_page_is_one_that_is_measured() -> None:
    page = TEXT
    for words in WORDS:
        assert limits.shown(page, words), words
        page = limits.place_of(words).sub(lambda at: at[1], page)
    assert limits.place_of("").findall(page) == []
    assert f"{limits.PEOPLE:,} people" in TEXT


@pytest.mark.parametrize("words", limits.PROBES)
def test_what_is_put_otherwise_is_another_scenario(words: str) -> None:
    today = sim.load("hsbc")
    assert sim.override(today, *limits.PROBES[words]).model_dump() != today.model_dump()


def test_a_change_has_its_sign_and_is_the_mean_over_people() -> None:
    change = mean_estimate(np.array([1.0, 2.0, 3.0]))
    assert limits.said(change, signed=True) == "+£2 (£0 to £4)"
    assert limits.said(change.times(-10), signed=True) == "−£20 (−£45 to £5)"
    assert limits.said(change, signed=False) == "£2 (£0 to £4)"


def test_a_figure_that_is_stale_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = [(words, limits.shown(TEXT, words)) for words in WORDS]
    monkeypatch.setattr(limits, "measured", lambda: iter(figures))
    assert limits.main(check=True) == 0
    monkeypatch.setattr(limits, "measured", lambda: iter([("60 years:", "+£1 (£0 to £2)")]))
    assert limits.main(check=True) == 1


@pytest.mark.evidence
def test_the_figures_are_what_the_shipped_scenario_gives() -> None:
    assert limits.main(check=True) == 0
