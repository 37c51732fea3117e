"""Claims about the list of a scenario's numbers, and whether moving one can change the verdict."""

import numpy as np
import pytest

import sim
from sim.experiments.assumptions import Answer, Moved, Survey, assumptions_of, ends_of, survey
from sim.experiments.assumptions.moved import worth_of
from sim.experiments.assumptions.noticing import noticing
from sim.experiments.compare import NotComparableError
from sim.experiments.lever import LeverError
from sim.scenario import Scenario
from sim.scenario.values import Distribution
from tests.experiments.test_flip import TWO_ACCOUNTS
from tests.worlds import scenario

FEE = "products.plain.fee"


def two_accounts(**further: object) -> Scenario:
    """Cheap is worth ``2 * (fee - 12) - 20 = 76`` a person, and dear 58."""
    return scenario({**TWO_ACCOUNTS, **further})


def moved(asked: Scenario, path: str) -> Moved:
    (found,) = survey(asked, only=[path]).moved
    return found


def leads(found: Moved) -> list[float]:
    return [round(one.lead.value or 0.0, 6) for one in found.tried]


def test_half_and_double_of_a_number_without_a_range_are_tried_and_the_lead_is_exact() -> None:
    found = moved(two_accounts(), FEE)
    assert [one.value for one in found.tried] == [30, 120]
    assert leads(found) == [2 * (30 - 12) - 20 - 58, 2 * (120 - 12) - 20 - 58]
    assert (found.ends.basis, found.answer) == ("half and double", Answer.FLIPS)


def test_what_is_believed_of_a_number_is_how_far_it_is_moved() -> None:
    found = moved(two_accounts(uncertain={FEE: {"uniform": [52, 70]}}), FEE)
    assert [one.value for one in found.tried] == [52, 70]
    assert (found.ends.basis, found.answer) == ("belief", Answer.KEEPS)
    assert leads(found) == [2, 38]


def test_else_it_is_the_range_of_its_source() -> None:
    sources = {FEE: {"from": "a page", "confidence": "assumed", "range": [45, 90]}}
    found = moved(two_accounts(sources=sources), FEE)
    assert [one.value for one in found.tried] == [45, 90]
    assert (found.ends.basis, found.answer) == ("range", Answer.FLIPS)


def test_a_range_that_cannot_be_of_every_number_its_source_speaks_of_is_not_taken() -> None:
    said = {"from": "a page", "confidence": "assumed", "range": [45, 90]}
    found = moved(two_accounts(sources={"products.plain.*": said}), FEE)
    assert found.ends.basis == "half and double"
    assert found.assumption.origin is not None


def test_a_belief_without_ends_has_those_between_which_95_in_100_of_it_lie() -> None:
    asked = two_accounts(uncertain={FEE: {"normal": [60, 5]}})
    (listed,) = assumptions_of(asked, [FEE])
    ends = ends_of(asked, listed)
    assert [ends.low[0][0], ends.high[0][0]] == [50.2, 69.8]


def test_a_lead_that_is_gone_to_the_penny_may_flip() -> None:
    found = moved(two_accounts(uncertain={FEE: {"uniform": [51, 60]}}), FEE)
    assert leads(found)[0] == 0
    assert found.answer is Answer.MAY_FLIP


def test_a_number_that_nobody_meets_has_no_effect_and_one_of_zero_is_not_moved() -> None:
    asked = two_accounts(behaviour={"churn": {"satisfaction": -2, "price": 0}})
    assert moved(asked, "behaviour.churn.satisfaction").answer is Answer.NO_EFFECT
    zero = moved(asked, "behaviour.churn.price")
    assert (zero.answer, zero.tried) == (Answer.ZERO, ())


def test_a_zero_with_a_range_is_moved() -> None:
    path = "products.rich.ends.per_year"
    asked = two_accounts(uncertain={path: {"uniform": ["0%", "99%"]}})
    found = moved(sim.override(asked, f"{path}=0%"), path)
    assert [one.value for one in found.tried] == [0.99]


def test_where_the_scenario_is_wrong_at_an_end_a_way_back_is_tried() -> None:
    """An age of the later stage below that of the first is refused."""
    path = "life.stages.adult.from"
    asked = two_accounts(uncertain={path: {"uniform": [17, 18.2]}})
    found = moved(asked, path)
    assert [one.value for one in found.tried] == [pytest.approx(18.0125), 18.2]


def test_the_other_segments_make_room_for_a_share() -> None:
    three = {"a": {"share": "50%"}, "b": {"share": "30%"}, "c": {"share": "20%"}}
    asked = two_accounts(segments=three)
    (listed,) = assumptions_of(asked, ["segments.a.share"])
    _, overrides = ends_of(asked, listed).low[0]
    shares = {n: part.share for n, part in sim.override(asked, *overrides).segments.items()}
    assert shares == pytest.approx({"a": 0.25, "b": 0.45, "c": 0.3})
    assert moved(asked, "segments.a.share").answer is Answer.NO_EFFECT


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("{lognormal: [60, 0.5]}", Distribution("lognormal", 30, 0.5), 120),
        ("{gamma: [4, 60]}", Distribution("gamma", 4, 30), 120),
        ("{uniform: [40, 80]}", Distribution("uniform", 20, 40), 80),
    ],
)
def test_a_distribution_between_people_is_moved_by_its_middle(
    written: str, low: Distribution, high: float
) -> None:
    asked = two_accounts()
    path = "products.plain.balance"
    (listed,) = assumptions_of(sim.override(asked, f"{path}={written}"), [path])
    ends = ends_of(asked, listed)
    assert ends.low[0][0] == low
    assert high in (ends.high[0][0].first, ends.high[0][0].second)


def test_a_beta_is_moved_by_the_odds_of_its_mean() -> None:
    path = "behaviour.churn.per_year"
    (listed,) = assumptions_of(sim.override(two_accounts(), f"{path}={{beta: [3, 6]}}"), [path])
    ends = ends_of(two_accounts(), listed)
    assert ends.high[0][0] == Distribution("beta", 4.5, 4.5)


def test_a_strategys_number_is_lived_anew_under_that_strategy_alone_and_gives_the_same() -> None:
    asked = sim.load("tests/cli/two_fees.yaml")
    path = "strategies.reaching_out.acquire.adult.takes"
    found = moved(asked, path)
    for one in found.tried:
        worth = worth_of(sim.override(asked, f"{path}={one.value}"), tuple(asked.strategies))
        assert one.lead.value == pytest.approx(
            float(np.mean(worth["reaching_out"] - worth["waiting"]))
        )


def test_who_does_not_notice_a_number_is_worth_the_same_to_the_bit() -> None:
    """Every number of every product, moved at once under the strategies that never offer it."""
    asked = sim.load("hsbc", people=40, years=40)
    unnoticed = [
        each
        for each in assumptions_of(asked, ["products"])
        if noticing(asked, each.path) == ("customer_centric",)
    ]
    assert len({each.path.split(".")[1] for each in unnoticed}) > 5
    ways = [ends_of(asked, each).low for each in unnoticed]
    overrides = [override for way in ways if way for override in way[-1][1]]
    before, after = (
        worth_of(each, tuple(asked.strategies)) for each in (asked, sim.override(asked, *overrides))
    )
    assert np.array_equal(before["customer_focused"], after["customer_focused"])
    assert not np.array_equal(before["customer_centric"], after["customer_centric"])


def test_a_strategy_whose_offers_change_and_a_product_that_is_held_are_always_lived_anew() -> None:
    asked = sim.load("hsbc", people=40)
    held = sim.override(asked, "opening_book={share: 5%, holds: [mortgage]}")
    assert len(noticing(held, "products.mortgage.term")) == 2
    change = "[{from: 2030-01, set: {offers: all}}]"
    changed = sim.override(asked, f"strategies.customer_focused.changes={change}")
    assert len(noticing(changed, "products.mortgage.term")) == 2


def test_the_lead_is_that_over_the_rival_who_comes_closest() -> None:
    """Dear is worth 53 with its incentive, the third 58 less its own."""
    path = "strategies.third.acquire.new.incentive"
    opens = {"reach": "100%", "takes": "100%", "opens": "rich"}
    further: dict[str, object] = {
        "strategies.dear.acquire.new.incentive": 5,
        "strategies.third": {"offers": ["rich"], "acquire": {"new": {**opens, "incentive": 10}}},
        "uncertain": {path: {"uniform": [0, 20]}},
    }
    found = moved(two_accounts(**further), path)
    assert [one.rival for one in found.tried] == ["third", "dear"]
    assert leads(found) == [76 - 58, 76 - 53]


def test_processes_change_no_result() -> None:
    asked = sim.load("tests/cli/two_fees.yaml", people=20)
    one, two = (survey(asked, only=["products"], workers=workers) for workers in (1, 2))
    assert [each.tried for each in one.moved] == [each.tried for each in two.moved]


def test_progress_is_told_of_every_world() -> None:
    told: list[tuple[int, int]] = []
    survey(two_accounts(), only=["products.plain"], progress=lambda *far: told.append(far))
    assert told == [(place + 1, len(told)) for place in range(len(told))]


def test_numbers_are_chosen_by_path_by_what_is_above_or_by_pattern() -> None:
    def paths(*only: str) -> list[str]:
        return [each.path for each in assumptions_of(two_accounts(), only)]

    assert paths(FEE) == [FEE]
    costs = ["products.plain.costs.open", "products.plain.costs.yearly"]
    assert paths("products.plain") == [FEE, *costs]
    assert paths("products.*.fee") == [FEE, "products.rich.fee"]
    assert "people" not in paths()
    with pytest.raises(LeverError, match="Did you mean"):
        paths("products.plain.fe")


def test_a_list_alone_lets_nobody_live_and_needs_no_second_strategy() -> None:
    alone = scenario({"discount_rate": "5%"})
    found = survey(alone, verdict=False)
    assert found.leader is None
    assert {each.answer for each in found.moved} == {Answer.NOT_ASKED}
    with pytest.raises(NotComparableError):
        survey(alone)


def test_numbers_without_a_source_are_counted() -> None:
    sources = {FEE: {"from": "a page", "confidence": "assumed"}}
    found: Survey = survey(two_accounts(sources=sources), verdict=False)
    bare = {each.assumption.path for each in found.unsourced}
    assert bare == {each.assumption.path for each in found.moved} - {FEE}
