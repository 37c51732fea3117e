"""The check finds a slowdown of 30 %, and noise alone never makes it fail.

Most timings are of a machine made up here, whose noise is known: each timed thing takes its seconds
times a lognormal factor, and one in twenty takes twice as long on top. Chances are held against
binomial limits of 1 in 1,000, with fixed seeds.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from scipy import stats
from typer.testing import CliRunner

from benchmarks import __main__ as command
from benchmarks import budget as budgets
from benchmarks.budget import Budget, BudgetError
from benchmarks.check import Line, check
from benchmarks.compared import COLUMNS, COMPARED, columns_to_agents
from benchmarks.engines import FAST, SLOW, People, hsbc, people_of
from benchmarks.pairs import Pair, Work
from benchmarks.sequential import ERROR, LOOKS, Verdict, most_on_one_side
from benchmarks.variants import market

SLOWDOWN = 1.3
BUDGET = Budget("a machine made up", SLOWDOWN, {"pair": 50.0})
AT_ITS_LIMIT = math.sqrt(SLOWDOWN)
FOR_EVER = math.inf


class Machine:
    """A clock that only moves when something is done, and then by more or less."""

    def __init__(self, seed: int, noise: float, spikes: float = 0.05) -> None:
        factors = np.random.default_rng(seed)
        count = 2 * (LOOKS[-1] + 1)
        spiked = np.where(factors.random(count) < spikes, 2.0, 1.0)
        self.factors = iter((spiked * np.exp(factors.normal(0.0, noise, count))).tolist())
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def takes(self, seconds: float) -> Work:
        def work() -> int:
            self.now += seconds * next(self.factors)
            return 1000

        return work

    def pair(self, slower: float, *, cost: bool = False) -> Pair:
        """A pair whose reference is 50, the first of which has become ``slower``."""
        first, second = (50.0, 1.0) if cost else (0.02, 1.0)
        return Pair(
            "pair", "a / b", self.takes(first * slower), self.takes(second), cost, self.clock
        )


def verdicts(runs: int, noise: float, slower: float, *, cost: bool = False) -> list[Verdict]:
    """What many checks say of the same program."""
    return [found(Machine(seed, noise).pair(slower, cost=cost)).verdict for seed in range(runs)]


def found(pair: Pair, seconds: float = FOR_EVER) -> Line:
    (line,) = check([pair], BUDGET, seconds=seconds)
    return line


def at_most(count: int, runs: int, chance: float) -> bool:
    """Whether as many as ``count`` are no surprise."""
    return count <= float(stats.binom.ppf(0.999, runs, chance))


@pytest.mark.parametrize("noise", [0.1, 0.2])
def test_noise_alone_never_breaks_a_budget(noise: float) -> None:
    assert Verdict.BROKEN not in verdicts(400, noise, slower=1.0)


@pytest.mark.parametrize("cost", [False, True])
def test_a_slowdown_of_30_percent_is_found_on_a_machine_with_10_percent_of_noise(
    cost: bool,
) -> None:
    assert set(verdicts(400, 0.1, SLOWDOWN, cost=cost)) == {Verdict.BROKEN}


def test_nineteen_in_twenty_such_slowdowns_are_found_where_noise_is_20_percent() -> None:
    said = verdicts(400, 0.2, SLOWDOWN)
    assert at_most(len(said) - said.count(Verdict.BROKEN), len(said), 0.05)
    assert Verdict.KEPT not in said


@pytest.mark.parametrize("verdict", [Verdict.BROKEN, Verdict.KEPT])
def test_what_is_exactly_at_its_limit_is_decided_as_seldom_as_is_stated(verdict: Verdict) -> None:
    said = verdicts(1_000, 0.1, AT_ITS_LIMIT)
    assert at_most(said.count(verdict), len(said), ERROR)


def test_the_error_is_that_of_a_fair_coin_counted_path_by_path() -> None:
    looks, error = (4, 7, 11), 0.2
    most = most_on_one_side(looks, error)
    paths = itertools.product((0, 1), repeat=looks[-1])
    crossed = sum(
        any(sum(path[:look]) <= few for look, few in zip(looks, most, strict=True))
        for path in paths
    )
    assert 0.75 * error < crossed / 2 ** looks[-1] <= error


def test_an_interval_lies_beyond_a_limit_only_if_its_verdict_says_so() -> None:
    line = found(Machine(1, 0.1).pair(SLOWDOWN))
    assert line.verdict is Verdict.BROKEN
    assert line.estimate.high < line.limit < line.reference
    assert line.slower == pytest.approx(SLOWDOWN, rel=0.1)


def test_when_time_is_up_what_is_undecided_stays_so() -> None:
    line = found(Machine(1, 0.5).pair(SLOWDOWN), seconds=0.0)
    assert line.verdict is Verdict.UNDECIDED
    assert line.estimate.rounds == LOOKS[0]


def test_a_pair_that_is_decided_takes_no_further_turns() -> None:
    turns = {"calm": 0, "noisy": 0}

    def counted(name: str, work: Work) -> Work:
        def again() -> int:
            turns[name] += 1
            return work()

        return again

    def pair(name: str, noise: float) -> Pair:
        machine = Machine(1, noise)
        first, second = machine.takes(1.0), counted(name, machine.takes(1.0))
        return Pair(name, name, first, second, clock=machine.clock)

    budget = Budget("", SLOWDOWN, {"calm": 1.0, "noisy": 1.0})
    check([pair("calm", 0.01), pair("noisy", 0.3)], budget, seconds=FOR_EVER)
    assert turns["calm"] < turns["noisy"]


# ─── The command ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[float, dict[str, str]], tuple[int, str]]:
    """Exit status and output of the command, for a program that is so much slower."""
    file = tmp_path / "budget.toml"
    file.write_text('machine = "another"\nslowdown = 1.3\n[references]\npair = 50.0\n')

    def run(slower: float, unmeasured: dict[str, str]) -> tuple[int, str]:
        pair = Machine(1, 0.05).pair(slower)
        monkeypatch.setattr(command, "pairs", lambda: ([pair], unmeasured))
        done = CliRunner().invoke(command.app, ["check", "--budget", str(file)])
        return done.exit_code, done.output

    return run


Status = Callable[[float, dict[str, str]], tuple[int, str]]


def test_the_command_exits_with_1_if_a_budget_is_broken_and_says_by_how_much(
    status: Status,
) -> None:
    code, output = status(1.5, {})
    assert code == 1
    assert "BROKEN: takes 1.5" in output


def test_the_command_exits_with_0_if_all_are_kept(status: Status) -> None:
    code, output = status(1.0, {})
    assert code == 0
    assert "kept" in output
    assert "references are of another machine: another" in output


def test_what_cannot_be_measured_is_told_and_is_not_taken_for_kept(status: Status) -> None:
    code, output = status(1.0, {"a / c": "not measured: there is no compiler"})
    assert code == 3
    assert "there is no compiler" in output


# ─── Real timings ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def crowd() -> People:
    return people_of(market(products=2, strategies=1, people=10, years=1))


def real(crowd: People, extra: int) -> Line:
    """The engine against itself, where one side does ``extra`` work in ten that it does not own
    to. The true ratio is known, and so the reference is 1."""
    more, honest = crowd.lives(SLOW, times=10 + extra), crowd.lives(SLOW, times=10)

    def slowed() -> int:
        return more() * 10 // (10 + extra)

    budget = Budget("this one", SLOWDOWN, {"itself": 1.0})
    (line,) = check([Pair("itself", "itself", slowed, honest)], budget, seconds=60.0)
    return line


def test_a_real_engine_that_does_30_percent_more_work_breaks_its_budget(crowd: People) -> None:
    assert real(crowd, extra=3).verdict is Verdict.BROKEN


def test_a_real_engine_as_fast_as_it_was_does_not(crowd: People) -> None:
    assert real(crowd, extra=0).verdict is not Verdict.BROKEN


@pytest.mark.evidence
def test_columns_that_do_30_percent_more_work_break_the_budget_and_as_they_are_keep_it() -> None:
    """The pair of the shipped check, its reference measured just before."""
    pair = columns_to_agents()
    pair.warm()
    reference = median(pair.ratio(number) for number in range(40))
    budget = Budget("this one", SLOWDOWN, {pair.key: reference})
    extra = hsbc(COLUMNS * 3 // 10).lives(FAST)

    def slowed() -> int:
        extra()
        return pair.first()

    (as_it_is,) = check([pair], budget, seconds=90.0)
    (slower,) = check([replace(pair, first=slowed)], budget, seconds=90.0)
    assert as_it_is.verdict is not Verdict.BROKEN
    assert slower.verdict is Verdict.BROKEN


# ─── The budget file ─────────────────────────────────────────────────────────────────────────────


def test_the_committed_budget_holds_a_reference_for_all_that_is_compared() -> None:
    budget = budgets.read()
    assert {make.__name__ for make in COMPARED.values()} == set(budget.references)
    assert budget.slowdown == SLOWDOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "machine = 'm'\nslowdown = 1.3",
        "machine = 'm'\nslowdown = 1.0\n[references]\na = 1.0",
        "machine = 'm'\nslowdown = 1.3\n[references]\na = 0",
        "machine = 'm'\nslowdown = 1.3\n[references]\na = 'fast'",
        "not toml",
    ],
)
def test_a_malformed_budget_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "budget.toml"
    file.write_text(text)
    with pytest.raises(BudgetError):
        budgets.read(file)


def test_a_pair_without_a_reference_is_refused() -> None:
    with pytest.raises(BudgetError, match="no reference for 'other'"):
        BUDGET.limit("other", cost=False)


def test_accepting_new_references_changes_nothing_else_of_the_file() -> None:
    before = budgets.FILE.read_text()
    references = {make.__name__: 2.0 for make in COMPARED.values()}
    after = budgets.accept(before, "two cores", references)
    changed = [new for old, new in zip(before.splitlines(), after.splitlines(), strict=True)]
    same = [old for old, new in zip(before.splitlines(), changed, strict=True) if old == new]
    assert len(same) == len(changed) - 1 - len(references)
