"""The lines of the ledger: every flow of money is posted once, to one line and one product."""

from enum import IntEnum


class Line(IntEnum):
    """The lines, in the order in which tables show them."""

    NET_INTEREST = 0
    FEES = 1
    SALES_MARGIN = 2
    INCENTIVES = 3
    ACQUISITION = 4
    OPENING = 5
    SERVICING = 6
    CONTACTS = 7
    SERVICE_RECOVERY = 8
    STAFF = 9
    LOYALTY = 10
    PROGRAMMES = 11
    CREDIT_LOSS = 12
    CAPITAL_CHARGE = 13
    FINANCING = 14


LINES = tuple(line.name.lower() for line in Line)
"""The lines as they are written in tables."""

ACQUISITION_LINES = (Line.INCENTIVES, Line.ACQUISITION)
"""What it costs to win a customer: the difference between CLV before and after acquisition."""
