"""Claims: a scenario is written with its new numbers, and everything else in it as it was."""

import difflib

import pytest

from sim.experiments.calibration.written import with_values
from sim.scenario import load_text, tables_of
from sim.scenario.shape import numbers_of
from tests.calibration.banks import bank

ORIGIN = '{from: "a fit", confidence: computed}'
CHURN = "behaviour.churn.per_year"


def test_only_the_number_changes_and_comments_and_layout_stay() -> None:
    scenario = bank()
    text = with_values(scenario, {f"{CHURN}.adult": 0.25, "products.account.costs.open": 17.5}, {})
    lines = [
        line[2:]
        for line in difflib.ndiff(scenario.source.text.splitlines(), text.splitlines())
        if line.startswith("+ ")
    ]
    assert lines == [
        "  churn: {per_year: {adult: 25%, parent: 8%}}   # the young leave more",
        "    costs: {open: 17.5,   yearly: 6}              # in pounds",
    ]
    read = load_text(text, name="x", read_table=tables_of({}))
    assert numbers_of(read)[f"{CHURN}.adult"][1] == 0.25


def test_a_source_is_added_below_the_others_and_replaces_its_own() -> None:
    scenario = bank()
    text = with_values(scenario, {}, {f"{CHURN}.adult": ORIGIN, CHURN: ORIGIN})
    assert f"  {CHURN}: {ORIGIN}   # who knows\n  {CHURN}.adult: {ORIGIN}" in text
    read = load_text(text, name="x", read_table=tables_of({}))
    assert read.sources[CHURN].from_ == read.sources[f"{CHURN}.adult"].from_ == "a fit"


@pytest.mark.parametrize(
    "sources", ["sources: {}", "sources: {title: {from: a, confidence: assumed}}", ""]
)
def test_sources_may_be_written_in_one_line_or_not_at_all(sources: str) -> None:
    before = bank().source.text.partition("sources:")[0] + sources
    scenario = load_text(before, name="x", read_table=tables_of({}))
    text = with_values(scenario, {}, {"people": ORIGIN})
    assert load_text(text, name="x", read_table=tables_of({})).sources["people"].from_ == "a fit"


def test_a_path_that_is_not_written_is_refused() -> None:
    with pytest.raises(KeyError):
        with_values(bank(), {"behaviour.choice.price": 1.0}, {})
