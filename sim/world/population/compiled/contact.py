"""Contacts: what the firm speaks of, to whom, and what sells."""

from sim.rules.chance import Decision
from sim.rules.compiled import ZERO, constant, once
from sim.rules.contact import (
    best_offer,
    chance_of_response,
    first_of_the_highest,
    mood,
    odds_against,
)
from sim.rules.worth import (
    account_first_year,
    discounted_years,
    loan_first_year,
    purchase_first_year,
)
from sim.scenario.tables import Choose, Kind
from sim.world.books import A_YEAR, COUNTS
from sim.world.happenings import Happening
from sim.world.ledger import Line
from sim.world.market import AT_MOST_MONTHS
from sim.world.population.compiled.books import (
    Books,
    count,
    note,
    odds_against_them,
    post,
    products_spoken_of,
    worths_of_them,
)
from sim.world.population.compiled.holdings import can_switch_to, open_product
from sim.world.population.compiled.person import (
    Me,
    amount,
    base_hazards,
    basket,
    fatigue,
    here,
    holding_of,
    luck,
    moment,
    own,
    satisfaction,
)
from sim.world.population.compiled.world import (
    FIXED,
    World,
    cell_of,
    default_hazards,
    end_hazards,
    pitch_of,
    price_of,
    product_of,
    segment_of,
    year_of,
)

CONTACT_CHOICE = constant(Decision.CONTACT_CHOICE)
RESPONSE = constant(Decision.RESPONSE)
RELEVANT = constant(Decision.RELEVANT)
CONTACTED = constant(Happening.CONTACTED)
CONTACTS_LINE = constant(Line.CONTACTS)
CONTACTS = constant(COUNTS.index("contacts"))
RESPONSES = constant(COUNTS.index("responses"))
LOAN = constant(Kind.LOAN)
PURCHASE = constant(Kind.PURCHASE)
BEST_NEED = constant(Choose.BEST_NEED)
BEST_VALUE = constant(Choose.BEST_VALUE)
BEST_MARGIN = constant(Choose.BEST_MARGIN)
RANDOM = constant(Choose.RANDOM)


@once
def be_contacted(world: World, books: Books, me: Me, month: int) -> None:
    """Hear of a product from the firm, if there is one to hear of; take it, perhaps; tire."""
    if world.no_contact:
        return
    segment = segment_of(world, me.segment)
    if books.offers < 0 or me.changed:
        books.offers = _gather_offers(world, books, me, month)
    offers = books.offers
    if me.changed or month < me.barred_until:
        books.offers = -1  # as soon as lenders lend again, there is more to speak of
    if offers == 0:
        return
    gap = satisfaction(world, me, month - 1) - segment.market
    weariness = fatigue(world, me, month)
    felt = mood(segment.choice_satisfaction, gap, segment.contact_fatigue, weariness)
    tires = 1.0
    if world.relevance > 0.0 and luck(world, me, RELEVANT, ZERO, month) < world.relevance:
        felt *= world.relevance_odds
        tires = world.relevance_tires
    place, chance = _choose(world, books, me, month, offers, felt)
    product = products_spoken_of(world, books)[place]
    me.tired, me.tired_in = weariness + tires, month
    count(books, CONTACTS, month)
    note(world, books, me, month, CONTACTED, product, ZERO)
    post(books, me, month, product, CONTACTS_LINE, -year_of(world, month).contact_cost)
    if luck(world, me, RESPONSE, product_of(world, product).key, month) < chance:
        count(books, RESPONSES, month)
        open_product(world, books, me, product, month)
        holding_of(me, product).kept_in = month + A_YEAR


@once
def _gather_offers(world: World, books: Books, me: Me, month: int) -> int:
    """What there is to speak of, in the order of the file; how many."""
    products, odds = products_spoken_of(world, books), odds_against_them(world, books)
    measures = worths_of_them(world, books)
    offers, now = 0, moment(world, me, month)
    for product in range(world.products):
        holding, cell = holding_of(me, product), cell_of(world, product, me.stage)
        if not cell.spoken_of or here(me, world.products)[product]:
            continue
        if not can_switch_to(world, me, product, month):
            continue
        if world.no_lending and product_of(world, product).term > 0:
            continue
        if holding.pitched_at != now:
            holding.pitched_at = now
            holding.against = pitch_of(world, me.segment, product, me.stage).against
            if holding.against != holding.against:
                response = product_of(world, product).response
                holding.against = odds_against(response, me.price, cell.points)
            holding.worth = _worth(world, me, product, month)
        products[offers] = product
        odds[offers] = holding.against
        measures[offers] = holding.worth
        offers += 1
    return offers


@once
def _choose(
    world: World, books: Books, me: Me, month: int, offers: int, felt: float
) -> tuple[int, float]:
    """Which offer to speak of, by the strategy's policy, and the chance that it sells."""
    odds, measures = odds_against_them(world, books), worths_of_them(world, books)
    if world.choose == BEST_VALUE:
        return best_offer(odds[:offers], measures[:offers], felt)
    if world.choose == RANDOM:
        place = int(luck(world, me, CONTACT_CHOICE, ZERO, month) * offers)
    else:
        place = first_of_the_highest(measures[:offers])
    return place, chance_of_response(odds[place], felt)


@once
def _worth(world: World, me: Me, product: int, month: int) -> float:
    """The measure of the strategy's policy: need, first year's margin, or value if sold."""
    if world.choose in (BEST_NEED, RANDOM):
        return cell_of(world, product, me.stage).need
    margin = _first_year_margin(world, me, product, month)
    if world.choose == BEST_MARGIN:
        return margin
    years = pitch_of(world, me.segment, product, me.stage).years
    if years != years:
        years = _likely_years(world, me, product)
    return margin * years - price_of(world, product, month).open_cost


@once
def _likely_years(world: World, me: Me, product: int) -> float:
    stage = me.stage
    hazard = (
        float(base_hazards(me)[stage])
        + float(end_hazards(world, product)[stage])
        + float(default_hazards(world, product)[stage])
    )
    term = product_of(world, product).term
    return discounted_years(hazard, world.month_discount, term if term > 0 else AT_MOST_MONTHS)


@once
def _first_year_margin(world: World, me: Me, product: int, month: int) -> float:
    terms, cell = product_of(world, product), cell_of(world, product, me.stage)
    year = year_of(world, month)
    price = price_of(world, product, month)
    fee, cost = price.fee, price.yearly_cost
    if terms.kind == PURCHASE:
        if terms.each == FIXED:
            spent = basket(world, me, product, month) * me.for_people
        else:
            spent = terms.mean_basket * (year.amount_growth * me.for_people)
        per_year = own(me, cell.per_year, cell.per_year_trait) * me.frequency
        return purchase_first_year(per_year, spent, price.margin, cell.better_by, fee, cost)
    balance = amount(world, me, product, month)
    if terms.kind != LOAN:
        paid = terms.market_rate + cell.better_by
        return account_first_year(balance, terms.ftp, paid, fee, cost)
    return loan_first_year(
        balance,
        terms.market_rate - cell.better_by,
        terms.ftp,
        fee,
        cost,
        cell.default,
        terms.loss_given_default,
        terms.risk_weight * world.capital_ratio * world.capital_cost,
    )
