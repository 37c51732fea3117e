"""Small markets, one for each kind of thing that an expectation is known of."""

from __future__ import annotations

from tests.worlds import Changes

MANY = {"people": 3000, "seed": 11}

ACCOUNTS: Changes = {
    **MANY,
    "years": 6,
    "discount_rate": "5%",
    "growth": "{amounts: 3%, costs: 2%, income: 1%}",
    "life.mortality": "{per_year: 3%}",
    "life.stages": "{young: {from: 18}, grown: {from: {normal: [20, 1]}}, old: {from: 22}}",
    "segments": "{few: {share: 30%, behaviour: {churn: {per_year: 5%}}}, most: {share: 70%}}",
    "opening_book": "{share: 20%, holds: [first]}",
    "opening_market": "{first: {young: 30%}, savings: 25%}",
    "behaviour.churn": """{per_year: {young: 20%, else: 10%}, each_further_product: -0.4,
        price: 0.5}""",
    "behaviour.choice.price": 0.6,
    "behaviour.satisfaction": "{incidents_per_year: 1.5, voiced: 60%}",
    "products": """{
        first: {kind: account, need: {young: 40%}, wins: {customer: 80%, stranger: 20%},
                balance: {young: 700}, ftp: 3%, market_rate: 1%, fee: 10.07,
                costs: {open: 3, yearly: 4.11}, becomes: {grown: second}},
        second: {kind: account, need: {young: 10%, else: 60%},
                 wins: {customer: 70%, stranger: 15%}, fee: 22, ftp: 2%, market_rate: 0.3%,
                 balance: {lognormal: [2_000, 0.8]}, costs: {open: 8, yearly: 3}, response: 5%},
        savings: {kind: account, need: 30%, wins: {customer: 60%, stranger: 5%}, ftp: 3%,
                  balance: {times_income: 0.1, spread: 0.3}, market_rate: 2.2%, response: 9%,
                  costs: {open: 2, yearly: 1}, ends: {per_year: {old: 30%, else: 12%}}}}""",
    "life.income": 30_000,
    "life.income_spread": 0.4,
    "strategies": """{firm: {
        offers: {first: [young], second: [grown, old], savings: [young, grown, old]},
        better_by: {savings: {young: 0.5%, old: -0.3%}, second: 0.1%},
        acquire: {young: {reach: 30%, cost: 1.5, takes: 20%, incentive: 9, opens: first},
                  grown: {reach: 20%, cost: 2.5, takes: 15%, incentive: 20, opens: second}},
        contact: {per_year: 3, cost: 0.4},
        improvement: {per_year: 4%, lasts: 3 years, cost_per_customer: 0.7},
        service: {quality: 70%, puts_right: 70%, cost_per_incident: 12, budget_per_incident: 15,
                  cost_per_customer: 5.5}}}""",
}
"""Accounts that grow up with their owner, an account that ends, contacts, failures and growth."""

LOANS: Changes = {
    **MANY,
    "years": 7,
    "discount_rate": "4%",
    "life.stages": "{young: {from: 18}, old: {from: {uniform: [19, 23]}}}",
    "life.mortality": "{per_year: 2%}",
    "opening_market": "{loan: 20%}",
    "behaviour.churn": "{per_year: 12%, each_further_product: -0.2, price: 0.3}",
    "firm.capital": "{ratio: 13%, cost: 8%}",
    "products": """{
        main: {kind: account, need: 50%, wins: {customer: 50%, stranger: 20%}, fee: 12},
        loan: {kind: loan, need: {young: 40%, old: 25%}, wins: {customer: 80%, stranger: 10%},
               amount: {young: 900, old: 2_000}, term: 3 years, market_rate: 9%, ftp: 4%, fee: 6,
               default: {young: 8%, old: 4%}, loss_given_default: 60%, risk_weight: 75%,
               fixed: {years: 1, then: 1%}, costs: {open: 20, yearly: 5}, response: 6%,
               ends: {per_year: 5%}}}""",
    "strategies": """{firm: {offers: all, better_by: {loan: {young: 1%, old: -0.5%}},
        acquire: {young: {reach: 30%, cost: 1, takes: 20%, opens: main}},
        contact: {per_year: 2, cost: 0.5, choose: random}}}""",
}
"""A loan that defaults, reverts, ends early and is refinanced elsewhere, beside an account."""

PURCHASES: Changes = {
    **MANY,
    "years": 4,
    "discount_rate": "9%",
    "life.enter": "{age: {uniform: [18, 30]}, arrivals_per_year: 0}",
    "life.stages": "{young: {from: 18}, old: {from: 26}}",
    "life.mortality": "{per_year: 4%}",
    "segments": """{light: {share: 60%, behaviour: {buying: {frequency: {gamma: [0.8, 0.7]}}}},
        heavy: {share: 40%, behaviour: {buying: {frequency: {gamma: [2, 3]},
                for_people: {lognormal: [1.2, 0.3]}}}}}""",
    "opening_book": "{share: 30%, holds: [tea]}",
    "opening_market": "{tea: 40%}",
    "behaviour.churn.per_year": "{young: 25%, old: 15%}",
    "behaviour.choice.price": 0.05,
    "products": """{tea: {kind: purchase, need: 60%, wins: {customer: 90%, stranger: 30%},
        per_year: {young: 20, old: 30}, basket: {each: {lognormal: [6, 0.4]}}, margin: 45%,
        share_of_wallet: 60%, fee: 3, costs: {open: 1, yearly: 0.5}, ends: {per_year: 8%}}}""",
    "strategies": "{firm: {offers: all, better_by: {tea: 2%}, "
    "acquire: {young: {reach: 20%, cost: 0.7, takes: 30%, incentive: 2, opens: tea}}}}",
}
"""Repeat buying at a frequency of one's own, for a number of people of one's own."""

ARRIVALS: Changes = {
    **MANY,
    "people": 1000,
    "years": 5,
    "life.enter": "{age: 18, arrivals_per_year: 500}",
    "life.stages": "{young: {from: 18}, old: {from: 20.5}}",
    "life.mortality": "{per_year: 5%}",
    "opening_book": "{share: 20%, holds: [account]}",
    "behaviour.churn.per_year": "{young: 20%, old: 8%}",
    "products": "{account: {kind: account, need: 30%, wins: {stranger: 40%}, fee: 5}}",
    "strategies": "{firm: {offers: all}}",
}
"""People who enter later, and begin with nothing."""

MANY_PRODUCTS: Changes = {
    **LOANS,
    "products": """{
        main: {kind: account, need: 50%, wins: {customer: 50%, stranger: 20%}, fee: 12},
        loan: {kind: loan, need: {young: 40%, old: 25%}, wins: {customer: 80%, stranger: 10%},
               amount: {lognormal: [2_000, 0.5]}, term: 3 years, market_rate: 9%, ftp: 4%, fee: 6,
               default: {young: 8%, old: 4%}, loss_given_default: 60%, risk_weight: 75%},
        other: {kind: loan, need: 30%, wins: {customer: 50%, stranger: 10%}, term: 2 years,
                amount: {young: 300, old: 800}, market_rate: 9%, ftp: 4%, default: 5%,
                loss_given_default: 50%},
        cover: {kind: account, need: 30%, wins: {customer: 40%, stranger: 3%}, fee: 45,
                ends: {per_year: 10%}}}""",
}
"""More products than can be told together: each is told beside the one that people are won by."""

MARKETS = {
    "accounts": ACCOUNTS,
    "loans": LOANS,
    "purchases": PURCHASES,
    "arrivals": ARRIVALS,
    "many_products": MANY_PRODUCTS,
}
