"""Where people live: in this process, or in shards, here or on Ray. No number depends on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.rules.compiled import fingerprint, sources
from sim.scenario.tables import Tables
from sim.world.admission import CLIENT
from sim.world.books import empty_books
from sim.world.closing import outcome_of
from sim.world.cluster import RAY, ClusterError, cluster
from sim.world.cohort import born
from sim.world.eras import eras_of
from sim.world.firm import Firm
from sim.world.outcome import Outcome
from sim.world.population.carrier import Carrier, Here
from sim.world.population.on_ray import OnRay
from sim.world.population.shard import Census, Deal
from sim.world.population.shards import Shards, census_of
from sim.world.run import Progress, adding_up, lived_out, run_strategy

HERE = "here"

RunStrategy = Callable[[int, Progress | None], Outcome]
"""Lets everybody live under the strategy of an index."""


@contextmanager
def ready(
    tables: Tables,
    *,
    engine: str = "columns",
    threads: int | None = None,
    events: bool = False,
    shards: int | None = None,
    on: str | None = None,
) -> Iterator[RunStrategy]:
    """Everybody born, and ready to live under one strategy after the other.

    ``on`` is ``here``, ``ray`` or ``ray://host:port``; by default shards are on Ray, and people
    who are not cut into shards are here. ``shards`` is by default one for each processor of the
    cluster.

    Raises:
        ClusterError: Ray is not installed, or no cluster is there.
    """
    if shards is None and on in (None, HERE):
        cohort = born(tables)
        yield lambda strategy, progress: run_strategy(
            tables,
            cohort,
            strategy,
            engine=engine,
            threads=threads,
            events=events,
            progress=progress,
        )
        return
    place = on or RAY
    with carrier_on(
        place, tables, shards, engine=engine, threads=threads or 1, events=events
    ) as carrier:
        census = census_of(carrier, fingerprint(sources()))
        yield lambda strategy, progress: run_in_shards(
            tables, carrier, census, strategy, events=events, progress=progress
        )


@contextmanager
def carrier_on(
    on: str,
    tables: Tables,
    shards: int | None = None,
    *,
    engine: str = "columns",
    threads: int = 1,
    events: bool = False,
) -> Iterator[Carrier]:
    """Everybody born, in shards; as for `ready`."""

    def deal(most: int) -> Deal:
        return Deal(tables, max(min(most, tables.people), 1), engine, threads, events)

    if shards is not None and shards < 1:
        raise ValueError(f"{shards} shards: expected 1 or more")
    if on == HERE:
        dealt = deal(shards or 1)
        yield Carrier(Here(dealt), dealt.shards)
        return
    if on != RAY and not on.startswith(CLIENT):
        raise ClusterError(
            f"The people of one run do not live on {on!r}: expected {HERE}, {RAY} or "
            f"{CLIENT}host:port."
        )
    with cluster(on) as joined:
        dealt = deal(shards or joined.processors)
        places = OnRay(joined.ray, dealt)
        try:
            yield Carrier(places, dealt.shards)
        finally:
            places.close()


def run_in_shards(
    tables: Tables,
    carrier: Carrier,
    census: Census,
    strategy: int,
    *,
    events: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """What becomes of everybody under the strategy of an index."""
    books = empty_books(tables, census.oldest, events)
    lived = adding_up(progress, int(census.living.sum()))
    population = Shards(carrier, strategy, tables.people, lived)
    return outcome_of(lived_out(population, Firm(eras_of(tables, strategy), books, census.living)))
