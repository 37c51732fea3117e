"""A person's record: every flow goes once to the books, once to the person's account."""

from collections.abc import Mapping

from sim.rules.life import age_at, next_birthday
from sim.world.books import A_YEAR, UNITS_OF_SATISFACTION, WIDTH
from sim.world.dues import Due
from sim.world.firm import Firm
from sim.world.happenings import Happening, stamped
from sim.world.ledger import ACQUISITION_LINES, Line
from sim.world.outcome import Event, Exit
from sim.world.population.holdings import Account
from sim.world.population.nature import Nature
from sim.world.population.notebook import Notebook

CAPITAL_CHARGE = int(Line.CAPITAL_CHARGE)
ACQUIRES = frozenset(int(line) for line in ACQUISITION_LINES)


class Record:
    """What a life with the firm came to. Money is in minor units."""

    __slots__ = (
        "acquisition_cost",
        "age",
        "birthday",
        "buys",
        "buys_year",
        "capital_charge",
        "cash",
        "entry_stage",
        "exit",
        "firm",
        "joined",
        "left",
        "life",
        "month",
        "month_acquisition",
        "month_capital",
        "month_other",
        "nature",
        "notes",
        "npv_acquisition",
        "npv_other",
        "products_opened",
        "purchases",
        "revenue",
        "since_joining",
        "sold",
        "tenure",
        "year",
    )

    def __init__(self, nature: Nature, firm: Firm, notes: Notebook) -> None:
        self.nature, self.firm, self.notes = nature, firm, notes
        self.month = self.age = self.birthday = 0
        self.joined = self.left = self.entry_stage = self.since_joining = -1
        self.exit = Exit.NEVER
        self.tenure = self.products_opened = self.life = self.purchases = self.revenue = 0
        self.cash = self.capital_charge = self.acquisition_cost = 0
        self.npv_other = self.npv_acquisition = 0.0
        self.month_other = self.month_acquisition = self.month_capital = 0
        self.year = -1  # of the run, whose first month the present relationship has seen
        self.buys_year, self.buys = -1, 0  # a year of the run, and the purchases made in it
        # By contacts; first the month in which to ask whether it is kept.
        self.sold: tuple[tuple[int, Account], ...] = ()

    def turn_to(self, month: int) -> None:
        """Begin a month of this life."""
        self.month = month
        if self.joined >= 0:
            self.since_joining = month - self.joined
        if month >= self.birthday:
            enters, months_old = self.nature.enters, self.nature.months_old
            self.age = age_at(month, enters, months_old)
            self.birthday = next_birthday(month, enters, months_old)

    def count(self, name: str, by: int = 1) -> None:
        """Count one more this month, or so many more."""
        self.notes.counts[name] += by

    def buy(self, number: int, spent: int) -> None:
        """Count purchases, and what was spent on them."""
        self.count("purchases", number)
        self.count("revenue", spent)
        self.purchases += number
        self.revenue += spent
        self._buy_in_year(number)

    def _buy_in_year(self, number: int) -> None:
        """Be counted among the buyers of the year, once, and among those who buy again, once."""
        year, counts = self.month // 12, self.notes.books.counts
        before = self.buys if self.buys_year == year else 0
        self.buys_year, self.buys = year, before + number
        counts["buyers"][12 * year] += before == 0
        counts["buyers_again"][12 * year] += before < 2 <= self.buys

    def sell(self, holding: Account) -> None:
        """Count a response, and remember to ask a year later whether what was sold was kept."""
        self.count("responses")
        self.sold += ((self.month + A_YEAR, holding),)

    def count_kept(self, here: Mapping[int, Account]) -> None:
        """Count what was sold a year ago and is among the holdings ``here`` still."""
        while self.sold and self.sold[0][0] <= self.month:
            (_, holding), *_ = self.sold
            self.sold = self.sold[1:]
            if here.get(holding.product) is holding:
                self.count("responses_kept")

    def join(self, stage: int) -> None:
        """Become a customer; the first time is kept as the time of joining."""
        self.count("joined")
        self.year = -1
        self.left, self.exit = -1, Exit.HORIZON
        if self.joined < 0:
            self.joined, self.entry_stage, self.since_joining = self.month, stage, 0

    def part(self, how: Exit, name: str) -> None:
        """Stop being a customer; ``name`` is the count this adds to."""
        self.count(name)
        if self.year == self.month // 12:
            self.count("died_of_year" if how == Exit.DEATH else "lost_of_year")
        self.left, self.exit = self.month, how

    def post(self, product: int, line: int, amount: int) -> None:
        """Post one flow of this month; ``product`` is the number of products for a flow of none."""
        notes, books = self.notes, self.notes.books
        notes.ledger[product * WIDTH + line] += amount
        notes.lines[line] += amount
        books.by_age[self.age * WIDTH + line] += amount
        books.by_tenure[(self.since_joining + 1) * WIDTH + line] += amount
        if line == CAPITAL_CHARGE:
            self.month_capital += amount
        elif line in ACQUIRES:
            self.month_acquisition += amount
        else:
            self.month_other += amount

    def note(self, happening: Happening, product: int, amount: int = 0) -> None:
        """Remember that something happened."""
        keys = self.nature.market.keys
        key = keys[product] if product < len(keys) else 0
        self.life = stamped(self.life, self.month, int(happening), key)
        self.tell(happening, product, amount)

    def tell(self, happening: Happening, product: int, amount: int = 0) -> None:
        """Write something down for the table of events, if one is kept."""
        books = self.notes.books
        if books.keep_events:
            names = self.nature.market.tables.product_names
            name = names[product] if 0 <= product < len(names) else None
            event = happening.name.lower()
            books.events.append(Event(self.nature.number, self.month, event, name, amount))

    def live_as_customer(
        self, products_held: int, satisfaction: float, dues: tuple[Due, ...]
    ) -> None:
        """Count a month lived as a customer, and post what falls due in it.

        ``dues`` are neither acquisition nor capital.
        """
        books, counts = self.notes.books, self.notes.counts
        if self.month % 12 == 0:
            self.year = self.month // 12
        self.tenure += 1
        counts["customers"] += 1
        counts["products_held"] += products_held
        counts["satisfaction"] += round(satisfaction * UNITS_OF_SATISFACTION)
        books.age_customer_months[self.age] += 1
        books.age_products_held[self.age] += products_held
        books.tenure_customers[self.since_joining + 1] += 1
        self.post_due(dues)

    def post_due(self, dues: tuple[Due, ...]) -> None:
        """Post what falls due this month; neither acquisition nor capital."""
        ledger, lines, books = self.notes.ledger, self.notes.lines, self.notes.books
        by_age, by_tenure = books.by_age, books.by_tenure
        age_row, tenure_row = self.age * WIDTH, (self.since_joining + 1) * WIDTH
        place = self.month % 12
        total = 0
        for cell, line, base, bits in dues:
            amount = base + (bits >> place & 1)
            ledger[cell] += amount
            lines[line] += amount
            by_age[age_row + line] += amount
            by_tenure[tenure_row + line] += amount
            total += amount
        self.month_other += total

    def hand_over(self) -> None:
        """Close the month: its cash goes to the firm, its value into the person's account."""
        flows, acquisition, capital = self.month_other, self.month_acquisition, self.month_capital
        if not (flows or acquisition or capital):
            return
        factor = self.nature.market.discount[self.month]
        cash = flows + acquisition
        self.cash += cash
        self.npv_other += factor * (flows + capital)
        if acquisition:
            self.acquisition_cost += acquisition
            self.npv_acquisition += factor * acquisition
        self.capital_charge += capital
        self.firm.receive(cash)
        self.month_other = self.month_acquisition = self.month_capital = 0
