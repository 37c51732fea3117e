"""The columns engine against the plain C loop, on the workload that all peers share.

Both start from nothing but the workload's numbers, so both draw the lives of their people.
"""

from __future__ import annotations

from benchmarks.engines import FAST, CannotMeasureError, options_of
from benchmarks.pairs import Pair
from benchmarks.peers import in_c, ours
from benchmarks.peers.workload import workload

PEOPLE, SEED = 10_000, 1


def columns_to_c(engine: str = FAST, people: int = PEOPLE) -> Pair:
    """The pair.

    Raises:
        CannotMeasureError: there is no such engine, or no C compiler.
    """
    options_of(engine, threads=1)
    if in_c.compiler() is None:
        raise CannotMeasureError("there is no C compiler")
    numbers, tables = workload(), ours.prepared(people, SEED)

    def columns() -> int:
        return ours.person_months(ours.simulate(tables, engine))

    def plain_c() -> int:
        return in_c.simulate(numbers, people, SEED).person_months

    return Pair("columns_to_c", "columns / plain C loop, speed", columns, plain_c)
