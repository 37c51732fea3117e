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
from sim.scenario import Scenario, load_text, tables_of
from sim.world.run import ENGINES
from tests.results.test_folder import as_before

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
    assert set(found.tables) == {*TABLES} - {"signals"}
    assert found.versions == {}


def short_of_cash() -> Scenario:
    """The same firms; one counts its cash, has none, and goes under."""
    return load_text(
        SCENARIO.source.text.replace("    offers: all\n    acq", "    funding: [acquire]\n    acq")
        .replace("acquire:\n", "offers: all\n    acquire:\n")
        .replace(
            "products:", "firm: {cash: {credit_line_per_person: 1, credit_rate: 50%}}\nproducts:"
        ),
        name="short.yaml",
        read_table=tables_of({}),
    )


def test_a_firm_that_is_ruined_says_when_and_what_it_made_known(tmp_path: Path) -> None:
    run = live(short_of_cash())
    signals = run.frames.signals
    assert signals is not None
    assert set(signals["strategy"]) == {*run.ruined} == {"reaching_out"}
    month = run.ruined["reaching_out"]
    stopped = signals[(signals["signal"] == "stopped") & (signals["month"] == month)]
    assert stopped["value"].tolist() == [1.0]
    found = reproduce(write_folder(run, tmp_path / "run"), verdict_of=lambda _: None)
    assert found.same
    assert found.tables["signals"]
    assert found.manifest["ruin"]


def test_another_month_of_ruin_is_not_reproduced(tmp_path: Path) -> None:
    run = live(short_of_cash())
    folder = write_folder(replace(run, ruined={"reaching_out": 35}), tmp_path / "run")
    found = reproduce(folder, verdict_of=lambda _: None)
    assert [name for name, alike in found.manifest.items() if not alike] == ["ruin"]


def test_a_folder_from_before_there_were_practices_is_reproduced(tmp_path: Path) -> None:
    run = as_before(live(SCENARIO))
    resolved = {**run.origin.resolved}
    del resolved["changes"]
    before = replace(run, origin=replace(run.origin, resolved=resolved))
    found = reproduce(write_folder(before, tmp_path / "run"), verdict_of=lambda _: None)
    assert found.same
    assert "signals" not in found.tables


def test_a_folder_whose_scenario_gives_other_tables_is_not_reproduced(tmp_path: Path) -> None:
    run = live(SCENARIO)
    other = replace(run.origin, overrides=("seed=8",))
    folder = write_folder(replace(run, origin=other), tmp_path / "run")
    found = reproduce(folder, verdict_of=lambda _: None)
    assert not found.same
    assert not found.tables["people"]
