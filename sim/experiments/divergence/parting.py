"""Where two lives of one person part: in what happened, else in money, else in a count."""

from dataclasses import dataclass, fields
from itertools import zip_longest

from sim.experiments.divergence.cause import Cause, Life, Told, cause_of
from sim.experiments.divergence.unlike import Array, arrays, first_cell, unequal
from sim.rules.chance import Decision
from sim.world.ledger import LINES
from sim.world.outcome import Event, MonthRecord, Outcome

Story = tuple[Event, ...]

NOTHING = "nothing"
PURCHASES = Cause(Decision.PURCHASES, "how many purchases, or (BASKET) of which amounts")
RECOVERY = Cause(Decision.RECOVERY_COST, "what it takes to put a failure right")
NO_DRAW = Cause(None, "a rule about money, no draw")
BY_LINE = {"sales_margin": PURCHASES, "service_recovery": RECOVERY}
COUNTED = Cause(None, "what is counted, no draw")
MADE_KNOWN = Cause(None, "what the firm makes of the months before, no draw")


@dataclass(frozen=True)
class Parting:
    """The first difference: its month (None: it has none), what each side says, and why."""

    month: int | None
    left: str
    right: str
    cause: Cause


def story_of(outcome: Outcome, person: int) -> Story:
    """What happened to a person, in order. The outcome keeps events."""
    return tuple(event for event in outcome.events or () if event.person == person)


def first_event(left: Story, right: Story) -> tuple[Event | None, Event | None] | None:
    """The first events that differ; None where all are equal."""
    pairs = zip_longest(left, right)
    return next(((one, other) for one, other in pairs if one != other), None)


def month_of(pair: tuple[Event | None, Event | None]) -> int:
    """The month in which the first of two events happened."""
    return min(event.month for event in pair if event is not None)


def in_events(left: Story, right: Story, life: Life) -> Parting | None:
    """Where two stories part."""
    pair = first_event(left, right)
    if pair is None:
        return None
    month = month_of(pair)
    one, other = (event if event and event.month == month else None for event in pair)
    cause = cause_of(_told(one, left), _told(other, right), life)
    return Parting(month, said(one), said(other), cause)


def in_numbers(left: Outcome, right: Outcome, life: Life) -> Parting | None:
    """Where the money of two outcomes parts, else their counts, else anything."""
    return _in_ledger(left, right, life) or _in_counts(left, right) or _in_anything(left, right)


def said(event: Event | None) -> str:
    """An event in a few words.

    >>> said(Event(7, 3, "opened", "mortgage", 100)), said(None)
    ('opened mortgage (100)', 'nothing')
    """
    if event is None:
        return NOTHING
    amount = f"({event.amount})" if event.amount else ""
    return " ".join(filter(None, (event.event.replace("_", " "), event.product, amount)))


def _told(event: Event | None, story: Story) -> Told | None:
    if event is None:
        return None
    place = next(i for i, told in enumerate(story) if told is event)
    before = story[place - 1] if place and story[place - 1].month == event.month else None
    return Told(event, before)


def _in_ledger(left: Outcome, right: Outcome, life: Life) -> Parting | None:
    cell = first_cell(left.ledger, right.ledger)
    if cell is None:
        return None
    month, product, line = cell
    name = (*life.tables.product_names, "no product")[product]
    what = f"{LINES[line]} of {name}"
    one, other = (f"{what}: {outcome.ledger[cell]}" for outcome in (left, right))
    return Parting(month, one, other, BY_LINE.get(LINES[line], NO_DRAW))


def _in_counts(left: Outcome, right: Outcome) -> Parting | None:
    """The first count, or signal of the firm, that differs; of one month, the signal."""
    one, other = _monthly(left), _monthly(right)
    found: list[tuple[int, str]] = []
    for name in one.keys() & other.keys():
        cell = first_cell(one[name], other[name])
        found += [(cell[0], name)] if cell else []
    if not found:
        return None
    month, name = min(found, key=lambda place: (place[0], place[1] not in left.signals))
    left_says, right_says = (f"{name}: {side[name][month]}" for side in (one, other))
    why = MADE_KNOWN if name in left.signals else COUNTED
    return Parting(month, left_says, right_says, why)


def _monthly(outcome: Outcome) -> dict[str, Array]:
    counts = {each.name: getattr(outcome.months, each.name) for each in fields(MonthRecord)}
    return counts | dict(outcome.signals)


def _in_anything(left: Outcome, right: Outcome) -> Parting | None:
    names = unequal(left, right)
    if not names:
        return None
    found = dict(arrays(left)), dict(arrays(right))
    shown = [name for name in names if name in found[0]]
    if not shown:
        return Parting(None, "events", "events", Cause(None, "the order or the types of events"))
    one, other = (_shown(shown[0], side[shown[0]].dtype, side[shown[0]]) for side in found)
    return Parting(None, one, other, Cause(None, f"unequal: {', '.join(names)}"))


def _shown(name: str, dtype: object, array: object) -> str:
    text = " ".join(str(array).split())
    return f"{name}, {dtype}: {text if len(text) <= 60 else f'{text[:57]}...'}"
