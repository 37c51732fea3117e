"""Names, shares, rates and times as they are said aloud."""

from collections.abc import Sequence
from math import floor, log10

from reports.money import number

UNDEFINED = "not defined"


def spoken(name: str) -> str:
    """A name of the scenario without its underscores.

    >>> spoken("customer_centric")
    'customer centric'
    """
    return name.replace("_", " ")


def capital(text: str) -> str:
    """The text with its first letter as a sentence begins.

    >>> capital("the HSBC way")
    'The HSBC way'
    """
    return text[:1].upper() + text[1:]


def percent(share: float, places: int = 0) -> str:
    """A share in percent.

    >>> percent(0.614), percent(0.0049, 1)
    ('61 %', '0.5 %')
    """
    return f"{number(100 * share, places)} %"


def share(value: float, half_width: float | None) -> str:
    """A share of people as precisely as its interval allows, never rounded to none or all.

    >>> share(0.614, 0.02), share(0.0004, 0.0003), share(0.99996, 0.0001)
    ('61 %', '0.04 %', 'more than 99.99 %')
    """
    if value in (0.0, 1.0):
        return percent(value)
    places = digits(None if half_width is None else 100 * half_width, most=2)
    if round(100 * value, places) <= 0:
        return f"less than {percent(10**-places / 100, places)}"
    if round(100 * value, places) >= 100:
        return f"more than {percent(1 - 10**-places / 100, places)}"
    return percent(value, places)


def digits(half_width: float | None, most: int) -> int:
    """Decimals of a figure so that its interval's half-width keeps one significant digit.

    >>> digits(0.03, 2), digits(3.0, 2), digits(None, 1)
    (2, 0, 1)
    """
    if not half_width:
        return most
    return min(max(-floor(log10(half_width)), 0), most)


def years(value: float) -> str:
    """A length of time: months below two years, then years, with a decimal below ten.

    >>> years(0.25), years(3.5), years(14.2), years(1 / 12)
    ('3 months', '3.5 years', '14 years', '1 month')
    """
    months = round(value * 12)
    if months < 24:
        return "1 month" if months == 1 else f"{months} months"
    return f"{number(value, 0 if value >= 10 else 1).removesuffix('.0')} years"


def counted(number: int, one: str, many: str) -> str:
    """So many of something.

    >>> counted(1, "person", "people"), counted(20_000, "person", "people")
    ('1 person', '20,000 people')
    """
    return f"{number:,} {one if number == 1 else many}"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence one after the other.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b, and c')
    """
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"
