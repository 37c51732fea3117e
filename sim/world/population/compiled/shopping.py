"""Buying again and again: how often, what a member gets, and what it all brings."""

from sim.rules.buying import mean_purchases
from sim.rules.chance import Decision
from sim.rules.compiled import constant, once, part
from sim.rules.distributions import quantile_of
from sim.rules.loyalty import free_items
from sim.rules.money import rounded
from sim.rules.purchase import count as purchases
from sim.rules.purchase import sales_margin
from sim.world.books import COUNTS
from sim.world.ledger import Line
from sim.world.population.compiled.books import Books, count, counts, post
from sim.world.population.compiled.person import Me, holding_of, is_rewarded, luck, satisfaction
from sim.world.population.compiled.world import (
    FIXED,
    World,
    campaign_discounts,
    campaign_items,
    cell_of,
    price_of,
    product_of,
    segment_of,
    year_of,
)

PURCHASES = constant(Decision.PURCHASES)
BASKET = constant(Decision.BASKET)
SALES_MARGIN = constant(Line.SALES_MARGIN)
LOYALTY = constant(Line.LOYALTY)
PROGRAMMES = constant(Line.PROGRAMMES)
BOUGHT = constant(COUNTS.index("purchases"))
ADDED = constant(COUNTS.index("purchases_added"))
REVENUE = constant(COUNTS.index("revenue"))
BUYERS = constant(COUNTS.index("buyers"))
BUYERS_AGAIN = constant(COUNTS.index("buyers_again"))
REWARDS = constant(COUNTS.index("rewards"))
REWARDS_ANYWAY = constant(COUNTS.index("rewards_anyway"))


@once
def buy(world: World, books: Books, me: Me, product: int, start: int, end: int) -> None:
    """Post what the purchases of months on end bring and cost."""
    for month in range(start, end):
        u = luck(world, me, PURCHASES, product_of(world, product).key, month)
        mean = anyway_mean = holding_of(me, product).monthly
        rewarded = is_rewarded(world, me)
        if world.attentive:
            mean = _mean(world, me, product, month, rewarded)
            anyway_mean = _mean(world, me, product, month, False)
        number = purchases(u, mean)
        if number > 0:
            anyway = min(purchases(u, anyway_mean), number)
            _buy_baskets(world, books, me, product, month, number, anyway, rewarded)


@part
def _mean(world: World, me: Me, product: int, month: int, rewarded: bool) -> float:
    """How many purchases a month, as satisfied as the person is, at the prices of the month."""
    segment, holding = segment_of(world, me.segment), holding_of(me, product)
    factor, points = segment.promotions, cell_of(world, product, me.stage).points
    if not world.no_promotion:
        points += float(campaign_discounts(world)[month]) * 100.0
    if rewarded:
        factor *= world.ease
        if holding.usual >= year_of(world, month).from_basket:
            points += world.discount * 100.0
    return mean_purchases(
        holding.monthly,
        segment.buying_satisfaction,
        satisfaction(world, me, month) - segment.market,
        factor,
        product_of(world, product).wallet,
        me.price,
        points,
        segment.choice_satisfaction,
    )


@part
def _buy_baskets(
    world: World,
    books: Books,
    me: Me,
    product: int,
    month: int,
    number: int,
    anyway: int,
    rewarded: bool,
) -> None:
    """Fill so many baskets; ``anyway`` of them would be filled without the rewards of members."""
    margin, better_by = price_of(world, product, month).margin, _better_by(world, me, product)
    year, off = year_of(world, month), 0.0
    item = 0
    if not world.no_promotion:
        off, item = float(campaign_discounts(world)[month]), int(campaign_items(world)[month])
    earned = spent = given = given_anyway = promoted = 0
    for place in range(number):
        basket = _basket(world, me, product, month, place)
        earned += sales_margin(basket, margin, better_by)
        spent += rounded(basket)
        promoted += rounded(basket * off) + item
        if rewarded and basket >= year.from_basket:
            reward = rounded(basket * world.discount)
            given += reward
            given_anyway += reward if place < anyway else 0
    post(books, me, month, product, SALES_MARGIN, earned)
    _buy_in_year(books, me, month, number)
    me.purchases += number
    me.revenue += spent
    me.bought += number
    counts(books, BOUGHT)[month] += number
    counts(books, REVENUE)[month] += spent
    if promoted != 0:
        post(books, me, month, product, PROGRAMMES, -promoted)
    if world.rewarding:
        me.made += number
        me.spent += spent
    if rewarded:
        given += year.free_item * free_items(number, month)
        given_anyway += year.free_item * free_items(anyway, month)
        counts(books, ADDED)[month] += number - anyway
        counts(books, REWARDS)[month] += given
        counts(books, REWARDS_ANYWAY)[month] += given_anyway
        post(books, me, month, product, LOYALTY, -given)


@part
def _buy_in_year(books: Books, me: Me, month: int, number: int) -> None:
    """Be counted among the buyers of the year, once, and among those who buy again, once."""
    year, first = month // 12, month - month % 12
    before = me.buys if me.buys_year == year else 0
    me.buys_year, me.buys = year, before + number
    if before == 0:
        count(books, BUYERS, first)
    if before < 2 and me.buys >= 2:
        count(books, BUYERS_AGAIN, first)


@part
def _better_by(world: World, me: Me, product: int) -> float:
    return cell_of(world, product, me.stage).better_by


@part
def _basket(world: World, me: Me, product: int, month: int, place: int) -> float:
    """What is spent at a purchase of the month."""
    terms, times = product_of(world, product), holding_of(me, product).basket
    if terms.each == FIXED:
        return times
    u = luck(world, me, BASKET, terms.key + place, month)
    drawn = quantile_of(terms.each, terms.each_first, terms.each_second, u)
    return float(rounded(min(max(drawn, terms.each_low), terms.each_high) * times))
