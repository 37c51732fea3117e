"""A person's own record: every flow posted once to the firm's books and once to the person's account."""

from sim.world.books import Books
from sim.world.firm import Firm
from sim.world.happenings import Happening, stamped
from sim.world.ledger import ACQUISITION_LINES, Line
from sim.world.outcome import GROUPS, Event, Exit
from sim.world.population.nature import Nature

CAPITAL_CHARGE = int(Line.CAPITAL_CHARGE)
ACQUIRES = frozenset(int(line) for line in ACQUISITION_LINES)
UNITS_OF_SATISFACTION = 1e9


class Record:
    """What a life with the firm came to. Money is in minor units."""

    __slots__ = (
        "acquisition_cost",
        "age",
        "books",
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
        "npv_acquisition",
        "npv_other",
        "products_opened",
        "since_joining",
        "tenure",
    )

    def __init__(self, nature: Nature, firm: Firm) -> None:
        self.nature = nature
        self.firm = firm
        self.books: Books = firm.books
        self.month = self.age = 0
        self.joined = self.left = self.entry_stage = self.since_joining = -1
        self.exit = Exit.NEVER
        self.tenure = self.products_opened = self.life = 0
        self.cash = self.capital_charge = self.acquisition_cost = 0
        self.npv_other = self.npv_acquisition = 0.0
        self.month_other = self.month_acquisition = self.month_capital = 0

    def turn_to(self, month: int) -> None:
        """Begin a month of this life."""
        self.month = month
        self.age = self.nature.age(month)
        if self.joined >= 0:
            self.since_joining = month - self.joined

    def join(self, stage: int) -> None:
        """Become a customer; the first time is kept as the time of joining."""
        self.books.counts["joined"][self.month] += 1
        self.left, self.exit = -1, Exit.HORIZON
        if self.joined < 0:
            self.joined, self.entry_stage, self.since_joining = self.month, stage, 0

    def part(self, how: Exit, name: str) -> None:
        """Stop being a customer; ``name`` is the count this adds to."""
        self.books.counts[name][self.month] += 1
        self.left, self.exit = self.month, how

    def post(self, product: int, line: int, amount: int) -> None:
        """Post one flow of this month."""
        self.books.post(self.month, self.age, self.since_joining, product, line, amount)
        if line == CAPITAL_CHARGE:
            self.month_capital += amount
        elif line in ACQUIRES:
            self.month_acquisition += amount
        else:
            self.month_other += amount

    def note(self, happening: Happening, product: int, amount: int = 0) -> None:
        """Remember that something happened."""
        self.life = stamped(self.life, self.month, happening.value, product)
        if self.books.keep_events:
            names = self.nature.market.tables.product_names
            name = names[product] if product < len(names) else None
            event = happening.name.lower()
            self.books.events.append(Event(self.nature.number, self.month, event, name, amount))

    def live_as_customer(self, products_held: int, satisfaction: float) -> None:
        """Count a month lived as a customer."""
        books, month = self.books, self.month
        self.tenure += 1
        books.counts["customers"][month] += 1
        books.counts["products_held"][month] += products_held
        books.counts["satisfaction"][month] += round(satisfaction * UNITS_OF_SATISFACTION)
        books.age_customer_months[self.age] += 1
        books.age_products_held[self.age] += products_held
        books.tenure_customers[self.since_joining + 1] += 1

    def hand_over(self) -> None:
        """Close the month: its cash goes to the firm, its value into the person's account."""
        cash = self.month_other + self.month_acquisition
        other = self.month_other + self.month_capital
        factor = self.nature.market.discount[self.month]
        group = self.nature.number % GROUPS
        self.cash += cash
        self.capital_charge += self.month_capital
        self.acquisition_cost += self.month_acquisition
        self.npv_other += factor * other
        self.npv_acquisition += factor * self.month_acquisition
        self.books.group_cash[group][self.month] += cash
        self.books.group_net[group][self.month] += other + self.month_acquisition
        self.firm.receive(cash)
        self.month_other = self.month_acquisition = self.month_capital = 0
