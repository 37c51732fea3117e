"""Claims about what is said of many turning points, and about their charts."""

import json

import pytest

from reports.charts.turning import each_chart, turning_chart
from reports.experiments.turning import change_said, each_sentence, each_sheets, each_told
from reports.pictures import png
from sim.experiments.flip_each import Answer, TurningPoints
from sim.experiments.lever import Lever
from sim.experiments.runs.catalogue import Catalogue
from sim.experiments.runs.request import request_of
from sim.scenario.units import AMOUNT, CHANCE, LOG_ODDS, MONTHS, Unit
from tests.experiments.test_flip_each import FEE, OPEN, Lines, found, world


def test_a_board_can_use_the_sentence() -> None:
    assert each_sentence(found()) == (
        "Of 5 numbers moved one at a time, 2 flip the lead of one over other; the smallest change "
        "is that of products.account.fee from £60 to £50 (95 % interval £49 to £51; 12 % of what "
        "is believed of it). Of the others 1 flips it nowhere in its range and 2 have "
        "no effect."
    )


def test_one_seed_and_an_unsure_lead_are_said_beside_it() -> None:
    assert each_sentence(found(seeds=1)).endswith("One seed gives no interval; take two or more.")
    near = found(seeds=3).now
    through_zero = type(near)(near.value, -1.0, near.high, near.n)
    unsure = TurningPoints(**{**vars(found()), "now": through_zero})
    assert "Today's lead is not sure: its 95 % interval, −£1.00 to" in each_sentence(unsure)


def test_the_table_says_change_and_share_and_why_there_is_none() -> None:
    table, kept, missing = each_sheets(found(runner=Lines((OPEN,))))
    assert table.rows == ((FEE, "£60", "£50", "£49 to £51", "−£10 (12 %)"),)
    assert kept.rows[0][1:] == ("£12", "£0 to £20", "none within range")
    assert kept.rows[1][3] == "no effect"
    assert kept.notes == ()
    (note,) = each_sheets(found(seeds=1))[1].notes
    assert note.startswith("At some value tried the 95 % interval of the lead holds zero: ")
    assert missing.rows[0][0] == OPEN
    assert "no memory" in missing.rows[0][1]


@pytest.mark.parametrize(
    ("unit", "change", "said"),
    [
        (CHANCE, 0.012, "+1.20 points"),
        (CHANCE, -0.25, "−25.0 points"),
        (AMOUNT, -119.0, "−£119"),
        (MONTHS, 5.0, "+5 months"),
        (LOG_ODDS, -0.25, "−0.2500"),
    ],
)
def test_a_change_is_said_in_the_numbers_own_unit(unit: Unit, change: float, said: str) -> None:
    high = 600.0 if unit is AMOUNT else 0.5
    assert change_said(Lever("a", unit, "GBP", 2, 0.1, 0.0, high), change) == said


def test_the_chart_has_a_point_for_each_number_that_flips_the_lead() -> None:
    figure = each_chart(found())
    assert list(figure.data["number"]) == [FEE, OPEN]
    assert list(figure.data["share"]) == pytest.approx([-10 / 80, 20 / 80])
    assert figure.data["low"][0] < figure.data["share"][0] < figure.data["high"][0]
    assert png(figure).startswith(b"\x89PNG")
    none = TurningPoints(**{**vars(found()), "moved": found().of(Answer.NONE)})
    assert each_chart(none).missing == "No number flips the lead within its range."


def test_the_line_has_every_value_that_was_tried_and_rings_the_turning_point() -> None:
    point = found().moved[0].point
    assert point is not None
    figure = turning_chart(point)
    assert list(figure.data["x"]) == [each.x for each in point.evaluations]
    assert figure.chart is not None
    drawn = json.dumps(figure.chart.to_dict(validate=False), ensure_ascii=False)
    for words in ("turns at £50", "today: £60"):
        assert words in drawn
    assert "It changes hands at £50." in figure.trap
    assert png(figure).startswith(b"\x89PNG")


def test_the_page_holds_the_charts_and_the_tables_of_numbers_that_flip_the_lead() -> None:
    asked = world()
    request = request_of("flip", asked, {}, 3, "seeds")
    contents = each_told(found(), request, Catalogue().rows(), asked)
    assert [figure.name for figure in contents.figures] == [
        "turning_each",
        "turning_1",
        "turning_2",
    ]
    assert len(contents.tables) == 4
