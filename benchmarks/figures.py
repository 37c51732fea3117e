"""Figures that a benchmark tells besides its seconds: for the terminal, and for the README's table.

A figure is a row: what it is, its value in words, and the target it is held against, if any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pytest_benchmark.fixture import BenchmarkFixture

Found = TypeVar("Found")

FIGURES = "figures"
"""The key under which a benchmark keeps its figures."""


def in_rounds(
    benchmark: BenchmarkFixture,
    measure: Callable[[], Found],
    rounds: int,
    before: Callable[[], None] | None = None,
) -> list[Found]:
    """What is found by a number of rounds that the benchmark times; ``before`` each, untimed."""
    found: list[Found] = []
    timed: Any = benchmark
    timed.pedantic(lambda: found.append(measure()), setup=before, rounds=rounds)
    return found


def tell(benchmark: BenchmarkFixture, what: str, figure: str, target: str = "") -> None:
    """Print a figure, and keep it with the benchmark."""
    benchmark.extra_info.setdefault(FIGURES, []).append([what, figure, target])
    print(f"\n{what}: {figure}" + (f" (target: {target})" if target else ""))


def millions(speed: float) -> str:
    """A speed in millions of living person-months a second.

    >>> millions(25_400_000.0), millions(143_000.0)
    ('25.4 million/s', '0.143 million/s')
    """
    return f"{speed / 1e6:.3g} million/s"


def nanoseconds(speed: float) -> str:
    """The cost of one living person-month.

    >>> nanoseconds(25_000_000.0), nanoseconds(143_000.0)
    ('40 ns', '6,993 ns')
    """
    cost = 1e9 / speed
    return f"{cost:,.0f} ns" if cost >= 100 else f"{cost:.3g} ns"


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table of ``rows``, the first of which holds the headings.

    >>> print(markdown([("what", "figure"), ("a | b", "2")]))
    | what | figure |
    |---|---|
    | a / b | 2 |
    """
    first, *rest = (" | ".join(cell.replace("|", "/") for cell in row) for row in _filled(rows))
    return "\n".join(f"| {row} |" for row in (first, *rest)).replace(
        "\n", f"\n|{'---|' * len(rows[0])}\n", 1
    )


def _filled(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    width = len(rows[0])
    return [[*row, *[""] * (width - len(row))] for row in rows]
