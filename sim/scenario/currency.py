"""Currencies and their minor units.

Decides which ISO 4217 codes are known and how many decimal digits their amounts have.
"""

from __future__ import annotations

from sim.scenario.problem import did_you_mean, faulty

_WITHOUT_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_WITH_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS
UAH USD UYU UZS VES WST XCD YER ZAR ZMW
"""
_NO_DIGITS = frozenset(_WITHOUT_DIGITS.split())
_THREE_DIGITS = frozenset(_WITH_THREE_DIGITS.split())
_TWO_DIGITS = frozenset(_WITH_TWO_DIGITS.split())
CODES = _NO_DIGITS | _TWO_DIGITS | _THREE_DIGITS
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}
"""The likeliest currency of a sign."""


def minor_digits(currency: str) -> int:
    """Decimal digits of the currency's amounts.

    >>> minor_digits("GBP"), minor_digits("JPY"), minor_digits("KWD")
    (2, 0, 3)
    """
    if currency in _NO_DIGITS:
        return 0
    return 3 if currency in _THREE_DIGITS else 2


def read_currency(written: object) -> str:
    """The code of a currency. Raises FaultyError for any other word."""
    if isinstance(written, str) and written in CODES:
        return written
    sign = _SIGNS.get(str(written))
    hint = f"Did you mean '{sign}'?" if sign else did_you_mean(str(written), sorted(CODES))
    raise faulty(f"`{written}` is no known currency.", "an ISO 4217 code, such as GBP", hint)
