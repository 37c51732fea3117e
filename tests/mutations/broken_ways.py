"""What a firm knows and does, broken on purpose: reviews, cash, changes, prices by the year."""

from tests.mutations.mutation import Mutation, in_world

FIRM, SIGNALS, ERAS = "sim/world/firm.py", "sim/world/signals.py", "sim/world/eras.py"
PRICES, PRACTISED, WAYS_FILE = "sim/world/prices.py", "sim/world/practised.py", "sim/world/ways.py"
MARKET, COHORT, BOOKS = "sim/world/market.py", "sim/world/cohort.py", "sim/world/books.py"

REVIEWS = (
    Mutation(
        FIRM,
        "interest on what is owed is paid to the firm",
        "return rounded(self.cash * self.market.tables.credit_rate / 12.0)",
        "return -rounded(self.cash * self.market.tables.credit_rate / 12.0)",
        in_world("funding", "test_interest_is_due_on_what_is_owed_at_the_beginning_of_a_month"),
    ),
    Mutation(
        FIRM,
        "a year's interest is due every month",
        "self.market.tables.credit_rate / 12.0)",
        "self.market.tables.credit_rate)",
        in_world("funding", "test_interest_is_due_on_what_is_owed_at_the_beginning_of_a_month"),
    ),
    Mutation(
        FIRM,
        "interest is due on what is owed at the end of the month",
        "        interest = self._interest()\n        self.cash += self.takings + interest\n",
        "        self.cash += self.takings\n        interest = self._interest()\n"
        "        self.cash += interest\n",
        in_world("funding", "test_interest_is_due_on_what_is_owed_at_the_beginning_of_a_month"),
    ),
    Mutation(
        FIRM,
        "what is last on the list stops first",
        "return what in self.ways.funding[: self.signals.stopped]",
        "return what in self.ways.funding[::-1][: self.signals.stopped]",
        in_world("funding", "test_the_first_on_the_list_stops_first"),
    ),
    Mutation(
        FIRM,
        "the firm is ruined before all is stopped",
        "nothing_left = self.signals.stopped == len(self.ways.funding) > 0",
        "nothing_left = len(self.ways.funding) > 0",
        in_world(
            "funding",
            "test_ruin_is_the_first_month_whose_end_finds_no_credit_and_nothing_left_to_stop",
        ),
    ),
    Mutation(
        FIRM,
        "members are found a month before the review",
        "month % ways.rewards.reviewed:",
        "(month + 1) % ways.rewards.reviewed:",
        in_world("loyalty", "test_before_the_first_review_nobody_is_among_the_best"),
    ),
    Mutation(
        FIRM,
        "the firm knows a month as it begins: a look ahead of one month",
        "last = self._totals(month - 1)",
        "last = self._totals(month)",
        in_world("staff", "test_the_load_is_that_of_the_month_before"),
    ),
    Mutation(
        FIRM,
        "talk is of a month earlier than the last",
        "last = self._totals(month - 1)",
        "last = self._totals(max(month - 2, 0))",
        in_world("word_of_mouth", "test_what_is_heard_follows_satisfaction"),
    ),
    Mutation(
        FIRM,
        "membership is reviewed every month",
        "if ways.rewards.join == Join.ALL or month % ways.rewards.reviewed:",
        "if ways.rewards.join == Join.ALL:",
        in_world("loyalty", "test_by_default_the_firm_looks_once_a_year"),
    ),
    Mutation(
        SIGNALS,
        "what stops begins again while money is owed",
        "return max(stopped - 1, 0) if cash >= 0 else stopped",
        "return max(stopped - 1, 0)",
        in_world("funding", "test_the_next_on_the_list_stops_a_month_after_credit_ran_out"),
    ),
    Mutation(
        SIGNALS,
        "owing the whole credit line stops something",
        "if cash < -market.tables.credit_line:",
        "if cash <= -market.tables.credit_line:",
        in_world(
            "funding", "test_owing_exactly_the_credit_line_stops_nothing_and_nothing_owed_begins"
        ),
    ),
    Mutation(
        SIGNALS,
        "all on the list stops at once",
        "return min(stopped + 1, len(ways.funding))",
        "return len(ways.funding)",
        in_world("funding", "test_one_after_the_other_stops_and_the_last_one_begins_first"),
    ),
    Mutation(
        SIGNALS,
        "who waits too long is put right all the same",
        "puts_right=ways.puts_right * (1.0 - waits),",
        "puts_right=ways.puts_right,",
        in_world("staff", "test_only_who_does_not_wait_too_long_is_put_right"),
    ),
    Mutation(
        SIGNALS,
        "the satisfied warn, not the dissatisfied",
        "considers=chance_to_consider(warned, last.customers - last.satisfied, last.living),",
        "considers=chance_to_consider(warned, last.satisfied, last.living),",
        in_world(
            "word_of_mouth", "test_satisfied_to_the_full_nobody_warns_and_not_at_all_everybody"
        ),
    ),
    Mutation(
        PRACTISED,
        "a year's turnover happens every month",
        "stays=exp(-hazard(given.turnover))",
        "stays=1.0 - given.turnover",
        in_world("staff", "test_who_is_trained_stays_so_but_for_who_leaves"),
    ),
    Mutation(
        SIGNALS,
        "the untrained serve as well as the trained",
        "q - (1.0 - trained) * (q - u) for",
        "q for",
        in_world(
            "staff", "test_quality_lies_between_the_untrained_and_the_trained_by_their_shares"
        ),
    ),
    Mutation(
        SIGNALS,
        "purchases a year are asked of every review",
        "due = rewards.join_number * rewards.reviewed / 12.0",
        "due = rewards.join_number",
        in_world("loyalty", "test_who_buys_so_many_a_year_or_more_is_a_member"),
    ),
    Mutation(
        SIGNALS,
        "the firm's first month is not a membership for all",
        "        joins_from=0 if everybody_joins(ways) else NOBODY,\n",
        "        joins_from=NOBODY,\n",
        in_world("slips", "test_if_all_may_join_so_does_the_opening_book_in_the_first_month"),
    ),
)

NUMBERS = (
    Mutation(
        ERAS,
        "a gradual change jumps",
        "share = min((month - phase.month + 1) / max(phase.over, 1), 1.0)",
        "share = 1.0",
        in_world(
            "changes",
            "test_a_change_over_some_months_moves_evenly_and_is_done_in_the_last_of_them",
        ),
    ),
    Mutation(
        ERAS,
        "a gradual change is done a month late",
        "share = min((month - phase.month + 1) / max(phase.over, 1), 1.0)",
        "share = min((month - phase.month) / max(phase.over, 1), 1.0)",
        in_world(
            "changes",
            "test_a_change_over_some_months_moves_evenly_and_is_done_in_the_last_of_them",
        ),
    ),
    Mutation(
        ERAS,
        "a change holds from the month after its date",
        "        if month >= phase.month:\n",
        "        if month > phase.month:\n",
        in_world("changes", "test_a_change_holds_from_the_month_of_its_date_on"),
    ),
    Mutation(
        ERAS,
        "what improvement has won is lost when it ends",
        "past = tuple(_rate(12 * year, given) for year in range(month // 12))",
        "past = tuple(_rate(month, given) for year in range(month // 12))",
        in_world("changes", "test_what_improvement_has_won_stays_when_it_ends"),
    ),
    Mutation(
        PRICES,
        "unit costs rise by what improvement should take off",
        "fallen = grown(-given.per_year, months - 12 * len(past))",
        "fallen = grown(given.per_year, months - 12 * len(past))",
        in_world("improvement", "test_a_unit_cost_falls_by_its_share_every_year"),
    ),
    Mutation(
        PRICES,
        "improvement never ends",
        "_fallen(given, min(month, given.lasts))",
        "_fallen(given, month)",
        in_world(
            "improvement",
            "test_it_lasts_as_many_whole_years_as_it_is_said_to_and_what_was_won_stays",
        ),
    ),
    Mutation(
        PRICES,
        "improvement raises the margin itself",
        "tuple(margin + (1.0 - margin) * (1.0 - share) for margin in written)",
        "tuple(margin * (2.0 - share) for margin in written)",
        in_world("improvement", "test_of_a_basket_what_is_not_margin_falls"),
    ),
    Mutation(
        PRACTISED,
        "surveys a year are surveys a month",
        "hazard=given.surveys_per_year / 12.0,",
        "hazard=given.surveys_per_year,",
        in_world("feedback", "test_surveys_come_at_random_at_their_yearly_rate"),
    ),
    Mutation(
        PRACTISED,
        "ease lowers how often members buy",
        "ease=1.0 + given.ease,",
        "ease=1.0 - given.ease,",
        in_world("loyalty", "test_members_buy_more_often_by_the_ease"),
    ),
    Mutation(
        PRACTISED,
        "members are rewarded with money from the customer",
        "dues_of(no_product, {LOYALTY: -cost})",
        "dues_of(no_product, {LOYALTY: cost})",
        in_world("loyalty", "test_every_member_costs_so_much_a_year_and_strangers_nothing"),
    ),
    Mutation(
        WAYS_FILE,
        "nobody is hired in place of who left",
        "staff.training_per_year + staff.turnover * staff.cost_per_hire",
        "staff.training_per_year",
        in_world("staff", "test_staff_of_two_in_a_thousand_cost_each_customer_so_much_a_year"),
    ),
    Mutation(
        WAYS_FILE,
        "staff cost a thousand customers' worth for each",
        "return staff.per_1000_customers / 1000.0 * each",
        "return staff.per_1000_customers * each",
        in_world("staff", "test_staff_of_two_in_a_thousand_cost_each_customer_so_much_a_year"),
    ),
    Mutation(
        WAYS_FILE,
        "points of price are shares of one",
        "(strategy.better_by * 100.0)",
        "(strategy.better_by * 1.0)",
        in_world("wallet", "test_a_better_price_moves_the_share_by_its_points"),
    ),
    Mutation(
        WAYS_FILE,
        "failures a year are failures a month",
        "chance_of_event(n) for n in strategy.incidents_per_year.tolist()",
        "chance_of_event(12.0 * n) for n in strategy.incidents_per_year.tolist()",
        in_world(
            "service", "test_failures_come_as_in_a_poisson_process_and_only_those_put_right_cost"
        ),
    ),
    Mutation(
        MARKET,
        "servicing is paid to the firm",
        "dues_of(product, {FEES: fee, SERVICING: -cost})",
        "dues_of(product, {FEES: fee, SERVICING: cost})",
        in_world("accounts", "test_fee_and_yearly_cost_fall_due_by_twelfths_that_make_the_year"),
    ),
    Mutation(
        MARKET,
        "value is discounted from the second month",
        "tuple(discount_factor(rate, month) for",
        "tuple(discount_factor(rate, month + 1) for",
        in_world("discounting", "test_a_flow_is_worth_less_by_the_months_since_the_start"),
    ),
    Mutation(
        COHORT,
        "who dies as a month begins still lives in it",
        "died = np.bincount(cohort.dies[lives], minlength=months + 1)",
        "died = np.bincount(cohort.dies[lives] + 1, minlength=months + 2)[:-1]",
        in_world("slips", "test_who_dies_as_a_month_begins_is_not_among_its_living"),
    ),
    Mutation(
        COHORT,
        "the younger are taken for older: stages begin a month early",
        "month = life.entry_month(enters[i], ages[i], stage_from[i, s])",
        "month = life.entry_month(enters[i], ages[i], stage_from[i, s]) - 1",
        in_world("opening", "test_who_arrives_later_is_as_old_then_as_the_others_were_at_month_0"),
    ),
    Mutation(
        BOOKS,
        "kept is asked after half a year",
        "A_YEAR = 12\n",
        "A_YEAR = 6\n",
        in_world("contact", "test_what_a_contact_sold_counts_as_kept_a_year_later"),
    ),
)

WAYS = (*REVIEWS, *NUMBERS)
