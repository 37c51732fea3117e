"""Buying again and again: how often, what a member gets, and what it all brings."""

from typing import TYPE_CHECKING, NamedTuple

from sim.rules.buying import mean_purchases
from sim.rules.chance import Decision
from sim.rules.distributions import quantile_at
from sim.rules.loyalty import free_items
from sim.rules.money import rounded
from sim.rules.purchase import count, sales_margin
from sim.scenario.practices import Join, Stop
from sim.world.ledger import Line
from sim.world.population.holdings import Habit

if TYPE_CHECKING:
    from sim.world.population.person import Person

SALES_MARGIN = int(Line.SALES_MARGIN)
LOYALTY = int(Line.LOYALTY)
PROGRAMMES = int(Line.PROGRAMMES)
PURCHASES = int(Decision.PURCHASES)
BASKET = int(Decision.BASKET)


class Purchases(NamedTuple):
    """The baskets of a month, and how many there would be without the programme of rewards."""

    baskets: list[float]
    anyway: int


def buy(person: "Person", habit: Habit, month: int) -> None:
    """Post what the month's purchases bring and cost."""
    bought = _purchases(person, habit, month)
    number = len(bought.baskets)
    person.bought += number
    if not number:
        return
    record, product = person.record, habit.product
    margin = sum(sales_margin(basket, *habit.margin) for basket in bought.baskets)
    record.post(product, SALES_MARGIN, margin)
    spent = sum(rounded(basket) for basket in bought.baskets)
    record.buy(number, spent)
    if person.ways.rewards.reviewed:
        person.made += number
        person.spent += spent
    _reward(person, habit, month, bought)
    _promote(person, habit, month, bought)


def _purchases(person: "Person", habit: Habit, month: int) -> Purchases:
    u = person.luck(PURCHASES, habit.key, month)
    if not person.firm.attentive:
        number = count(u, habit.monthly)
        return Purchases(_baskets(person, habit, month, number), number)
    number = count(u, _mean(person, habit, month, rewarded=is_rewarded(person)))
    anyway = count(u, _mean(person, habit, month, rewarded=False))
    return Purchases(_baskets(person, habit, month, number), min(anyway, number))


def _mean(person: "Person", habit: Habit, month: int, *, rewarded: bool) -> float:
    """How many purchases a month, as satisfied as the person is, at the prices of the month."""
    ways, market, product = person.ways, person.market, habit.product
    factor = person.signals.frequency[person.nature.segment]
    points = ways.points[product][person.stage]
    if not person.firm.stops(Stop.PROMOTION):
        points += ways.campaign.discount[month] * 100.0
    if rewarded:
        factor *= ways.rewards.ease
        if habit.usual >= ways.rewards.from_basket[month // 12]:
            points += ways.rewards.discount * 100.0
    return mean_purchases(
        habit.monthly,
        person.temper.buying_satisfaction,
        person.feelings.gap,
        factor,
        market.wallet[product],
        person.nature.price,
        points,
        person.temper.choice_satisfaction,
    )


def _baskets(person: "Person", habit: Habit, month: int, number: int) -> list[float]:
    each = habit.each
    if each is None:
        return [habit.basket] * number
    draws = (person.luck(BASKET, habit.key + i, month) for i in range(number))
    drawn = (quantile_at(each.kind, each.first, each.second, u) for u in draws)
    return [
        float(rounded(min(max(amount, each.low), each.high) * habit.basket)) for amount in drawn
    ]


def is_rewarded(person: "Person") -> bool:
    """Whether the person gets what members get."""
    return person.member and not person.firm.stops(Stop.LOYALTY)


def _reward(person: "Person", habit: Habit, month: int, bought: Purchases) -> None:
    """Give a member what is a member's due."""
    rewards, year, number = person.ways.rewards, month // 12, len(bought.baskets)
    if not is_rewarded(person):
        return
    item = rewards.free_item[year]
    given = item * free_items(number, month)
    anyway = item * free_items(bought.anyway, month)
    for place, basket in enumerate(bought.baskets):
        if basket >= rewards.from_basket[year]:
            off = rounded(basket * rewards.discount)
            given += off
            anyway += off if place < bought.anyway else 0
    record = person.record
    record.count("purchases_added", number - bought.anyway)
    record.count("rewards", given)
    record.count("rewards_anyway", anyway)
    record.post(habit.product, LOYALTY, -given)


def _promote(person: "Person", habit: Habit, month: int, bought: Purchases) -> None:
    """Take a promotion's price off every basket, and give its free items away."""
    campaign = person.ways.campaign
    discount, item = campaign.discount[month], campaign.free_item[month]
    if discount == item == 0 or person.firm.stops(Stop.PROMOTION):
        return
    off = sum(rounded(basket * discount) + item for basket in bought.baskets)
    person.record.post(habit.product, PROGRAMMES, -off)


def be_member(person: "Person", month: int) -> None:
    """A month as a member: what membership itself costs, while the firm keeps it up."""
    if is_rewarded(person):
        person.record.count("members")
        person.record.post_due(person.ways.rewards.member_dues[month // 12])


def review_membership(person: "Person") -> None:
    """Become a member, or cease to be one, by what was bought since the last review."""
    join, signals = person.ways.rewards.join, person.signals
    measure = person.made if join == Join.PURCHASES_PER_YEAR else person.spent
    person.member = measure >= signals.joins_from
    person.spent = person.made = 0
