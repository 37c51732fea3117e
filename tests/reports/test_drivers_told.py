"""Claims about how it is told what drives a lead."""

from dataclasses import replace

import pytest

from reports.charts.drivers.morris import morris_plane, short_names
from reports.charts.drivers.sobol import sobol_bars
from reports.charts.drivers.tornado import tornado_chart
from reports.experiments.drivers import sentence, sheets
from reports.pictures import svg
from sim.experiments.assumptions import Assumption
from sim.experiments.drivers import Bar, Driver, Effect, Indices, Moved, Screening, Share, Tornado
from sim.experiments.drivers.numbers import End
from sim.experiments.estimate import Estimate
from sim.scenario.units import AMOUNT, SHARE

FEE, QUALITY, OTHER = "products.account.fee", "strategies.a.service.quality", "discount_rate"


def around(value: float, half: float = 2.0) -> Estimate:
    return Estimate(value, value - half, value + half, 5)


def driver(path: str, low: float, high: float, unit: object = SHARE) -> Driver:
    assumption = Assumption(path, unit, (low + high) / 2, "", None, None)  # type: ignore[arg-type]
    return Driver(assumption, "belief", End(low, ()), End(high, ()))


def bar(who: Driver, low: float, high: float, lead: float = 20.0) -> Bar:
    ends = [
        Moved(end.value, around(effect), around(lead + effect))
        for end, effect in ((who.low, low), (who.high, high))
        if end is not None
    ]
    return Bar(who, *ends)


MONEY = driver(FEE, 10, 80, AMOUNT)
SERVED, RATE = driver(QUALITY, 0.5, 0.9), driver(OTHER, 0.06, 0.1)
IDLE = Bar(RATE, *(Moved(v, Estimate(0.0, 0.0, 0.0, 5), around(20)) for v in (0.06, 0.1)))
KNOWN = {"leader": "a", "rival": "b", "currency": "GBP", "minor_digits": 2, "seeds": 5}
TORNADO = Tornado(
    **KNOWN,  # type: ignore[arg-type]
    lead=around(20),
    bars=(bar(MONEY, -30, 15), bar(SERVED, -5, 5), IDLE),
    failed=0,
)
PLANE = Screening(
    **KNOWN,  # type: ignore[arg-type]
    trajectories=9,
    left_out=1,
    lead=around(20),
    effects=(
        Effect(MONEY, around(40), 40.0, 5.0),
        Effect(SERVED, around(10), -1.0, 14.0),
        Effect(RATE, Estimate(0.0, 0.0, 0.0, 9), 0.0, 0.0),
    ),
)
SHARES = Indices(
    **KNOWN,  # type: ignore[arg-type]
    samples=64,
    left_out=0,
    lead=around(20),
    mean=18.0,
    spread=12.0,
    shares=(
        Share(MONEY, around(0.6, 0.1), around(0.8, 0.1)),
        Share(SERVED, around(-0.01, 0.02), around(0.3, 0.1)),
    ),
)


def test_a_tornado_says_what_the_lead_hangs_on_and_where_it_changes_hands() -> None:
    assert sentence(TORNADO) == (
        "The lead of a over b is £20.00 per person today (95 % interval £18.00 to £22.00). It "
        "hangs most on products.account.fee: −£10.00 at £10 and £35.00 at £80. Next comes "
        "strategies.a.service.quality. The lead changes hands with products.account.fee at £10."
    )


def test_a_lead_that_no_number_turns_is_said_to_keep() -> None:
    keeps = Tornado(
        **KNOWN,  # type: ignore[arg-type]
        lead=around(20),
        bars=(bar(SERVED, -5, 5),),
        failed=0,
    )
    assert sentence(keeps).endswith("No number alone makes it change hands within its range.")
    idle = Tornado(**KNOWN, lead=around(20), bars=(IDLE,), failed=0)  # type: ignore[arg-type]
    assert sentence(idle).endswith("None of these numbers changes it, to the bit.")
    unsure = Tornado(
        **KNOWN,  # type: ignore[arg-type]
        lead=around(20),
        bars=(bar(SERVED, -19, 5),),
        failed=0,
    )
    assert "It may be gone with strategies.a.service.quality at 50 %" in sentence(unsure)


def test_the_tornado_runs_from_todays_lead_to_the_lead_at_either_end() -> None:
    rows = tornado_chart(TORNADO, "abc").data
    assert rows["from"].tolist() == [20, 20, 20, 20]
    assert rows["to"].tolist() == [-10, 35, 15, 25]
    assert rows["words"].tolist() == ["£10: −£10.00", "£80: £35.00", "50 %: £15.00", "90 %: £25.00"]
    assert rows["least"].tolist() == pytest.approx([-12, 33, 13, 23])
    drawn = svg(tornado_chart(TORNADO, "abc"))
    assert FEE.encode() in drawn
    assert QUALITY.encode() in drawn


def test_the_table_of_a_tornado_has_both_ends_of_all_numbers() -> None:
    (sheet,) = sheets(TORNADO)
    assert [row[0].split("\n")[0] for row in sheet.rows] == [FEE, QUALITY, OTHER]
    assert sheet.rows[0][1] == "£10\n−£30.00\n[−£32.00, −£28.00]"
    assert sheet.rows[0][3] == "£45.00"


def test_screening_says_what_hangs_on_the_others() -> None:
    said = sentence(PLANE)
    assert "moved most by products.account.fee by £40.00 [£38.00, £42.00]" in said
    assert said.endswith(
        "What strategies.a.service.quality does hangs on the other numbers, or turns along the way."
    )
    figure = morris_plane(PLANE, "abc")
    assert figure.data["value"].tolist() == [5, 14, 0]
    assert b"account.fee" in svg(figure)
    assert len(sheets(PLANE)[0].rows) == 3


def test_indices_say_whose_share_it_is_and_what_is_left() -> None:
    said = sentence(SHARES)
    assert "products.account.fee makes 60 % alone and 80 % with others" in said
    assert "All numbers, each alone, make 59 %; the rest they make only together." in said
    figure = sobol_bars(SHARES, "abc")
    assert figure.data["share"].tolist() == [0.6, 0.8, -0.01, 0.3]
    assert svg(figure)


def test_shares_that_add_up_to_more_than_there_is_are_said_to_be_unsure() -> None:
    (first, other), much = SHARES.shares, around(0.9, 0.6)
    many = replace(SHARES, shares=(replace(first, first=much), replace(other, first=much)))
    assert "each alone, add up to 180 %: estimates of so few samples" in sentence(many)
    assert "together." not in sentence(many)


def test_of_many_numbers_that_hang_on_others_the_largest_are_named() -> None:
    tangled = replace(PLANE.effects[0], sigma=90.0)
    said = sentence(replace(PLANE, effects=(tangled,) * 5))
    assert f"What {FEE}, {FEE}, {FEE}, and 2 further numbers do hangs on the other" in said


def test_short_names_tell_numbers_apart() -> None:
    names = short_names(["strategies.a.service.quality", "strategies.b.service.quality"])
    assert names == ["a.service.quality", "b.service.quality"]
