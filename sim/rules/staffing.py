"""Staffing: how long customers wait for an employee, and how many employees are trained.

A desk is the queue M/M/c: failures come at random, take an employee an exponential time, and wait
in the order in which they came (Erlang 1917; Cooper 1981, "Introduction to Queueing Theory",
chapter 3). Who waits too long still takes an employee's time. Training and turnover make a Markov
chain of two states (Bartholomew 1973, "Stochastic Models for Social Processes").
"""

import math

from sim.rules.compiled import rule
from sim.rules.numbers import exp

MINUTES_A_MONTH = 8500.0
"""That an employee serves: 1,700 hours a year. OECD, hours worked: 1,716 a worker on average in
2021."""


@rule
def load(incidents: int, customers: int, minutes: float, desk: float) -> float:
    """The load on a desk in erlangs: how many employees a month's incidents keep busy on average.

    ``incidents`` of all ``customers`` in a month, each taking so many ``minutes``; a desk serves
    ``desk`` customers. 0 without customers.

    >>> load(850, 10_000, 20.0, 1_000.0), load(0, 0, 20.0, 1_000.0)
    (0.2, 0.0)
    """
    if customers <= 0:
        return 0.0
    return incidents / customers * desk * minutes / MINUTES_A_MONTH


@rule
def chance_to_wait(servers: int, load: float) -> float:
    """The chance that nobody is free when a customer comes: Erlang's C formula.

    From his B formula, by the recursion ``B(k) = a B(k-1) / (k + a B(k-1))``, which neither
    overflows nor loses places. Always 1 where the load is not below the number of servers.

    >>> round(chance_to_wait(2, 1.0), 12), chance_to_wait(3, 0.0), chance_to_wait(2, 2.0)
    (0.333333333333, 0.0, 1.0)
    """
    if load >= servers:
        return 1.0
    lost = 1.0
    for busy in range(1, servers + 1):
        lost = load * lost / (busy + load * lost)
    return servers * lost / (servers - load * (1.0 - lost))


@rule
def chance_of_long_wait(servers: float, load: float, minutes: float, patience: float) -> float:
    """The chance to wait longer than ``patience``, where serving takes ``minutes`` on average.

    ``C exp(-(c - a) patience / minutes)`` with ``c`` servers under load ``a``. For a fraction of a
    server the two whole numbers beside it take turns; where there is none, everybody waits.

    >>> chance_of_long_wait(0.0, 0.5, 20.0, 10.0), chance_of_long_wait(2.5, 0.0, 20.0, 10.0)
    (1.0, 0.0)
    >>> one, two = (chance_of_long_wait(c, 0.5, 20.0, 10.0) for c in (1.0, 2.0))
    >>> chance_of_long_wait(1.25, 0.5, 20.0, 10.0) == 0.75 * one + 0.25 * two
    True
    """
    whole = math.floor(servers)
    part = servers - whole
    return (1.0 - part) * _long_wait(whole, load, minutes, patience) + part * _long_wait(
        whole + 1, load, minutes, patience
    )


@rule
def _long_wait(servers: int, load: float, minutes: float, patience: float) -> float:
    """`chance_of_long_wait` for a whole number of servers."""
    if load >= servers:
        return 1.0
    if load <= 0.0:
        return 0.0
    return chance_to_wait(servers, load) * exp(-(servers - load) * patience / minutes)


@rule
def trained_share(trained: float, stays: float, trains: float) -> float:
    """The share of employees who are trained a month later; newcomers are not.

    ``stays``: the chance that an employee stays for the month; ``trains``: that an untrained one
    is trained in it.

    >>> trained_share(0.5, 0.5, 0.0), trained_share(0.5, 1.0, 0.5)
    (0.25, 0.75)
    """
    stay = trained * stays
    return stay + (1.0 - stay) * trains
