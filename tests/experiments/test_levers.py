"""Claims about mixtures of two strategies, and the parts to which a lead is put down."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.experiments.mixtures import MixtureError, Player, groups_of, levers
from sim.experiments.mixtures.mixing import mixture_of, strategies_written
from sim.experiments.mixtures.parts import PARTS, differing
from sim.experiments.mixtures.players import coalesced, game_of
from sim.experiments.runs.catalogue import Job
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.point import point_of
from sim.scenario import Scenario
from sim.scenario.models.strategy import Strategy
from tests.experiments.fake_runs import Computed

CLUBS = sim.load(Path(__file__).with_name("two_clubs.yaml"))
TOGETHER = ("offers", "acquire")
PLAYERS = (TOGETHER, ("contact",), ("service",))


@cache
def of_clubs(seeds: int = 3):  # type: ignore[no-untyped-def]
    return levers(CLUBS, Laboratory(), seeds, leader="warm", rival="cold")


def mixed(*parts: str, scenario: Scenario = CLUBS) -> Strategy:
    written = strategies_written(scenario)
    return mixture_of(scenario, written, "warm", "cold", parts).strategies["cold"]


def computed(scenario: Scenario = CLUBS) -> Computed:
    """1 a seed for contact, 10 for service, 100 more for both, and 7 for who offers everything."""

    def worth(job: Job) -> dict[str, float]:
        asked = job.point.scenario
        assert asked is not None
        return {name: value(each, job.seed) for name, each in asked.strategies.items()}

    def value(strategy: Strategy, seed: int) -> float:
        writes, serves = strategy.contact.per_year > 0, strategy.service is not None
        if writes and not serves and seed == 4:
            raise ValueError("it rained")
        together = 100 * (writes and serves)
        return seed * writes + 10 * serves + together + 7 * strategy.offers.everything

    return Computed(worth)


def test_a_mixture_of_all_parts_is_the_other_strategy_to_the_bit() -> None:
    whole = mixture_of(CLUBS, strategies_written(CLUBS), "warm", "cold", PARTS)
    found = Laboratory().measure([point_of(whole, strategies=["cold"])], [3, 4])
    own = Laboratory().measure([point_of(CLUBS)], [3, 4])
    for seed in (3, 4):
        mine = found.at(found.points[0], seed).lived["cold"]  # type: ignore[union-attr]
        theirs = own.at(own.points[0], seed).lived  # type: ignore[union-attr]
        assert mine == theirs["warm"]
        assert mine != theirs["cold"]


def test_a_mixture_has_each_part_from_one_of_the_two() -> None:
    warm, cold = CLUBS.strategies["warm"], CLUBS.strategies["cold"]
    found = mixed("service", "contact")
    assert (found.service, found.contact) == (warm.service, warm.contact)
    assert (found.offers, found.acquire) == (cold.offers, cold.acquire)
    assert mixed() == cold
    assert mixed(*PARTS).model_copy(update={"about": ""}) == warm


def test_a_part_that_the_giver_does_not_write_is_at_its_default() -> None:
    written = strategies_written(CLUBS)
    found = mixture_of(CLUBS, written, "cold", "warm", ["service"]).strategies["warm"]
    assert found.service is None
    assert found.contact == CLUBS.strategies["warm"].contact


def test_overrides_count_and_the_rest_of_the_scenario_stays() -> None:
    asked = sim.override(CLUBS, "strategies.warm.contact.per_year=9", "discount_rate=5%")
    found = mixture_of(asked, strategies_written(asked), "warm", "cold", ["contact"])
    assert found.strategies["cold"].contact.per_year == 9
    assert found.strategies["warm"] == asked.strategies["warm"]
    assert (found.discount_rate, found.products) == (0.05, asked.products)


def test_parts_of_which_a_mixture_is_unsound_are_one_player_with_the_reason() -> None:
    game = game_of(CLUBS, "warm", "cold", [(part,) for part in differing(CLUBS, "warm", "cold")])
    assert tuple(player.parts for player in game.players) == PLAYERS
    assert "nobody can come to hold `account`" in game.players[0].why
    assert game.players[1] == Player(("contact",))
    assert sorted(game.mixtures) == [1, 2, 3, 4, 5, 6]
    assert game.parts_of(0b011) == (*TOGETHER, "contact")


@pytest.mark.parametrize(
    ("count", "unsound", "blocks"),
    [
        (3, [], [0b001, 0b010, 0b100]),
        (3, [0b001, 0b101], [0b011, 0b100]),
        (3, [0b001, 0b110], [0b011, 0b100]),
        (4, [0b0001, 0b0101, 0b1001, 0b1101, 0b1000, 0b1010, 0b1011], [0b0011, 0b1100]),
        (2, [0b01, 0b10], [0b11]),
    ],
)
def test_as_few_parts_are_merged_as_needed(
    count: int, unsound: list[int], blocks: list[int]
) -> None:
    found = coalesced(count, dict.fromkeys(unsound, ""))
    assert found == blocks
    for mixture in unsound:
        assert any(mixture & block not in (0, block) for block in blocks)


def test_a_known_game_is_divided_as_theory_says() -> None:
    runner = computed()
    found = levers(CLUBS, Laboratory(runner=runner), 1, leader="warm", rival="cold")
    by_name = {each.player.name: each for each in found.contributions}
    shares = {name: each.shapley.value for name, each in by_name.items()}
    assert shares == pytest.approx({"offers+acquire": 7, "contact": 53, "service": 60})
    assert by_name["contact"].first.value == pytest.approx(3)
    assert by_name["contact"].last.value == pytest.approx(103)
    assert found.alone.value == pytest.approx(20)
    strongest = found.interactions[0]
    assert {strongest.one.name, strongest.other.name} == {"contact", "service"}
    assert strongest.index.value == pytest.approx(100)
    assert all(each.index.value == pytest.approx(0) for each in found.interactions[1:])


def test_the_steps_shown_add_up_to_the_minor_unit() -> None:
    found = of_clubs()
    high, low = found.shown
    assert low + sum(each.shown for each in found.contributions) == high
    assert high / 100 == pytest.approx(found.worth[0].value, abs=0.0051)
    assert low / 100 == pytest.approx(found.worth[1].value, abs=0.0051)
    total = sum(each.shapley.value for each in found.contributions)
    assert total == pytest.approx(found.difference.value)


def test_the_ends_are_the_strategies_own_worth_and_the_interval_is_over_seeds() -> None:
    found = of_clubs()
    own = Laboratory().measure([point_of(CLUBS)], [3, 4, 5])
    leads = own.leads("warm", "cold")[0]
    assert found.difference.value == pytest.approx(float(np.mean(leads)))
    half = 4.302652729911275 * np.std(leads, ddof=1) / np.sqrt(3)  # t at 97.5 %, 2 d.f.
    assert found.difference.half_width == pytest.approx(half)
    assert found.mixtures[-1].worth == found.worth[0]
    assert (len(found.mixtures), found.mixtures[0].parts) == (8, ())


def test_widening_repeats_no_run_and_gives_what_was_to_be_had_at_once() -> None:
    runner = computed()
    laboratory = Laboratory(runner=runner)
    levers(CLUBS, laboratory, 1, leader="warm", rival="cold")
    made = len(runner.made)
    wider = levers(CLUBS, laboratory, 3, leader="warm", rival="cold")
    assert (made, len(runner.made)) == (7, 21)
    assert len(set(runner.made)) == 21
    assert wider == levers(CLUBS, Laboratory(runner=computed()), 3, leader="warm", rival="cold")


def test_a_seed_of_which_a_run_failed_is_left_out_and_said() -> None:
    found = levers(CLUBS, Laboratory(runner=computed()), 3, leader="warm", rival="cold")
    assert (found.seeds, found.left_out) == (2, (4,))
    assert found.difference.n == 2


def test_parts_of_a_group_are_one_player() -> None:
    groups = groups_of("service+contact")
    laboratory = Laboratory(runner=computed())
    found = levers(CLUBS, laboratory, 1, leader="warm", rival="cold", groups=groups)
    assert [each.player.name for each in found.contributions] == [
        "contact+service",
        "offers+acquire",
    ]
    assert found.contributions[0].shapley.value == pytest.approx(113)
    assert not found.contributions[0].player.why


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("servce+contact", "Did you mean 'service'"),
        ("staff+contact", "`staff` is the same under both strategies"),
        ("service+contact,offers+contact", "`contact` stands twice"),
    ],
)
def test_a_group_that_will_not_do_is_told(groups: str, said: str) -> None:
    with pytest.raises(MixtureError, match=said):
        levers(CLUBS, Laboratory(), 1, leader="warm", rival="cold", groups=groups_of(groups))


def test_strategies_that_do_not_differ_have_nothing_to_divide() -> None:
    cold = strategies_written(CLUBS)["cold"] | {"about": "The same in other words"}
    alike = sim.override(CLUBS, f"strategies.other={json.dumps(cold)}")
    with pytest.raises(MixtureError, match="the same in all parts"):
        levers(alike, Laboratory(), 1, leader="other", rival="cold")


def test_too_many_parts_are_told_with_what_to_merge() -> None:
    with pytest.raises(MixtureError, match=r"2,046 mixtures.*--groups offers\+acquire,"):
        game_of(CLUBS, "warm", "cold", [(part,) for part in PARTS[:11]])
    assert len(PARTS) > 10


def test_how_many_runs_it_takes_is_told_before_they_begin() -> None:
    said: list[str] = []
    levers(CLUBS, Laboratory(runner=computed()), 2, leader="warm", rival="cold", told=said.append)
    assert said == [
        "warm and cold differ in 3 parts (offers+acquire, contact, service): 6 mixtures, 12 runs "
        "under 2 seeds."
    ]


def test_from_python_a_scenario_alone_is_enough() -> None:
    found = sim.levers(CLUBS, seeds=2)
    assert {found.leader, found.rival} == {"warm", "cold"}
    told = found.to_dict()
    assert len(told["contributions"]) == 3
    assert len(told["interactions"]) == 3
    assert sum(each["shown"] for each in told["contributions"]) == pytest.approx(
        (found.shown[0] - found.shown[1]) / 100
    )
