"""Runs to make reports of: any number of strategies, any names, people few or unprofitable."""

from dataclasses import replace
from functools import cache
from typing import Any

import yaml

import sim
from reports.comparison import Comparison, StrategyRun
from reports.contents import Contents, contents
from sim.scenario import Scenario, load_text, tables_of

HINDI = "जीवन भर का बैंक: किसे जीतें, कैसे?"
URDU = ("بچپن_سے_گاہک", "صرف_بالغ")
HOSTILE = "</script><script>document.title='broken'</script> <b>& \"quoted\" {{ 7 * 7 }}"

GYM = """
scenario: 1
title: A gym in a university town
about: Is it worth winning students?
currency: EUR
start: 2026-01
years: 12
people: 240
seed: 7
discount_rate: 8%
life: {stages: {student: {from: 18}, worker: {from: {normal: [24, 1.5]}}}}
segments: {near: {share: 50%}, far: {share: 50%, behaviour: {churn: {per_year: 40%}}}}
behaviour: {churn: {per_year: {student: 30%, worker: 20%}}}
products:
  membership: {kind: account, need: {student: 40%, worker: 15%},
    wins: {customer: 90%, stranger: 20%}, fee: 360, costs: {open: 15, yearly: 140}}
  coaching: {kind: purchase, need: {worker: 10%}, wins: {customer: 60%}, per_year: 10, basket: 55,
    margin: 40%, response: 10%}
strategies: {}
uncertain: {products.membership.fee: {uniform: [300, 420]}}
sources: {behaviour.churn.per_year: {from: "a guess | not <a> count", confidence: assumed,
    range: [10%, 40%], note: "to be replaced"}}
"""

OPEN_DOOR = {"offers": ["membership"], "about": "Wait for who comes."}


def campus(cost: float) -> dict[str, Any]:
    """Recruiting students at a cost."""
    reach = {"reach": "50%", "cost": cost, "takes": "25%", "incentive": 40, "opens": "membership"}
    return {"offers": "all", "acquire": {"student": reach}, "contact": {"per_year": 4, "cost": 0.5}}


STRATEGIES = {
    "open_door": OPEN_DOOR,
    "campus": campus(4),
    "dear_campus": campus(30),
    "campus_by_the_station": campus(8),
    "nobody": {"offers": []},
}


CAFE = """
scenario: 1
title: A card for whom?
currency: AUD
start: 2025-07
years: 4
people: 300
seed: 9
discount_rate: 12%
life: {enter: {age: 35}, mortality: {per_year: 5%}, stages: {worker: {from: 18}}}
behaviour:
  churn: {per_year: 25%, satisfaction: -3}
  choice: {price: 0.05, satisfaction: 2}
  satisfaction:
    {market: 75%, half_life: 6 months, failures_per_purchase: 3%, voiced: 50%, harm: 0.03}
  buying: {frequency: {gamma: [0.8, 0.8]}}
products:
  coffee: {kind: purchase, need: 60%, wins: {customer: 95%, stranger: 30%}, per_year: 60,
    share_of_wallet: 50%, basket: {each: {lognormal: [6, 0.35]}}, margin: 50%}
firm: {cash: {credit_line_per_person: 1, credit_rate: 12%}}
strategies: {}
"""
CARD = {"discount": "10%", "free_item_per_week": 2, "per_year": 5, "ease": 0.1, "keeps": -0.2}
SERVICE = {"quality": "80%", "puts_right": "90%", "cost_per_incident": 2}
STAFF = {
    "per_1000_customers": 2,
    "minutes_per_incident": 30,
    "cost_per_year": 20_000,
    "training_per_year": 400,
    "cost_to_train": 1_500,
    "turnover": "60%",
    "trained": "90%",
    "untrained_quality": "70%",
}
LEAFLETS = {"worker": {"reach": "60%", "cost": 12, "takes": "20%", "opens": "coffee"}}
CAFE_STRATEGIES: dict[str, dict[str, Any]] = {
    "heavy_buyers": {
        "offers": "all",
        "service": SERVICE,
        "staff": STAFF,
        "acquire": LEAFLETS,
        "loyalty": {**CARD, "join": {"top": "10%"}, "reviewed": "3 months"},
        "funding": ["acquire", "loyalty"],
    },
    "everyone": {"offers": "all", "service": dict(SERVICE), "loyalty": {**CARD, "join": "all"}},
    "no_card": {"offers": "all"},
}


def scenario(count: int = 2, **changes: Any) -> Scenario:
    """The gym with its first so many strategies, and some words replaced."""
    data = yaml.safe_load(GYM)
    data["start"] = "2026-01"
    data["strategies"] = dict(list(STRATEGIES.items())[:count])
    text = yaml.safe_dump(data | changes, allow_unicode=True, sort_keys=False)
    return load_text(text, name="gym.yaml", read_table=tables_of({}))


def named(first: str, second: str, title: str) -> Scenario:
    """Two strategies of these names, under a title."""
    return scenario(title=title, strategies={first: campus(4), second: OPEN_DOOR})


@cache
def gym(count: int = 2) -> Comparison:
    """The gym under so many strategies."""
    return sim.compare(scenario(count), threads=1)


@cache
def alone() -> StrategyRun:
    """One strategy alone."""
    return sim.run(scenario(), "campus", threads=1)


@cache
def losing() -> Comparison:
    """Customers who cost more than they bring, throughout."""
    products = yaml.safe_load(GYM)["products"]
    products["membership"]["costs"]["yearly"] = 900
    return sim.compare(scenario(products=products), threads=1)


@cache
def winning_nobody() -> Comparison:
    """A strategy that wins nobody, against one that does."""
    both = {"nobody": {"offers": []}, "campus": campus(4)}
    return sim.compare(scenario(strategies=both), threads=1)


@cache
def nobody_at_all() -> Comparison:
    """Two strategies that win nobody."""
    both = {"nobody": {"offers": []}, "reaching_in_vain": {"offers": ["coaching"]}}
    return sim.compare(scenario(strategies=both, people=30), threads=1)


@cache
def in_other_scripts() -> Comparison:
    """A title in Hindi and names of strategies in Urdu, which is written from right to left."""
    return sim.compare(named(*URDU, HINDI), threads=1)


@cache
def hostile() -> Comparison:
    """A title that would be a program, were it not escaped."""
    return sim.compare(named("a", "b", HOSTILE), threads=1)


@cache
def of_several_ages() -> Comparison:
    """People who enter later, so that people of several ages live at once."""
    life = yaml.safe_load(GYM)["life"] | {"enter": {"arrivals_per_year": 20}}
    return sim.compare(scenario(life=life, people=100), threads=1)


@cache
def written_before() -> Comparison:
    """The gym, from a folder written when only money by the month was kept by group."""
    lived = gym().lived
    frames = replace(
        lived.frames,
        group_ledger=None,
        group_months=None,
        group_tenure=None,
        group_ages=None,
        months=lived.frames.months.drop(columns="responses_kept"),
    )
    return Comparison(replace(lived, frames=frames))


@cache
def of_a_hundred() -> Comparison:
    """A hundred people."""
    return sim.compare(scenario(people=100), threads=1)


@cache
def of_one() -> Comparison:
    """One person, a year long: there are no intervals."""
    return sim.compare(scenario(people=1, years=1), threads=1)


@cache
def cafe() -> Comparison:
    """A coffee shop that practises more than offers: cards, staff, and counting its cash."""
    data = yaml.safe_load(CAFE)
    data["strategies"] = CAFE_STRATEGIES
    return sim.compare(_cafe(data), threads=1)


@cache
def seven() -> Comparison:
    """The coffee shop with seven cards, whose names are long."""
    data = yaml.safe_load(CAFE)
    data["people"] = 60
    data["strategies"] = {
        f"a_card_for_the_best_{top}_percent": {
            "offers": "all",
            "loyalty": {**CARD, "join": {"top": f"{top}%"}, "reviewed": "3 months"},
        }
        for top in (5, 10, 20, 30, 40, 50, 60)
    }
    return sim.compare(_cafe(data), threads=1)


def _cafe(data: dict[str, Any]) -> Scenario:
    text = yaml.safe_dump(data, sort_keys=False).replace("2025-07-01", "2025-07")
    return load_text(text, name="cafe.yaml", read_table=tables_of({}))


ALL = (
    of_a_hundred,
    of_one,
    gym,
    alone,
    losing,
    winning_nobody,
    nobody_at_all,
    in_other_scripts,
    hostile,
    of_several_ages,
    cafe,
    seven,
)

TOLD: dict[str, Contents] = {}


def told_of(run: StrategyRun) -> Contents:
    """What a report of the run holds, made once."""
    key = run.material.run_hash
    if key not in TOLD:
        TOLD[key] = contents(run.material)
    return TOLD[key]
