"""Claims about what the tables of a run hold."""

from dataclasses import fields, replace

import numpy as np
import pandas as pd

from sim.results.facts import facts_from
from sim.results.frames import frames_of
from sim.results.months import COUNTS, OF_PRACTICES
from sim.world.ledger import Line
from sim.world.outcome import Event, Exit, MonthRecord
from tests.results.factory import Flow, Life, facts, never, outcome, run_of, won

CONTRACT = {
    "people": "strategy person segment joined left exit tenure_months products_opened "
    "clv_before_acquisition clv npv",
    "ledger": "strategy month product line amount",
    "months": "strategy month living customers joined churned died contacts responses needs "
    "needs_won incidents satisfaction cash",
    "ages": "strategy age line amount customer_months",
    "tenure": "strategy month line amount customers cohort",
    "groups": "strategy group month net cash",
}
REACH = Flow(1, -300, Line.ACQUISITION, 2)
LIVES = [
    won(REACH, Flow(2, 1000), Flow(14, 1100), joined=2),
    Life(0, 5, Exit.CHURN, 1, 1, (Flow(0, 500), Flow(5, -40, Line.CAPITAL_CHARGE, 1)), 9),
    never(REACH),
]
RUN = run_of(facts(3), LIVES, LIVES)
CENTRIC = RUN.frames.people[RUN.frames.people["strategy"] == "centric"]


def of(name: str) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(RUN.frames, name)
    return frame[frame["strategy"] == "centric"]


def test_every_table_begins_with_the_columns_of_the_contract() -> None:
    for name, columns in CONTRACT.items():
        expected = columns.split()
        assert list(getattr(RUN.frames, name).columns[: len(expected)]) == expected


def test_a_person_never_won_has_no_joining_no_leaving_and_no_lifetime_value() -> None:
    person = CENTRIC.iloc[2]
    assert person[["joined", "left", "entry_stage", "clv", "clv_before_acquisition"]].isna().all()
    assert person["exit"] == "never"
    assert person["acquisition_cost"] == -300


def test_who_is_still_a_customer_has_not_left() -> None:
    assert CENTRIC["left"].isna().tolist() == [True, False, True]
    assert CENTRIC["exit"].tolist() == ["horizon", "churn", "never"]


def test_values_are_in_major_units_and_flows_in_minor_units() -> None:
    person = CENTRIC.iloc[0]
    assert person["clv"] == (1000 + 1100 / 1.1 - 300 * 1.1 ** (1 / 12)) / 100
    assert person["cash"] == 1800


def test_only_cells_with_money_are_in_the_ledger() -> None:
    ledger = of("ledger")
    assert (ledger["amount"] != 0).all()
    assert len(ledger) == 5


def test_flows_of_no_product_have_a_null_product() -> None:
    ledger = of("ledger")
    assert ledger.loc[ledger["product"].isna(), "line"].tolist() == ["acquisition"]


def test_costs_before_joining_stand_at_month_minus_one_since_joining() -> None:
    tenure = of("tenure")
    assert tenure.loc[tenure["month"] == -1, "amount"].tolist() == [-600]
    first = tenure[tenure["month"] == 0].iloc[0]
    assert (first["amount"], first["customers"], first["cohort"]) == (1500, 2, 2)


def test_a_month_lived_without_money_keeps_its_customers() -> None:
    tenure = of("tenure")
    quiet = tenure[tenure["month"] == 3].iloc[0]
    assert pd.isna(quiet["line"])
    assert (quiet["amount"], quiet["customers"], quiet["cohort"]) == (0, 2, 2)


def test_satisfaction_is_a_mean_and_null_without_customers() -> None:
    months = run_of(facts(1), [never()], [won(joined=3)]).frames.months
    assert months.loc[months["strategy"] == "centric", "satisfaction"].isna().all()
    focused = months.loc[months["strategy"] == "focused", "satisfaction"].to_numpy()
    assert np.isnan(focused[:3]).all()
    assert np.allclose(focused[3:], 0.6)


def test_events_are_kept_when_they_were_asked_for_only() -> None:
    about = facts(1, ["centric"])
    told = outcome("centric", [never()], about, (Event(0, 3, "need", "mortgage", 5),))
    events = frames_of([told], about).events
    assert events is not None
    assert events.iloc[0].tolist() == ["centric", 0, 3, "need", "mortgage", 5]
    assert RUN.frames.events is None


def test_facts_survive_the_manifest_and_what_later_versions_add() -> None:
    assert facts_from(RUN.facts.to_dict() | {"later": 1}) == RUN.facts


def test_groups_tell_the_ledger_and_the_months_again() -> None:
    frames = RUN.frames
    assert frames.group_ledger is not None
    assert frames.group_months is not None
    keys = ["strategy", "month", "line"]
    by_group = frames.group_ledger.groupby(keys)["amount"].sum()
    assert by_group.equals(frames.ledger.groupby(keys)["amount"].sum())
    counts = frames.group_months.drop(columns="group").groupby(["strategy", "month"]).sum()
    own = {"satisfaction", "living", "cash"}  # of the whole market, or no count
    assert {*counts.columns} == {*frames.months.columns} - {"strategy", "month"} - own
    assert counts.equals(frames.months.set_index(["strategy", "month"])[list(counts.columns)])


def test_what_later_versions_count_follows_what_folders_have_always_had() -> None:
    before = (*COUNTS, "satisfaction", "cash", "lapsed", "products_held", "responses_kept")
    assert tuple(RUN.frames.months.columns) == ("strategy", "month", *before, *OF_PRACTICES)
    assert {*COUNTS, *OF_PRACTICES} <= {each.name for each in fields(MonthRecord)}


def test_purchases_are_counted_and_revenue_is_in_major_units() -> None:
    buyer = replace(LIVES[0], purchases=3, revenue=1250)
    people = run_of(facts(1, ["centric"]), [buyer]).frames.people
    assert people["purchases"].tolist() == [3]
    assert people["revenue"].tolist() == [12.5]
    assert people["purchases"].dtype == np.int32


def test_signals_are_there_where_a_firm_looks_back_at_its_months() -> None:
    about = facts(1)
    said = {"trained": 0.25, "stopped": 2.0}
    told = [outcome("centric", [never()], about, said=said), outcome("focused", [never()], about)]
    signals = frames_of(told, about).signals
    assert signals is not None
    assert list(signals.columns) == ["strategy", "month", "signal", "value"]
    assert set(signals["strategy"]) == {"centric"}
    assert signals.iloc[:3].to_numpy().tolist() == [
        ["centric", 0, "trained", 0.25],
        ["centric", 0, "stopped", 2.0],
        ["centric", 1, "trained", 0.25],
    ]
    assert len(signals) == 2 * about.months
    assert RUN.frames.signals is None
