"""The numbers and words of a scenario as text, with the units in which people write them."""

from reports.money import MINUS, SYMBOLS
from reports.words import spoken
from sim.scenario import Scenario
from sim.scenario.shape import walk
from sim.scenario.units import Unit
from sim.scenario.values import ByStage, Distribution, Each, Offers, TimesIncome
from sim.scenario.written import numbers_written

MOST_DIGITS = 10


def numbers_given(scenario: Scenario) -> dict[str, str]:
    """Every number that the file or an override gives, by path; what is left out is not in it.

    The version of the language and beliefs about numbers are none of them.
    """
    return {
        path: text_of(value, unit, scenario.currency)
        for path, (unit, value) in numbers_written(scenario).items()
    }


def strategies_given(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Every word of every strategy with its value, defaults included: by path, then strategy."""
    rows: dict[str, dict[str, str]] = {}
    for path, leaf, value in walk(scenario):
        if path[0] != "strategies":
            continue
        name, words = str(path[1]), [str(word) for word in path[2:]]
        if isinstance(value, Offers):
            parts = _offered(value, list(scenario.products))
        else:
            parts = _parts(value, leaf.unit, scenario.currency)
        for below, text in parts:
            rows.setdefault(".".join([*words, *below]), {})[name] = text
    return rows


def _parts(value: object, unit: Unit | None, currency: str) -> list[tuple[list[str], str]]:
    """A value taken apart by stage."""
    if isinstance(value, ByStage) and value.stages:
        return [([stage], text_of(one, unit, currency)) for stage, one in value.items()]
    return [([], text_of(value, unit, currency))]


def _offered(offers: Offers, products: list[str]) -> list[tuple[list[str], str]]:
    """Where each product is on offer."""

    def where(product: str) -> str:
        stages = None if offers.everything else offers.products.get(product, ())
        return "all stages" if stages is None else ", ".join(map(spoken, stages)) or "not offered"

    return [([product], where(product)) for product in products]


def text_of(value: object, unit: Unit | None, currency: str) -> str:
    """A value with its unit.

    >>> from sim.scenario.units import AMOUNT, CHANCE, MONTHS
    >>> text_of(0.058, CHANCE, "GBP"), text_of(1900.0, AMOUNT, "GBP"), text_of(18, MONTHS, "GBP")
    ('5.8 %', '£1,900', '18 months')
    """
    if isinstance(value, ByStage):
        return text_of(0.0 if value.default is None else value.default, unit, currency)
    if isinstance(value, Distribution):
        return _distribution(value, unit, currency)
    if isinstance(value, Each):
        return f"each {text_of(value.each, unit, currency)}"
    if isinstance(value, TimesIncome):
        spread = f", spread {_trimmed(value.spread)}" if value.spread else ""
        return f"{_trimmed(value.times_income)} × income{spread}"
    if isinstance(value, tuple | list):
        return ", ".join(spoken(str(one)) for one in value)
    if value is None:
        return "as the market"
    if isinstance(value, int | float):
        return _number(value, unit, currency)
    return str(value)


def _distribution(value: Distribution, unit: Unit | None, currency: str) -> str:
    """A spread between people, its numbers in the unit where they are of that unit."""
    unitless = {"lognormal": (1,), "gamma": (0,), "beta": (0, 1)}.get(value.kind, ())
    parts = [
        _trimmed(part) if place in unitless else _number(part, unit, currency)
        for place, part in enumerate((value.first, value.second))
    ]
    return f"{value.kind} ({', '.join(parts)})"


def _number(value: float, unit: Unit | None, currency: str) -> str:
    form = unit.form if unit else "number"
    if form == "percent":
        return f"{_trimmed(100 * value)} %"
    if form == "money":
        sign = SYMBOLS.get(currency, f"{currency} ")
        return (MINUS if value < 0 else "") + sign + _trimmed(abs(value))
    if form == "months":
        return "1 month" if value == 1 else f"{_trimmed(value)} months"
    return _trimmed(value)


def _trimmed(value: float) -> str:
    """A number with thousands and no more decimals than it has.

    >>> _trimmed(1234.50), _trimmed(-0.3), _trimmed(7.000000000000001)
    ('1,234.5', '−0.3', '7')
    """
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{abs(value):,.{MOST_DIGITS}f}".rstrip("0").rstrip(".")
    return (MINUS if value < 0 else "") + text


def words_of(path: str) -> str:
    """A path in the scenario's words.

    >>> words_of("acquire.child.reach")
    'acquire › child › reach'
    """
    return " › ".join(spoken(word) for word in path.split("."))
