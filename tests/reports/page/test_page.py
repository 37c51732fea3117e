"""Claims about the page as text; what a browser makes of it is tested apart."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from reports.page.numbers import MOST_ROWS, numbers_of
from reports.page.page import page
from reports.page.script import LEAST, cache_file, put_together, vega_script
from reports.words import spoken
from tests.reports.runs import (
    HINDI,
    HOSTILE,
    URDU,
    alone,
    gym,
    hostile,
    in_other_scripts,
    nobody_at_all,
    told_of,
)

PAGES: dict[str, str] = {}


def page_of(made: Any) -> str:
    """The page of a run, made once."""
    if made.__name__ not in PAGES:
        PAGES[made.__name__] = page(told_of(made()))
    return PAGES[made.__name__]


class Reader(HTMLParser):
    """Takes a page apart: elements in order, and the text of scripts and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.within: dict[str, list[str]] = {}
        self.feed(text)
        self.within = {tag: [part.strip() for part in all_] for tag, all_ in self.within.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.within.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        tag = self.elements[-1][0] if self.elements else ""
        if tag in self.within:
            self.within[tag][-1] += data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.elements if attrs.get("id")]


def test_the_verdict_comes_first_then_what_would_flip_it_then_charts_tables_assumptions() -> None:
    sections = [
        attrs["id"]
        for tag, attrs in Reader(page_of(gym)).elements
        if tag == "section" and attrs.get("id") and not str(attrs["id"]).startswith("table-")
    ]
    assert sections == ["verdict", "flips", "charts", "tables", "assumptions", "run"]


def test_the_contents_lead_to_everything() -> None:
    reader = Reader(page_of(gym))
    targets = [attrs.get("href") for tag, attrs in reader.elements if tag == "a"]
    assert len(targets) > 20
    for target in targets:
        assert target is not None
        assert target[1:] in reader.ids()
    assert len(reader.ids()) == len(set(reader.ids()))


def test_every_chart_has_words_for_who_cannot_see_it_and_a_spec_that_is_json() -> None:
    reader = Reader(page_of(gym))
    charts = [attrs for _, attrs in reader.elements if attrs.get("class") == "chart"]
    told = told_of(gym())
    assert len(charts) == sum(figure.chart is not None for figure in told.figures)
    for attrs in charts:
        assert attrs["role"] == "img"
        assert len(attrs["aria-label"] or "") > 60
        assert attrs["data-spec"] in reader.ids()
    kinds = [attrs.get("type") for tag, attrs in reader.elements if tag == "script"]
    specs = [
        json.loads(text)
        for text, kind in zip(reader.within["script"], kinds, strict=True)
        if kind == "application/json"
    ]
    assert len(specs) == len(charts)
    assert all(spec["width"] == "container" for spec in specs)


def test_a_title_that_would_be_a_program_is_text() -> None:
    reader = Reader(page_of(hostile))
    assert reader.within["title"] == [HOSTILE]
    assert reader.within["h1"] == [HOSTILE]
    scripts = [attrs.get("type") for tag, attrs in reader.elements if tag == "script"]
    assert scripts.count(None) == 2  # the charts' libraries and the page's own


def test_titles_and_names_of_other_scripts_show_in_their_own_direction() -> None:
    text = page_of(in_other_scripts)
    assert f'<h1 dir="auto">{HINDI}</h1>' in text
    for name in URDU:
        assert f'<th scope="col" dir="auto">{spoken(name)}</th>' in text
    first = spoken(URDU[0])
    assert re.search(rf'<p class="verdict"><bdi>{first}</bdi> beats <bdi>', text)


def test_the_page_names_no_other_place_and_allows_none() -> None:
    text = page_of(gym).replace(vega_script(), "")
    places = set(re.findall(r"(?:https?:)?//[a-z][\w.]*\.[a-z]+", text))
    assert places <= {"https://vega.github.io"}  # the name of the charts' language
    assert "default-src 'none'" in text
    assert not re.search(r'<(?:link|img|iframe)[^>]+(?:src|href)="(?!data:)', text)


def test_a_page_is_far_below_six_megabytes() -> None:
    assert len(page_of(gym).encode()) < 2_500_000


def test_what_is_missing_is_said() -> None:
    assert "No strategy won a customer" in page_of(nobody_at_all)
    assert "Only one strategy was run" in page_of(alone)
    assert "Charts that one run cannot have" in page_of(gym)


def test_one_strategy_alone_says_what_it_is_worth() -> None:
    text = page_of(alone).replace("\N{NO-BREAK SPACE}", " ")
    assert re.search(r"Campus alone is worth €\d+ per person \(95 % interval", text)


def test_the_numbers_of_a_chart_are_few_and_have_their_intervals() -> None:
    for figure in told_of(gym()).figures:
        sheet = numbers_of(figure)
        if sheet is not None:
            assert 1 <= len(sheet.rows) <= MOST_ROWS
            assert all(len(row) == len(sheet.header) for row in sheet.rows)


def test_the_charts_libraries_are_kept_and_a_torn_file_is_made_again(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made: list[int] = []
    whole = "vega" * LEAST + "</script>"
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda: made.append(1) or whole)
    assert "</script" not in put_together()
    assert put_together() == cache_file().read_text()
    assert len(made) == 1
    cache_file().write_text("torn")
    assert len(put_together()) > LEAST
    assert len(made) == 2
