"""Units of numbers: how each is written, and between which ends it lies.

Decides how one written number becomes a number (``12%`` is 0.12, ``6 months`` is 6) and
refuses a wrong unit or a number out of range, saying what to write instead. Does not know
which field has which unit (``models/``).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sim.scenario.problem import FaultyError, faulty

Form = Literal["percent", "number", "money", "whole", "months"]

_PERCENT = re.compile(r"([-+]?(?:[0-9][0-9_]*)?(?:\.[0-9]+)?)\s*%")
_DURATION = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]*)")
_MONTHS_IN = {"month": 1, "months": 1, "year": 12, "years": 12}
_SPOKEN_BOOLEANS = frozenset({"yes", "no", "on", "off", "true", "false", "y", "n"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number measures: its name, how it is written, and its ends (inclusive).

    ``example`` completes "expected …"; ``form`` says which signs may stand beside it.
    """

    name: str
    example: str
    low: float
    high: float
    form: Form
    above_low: bool = False

    @property
    def expected(self) -> str:
        """
        >>> CHANCE.expected
        'a chance from 0% to 100%, such as 3% or 0.03'
        """
        return f"{self.name}, such as {self.example}"

    def holds(self, value: float) -> bool:
        """Whether a number lies between the ends."""
        return self.low <= value <= self.high and not (self.above_low and value == self.low)


CHANCE = Unit("a chance from 0% to 100%", "3% or 0.03", 0, 1, "percent")
SHARE = Unit("a share from 0% to 100%", "35% or 0.35", 0, 1, "percent")
RATE = Unit("a yearly rate from -100% to 100%", "4.6% or 0.046", -1, 1, "percent")
COST_OF_MONEY = Unit("a yearly rate from 0% to 100%", "10% or 0.10", 0, 1, "percent")
MARGIN = Unit("a share from -100% to 100%", "60% or 0.60", -1, 1, "percent")
DISCOUNT = Unit("a yearly rate above -50%, to 100%", "10% or 0.10", -0.5, 1, "percent", True)
GROWTH = Unit("a yearly rate above -50%, to 100%", "2% or 0.02", -0.5, 1, "percent", True)
RISK_WEIGHT = Unit("a share from 0% to 1250%", "20% or 0.20", 0, 12.5, "percent")
MORE = Unit("a share, also above 100%", "4% or 0.04", 0, 1000, "percent")
LOG_ODDS = Unit("a number from -100 to 100", "-0.3", -100, 100, "number")
FREQUENCY = Unit("a number per year from 0 to 6000", "0.2", 0, 6000, "number")
STAFF = Unit("a number per 1,000 customers from 0 to 10000", "2.5", 0, 10_000, "number")
DESK = Unit("a number of customers from 1 to 1_000_000", "20_000", 1, 1_000_000, "number")
MINUTES = Unit("a number of minutes from 0 to 100000", "20", 0, 100_000, "number")
ARRIVALS = Unit("a number of people per year", "500", 0, 1e9, "number")
TIMES = Unit("a number from 0 to 1000", "3.66", 0, 1000, "number")
SPREAD = Unit("a sigma from 0 to 10", "0.5", 0, 10, "number")
AGE = Unit("an age in years from 0 to 150", "18", 0, 150, "number")
AMOUNT = Unit("an amount of money from 0", "1_900", 0, 1e12, "money")
SIGNED_AMOUNT = Unit("an amount of money", "12 or -12", -1e12, 1e12, "money")
MONTHS_AT_MOST = 1800
MONTHS = Unit("a length of time", "`6 months` or `25 years`", 0, MONTHS_AT_MOST, "months")
TERM = Unit("a length of time of at least a month", "`25 years`", 1, 1200, "months")
WHILE = Unit("a length of time of at least a month", "`2 months`", 1, 1200, "months")
HALF_LIFE = Unit("a length of time of at least a month", "`6 months`", 1, 1800, "months")
YEARS = Unit("a whole number of years from 1 to 120", "85", 1, 120, "whole")
FIXED_YEARS = Unit("a whole number of years from 1 to 100", "2", 1, 100, "whole")
PEOPLE = Unit("a whole number from 1 to 1_000_000_000", "20_000", 1, 10**9, "whole")
THREADS = Unit("a whole number from 1 to 1_024", "2", 1, 1024, "whole")
SHARDS = Unit("a whole number from 1 to 100_000", "4", 1, 100_000, "whole")
SEEDS = Unit("a whole number from 1 to 10_000", "5", 1, 10_000, "whole")
SEED = Unit("a whole number from 0 to 2^64 - 1", "1865", 0, 2**64 - 1, "whole")
VERSION = Unit("the version of the language, 1", "`scenario: 1`", 1, 1, "whole")


def read_number(unit: Unit, written: object) -> float | int:
    """The number that is written. Raises FaultyError where it is none, or out of range.

    >>> read_number(CHANCE, "12%"), read_number(MONTHS, "2 years"), read_number(AMOUNT, 600)
    (0.12, 24, 600.0)
    """
    value = _unchecked(unit, written)
    if not unit.holds(value):
        raise faulty(f"{_shown(written)} is out of range.", unit.expected, _scale(unit, written))
    return value


def _unchecked(unit: Unit, written: object) -> float | int:
    if unit.form == "months":
        return _months(unit, written)
    if isinstance(written, str):
        return _percent(unit, written)
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise faulty(f"{_thing(written)} where one number belongs.", unit.expected)
    if unit.form == "whole":
        if isinstance(written, float):
            raise _not_whole(unit, written)
        return written
    if not math.isfinite(written):
        raise faulty(f"{written} is not a finite number.", unit.expected)
    return float(written)


def _not_whole(unit: Unit, written: float) -> FaultyError:
    if written.is_integer() and abs(written) < 1e15:
        message = f"{written:g} is written with a point or an exponent."
        return faulty(message, unit.expected, f"Write {written:.0f}.")
    return faulty(f"{written:g} is not a whole number.", unit.expected)


def _percent(unit: Unit, written: str) -> float:
    found = _PERCENT.fullmatch(written.strip())
    if found is None or not any(sign.isdigit() for sign in found[1]):
        raise not_a_number(unit, written)
    if unit.form != "percent":
        raise faulty(f"{written} is a percentage.", unit.expected, "Leave out the %.")
    return float(f"{found[1].replace('_', '')}e-2")


def _months(unit: Unit, written: object) -> int:
    if isinstance(written, int | float):
        hint = f"Write `{written:g} months` or `{written:g} years`."
        raise faulty(f"{written:g} has no unit.", unit.expected, hint)
    if not isinstance(written, str):
        raise faulty(f"{_thing(written)} where a length of time belongs.", unit.expected)
    found = _DURATION.fullmatch(written.strip())
    if found is None or found[2].casefold() not in _MONTHS_IN:
        hint = "Lengths of time are in months or years." if found else ""
        raise faulty(f"{_shown(written)} is not a length of time.", unit.expected, hint)
    months = Decimal(found[1]) * _MONTHS_IN[found[2].casefold()]
    if months != int(months):
        raise faulty(f"{written} is not a whole number of months.", unit.expected)
    return int(months)


def not_a_number(unit: Unit, written: str) -> FaultyError:
    """The error for text where a number belongs, with the likeliest reason."""
    bare = written.strip()
    hint = ""
    if bare.casefold() in _SPOKEN_BOOLEANS:
        return faulty(
            f"`{bare}` is read as a word, never as true or false.", unit.expected, "Write a number."
        )
    if re.fullmatch(r"[-+]?[0-9_]+(\.[0-9]+)?", bare):
        hint = "Leave out quotes and leading zeros."
    elif re.fullmatch(r"[-+]?[0-9_.]+,[0-9_.,]+ *%?", bare):
        hint = "Write decimals with a point and thousands as 1_000."
    elif re.fullmatch(r"[^\w\s+-][-+]?[0-9_.,]+|[-+]?[0-9_.,]+\s*[^\w\s%]", bare):
        hint = "Leave out the currency sign."
    elif re.fullmatch(r"[-+]?[0-9_.]+\s*[kKmM]", bare):
        hint = "Write the number out, such as 20_000."
    elif _DURATION.fullmatch(bare):
        hint = "Leave out the unit."
    return faulty(f"{_shown(written)} is not a number.", unit.expected, hint)


def _scale(unit: Unit, written: object) -> str:
    if unit.form == "percent" and isinstance(written, int | float) and 1 < written <= 100:
        return f"{written:g} alone means {written * 100:g}%: write {written:g}% if you mean that."
    return ""


def _shown(written: object) -> str:
    text = str(written)
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


def _thing(written: object) -> str:
    return "a map" if isinstance(written, dict) else "a list"
