"""From what happened on one side and not on the other to the decision that it comes from."""

from dataclasses import dataclass

from sim.rules.chance import Decision
from sim.scenario.tables import FIRST_ARRIVAL, Choose, Kind, Tables
from sim.world.cohort import Cohort
from sim.world.outcome import Event


@dataclass(frozen=True)
class Cause:
    """Why two lives part: a draw, or, where ``decision`` is None, what follows without any."""

    decision: Decision | None
    words: str


@dataclass(frozen=True)
class Told:
    """An event, and the one told just before it of the same person and month, if any."""

    event: Event
    before: Event | None


@dataclass(frozen=True)
class Life:
    """Whose life it is: one person, under one strategy."""

    tables: Tables
    person: Cohort  # of one
    strategy: int

    def place(self, product: str | None) -> int:
        """The place of a product in the file; beyond the last for none."""
        names = self.tables.product_names
        return names.index(product) if product is not None else len(names)

    def begins_a_stage(self, month: int) -> bool:
        """Whether the person enters a stage of life in that month."""
        return month > int(self.person.enters[0]) and month in self.person.entries[0]

    def is_opened_by_the_book(self, event: Event) -> bool:
        """Whether an opening may be from the opening book rather than a need."""
        tables = self.tables
        held = self.place(event.product) in tables.book_holds
        starts = event.month == self.person.enters[0] and event.person < FIRST_ARRIVAL
        return bool(held and starts and tables.book_share > 0)


DEATH, START, STAGE, NEED, REACH, CONTACT, SERVICE, ENDINGS, RIVALS, LEAVING = range(10)
"""The order of a month, as far as it is told in events."""

PHASES = {
    "died": DEATH,
    "held_elsewhere": START,
    "became": STAGE,
    "became_elsewhere": STAGE,
    "met_elsewhere": NEED,
    "reached": REACH,
    "heard": REACH,
    "contacted": CONTACT,
    "failed": SERVICE,
    "put_right": SERVICE,
    "surveyed": SERVICE,
    "closed": ENDINGS,
    "matured": ENDINGS,
    "defaulted": ENDINGS,
    "left_rival": RIVALS,
    "left": LEAVING,
}

ALONE = {
    "died": Cause(Decision.DEATH, "the month of death"),
    "held_elsewhere": Cause(Decision.OPENING_MARKET, "what is held elsewhere at the start"),
    "became": Cause(None, "what a product becomes as a stage begins"),
    "became_elsewhere": Cause(None, "what a product becomes as a stage begins"),
    "met_elsewhere": Cause(Decision.NEED, "the month of the next need"),
    "reached": Cause(Decision.REACH, "the month of the next reach"),
    "heard": Cause(Decision.HEARS, "when a customer speaks of the firm"),
    "contacted": Cause(Decision.MONTH, "the die for a contact, or what there is to speak of"),
    "failed": Cause(Decision.MONTH, "the die for an incident"),
    "put_right": Cause(Decision.MONTH, "the die for an incident"),
    "surveyed": Cause(Decision.SURVEY, "the month of the next survey"),
    "closed": Cause(Decision.ENDS, "the month in which it ends by itself"),
    "matured": Cause(None, "the last month of the term"),
    "defaulted": Cause(Decision.DEFAULT, "the month of default"),
    "left_rival": Cause(Decision.LEAVES_RIVAL, "the month in which a rival is left"),
    "left": Cause(Decision.MONTH, "the die for leaving, or the chance to leave"),
}
"""Of an event that the other side does not have."""

BROUGHT_UP = Cause(Decision.ACTS_ON, "whether the firm acts on what a survey brings up")

OPENED = {
    START: Cause(Decision.OPENING_BOOK, "what is held at the start"),
    NEED: ALONE["met_elsewhere"],
    REACH: Cause(Decision.TAKES, "whether a reach, or a recommendation, wins the person"),
    CONTACT: Cause(Decision.RESPONSE, "whether a contact sells"),
}
"""Of an opening that the other side does not have, by the part of the month it falls in."""

TOGETHER = {
    ("met_elsewhere", "opened"): Cause(Decision.WINS, "who wins the need"),
    ("failed", "put_right"): Cause(
        Decision.PUTS_RIGHT, "whether the failure is told of (VOICED) and put right"
    ),
    ("defaulted", "matured"): Cause(Decision.DEFAULT, "the month of default"),
    ("closed", "defaulted"): Cause(Decision.DEFAULT, "the month of default"),
}
"""Of two events, in the order of their names, of the same product in the same month."""


def cause_of(left: Told | None, right: Told | None, life: Life) -> Cause:
    """The cause of the first events in which two lives differ; None where one has no more."""
    if left is not None and right is not None and left.event.month == right.event.month:
        both = _of_two(left, right, life)
        if both is not None:
            return both
    sides = [told for told in (left, right) if told is not None]
    return _of_one(min(sides, key=lambda told: _when(told, life)), life)


def _of_two(left: Told, right: Told, life: Life) -> Cause | None:
    one, other = left.event, right.event
    kinds = tuple(sorted((one.event, other.event)))
    if kinds == ("contacted", "contacted") and one.product != other.product:
        if life.tables.strategies[life.strategy].choose == Choose.RANDOM:
            return Cause(Decision.CONTACT_CHOICE, "which product the contact speaks of")
        return Cause(None, "which product is worth speaking of")
    if one.product != other.product:
        return None
    if one.event == other.event:
        return Cause(None, "the amount")
    if kinds == ("met_elsewhere", "opened") and _phase(left, life) != _phase(right, life):
        return None
    return TOGETHER.get((kinds[0], kinds[1]))


def _of_one(told: Told, life: Life) -> Cause:
    event = told.event
    if event.event == "opened":
        return OPENED[_phase(told, life)]
    if event.event == "closed" and _phase(told, life) == STAGE:
        return ALONE["became"]
    if event.event == "put_right" and told.before is not None:
        return BROUGHT_UP if told.before.event == "surveyed" else ALONE["put_right"]
    product = life.place(event.product)
    loans = life.tables.products.kind == Kind.LOAN
    if event.event == "left_rival" and product < len(loans) and loans[product]:
        return ALONE["matured"]
    return ALONE[event.event]


def _when(told: Told, life: Life) -> tuple[int, int, int]:
    """The place of an event in a life: month, part of the month, product."""
    return told.event.month, _phase(told, life), life.place(told.event.product)


def _phase(told: Told, life: Life) -> int:
    event, before = told.event, told.before
    if event.event == "closed" and life.begins_a_stage(event.month):
        becomes = life.tables.products.becomes[life.place(event.product)]
        return STAGE if (becomes >= 0).any() else ENDINGS
    if event.event != "opened":
        return PHASES[event.event]
    if before is not None and before.product == event.product:
        sold = {"reached": REACH, "heard": REACH, "contacted": CONTACT}.get(before.event)
        if sold is not None:
            return sold
    return START if life.is_opened_by_the_book(event) else NEED
