"""How many wait too long at a service desk: the queue M/M/c and Erlang's C formula.

The load of a month is that of last month's failures, whose number is binomial. By the delta method
its spread moves the mean share by half its curvature, and its error by its slope.
"""

import math

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived
from sim.rules.staffing import MINUTES_A_MONTH

SOURCE = "Erlang 1917; Cooper 1981, Introduction to Queueing Theory"
STEP = 1e-4


def chance_to_wait(servers: int, erlangs: float) -> float:
    """Erlang's C as it is printed: of the states of the queue, those in which all are busy.

    >>> round(chance_to_wait(3, 2.4), 3)
    0.647
    """
    last = erlangs**servers / math.factorial(servers) * servers / (servers - erlangs)
    return last / (sum(erlangs**k / math.factorial(k) for k in range(servers)) + last)


def long_wait(servers: int, erlangs: float, minutes: float, patience: float) -> float:
    """The chance to wait longer than patience lasts; 1 where the staff cannot cope.

    >>> long_wait(1, 0.5, 10.0, 0.0), long_wait(1, 1.0, 10.0, 5.0)
    (0.5, 1.0)
    """
    if erlangs >= servers:
        return 1.0
    decay = math.exp(-(servers - erlangs) * patience / minutes)
    return chance_to_wait(servers, erlangs) * decay


def put_right(lived: Lived, strategy: str, erlangs: float) -> float:
    """The share of failures put right under a load."""
    path = f"strategies.{strategy}.staff"
    desk = lived.number(f"{path}.customers_per_desk")
    staff = lived.number(f"{path}.per_1000_customers") * desk / 1000
    minutes = lived.number(f"{path}.minutes_per_incident")
    patience = lived.number(f"{path}.patience")
    served = 1 - long_wait(round(staff), erlangs, minutes, patience)
    return lived.number(f"strategies.{strategy}.service.puts_right") * served


def expected(lived: Lived, strategy: str) -> tuple[float, float]:
    """The share put right over all months but the first, and its standard error."""
    chance = 1 - math.exp(-lived.number("behaviour.satisfaction.incidents_per_year") / 12)
    desk = lived.number(f"strategies.{strategy}.staff.customers_per_desk")
    minutes = lived.number(f"strategies.{strategy}.staff.minutes_per_incident")
    erlangs = chance * desk * minutes / MINUTES_A_MONTH
    below, here, above = (
        put_right(lived, strategy, erlangs * (1 + step)) for step in (-STEP, 0.0, STEP)
    )
    slope = (above - below) / (2 * STEP * erlangs)
    bend = (above - 2 * here + below) / (STEP * erlangs) ** 2
    customers, months = lived.scenario.people, lived.scenario.months - 1
    spread = erlangs * math.sqrt((1 - chance) / (chance * customers))
    share = here + bend * spread**2 / 2
    failures = customers * chance * months
    luck = math.sqrt(share * (1 - share) / failures)
    return share, math.hypot(luck, slope * spread / math.sqrt(months))


def compare(lived: Lived) -> list[Comparison]:
    """The share of failures put right at each desk."""
    found = []
    for strategy in lived.scenario.strategies:
        share, error = expected(lived, strategy)
        months = lived.months(strategy).iloc[1:]
        found.append(
            Comparison(
                f"Put right, {strategy.replace('_', ' ')}",
                "puts_right (1 - C(c, a) exp(-(c-a) patience/minutes))",
                SOURCE,
                "the load of each month is that of the month before",
                share,
                float(months["put_right"].sum() / months["incidents"].sum()),
                error,
            )
        )
    return found


CHECK = Check("waiting_line", compare)
