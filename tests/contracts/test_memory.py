"""Claims: what a run held is free when it is over, without a search for garbage."""

import gc
from collections.abc import Callable

import pytest

from sim.scenario import Scenario
from sim.scenario.tabulate import tabulate
from sim.world.books import Books
from sim.world.cohort import born
from sim.world.run import ENGINES, run_strategy
from tests.contracts.markets import plain, practising


def books_in_memory() -> int:
    return sum(isinstance(each, Books) for each in gc.get_objects())


@pytest.mark.parametrize("market", [plain, practising])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_firms_books_go_with_it(market: Callable[..., Scenario], engine: str) -> None:
    """Else hundreds of runs in one process fill the memory of any machine."""
    tables = tabulate(market(overrides=["people=20", "years=2"]))
    people = born(tables)
    gc.collect()
    before = books_in_memory()
    gc.disable()
    try:
        for _ in range(3):
            run_strategy(tables, people, 0, engine=engine)
        assert books_in_memory() == before
    finally:
        gc.enable()
