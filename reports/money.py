"""Amounts of money as people write them, rounded to what their interval supports."""

from math import floor, log10

SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "JPY": "¥",
    "CNY": "CN¥",
    "INR": "₹",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "HKD": "HK$",
}
MINUS = "\N{MINUS SIGN}"


def money(value: float, currency: str, places: int = 2) -> str:
    """An amount with its currency, thousands and sign; negative places round to tens, hundreds...

    >>> money(-1234.5, "GBP")
    '−£1,234.50'
    >>> money(1234.5, "CHF", -2)
    'CHF 1,200'
    """
    figure = number(abs(value), places)
    sign = MINUS if value < 0 and figure.strip("0.,") else ""
    return sign + SYMBOLS.get(currency, f"{currency} ") + figure


def whole_money(minor: int, currency: str, minor_digits: int) -> str:
    """An amount given in whole minor units, to the minor unit.

    >>> whole_money(-5, "GBP", 2), whole_money(1500, "JPY", 0)
    ('−£0.05', '¥1,500')
    """
    units, rest = divmod(abs(minor), 10**minor_digits)
    tail = f".{rest:0{minor_digits}d}" if minor_digits else ""
    sign = MINUS if minor < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, f'{currency} ')}{units:,}{tail}"


def number(value: float, places: int) -> str:
    """A number with thousands; negative places round to tens, hundreds...

    >>> number(-1234567.8, -3)
    '−1,235,000'
    """
    rounded = round(value, places) + 0.0
    text = f"{abs(rounded):,.{max(places, 0)}f}"
    return MINUS + text if rounded < 0 else text


def money_places(half_width: float | None, minor_digits: int) -> int:
    """How many places an amount deserves: two significant digits of its interval's half-width.

    Below ten units that is the minor unit, as nobody writes pounds with one decimal.

    >>> [money_places(half, 2) for half in (570.0, 57.0, 5.7, 0.0, None)]
    [-1, 0, 2, 2, 2]
    """
    if not half_width:
        return minor_digits
    places = 1 - floor(log10(half_width))
    return places if places <= 0 else minor_digits
