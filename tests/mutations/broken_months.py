"""The story of a month broken on purpose: its order, who knows what, what is counted."""

from tests.mutations.mutation import Mutation, in_world

POPULATION = "sim/world/population"
PERSON, PORTFOLIO = f"{POPULATION}/person.py", f"{POPULATION}/portfolio.py"
ACQUISITION, SERVING = f"{POPULATION}/acquisition.py", f"{POPULATION}/serving.py"
SHOPPING, FEELINGS = f"{POPULATION}/shopping.py", f"{POPULATION}/feelings.py"
CONTRACTS, HOLDINGS = f"{POPULATION}/contracts.py", f"{POPULATION}/holdings.py"
RECORD, OPENING, NATURE = (f"{POPULATION}/{n}.py" for n in ("record", "opening", "nature"))
NOTICING, OFFERS = f"{POPULATION}/noticing.py", f"{POPULATION}/offers.py"

ORDER = (
    Mutation(
        PERSON,
        "the reach comes before the needs of the month",
        "        if month >= self.next_need:\n            self.meet_needs(month)\n"
        "        if not self.here and month == self.next_reach:\n"
        "            be_reached(self, month)\n",
        "        if not self.here and month == self.next_reach:\n"
        "            be_reached(self, month)\n"
        "        if month >= self.next_need:\n            self.meet_needs(month)\n",
        in_world("month", "test_who_is_won_by_a_need_is_not_reached_in_the_same_month"),
    ),
    Mutation(
        PERSON,
        "who leaves has none of that month's flows",
        "            self.settle(month)\n        if self.changed:",
        "        if self.changed:",
        in_world("month", "test_who_leaves_had_that_months_flows"),
    ),
    Mutation(
        PERSON,
        "a failure comes before the contact of the month",
        "            if contact < self.ways.contact_chance:\n"
        "                self.be_contacted(month)\n"
        "            be_served(self, month, incident)\n",
        "            be_served(self, month, incident)\n"
        "            if contact < self.ways.contact_chance:\n"
        "                self.be_contacted(month)\n",
        in_world("month", "test_a_contact_meets_last_months_satisfaction_and_leaving_this_months"),
    ),
    Mutation(
        PERSON,
        "people leave before products end",
        "        if month >= self.next_ending:\n            self.end_what_ends(month)\n"
        "        if self.here:\n            self.stay_or_leave(month, leaves)\n",
        "        if self.here:\n            self.stay_or_leave(month, leaves)\n"
        "        if month >= self.next_ending:\n            self.end_what_ends(month)\n",
        in_world("month", "test_a_product_that_ends_by_itself_does_so_before_leaving"),
    ),
    Mutation(
        PERSON,
        "a new stage is entered a month late",
        "if month >= self.next_stage:",
        "if month > self.next_stage:",
        in_world("slips", "test_a_new_stages_prices_hold_from_its_first_month_on"),
    ),
    Mutation(
        PERSON,
        "the dying live the month of their death",
        "        while month < until:",
        "        while month <= min(until, self.market.tables.months - 1):",
        in_world(
            "month", "test_death_ends_the_relationship_at_the_start_of_the_month_without_its_flows"
        ),
    ),
    Mutation(
        PERSON,
        "default and the last payment: the last is a default too",
        "holding.defaults == month < holding.last_month",
        "holding.defaults <= holding.last_month == month",
        in_world("loans", "test_a_default_loses_its_share_of_the_balance_left"),
    ),
    Mutation(
        PERSON,
        "satisfaction weighs on strangers' choices too",
        "self.feelings.gap if customer else 0.0,",
        "self.feelings.gap,",
        in_world(
            "needs", "test_needs_are_won_by_a_logit_in_price_and_for_customers_in_satisfaction"
        ),
    ),
    Mutation(
        PERSON,
        "strangers win needs as customers do",
        "self.market.wins_customer if customer else self.market.wins_stranger",
        "self.market.wins_customer",
        in_world(
            "needs", "test_needs_are_won_by_a_logit_in_price_and_for_customers_in_satisfaction"
        ),
    ),
    Mutation(
        PERSON,
        "contacts cost nothing",
        "CONTACTS, -self.ways.contact_cost[month // 12])",
        "CONTACTS, 0)",
        in_world("contact", "test_a_contact_costs_and_tells_of_what_is_not_held_here"),
    ),
    Mutation(
        PERSON,
        "contacts tire nobody",
        "feelings.tire(month, relevance.tires if relevant else 1.0)",
        "feelings.tire(month, 0.0)",
        in_world("contact", "test_fatigue_lowers_the_response_and_is_forgotten_by_half_lives"),
    ),
    Mutation(
        PERSON,
        "the first product counts as a further one",
        "len(self.here) - 1,",
        "len(self.here),",
        in_world(
            "leaving",
            "test_at_the_markets_satisfaction_with_one_product_and_rested_the_base_chance_holds",
            "test_each_further_product_keeps_people",
        ),
    ),
    Mutation(
        PERSON,
        "who leaves drops the loan instead of refinancing it",
        "until = holding.last_month if isinstance(holding, Loan) else None",
        "until = None",
        in_world("holding", "test_leaving_refinances_loans_elsewhere_for_their_remaining_term"),
    ),
    Mutation(
        PERSON,
        "who defaulted may borrow at once",
        "self.barred_until = month + self.temper.after_default",
        "self.barred_until = month",
        in_world("holding", "test_nobody_lends_to_who_defaulted_until_the_time_is_over"),
    ),
    Mutation(
        PERSON,
        "a loss is lent again: the sign of a credit loss",
        "CREDIT_LOSS, -lost)",
        "CREDIT_LOSS, lost)",
        in_world("loans", "test_a_default_loses_its_share_of_the_balance_left"),
    ),
    Mutation(
        PERSON,
        "opening costs nothing",
        "OPENING, -self.market.open_cost[month // 12][product])",
        "OPENING, 0)",
        in_world("growth", "test_opening_and_incentives_grow_dearer_with_costs"),
    ),
    Mutation(
        PERSON,
        "who joins is a member at the next review only",
        "        self.member = everybody_joins(self.ways)\n",
        "",
        in_world(
            "loyalty", "test_if_all_may_join_every_customer_is_a_member_from_the_first_month_on"
        ),
    ),
    Mutation(
        ACQUISITION,
        "who leaves can be reached in the same month",
        "    await_reach(person, month + 1)\n    if person.firm",
        "    if person.firm",
        in_world("acquisition", "test_every_reach_costs_whether_it_sells_or_not"),
    ),
    Mutation(
        ACQUISITION,
        "only a reach that sells costs",
        "    person.record.post(person.market.no_product, ACQUISITION, -cost)\n",
        "",
        in_world("acquisition", "test_every_reach_costs_whether_it_sells_or_not"),
    ),
    Mutation(
        ACQUISITION,
        "who is won again gets a second incentive",
        "if not person.had_incentive:",
        "if True:",
        in_world(
            "holding", "test_who_is_won_again_gets_no_second_incentive_but_costs_another_reach"
        ),
    ),
    Mutation(
        ACQUISITION,
        "warnings keep nobody from what the firm opens",
        "chance * person.signals.considers):",
        "chance):",
        in_world("word_of_mouth", "test_who_was_warned_considers_the_firm_in_no_way"),
    ),
    Mutation(
        ACQUISITION,
        "while lending is stopped a reach sells loans",
        "if person.is_loan(product) and person.firm.stops(Stop.LENDING):\n        return\n",
        "",
        in_world("funding", "test_while_lending_is_stopped_a_reach_that_opens_a_loan_sells_none"),
    ),
)

FLOWS = (
    Mutation(
        SERVING,
        "surveys are free of charge",
        "PROGRAMMES, -surveys.cost[month // 12])",
        "PROGRAMMES, 0)",
        in_world(
            "feedback", "test_every_survey_costs_under_programmes_and_strangers_are_not_asked"
        ),
    ),
    Mutation(
        SERVING,
        "surveys tire nobody",
        "    feelings.tire(month, surveys.tires)\n",
        "",
        in_world("feedback", "test_a_survey_tires_as_much_as_it_is_said_to"),
    ),
    Mutation(
        SERVING,
        "purchases of the month before are never forgotten",
        "    person.bought = 0\n",
        "",
        in_world("buying", "test_the_chance_of_a_failure_grows_with_the_number_of_purchases"),
    ),
    Mutation(
        SERVING,
        "what nobody tells of is put right",
        "    if told:\n",
        "    if True:\n",
        in_world("feedback", "test_what_nobody_tells_of_is_never_put_right"),
    ),
    Mutation(
        SERVING,
        "putting right costs the whole of it, whatever the budget",
        "cost = rounded(min(needed, float(budget)))",
        "cost = rounded(needed)",
        in_world("budget", "test_nobody_spends_more_than_the_budget_and_some_spend_all_of_it"),
    ),
    Mutation(
        SHOPPING,
        "a discount comes off for who is no member",
        "    if not is_rewarded(person):\n        return\n",
        "",
        in_world("slips", "test_who_is_no_member_gets_no_reward_however_much_is_bought"),
    ),
    Mutation(
        SHOPPING,
        "free items on what would have been bought anyway are not told apart",
        "anyway = item * free_items(bought.anyway, month)",
        "anyway = given",
        in_world("loyalty", "test_free_items_that_would_have_been_given_anyway_are_counted_apart"),
    ),
    Mutation(
        SHOPPING,
        "a basket below the smallest brings a discount",
        "if basket >= rewards.from_basket[year]:",
        "if True:",
        in_world("loyalty", "test_baskets_below_the_smallest_bring_no_discount"),
    ),
    Mutation(
        SHOPPING,
        "what was spent is never reset by a review",
        "    person.spent = person.made = 0\n",
        "",
        in_world(
            "loyalty",
            "test_members_are_found_by_what_was_bought_before_the_review_and_since_the_last",
        ),
    ),
    Mutation(
        SHOPPING,
        "a promotion's free items are not paid for",
        "sum(rounded(basket * discount) + item for",
        "sum(rounded(basket * discount) for",
        in_world("promotion", "test_a_free_item_goes_with_every_purchase"),
    ),
    Mutation(
        FEELINGS,
        "fatigue is never forgotten",
        "self.fatigue = fatigue * self.temper.fatigue_kept[month - since]",
        "self.fatigue = fatigue",
        in_world("contact", "test_fatigue_lowers_the_response_and_is_forgotten_by_half_lives"),
    ),
    Mutation(
        FEELINGS,
        "satisfaction follows quality a month late",
        "self._felt = (self.temper.start, month - 1)",
        "self._felt = (self.temper.start, month)",
        in_world("service", "test_satisfaction_closes_half_of_the_gap_to_quality_in_a_half_life"),
    ),
    Mutation(
        FEELINGS,
        "silent failures do not add up",
        "self._silent = self.unsaid(month) + (before - self.satisfaction), month",
        "self._silent = (before - self.satisfaction), month",
        in_world("feedback", "test_all_that_was_silent_since_the_last_survey_comes_up_at_once"),
    ),
    Mutation(
        FEELINGS,
        "what is unsaid does not fade",
        "return lost * self.temper.gap_kept[month - since]",
        "return lost",
        in_world("feedback", "test_later_less_is_left_to_give_back"),
    ),
    Mutation(
        CONTRACTS,
        "a loan has a payment too many",
        "last_month = month + terms.term - 1",
        "last_month = month + terms.term",
        in_world(
            "loans", "test_a_loan_earns_the_interest_margin_on_its_balance_until_it_is_repaid"
        ),
    ),
    Mutation(
        CONTRACTS,
        "a rate reverts a month late",
        "loan.reverts = month + terms.fixed_months",
        "loan.reverts = month + terms.fixed_months + 1",
        in_world("loans", "test_a_fixed_rate_reverts_to_the_market_plus_the_step_whatever_it_was"),
    ),
    Mutation(
        CONTRACTS,
        "a yearly frequency is bought every month",
        "nature.own(terms.per_year[stage]) / 12.0 *",
        "nature.own(terms.per_year[stage]) *",
        in_world(
            "purchases",
            "test_the_number_in_a_month_is_poisson_at_a_twelfth_of_the_yearly_frequency",
        ),
    ),
    Mutation(
        HOLDINGS,
        "the payment is spread over a month too many",
        "self.payment = level_payment(self.balance, rate, self.last_month - month + 1)",
        "self.payment = level_payment(self.balance, rate, self.last_month - month + 2)",
        in_world(
            "loans", "test_a_loan_earns_the_interest_margin_on_its_balance_until_it_is_repaid"
        ),
    ),
    Mutation(
        HOLDINGS,
        "interest is due on the balance after the payment",
        "        self.balance -= repaid\n        post(self.product, NET_INTEREST, margin)\n",
        "        self.balance -= repaid\n"
        "        post(self.product, NET_INTEREST, round(margin * self.balance /"
        " (self.balance + repaid)))\n",
        in_world(
            "loans", "test_a_loan_earns_the_interest_margin_on_its_balance_until_it_is_repaid"
        ),
    ),
    Mutation(
        HOLDINGS,
        "capital is free: the charge has the wrong sign",
        "post(self.product, CAPITAL_CHARGE, -charge)",
        "post(self.product, CAPITAL_CHARGE, charge)",
        in_world("loans", "test_capital_is_charged_on_the_balance_and_is_no_cash"),
    ),
    Mutation(
        HOLDINGS,
        "a loan at the market's rate or above never compares",
        "self.points_dearer = (self.rate - market_rate) * 100.0",
        "self.points_dearer = 0.0",
        in_world("leaving", "test_a_loan_compares_its_present_rate_with_the_markets"),
    ),
    Mutation(
        RECORD,
        "value is discounted from a month too late",
        "factor = self.nature.market.discount[self.month]",
        "factor = self.nature.market.discount[max(self.month - 1, 0)]",
        in_world("discounting", "test_a_flow_is_worth_less_by_the_months_since_the_start"),
    ),
    Mutation(
        RECORD,
        "the capital charge is left out of value",
        "self.npv_other += factor * (flows + capital)",
        "self.npv_other += factor * flows",
        in_world("slips", "test_a_loan_is_worth_its_margin_less_the_capital_behind_it"),
    ),
    Mutation(
        RECORD,
        "the capital charge is cash",
        "cash = flows + acquisition\n",
        "cash = flows + acquisition + capital\n",
        in_world("loans", "test_capital_is_charged_on_the_balance_and_is_no_cash"),
    ),
    Mutation(
        RECORD,
        "joining is the last time",
        "        if self.joined < 0:\n            self.joined, self.entry_stage",
        "        if True:\n            self.joined, self.entry_stage",
        in_world(
            "holding", "test_joining_is_the_first_time_leaving_the_last_and_tenure_counts_all"
        ),
    ),
    Mutation(
        OPENING,
        "loans held at the start have their whole term to go",
        "remaining = math.ceil(u / share * term)",
        "remaining = term",
        in_world("opening", "test_loans_held_elsewhere_at_month_0_end_evenly_over_their_term"),
    ),
    Mutation(
        PORTFOLIO,
        "a need comes up again in the month in which it was met",
        "        if known <= month:\n",
        "        if known < month:\n",
        in_world("needs", "test_needs_arise_at_the_chance_a_year_of_the_stage"),
    ),
    Mutation(
        PORTFOLIO,
        "how dear the firm is adds up over products",
        "self.points_dearer = dearer / len(holdings)",
        "self.points_dearer = dearer",
        in_world(
            "leaving",
            "test_a_dearer_account_drives_people_away_by_the_mean_over_products_held",
        ),
    ),
    Mutation(
        PORTFOLIO,
        "a loan elsewhere runs a month too long",
        "until = month + term - 1",
        "until = month + term",
        in_world(
            "holding", "test_a_loan_met_elsewhere_is_held_there_for_its_term_and_then_needed_again"
        ),
    ),
    Mutation(
        NATURE,
        "a stage that begins next month is overlooked",
        "if entry > month]",
        "if entry > month + 1]",
        in_world("slips", "test_a_stage_of_a_single_month_is_lived_and_left"),
    ),
    Mutation(
        NOTICING,
        "who borrowed does not see what rivals charge now",
        "            holding.compare(market.products[holding.product].market_rate)\n",
        "            pass\n",
        in_world("changes", "test_who_borrowed_at_yesterdays_rate_leaves_when_rivals_lend_at_less"),
    ),
    Mutation(
        OFFERS,
        "the best value leaves the cost of opening out",
        "return margin * years - nature.market.open_cost[month // 12][product]",
        "return margin * years",
        in_world("contact", "test_best_value_weighs_response_margin_time_and_opening_cost"),
    ),
)

MONTHS = (*ORDER, *FLOWS)
