"""Claims about how the parts of a lead are told."""

import pytest

from reports.charts.mixtures import interaction_map, levers_waterfall
from reports.experiments.levers import sentence, sheets
from reports.pictures import svg
from sim.experiments.estimate import Estimate
from sim.experiments.mixtures import Contribution, Interaction, Levers, Mixed, Player

NONE = Estimate(0.0, 0.0, 0.0, 5)
OFFERS = Player(("offers", "acquire"), "strategies.b.offers: nobody can hold it.")
SERVICE, STAFF = Player(("service",)), Player(("staff",))


def around(value: float, half: float = 2.0) -> Estimate:
    return Estimate(value, value - half, value + half, 5)


def found(difference: Estimate | None = None) -> Levers:
    return Levers(
        leader="new_way",
        rival="old_way",
        currency="GBP",
        minor_digits=2,
        seeds=5,
        left_out=(7,),
        worth=(around(130), around(100)),
        difference=difference or around(30),
        shown=(13000, 10000),
        alone=around(50),
        contributions=(
            Contribution(OFFERS, around(40), around(50), around(30), 4000),
            Contribution(STAFF, NONE, NONE, NONE, 0),
            Contribution(SERVICE, around(-10), NONE, around(-20), -1000),
        ),
        interactions=(
            Interaction(OFFERS, SERVICE, around(-20)),
            Interaction(OFFERS, STAFF, around(1)),
            Interaction(STAFF, SERVICE, NONE),
        ),
        mixtures=(Mixed((), around(100)), Mixed(OFFERS.parts, around(150))),
    )


def test_a_board_can_use_the_sentence() -> None:
    assert sentence(found()) == (
        "New way is worth £30.00 more per person than old way (95 % interval £28.00 to £32.00). "
        "Of that, offers + acquire bring £40.00 [£38.00, £42.00] and service brings −£10.00 "
        "[−£12.00, −£8.00]. Nothing hangs on staff. Each part alone, they would bring £50.00 "
        "[£48.00, £52.00] in all."
    )


def test_a_difference_that_is_not_sure_is_said_to_be() -> None:
    assert sentence(found(around(1))).endswith("its interval holds zero.")
    assert sentence(found(Estimate(1.0, None, None, 1))).endswith("take two or more.")
    assert "£3.00 less per person than old way" in sentence(found(around(-3, 1)))


def test_the_table_adds_up_and_says_what_was_merged() -> None:
    division = sheets(found())[0]
    assert [row[1] for row in division.rows] == [
        "£100.00",
        "+£40.00",
        "£0.00",
        "−£10.00",
        "£130.00",
        "+£30.00",
    ]
    assert any(note.startswith("Offers + acquire move together") for note in division.notes)


def test_the_waterfall_draws_the_steps_between_the_two_worths() -> None:
    rows = levers_waterfall(found(), "abc").data
    assert rows["label"].tolist() == ["old way", "offers + acquire", "staff", "service", "new way"]
    assert rows["end"].tolist() == [100, 140, 140, 130, 130]
    assert rows["least"].tolist()[1] == pytest.approx(138)
    assert rows["words"].tolist() == ["£100.00", "+£40.00", "£0.00", "−£10.00", "£130.00"]
    assert b"offers + acquire" in svg(levers_waterfall(found(), "abc"))


def test_the_map_has_a_cell_for_every_pair_and_a_dot_where_zero_may_be() -> None:
    figure = interaction_map(found(), "abc")
    assert figure.data["words"].tolist() == ["−£20.00", "+£1.00 ·", "£0.00 ·"]
    assert figure.data["down"].tolist() == ["service", "staff", "service"]
    assert "offers + acquire with service −£20.00" in figure.alt
    assert svg(figure)
