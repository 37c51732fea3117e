"""Claims about the tables that people see."""

import json

import pandas as pd
import pytest

from reports.comparison import Comparison, StrategyRun
from reports.sheets import (
    bridge_sheet,
    comparison_sheets,
    difference_sheet,
    pairing_line,
    performance_sheets,
)
from tests.results.factory import Flow, facts, never, random_lives, run_of, won

COMPARISON = Comparison(run_of(facts(60), random_lives(1, 60, lift=50), random_lives(2, 60)))
EMPTY = Comparison(run_of(facts(1), [never()], [never()]))


def cells(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    sheets = comparison_sheets(comparison.findings)
    return {row[0].strip(): row[1:] for sheet in sheets for row in sheet.rows}


def test_the_bridge_is_shown_to_the_minor_unit_and_adds_up() -> None:
    sheet = bridge_sheet(COMPARISON.findings.pairs[0], COMPARISON.lived.facts)
    shown = [row[1].replace("£", "").replace("−", "-") for row in sheet.rows]
    *lines, total = [round(100 * float(value)) for value in shown]
    assert sum(lines) == total
    assert sheet.rows[-1][0] == "Difference"


def test_every_row_has_a_cell_for_each_column() -> None:
    for sheet in comparison_sheets(COMPARISON.findings):
        assert {len(row) for row in sheet.rows} == {len(sheet.header)}


def test_figures_stand_beside_their_definitions() -> None:
    notes = " ".join(performance_sheets(COMPARISON.performances, COMPARISON.lived.facts)[0].notes)
    for words in ("everybody in the market", "10 % a year to 2025-01", "2027-01", "95 %"):
        assert words in notes


def test_what_is_not_defined_is_said_to_be_so() -> None:
    shown = cells(EMPTY)
    assert shown["CLV per customer won"] == ("not defined", "not defined")
    assert shown["Trough, per person"] == ("none", "none")
    assert shown["Payback, years"] == ("none needed", "none needed")
    assert "not defined" in pairing_line(EMPTY.findings.pairs[0])


def test_a_payback_that_hangs_on_no_group_is_given_to_the_month() -> None:
    run = run_of(facts(40, ["a", "b"]), *[[won(Flow(0, -500), Flow(4, 800))] * 40] * 2)
    assert cells(Comparison(run))["Payback, years"] == ("0.42, to the month",) * 2


def test_people_reached_in_vain_are_said_to_differ_in_money_only() -> None:
    assert "people reached in vain differ in money only" in pairing_line(
        COMPARISON.findings.pairs[0]
    )


def test_the_bridge_says_why_the_sentence_gives_another_figure() -> None:
    (note,) = bridge_sheet(COMPARISON.findings.pairs[0], COMPARISON.lived.facts).notes
    assert "the sentence rounds it to what its interval supports" in note


def test_better_and_worse_are_said_of_the_firms_earnings() -> None:
    sheet = difference_sheet(COMPARISON.findings.pairs[0], COMPARISON.lived.facts)
    labels = [row[0].strip() for row in sheet.rows]
    assert labels[1:4] == ["The firm earns more on", "the same on", "less on"]
    assert "in vain" in " ".join(sheet.notes)


def test_products_per_customer_are_defined_beside_the_table() -> None:
    notes = " ".join(performance_sheets(COMPARISON.performances, COMPARISON.lived.facts)[0].notes)
    assert "Products per customer: mean over all months lived as a customer" in notes


def test_a_comparison_shows_itself_by_its_sentence() -> None:
    assert repr(COMPARISON) == f"<Comparison: {COMPARISON.verdict.sentence}>"


def test_a_run_shows_itself_in_a_line() -> None:
    for shown in (repr(StrategyRun(COMPARISON.lived)), repr(COMPARISON.lived)):
        assert len(shown) < 600
        assert "centric" in shown


def test_many_strategies_continue_in_a_further_table() -> None:
    names = [f"strategy_{k}" for k in range(5)]
    run = run_of(facts(3, names), *([won(Flow(0, k))] * 3 for k in range(5)))
    sheets = performance_sheets(Comparison(run).performances, run.facts)
    assert [len(sheet.header) for sheet in sheets] == [4, 3]
    assert [bool(sheet.notes) for sheet in sheets] == [False, True]


@pytest.mark.parametrize("comparison", [COMPARISON, EMPTY])
def test_every_table_is_also_a_data_frame_and_json(comparison: Comparison) -> None:
    for name in (None, "verdict", "bridge", "segments", "entry", "pairing"):
        assert isinstance(comparison.table(name), pd.DataFrame)
    assert json.loads(json.dumps(comparison.to_dict(), allow_nan=False))["verdict"]["sentence"]


def test_the_main_table_holds_the_verdicts_numbers() -> None:
    values = COMPARISON.table()["value"].to_dict()
    assert values["value_per_person", "centric - focused"] == COMPARISON.verdict.difference.value
    assert COMPARISON.table("bridge")["shown"].sum() == COMPARISON.findings.pairs[0].bridge.shown


def test_an_unknown_table_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="bridge"):
        COMPARISON.table("brdge")
    with pytest.raises(KeyError, match="performance"):
        StrategyRun(COMPARISON.lived).table("verdict")


def test_a_frame_is_an_attribute() -> None:
    for name in ("people", "ledger", "months", "ages", "tenure", "groups"):
        assert getattr(COMPARISON, name) is getattr(COMPARISON.frames, name)
    assert COMPARISON.events is None
