"""Claims about every chart of every kind of run."""

from collections.abc import Callable

import pytest
from altair import LayerChart

from reports.charts.all import OF_MANY_RUNS
from reports.charts.figure import Figure
from reports.charts.style import DASHES, colour_of, dash_of
from reports.comparison import StrategyRun
from reports.money import money
from tests.reports.runs import (
    ALL,
    alone,
    gym,
    losing,
    nobody_at_all,
    of_one,
    of_several_ages,
    told_of,
    written_before,
)

FIVE = lambda: gym(5)  # noqa: E731
RUNS = pytest.mark.parametrize("made", [*ALL, FIVE], ids=lambda made: made.__name__)
WITH_BANDS = ("rates", "cash", "retention", "whale")
ASKED_FOR = (
    "rates",
    "waterfall",
    "difference",
    "difference_cumulative",
    "life_cycle",
    "life_cycle_customers",
    "j_curve",
    "j_curve_whole",
    "cash",
    "retention",
    "whale",
    "products",
    "funnel",
)
VALIDATED = (gym, FIVE, of_one)
"""Altair's check of a chart against its schema takes long, and these have all kinds of charts."""
Made = Callable[[], StrategyRun]


def by_name(run: StrategyRun) -> dict[str, Figure]:
    return {figure.name: figure for figure in told_of(run).figures}


@RUNS
def test_every_chart_is_there_or_says_why_it_is_not(made: Made) -> None:
    found = by_name(made())
    missing = set(ASKED_FOR) - set(found) - {"difference_cumulative"}
    assert not missing
    for figure in found.values():
        assert (figure.chart is None) == bool(figure.missing), figure.name


@RUNS
def test_every_chart_is_a_valid_one_of_few_rows_that_carries_the_runs_hash(made: Made) -> None:
    run = made()
    for figure in by_name(run).values():
        if figure.chart is None:
            continue
        spec = figure.chart.to_dict(validate=made in VALIDATED)
        rows = max(len(rows) for rows in spec["datasets"].values())
        assert 0 < rows < 5000
        assert run.material.run_hash in spec["title"]["subtitle"]


@RUNS
def test_every_chart_has_its_words(made: Made) -> None:
    for figure in by_name(made()).values():
        if figure.chart is not None:
            assert [label for label, _ in figure.words] == [
                "What it shows",
                "Units",
                "Interval",
                "Trap avoided",
            ]
            assert len(figure.alt) > 40
            assert "nan" not in figure.alt


def test_every_strategy_has_a_colour_a_dash_and_its_name_beside_its_line() -> None:
    comparison = gym(5)
    spec = by_name(comparison)["life_cycle"].chart
    assert isinstance(spec, LayerChart)
    text = spec.to_json()
    for name in comparison.lived.facts.strategies:
        assert name.replace("_", " ") in text
    labels = [layer for layer in spec.to_dict()["layer"] if "label-" in layer.get("name", "")]
    assert labels


def test_dashes_and_colours_tell_many_strategies_apart() -> None:
    names = [f"s{k}" for k in range(20)]
    colours = colour_of(names).to_dict()["range"]
    dashes = [tuple(dash) for dash in dash_of(names).to_dict()["range"]]
    pairs = list(zip(colours, dashes, strict=True))
    assert len(set(pairs)) == len(names)
    assert len(set(dashes[: len(DASHES)])) == len(DASHES)


def test_lines_that_are_estimates_have_bands_where_the_folder_knows_them() -> None:
    found = by_name(gym())
    lines = ("life_cycle", "life_cycle_customers", "j_curve", "j_curve_whole", "products", "funnel")
    for name in (*WITH_BANDS, *lines):
        assert found[name].data["low"].notna().any(), name
        assert "95 %" in found[name].band
    steps = found["waterfall"].data.query("kind != 'whole'")
    assert (steps["least"] < steps["most"]).any()
    assert steps["within"].str.startswith("[").all()


def test_people_of_several_ages_have_a_band_by_age() -> None:
    assert by_name(of_several_ages())["life_cycle"].data["low"].notna().any()


def test_an_interval_that_is_not_known_is_said_to_be_so() -> None:
    found = by_name(written_before())
    assert "before it kept groups of people by age" in found["life_cycle"].band
    assert "before it kept groups of people by tenure" in found["j_curve"].band
    assert found["products"].band.startswith("None")
    assert found["waterfall"].band.startswith("None for a single step")
    assert found["waterfall"].data["least"].isna().all()
    assert all("95 %" in found[name].band for name in WITH_BANDS)


def test_of_one_strategy_there_is_no_difference_to_show() -> None:
    found = by_name(alone())
    assert "Only one strategy" in found["waterfall"].missing
    assert "Only one strategy" in found["difference"].missing


def test_where_nobody_is_won_the_charts_of_customers_say_so() -> None:
    found = by_name(nobody_at_all())
    for name in ("j_curve", "retention", "whale", "funnel"):
        assert "No strategy won a customer" in found[name].missing


def test_a_whale_curve_of_losses_speaks_of_no_shares_of_profit() -> None:
    definition = by_name(losing())["whale"].definition
    assert "all together less than nothing" in definition
    assert "best tenth" not in definition


def test_the_waterfall_adds_up_to_the_minor_unit() -> None:
    comparison = gym()
    rows = by_name(comparison)["waterfall"].data
    whole = rows[rows["kind"] == "whole"]
    steps = rows[rows["kind"] != "whole"]
    change = round(100 * (whole["change"].iloc[1] - whole["change"].iloc[0]))
    assert sum(round(100 * step) for step in steps["change"]) == change
    assert change == comparison.findings.pairs[0].bridge.shown


def test_the_outer_bars_of_the_waterfall_are_the_values_of_the_table() -> None:
    for made in (gym, losing):
        comparison = made()
        rows = by_name(comparison)["waterfall"].data
        pair = comparison.findings.pairs[0]
        shown = rows[rows["kind"] == "whole"]["words"].tolist()
        table = comparison.table()["value"]
        exact = [table["value_per_person", name] for name in (pair.second, pair.first)]
        assert shown == [money(value, "EUR") for value in exact]


def test_each_further_rival_has_a_waterfall_and_a_difference_of_its_own() -> None:
    found = by_name(gym(5))
    for number in (2, 3, 4):
        assert f"waterfall_{number}" in found
        assert f"difference_{number}" in found


def test_the_rate_at_which_the_lead_changes_is_marked_and_told() -> None:
    comparison = gym(3)
    for pair in comparison.findings.pairs:
        for flip in pair.flips:
            told = f"{100 * (flip.rate.value or 0):.1f} %"
            assert told in by_name(comparison)["rates"].trap


def test_charts_of_many_runs_say_what_they_need() -> None:
    names = {"two_parameter_map", "tornado", "many_runs", "one_life"}
    assert {figure.name for figure in OF_MANY_RUNS} == names
    assert all("run" in figure.missing for figure in OF_MANY_RUNS)


def test_every_experiment_is_named_once_as_what_draws_them() -> None:
    said = " ".join(figure.missing for figure in OF_MANY_RUNS)
    for command in ("sweep", "drivers", "uncertainty", "flip", "levers", "tune"):
        assert said.count(f"`sim {command}`") == 1
    assert said.count("`sim compare --replications`") == 1


def test_a_chart_is_altairs_own_object_by_its_name() -> None:
    comparison = gym()
    assert isinstance(comparison.chart("j_curve"), LayerChart)
    assert set(comparison.chart_names) >= set(ASKED_FOR) - {"waterfall"}
    with pytest.raises(KeyError, match="there is no chart 'jcurve': there are"):
        comparison.chart("jcurve")
    with pytest.raises(ValueError, match="waterfall: Only one strategy"):
        alone().chart("waterfall")
