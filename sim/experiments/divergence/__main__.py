"""``python -m sim.experiments.divergence``: where two engines part, for developers.

Exit status: 0 the runs agree to the last bit, 1 they part, 2 they could not be compared.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from sim.experiments.divergence.find import Side, divergence
from sim.experiments.divergence.telling import told
from sim.experiments.trial import UnknownStrategyError, chosen
from sim.scenario import ScenarioError, load
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.run import ENGINES, run_strategy

AGREE, PART, IMPOSSIBLE = 0, 1, 2


def main(words: Sequence[str] | None = None) -> int:
    """Compare, print, and give back the exit status."""
    asked = _parser().parse_args(words)
    try:
        return _compare(asked)
    except (ScenarioError, UnknownStrategyError, OSError) as error:
        print(error, file=sys.stderr)
    except Exception as error:
        print(f"A run failed: {type(error).__name__}: {error}", file=sys.stderr)
    return IMPOSSIBLE


def _compare(asked: argparse.Namespace) -> int:
    scenario = load(asked.scenario, overrides=asked.set, people=asked.people)
    tables = tabulate(scenario)
    cohort = born(tables)
    status = AGREE
    for name in chosen(scenario, asked.strategy):
        found = divergence(
            asked.left, asked.right, tables, _place(tables.strategy_names, name), cohort
        )
        print(told(found) if found else f"{name}: equal to the last bit.", flush=True)
        status = PART if found else status
    return status


def _place(names: Sequence[str], name: str) -> int:
    return list(names).index(name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sim.experiments.divergence",
        description="The first person, month and decision at which two runs part.",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="a file, or a shipped one's name")
    parser.add_argument("--strategy", action="append", metavar="NAME", help="default: all")
    parser.add_argument("--people", type=int, metavar="N", help="people in the market")
    engine = f"{' or '.join(ENGINES)}, perhaps with threads, such as columns:2"
    parser.add_argument("--left", type=side, default="agents", metavar="ENGINE", help=engine)
    parser.add_argument("--right", type=side, default="columns", metavar="ENGINE", help=engine)
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help="change a number"
    )
    return parser


def side(written: str) -> Side:
    """An engine as it is written: its name, and perhaps its number of threads.

    Raises `argparse.ArgumentTypeError` where there is no such engine.
    """
    engine, colon, threads = written.partition(":")
    if engine not in ENGINES:
        raise argparse.ArgumentTypeError(f"no engine {engine!r}: expected {' or '.join(ENGINES)}")
    if not colon:
        return Side(written, partial(run_strategy, engine=engine))
    if not (threads.isascii() and threads.isdigit() and int(threads)):
        raise argparse.ArgumentTypeError(f"{threads!r} threads: expected a number from 1")
    return Side(written, partial(run_strategy, engine=engine, threads=int(threads)))


if __name__ == "__main__":
    sys.exit(main())
