"""What can happen to a person, and the fingerprint of a life: which of it happened, when, in order.

Money is left aside, and so is being reached by acquisition, which changes nothing unless the person
takes the offer: two lives have equal fingerprints when the same things happened to both.
"""

from enum import IntEnum

from sim.rules.compiled import rule


class Happening(IntEnum):
    """The events of a life with a firm and its rivals. A number is never changed or reused."""

    OPENED = 1  # a product, at the firm; amount: balance or amount lent
    MET_ELSEWHERE = 2
    BECAME = 3  # a product turned into this one
    CLOSED = 4  # a product ended by itself, or its successor was held already
    MATURED = 5
    DEFAULTED = 6  # amount: the loss
    LEFT = 7  # the firm, altogether
    DIED = 8  # while a customer
    LEFT_RIVAL = 9  # a product elsewhere was left or repaid
    CONTACTED = 10
    FAILED = 11  # a service failure, not put right
    PUT_RIGHT = 12  # a service failure, put right
    SURVEYED = 16
    # Told in the table of events, and no part of the fingerprint:
    REACHED = 13  # by the firm's acquisition; amount: its cost
    BECAME_ELSEWHERE = 14  # a product held elsewhere turned into this one
    HELD_ELSEWHERE = 15  # at month 0, by the opening market
    HEARD = 17  # of the firm, from one of its customers


@rule
def stamped(life: int, month: int, happening: int, key: int) -> int:
    """The fingerprint ``life`` after one more happening (64 bits; a multiply-xor-shift hash).

    ``key`` is that of the product it concerns, 0 for none.

    >>> stamped(0, 1, 2, 3) != stamped(0, 1, 3, 2)
    True
    """
    mixed = (life ^ (month + (happening << 20) + (key << 32))) * -7046029254386353131
    return mixed ^ ((mixed >> 29) & 0x7FFFFFFFF)
