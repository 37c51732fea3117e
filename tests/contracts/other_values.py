"""Another value for every word of the language, in a scenario that uses it.

Most words are changed in ``every_practice.yaml``; a row may give what a word needs to matter first.
What stands below ``behaviour`` is changed for a segment too, and what a strategy's change may set
is set by one, each with the same value.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Another value of a word, as after ``--set PATH=``.

    ``given`` are overrides of both runs; ``at`` is the path, where it is not the usual one.
    """

    value: str
    given: tuple[str, ...] = ()
    at: str = ""


NAMES = {
    "strategies": "everything",
    "acquire": "young",
    "better_by": "coffee",
    "segments": "guests",
    "stages": "grown",
    "offers": "coffee",
    "opening_market": "tea",
    "becomes": "grown",
}
"""What stands for `*` after a word; after all others it is a stage, the last one."""

KINDS = {"account": "account", "loan": "loan", "purchase": "coffee"}
"""A product of each kind."""

OWN = "strategies.everything"
ODD = "products.odd={kind: account, fee: 7, need: 60%, wins: {stranger: 60%}}"
ODD_LOAN = "products.odd={kind: loan, amount: 9, term: 2 years, need: 60%, wins: {stranger: 60%}}"
ODD_HABIT = (
    "products.odd={kind: purchase, per_year: 5, basket: 3, need: 60%, wins: {stranger: 60%}}"
)
BY_STAGE = ("products.loan.amount={else: 900}", "products.coffee.per_year={else: 30}")
LEAVES = "behaviour: {churn: {per_year: 80%}}"
LENT = ("products.loan.need=60%", "products.loan.wins={customer: 95%, stranger: 60%}")
MANY_DEFAULTS = (*LENT, "products.loan.default=50%")

ROWS: dict[str, Row | str] = {
    "currency": "KWD",
    "start": Row("2024-07", ("changes=[{from: 2026-03, set: {products.account.fee: 90}}]",)),
    "years": "5",
    "people": "70",
    "seed": "7",
    "discount_rate": "9%",
    "growth.income": "5%",
    "growth.amounts": "0%",
    "growth.costs": "0%",
    "life.stages.*.from": "22",
    "life.enter.age": "21",
    "life.enter.arrivals_per_year": "9",
    "life.mortality=none": Row("none", at="life.mortality"),
    "life.mortality.table": Row(
        "old.csv", ("life.mortality={table: young.csv}",), "life.mortality.table"
    ),
    "life.mortality.per_year": "9%",
    "life.income": "20_000",
    "life.income.*": "50_000",
    "life.income_spread": "0.9",
    "segments.*.share": Row(
        f"{{hosts: {{share: 60%}}, guests: {{share: 40%, {LEAVES}}}}}",
        (f"segments={{hosts: {{share: 30%}}, guests: {{share: 70%, {LEAVES}}}}}",),
        "segments",
    ),
    "opening_book.share": "50%",
    "opening_book.holds": "[coffee]",
    "opening_market.*": Row("{tea: 50%}", at="opening_market"),
    "opening_market.*.*": Row(
        "{tea: {young: 80%}}", ("opening_market={tea: {young: 10%}}",), "opening_market"
    ),
    "behaviour.churn.per_year": "40%",
    "behaviour.churn.per_year.*": Row("50%", at="behaviour.churn.per_year.young"),
    "behaviour.churn.satisfaction": "-6",
    "behaviour.churn.each_further_product": "-2",
    "behaviour.churn.fatigue": "2",
    "behaviour.churn.price": "1.5",
    "behaviour.choice.price": "1.5",
    "behaviour.choice.satisfaction": "6",
    "behaviour.contact.fatigue": "3",
    "behaviour.contact.forgets": "24 months",
    "behaviour.satisfaction.market": "40%",
    "behaviour.satisfaction.start": "80%",
    "behaviour.satisfaction.half_life": "2 months",
    "behaviour.satisfaction.incidents_per_year": "6",
    "behaviour.satisfaction.failures_per_purchase": Row(
        "20%", at="behaviour.satisfaction.failures_per_purchase"
    ),
    "behaviour.satisfaction.voiced": "5%",
    "behaviour.satisfaction.harm": "0.6",
    "behaviour.satisfaction.recovery": "0.3",
    "behaviour.buying.satisfaction": "3",
    "behaviour.buying.price": "0.1",
    "behaviour.buying.reference": "1 month",
    "behaviour.buying.frequency": "2",
    "behaviour.buying.for_people": "3",
    "behaviour.after_default": Row("40 years", MANY_DEFAULTS),
    "products.account.kind": Row(
        "{kind: loan, amount: 9, term: 2 years, need: 60%, wins: {stranger: 60%}}",
        (ODD,),
        "products.odd",
    ),
    "products.loan.kind": Row(
        "{kind: account, fee: 9, need: 60%, wins: {stranger: 60%}}", (ODD_LOAN,), "products.odd"
    ),
    "products.purchase.kind": Row(
        "{kind: account, fee: 9, need: 60%, wins: {stranger: 60%}}", (ODD_HABIT,), "products.odd"
    ),
    "products.account.need": "60%",
    "products.account.need.*": "60%",
    "products.account.wins.customer": "5%",
    "products.account.wins.stranger": "90%",
    "products.account.fee": "-7",
    "products.account.costs.open": "3",
    "products.account.costs.yearly": "3",
    "products.account.response": "90%",
    "products.account.ends.per_year": "50%",
    "products.account.ends.per_year.*": "50%",
    "products.account.balance": "5_000",
    "products.account.balance.*": "5_000",
    "products.account.market_rate": "2.5%",
    "products.account.ftp": "5%",
    "products.account.becomes.*": Row(
        "{grown: other}",
        ("products.other={kind: account, fee: 500}",),
        "products.account.becomes",
    ),
    "products.loan.need": "80%",
    "products.loan.need.*": "80%",
    "products.loan.wins.customer": "5%",
    "products.loan.wins.stranger": "95%",
    "products.loan.fee": "20",
    "products.loan.costs.open": "30",
    "products.loan.costs.yearly": "30",
    "products.loan.response": "90%",
    "products.loan.ends.per_year": "60%",
    "products.loan.ends.per_year.*": "60%",
    "products.loan.amount": "5_000",
    "products.loan.amount.*": Row("5_000", BY_STAGE),
    "products.loan.term": "1 year",
    "products.loan.market_rate": "12%",
    "products.loan.ftp": "5%",
    "products.loan.fixed.years": "2",
    "products.loan.fixed.then": "6%",
    "products.loan.default": "50%",
    "products.loan.default.*": "50%",
    "products.loan.loss_given_default": Row("10%", MANY_DEFAULTS),
    "products.loan.risk_weight": "10%",
    "products.purchase.need": "5%",
    "products.purchase.need.*": Row("5%", at="products.coffee.need.young"),
    "products.purchase.wins.customer": Row("1%", ("opening_book.holds=[account]",)),
    "products.purchase.wins.stranger": "95%",
    "products.purchase.fee": "5",
    "products.purchase.costs.open": "9",
    "products.purchase.costs.yearly": "9",
    "products.purchase.response": "90%",
    "products.purchase.ends.per_year": "60%",
    "products.purchase.ends.per_year.*": Row("60%", at="products.coffee.ends.per_year.young"),
    "products.purchase.per_year": "20",
    "products.purchase.per_year.*": Row("20", BY_STAGE),
    "products.purchase.basket": "12",
    "products.purchase.margin": "30%",
    "products.purchase.share_of_wallet": "90%",
    "products.purchase.becomes.*": Row("{}", at="products.coffee.becomes"),
    "firm.capital.ratio": "30%",
    "firm.capital.cost": "30%",
    "firm.cash.opening_per_person": "100_000",
    "firm.cash.credit_line_per_person": "200",
    "firm.cash.credit_rate": "60%",
    "strategies.*.offers": Row("[coffee, account]", (f"{OWN}.better_by={{}}",)),
    "strategies.*.offers=all": Row(
        "all", (f"{OWN}.offers=[coffee, account, loan]",), f"{OWN}.offers"
    ),
    "strategies.*.offers.*": Row(
        "[young]",
        (f"{OWN}.offers={{coffee: all, account: all, tea: [young, grown], loan: all}}",),
        f"{OWN}.offers.tea",
    ),
    "strategies.*.offers.*=all": Row(
        "all",
        (f"{OWN}.offers={{coffee: all, account: all, tea: all, loan: [young]}}",),
        f"{OWN}.offers.loan",
    ),
    "strategies.*.acquire.*.reach": "90%",
    "strategies.*.acquire.*.cost": "1",
    "strategies.*.acquire.*.takes": "90%",
    "strategies.*.acquire.*.incentive": "1",
    "strategies.*.acquire.*.opens": "account",
    "strategies.*.better_by.*": "5%",
    "strategies.*.better_by.*.*": Row("9%", at=f"{OWN}.better_by.coffee.young"),
    "strategies.*.contact.per_year": "30",
    "strategies.*.contact.cost": "3",
    "strategies.*.contact.choose=best_need": Row("best_need", at=f"{OWN}.contact.choose"),
    "strategies.*.contact.choose=best_value": Row(
        "best_value", (f"{OWN}.contact.choose=best_need",), f"{OWN}.contact.choose"
    ),
    "strategies.*.contact.choose=best_margin": Row("best_margin", at=f"{OWN}.contact.choose"),
    "strategies.*.contact.choose=random": Row("random", at=f"{OWN}.contact.choose"),
    "strategies.*.service.quality": "95%",
    "strategies.*.service.incidents_per_year": "6",
    "strategies.*.service.failures_per_purchase": "20%",
    "strategies.*.service.puts_right": "10%",
    "strategies.*.service.cost_per_incident": "9",
    "strategies.*.service.budget_per_incident": "1",
    "strategies.*.service.cost_per_customer": "1",
    "strategies.*.staff.per_1000_customers": "0.4",
    "strategies.*.staff.customers_per_desk": "500",
    "strategies.*.staff.minutes_per_incident": "300",
    "strategies.*.staff.cost_per_year": "1_000",
    "strategies.*.staff.training_per_year": "5_000",
    "strategies.*.staff.cost_to_train": "100",
    "strategies.*.staff.turnover": "90%",
    "strategies.*.staff.cost_per_hire": "9_000",
    "strategies.*.staff.trained": "100%",
    "strategies.*.staff.untrained_quality": "5%",
    "strategies.*.staff.patience": "1",
    "strategies.*.feedback.surveys_per_year": "12",
    "strategies.*.feedback.cost": "3",
    "strategies.*.feedback.acts_on": "5%",
    "strategies.*.feedback.tires": "5",
    "strategies.*.loyalty.join=all": Row("all", at=f"{OWN}.loyalty.join"),
    "strategies.*.loyalty.join.top": Row("{top: 60%}", at=f"{OWN}.loyalty.join"),
    "strategies.*.loyalty.join.purchases_per_year": Row(
        "{purchases_per_year: 60}",
        (f"{OWN}.loyalty.join={{purchases_per_year: 5}}",),
        f"{OWN}.loyalty.join",
    ),
    "strategies.*.loyalty.reviewed": "9 months",
    "strategies.*.loyalty.discount": "50%",
    "strategies.*.loyalty.discount_from_basket": "0",
    "strategies.*.loyalty.free_item_per_week": "3",
    "strategies.*.loyalty.per_year": "40",
    "strategies.*.loyalty.ease": "2",
    "strategies.*.loyalty.keeps": "-6",
    "strategies.*.personal.relevance": "100%",
    "strategies.*.personal.responds": "5",
    "strategies.*.personal.tires": "5",
    "strategies.*.promotion.lasts": "3 months",
    "strategies.*.promotion.every": "6 months",
    "strategies.*.promotion.first": "1 month",
    "strategies.*.promotion.discount": "50%",
    "strategies.*.promotion.free_item": "2",
    "strategies.*.promotion.brought_forward": "100%",
    "strategies.*.promotion.over": "5 months",
    "strategies.*.improvement.per_year": "20%",
    "strategies.*.improvement.lasts": "1 year",
    "strategies.*.improvement.cost_per_customer": "9",
    "strategies.*.word_of_mouth.per_satisfied_customer": "9",
    "strategies.*.word_of_mouth.per_dissatisfied_customer": "9",
    "strategies.*.funding": "[]",
    "strategies.*.changes.from": Row(
        "[{from: 2026-03, set: {service.quality: 10%}}]",
        (f"{OWN}.changes=[{{from: 2028-03, set: {{service.quality: 10%}}}}]",),
        f"{OWN}.changes",
    ),
    "strategies.*.changes.over": Row(
        "[{from: 2026-03, set: {service.quality: 10%}, over: 30 months}]",
        (f"{OWN}.changes=[{{from: 2026-03, set: {{service.quality: 10%}}}}]",),
        f"{OWN}.changes",
    ),
    "changes.from": Row(
        "[{from: 2026-03, set: {products.account.fee: 90}}]",
        ("changes=[{from: 2028-03, set: {products.account.fee: 90}}]",),
        "changes",
    ),
    "changes.over": Row(
        "[{from: 2026-03, set: {products.account.fee: 90}, over: 30 months}]",
        ("changes=[{from: 2026-03, set: {products.account.fee: 90}}]",),
        "changes",
    ),
    "strategies.*.changes.set.offers": "[coffee, account]",
    "strategies.*.changes.set.contact.choose": "random",
    "strategies.*.changes.set.loyalty.join": "all",
    "strategies.*.changes.set.service.budget_per_incident": "1",
    "strategies.*.changes.set.better_by.*": "{young: 5%, grown: 9%}",
    "strategies.*.changes.set.better_by.*.*": "9%",
    "changes.set.behaviour.satisfaction.market": "20%",
    "changes.set.products.*.market_rate": "2.5%",
    "changes.set.products.*.ftp": "5%",
    "changes.set.products.*.fee": "-7",
    "changes.set.products.*.margin": Row("30%", at="products.coffee.margin"),
    "changes.set.products.*.costs.open": "3",
    "changes.set.products.*.costs.yearly": "3",
}

CENTRES = {
    "life.stages.*.from": 24,
    "life.enter.age": 21,
    "behaviour.churn.per_year": 0.3,
    "behaviour.choice.price": 0.6,
    "behaviour.buying.frequency": 2,
    "behaviour.buying.for_people": 3,
    "products.account.balance": 2_500,
    "products.loan.amount": 3_000,
    "products.purchase.per_year": 30,
    "products.purchase.basket": 9,
}
"""Where the distributions lie that are tried for values that may differ between people."""

FUNDED = (
    "firm.cash={opening_per_person: 0, credit_line_per_person: 0}",
    f"{OWN}.service.cost_per_customer=90",
    f"{OWN}.funding=[]",
)
"""A firm that is out of money at once, so that whatever it may stop it stops."""

ONLY_NAMED = {
    "scenario": "the version of the language: it has one value",
    "title": "text for people, in the report and in the run's folder",
    "about": "text for people, in the report and in the run's folder",
    "strategies.*.about": "text for people, in the run's folder",
    "sources.*": "where a number comes from: the report's assumptions show it",
    "uncertain.*": "what is believed of a number: the report's assumptions show it; a run takes "
    "the value that stands in its place",
    "products.*.kind=*": "what the product is; see `kind`, where it is another one",
}
"""Words that move no result of a run, and why."""

CHURN = "behaviour.churn.price"
NAMED: dict[str, Row] = {
    "title": Row("Another title", at="title"),
    "about": Row("Another question", at="about"),
    "strategies.*.about": Row("Another way", at=f"{OWN}.about"),
    "sources.*.from": Row("a book", at=f"sources.{CHURN}"),
    "sources.*.range": Row("[1, 2]", at=f"sources.{CHURN}"),
    "sources.*.note": Row("a remark", at=f"sources.{CHURN}"),
}
"""Another value of those: of a source, of one of its words."""
