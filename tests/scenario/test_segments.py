"""A segment's behaviour is the scenario's, with whole values replaced."""

from __future__ import annotations

from sim.scenario import behaviour_of
from tests.scenario.examples import read


def test_a_value_of_a_segment_replaces_the_whole_value() -> None:
    churn = behaviour_of(read(), "stayers").churn
    assert churn.per_year.stages == {}
    assert churn.per_year.at("student") == 0


def test_what_a_segment_does_not_give_stays_as_it_is() -> None:
    scenario = read()
    stayers = behaviour_of(scenario, "stayers")
    assert stayers.churn.satisfaction == scenario.behaviour.churn.satisfaction == -3.0
    assert stayers.contact == scenario.behaviour.contact
    assert stayers.after_default == 72


def test_a_segment_that_gives_nothing_behaves_like_everybody() -> None:
    scenario = read()
    assert behaviour_of(scenario, "movers") == scenario.behaviour == behaviour_of(scenario)


def test_a_segment_may_return_a_value_to_its_default() -> None:
    scenario = read(
        ("movers: {share: 65%}", "movers: {share: 65%, behaviour: {after_default: 0 months}}")
    )
    assert behaviour_of(scenario, "movers").after_default == 0
    assert scenario.behaviour.after_default == 72


def test_satisfaction_of_a_segment_starts_at_its_own_market() -> None:
    scenario = read(
        ("    start: 62%\n", ""),
        ("movers: {share: 65%}", "movers: {share: 65%, behaviour: {satisfaction: {market: 40%}}}"),
    )
    satisfaction = behaviour_of(scenario, "movers").satisfaction
    assert (satisfaction.market, satisfaction.start, satisfaction.harm) == (0.4, 0.4, 0.25)
