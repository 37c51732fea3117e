"""Claims about whole trials in the real world, kept small."""

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.experiments.reproduce import reproduce
from sim.experiments.trial import UnknownStrategyError, live
from sim.results.folder import write_folder
from sim.results.frames import TABLES
from sim.results.manifest import digests
from sim.world.run import ENGINES

SCENARIO = sim.load(Path(__file__).parents[1] / "cli" / "two_fees.yaml")


def test_the_same_scenario_gives_the_same_tables_twice() -> None:
    assert digests(live(SCENARIO).frames) == digests(live(SCENARIO).frames)


def test_a_strategy_run_alone_lives_as_it_does_beside_others() -> None:
    both, alone = live(SCENARIO).frames.people, live(SCENARIO, ["waiting"]).frames.people
    beside = both[both["strategy"] == "waiting"].reset_index(drop=True)
    assert beside.equals(alone.astype({"strategy": both["strategy"].dtype}))


@pytest.mark.parametrize("engine", ENGINES)
def test_progress_is_told_up_to_the_last_person_month_of_every_strategy(engine: str) -> None:
    told: list[tuple[str, int, int]] = []
    live(SCENARIO, engine=engine, progress=lambda *so_far: told.append(so_far))
    assert list(dict.fromkeys(name for name, _, _ in told)) == list(SCENARIO.strategies)
    for strategy in SCENARIO.strategies:
        done, totals = zip(
            *[(d, total) for name, d, total in told if name == strategy], strict=True
        )
        assert list(done) == sorted(done)
        assert {done[-1]} == set(totals)


def test_agents_tell_of_every_month() -> None:
    told: list[str] = []
    live(SCENARIO, engine="agents", progress=lambda name, *_: told.append(name))
    assert told == [name for name in SCENARIO.strategies for _ in range(36)]


def test_an_unknown_strategy_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownStrategyError, match="Did you mean 'waiting'"):
        live(SCENARIO, ["waitin"])


def test_a_run_is_reproduced_from_its_folder_alone(tmp_path: Path) -> None:
    changed = sim.override(SCENARIO, "people=40", "discount_rate=3%")
    folder = write_folder(live(changed, events=True), tmp_path / "run")
    found = reproduce(folder, verdict_of=lambda _: None)
    assert found.same
    assert set(found.tables) == {*TABLES}
    assert found.versions == {}


def test_a_folder_whose_scenario_gives_other_tables_is_not_reproduced(tmp_path: Path) -> None:
    run = live(SCENARIO)
    other = replace(run.origin, overrides=("seed=8",))
    folder = write_folder(replace(run, origin=other), tmp_path / "run")
    found = reproduce(folder, verdict_of=lambda _: None)
    assert not found.same
    assert not found.tables["people"]
