"""Claims about runs of very many people: what follows the engine keeps up with it."""

import gc
import time
import tracemalloc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from reports.comparison import Comparison
from sim.results.frames import frames_of
from sim.results.manifest import digests
from sim.results.reading import read_folder
from sim.world.outcome import Outcome
from tests.results.crowd import MEMBERS, NARROW, about_crowd, crowd_run, crowds

BYTES_A_PERSON = 150
"""Under each strategy, at the most: a row of the table takes 86."""


def everything(times: int, folder: Path) -> None:
    """All that is done with outcomes: tables, comparison, saving, reading back."""
    compared = Comparison(crowd_run(times, NARROW))
    compared.save(folder)
    del compared
    assert Comparison(read_folder(folder)).verdict


def test_a_crowd_of_copies_is_worth_what_its_members_are() -> None:
    one, many = (Comparison(crowd_run(times)).findings for times in (1, 50))
    assert many.facts.people == 50 * MEMBERS
    for few, crowd in zip(one.strategies, many.strategies, strict=True):
        assert crowd.value.value == pytest.approx(few.value.value)
        assert crowd.won == 50 * few.won
        assert crowd.cash.trough.value == pytest.approx(few.cash.trough.value)


def test_narrow_numbers_make_the_same_tables() -> None:
    wide, narrow = crowd_run(2), crowd_run(2, NARROW)
    pd.testing.assert_frame_equal(narrow.frames.people, wide.frames.people)
    assert digests(narrow.frames) == digests(wide.frames)
    assert Comparison(narrow).findings == Comparison(wide).findings


def test_an_outcome_is_let_go_before_the_next_is_lived() -> None:
    lived: list[weakref.ref[Outcome]] = []

    def living() -> Iterator[Outcome]:
        for outcome in crowds(1):
            assert not any(earlier() for earlier in lived)
            lived.append(weakref.ref(outcome))
            yield outcome
            del outcome

    frames_of(living(), about_crowd(1))
    assert len(lived) == 2


def test_memory_a_person_is_bounded(tmp_path: Path) -> None:
    def peak(times: int) -> int:
        made, about = [*crowds(times, NARROW)], about_crowd(times)
        gc.collect()
        tracemalloc.start()
        try:
            compared = Comparison(replace(crowd_run(1), facts=about, frames=frames_of(made, about)))
            compared.save(tmp_path / f"{times}")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = 100, 600
    assert peak(many) - peak(few) < BYTES_A_PERSON * 2 * MEMBERS * (many - few)


def test_a_person_costs_no_more_time_in_a_large_run_than_in_a_small_one(tmp_path: Path) -> None:
    def seconds(times: int, trial: int) -> float:
        started = time.process_time()
        everything(times, tmp_path / f"{times}-{trial}")
        return (time.process_time() - started) / times

    everything(1, tmp_path / "first")  # what is imported and compiled once
    small, large = (min(seconds(times, trial) for trial in range(2)) for times in (160, 640))
    assert large < 2 * small
