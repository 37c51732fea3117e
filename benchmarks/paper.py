"""A month of very many people on paper, from measured constants: messages, bytes and seconds.

In a month every shard gets one order and gives one answer. The driver sends and hears one after the
other; shards live side by side, each on a processor of its own. So a month takes

    round trip + (shards - 1) x message + month of a shard + person-month x people / shards

and is shortest at the square root of person-month x people / message shards.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import markdown
from benchmarks.machine import machine, software, today
from benchmarks.shards import PEOPLE, YEARS, Constants, Measured
from benchmarks.table import put
from sim.world.outcome import GROUPS

PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"
CROWD = 10**9
MANY_SHARDS = (1, 4, 16, 64, 256, 1024, 4096, 16384)
LONG = 60
"""Years of a whole run."""
NODE = 64 * 2**30
"""Bytes of memory of a node with sixteen processors: one of a usual size."""


def month(found: Constants, people: int, shards: int) -> float:
    """Seconds of a month.

    >>> a = Constants(1e-7, 0.001, 0.0002, 0.001, 0, 0, 0, 0, 0, 0, 0)
    >>> round(month(a, 10**9, 1), 3), round(month(a, 10**9, 1000), 4)
    (100.002, 0.3018)
    """
    sent = found.round_trip + (shards - 1) * found.message
    return sent + found.shard_month + found.person_month * people / shards


def best(found: Constants, people: int) -> int:
    """The number of shards at which a month is shortest.

    >>> best(Constants(1e-7, 0.001, 0.0004, 0.001, 0, 0, 0, 0, 0, 0, 0), 10**9)
    500
    """
    return max(round(math.sqrt(found.person_month * people / found.message)), 1)


def document(found: Constants, runs: Sequence[Measured]) -> str:
    """What the page says between its marks."""
    shards = best(found, CROWD)
    return "\n\n".join(
        [
            f"Measured on {today()}: {machine()}; {software()}.{_busy()}",
            "### Constants",
            markdown([("what", "figure"), *_constants(found)]),
            "### Measured",
            f"The first strategy of `hsbc`, {PEOPLE:,} people, {YEARS} years, by month.",
            markdown([_RUN, *(_run(found, run) for run in runs)]),
            "### On paper: 10⁹ people",
            markdown([_PAPER, *(_on_paper(found, n) for n in sorted({*MANY_SHARDS, shards}))]),
            _bottlenecks(found, shards),
        ]
    )


def _busy() -> str:
    """A warning where others used the machine."""
    waiting, cores = os.getloadavg()[1], os.cpu_count() or 1
    if waiting <= cores + 1:
        return ""
    return (
        f" **The machine was busy with other work** ({waiting:.0f} processes for {cores} cores): "
        "seconds on the wall, messages among them, are several times what they would be alone. A "
        "shard's own seconds are much less so."
    )


def _constants(found: Constants) -> list[tuple[str, str]]:
    return [
        ("a person's month in a shard", f"{found.person_month * 1e9:,.0f} ns"),
        ("a shard's month, whoever lives there", f"{found.shard_month * 1e3:.2f} ms"),
        ("a round trip to one shard", f"{found.round_trip * 1e3:.2f} ms"),
        ("one shard more in a round", f"{found.message * 1e3:.2f} ms"),
        ("a month's order to a shard", f"{found.order_bytes:,} bytes"),
        ("a month's answer of a shard", f"{found.answer_bytes:,} bytes"),
        (f"a shard's ledger of {YEARS} years", f"{found.ledger_bytes:,} bytes"),
        (
            f"books of {YEARS} years, for each of a shard's groups",
            f"{found.books_bytes:,} bytes",
        ),
        ("a person's row at the end", f"{found.row_bytes:.0f} bytes"),
        ("taking in a person's row", f"{found.row_seconds * 1e9:,.0f} ns"),
        ("a person in the memory of a shard", f"{found.state_bytes:,.0f} bytes"),
    ]


_RUN = (
    "processors",
    "shards",
    "a month on the wall",
    "on paper",
    "busiest shard's own seconds",
    "all shards' own seconds",
)


def _run(found: Constants, run: Measured) -> tuple[str, ...]:
    paper = ""
    if run.shards:
        in_turn = math.ceil(run.shards / run.cores)
        living = found.shard_month + found.person_month * PEOPLE / run.shards
        sent = found.round_trip + (run.shards - 1) * found.message
        paper = f"{(sent + in_turn * living) * 1e3:.1f} ms"
    return (
        str(run.cores),
        str(run.shards or f"none, {run.cores} threads"),
        f"{run.month * 1e3:.1f} ms",
        paper,
        f"{run.busiest * 1e3:.1f} ms",
        f"{run.all * 1e3:.1f} ms",
    )


_PAPER = ("shards", "messages a month", "bytes a month", "seconds a month", "people's memory each")


def _on_paper(found: Constants, shards: int) -> tuple[str, ...]:
    sent = shards * (found.order_bytes + found.answer_bytes)
    return (
        f"{shards:,}" + (" (fastest)" if shards == best(found, CROWD) else ""),
        f"{2 * shards:,}",
        _bytes(sent),
        f"{month(found, CROWD, shards):,.2f}",
        _bytes(found.state_bytes * CROWD / shards),
    )


def _bottlenecks(found: Constants, shards: int) -> str:
    lives, rows = found.state_bytes * CROWD, found.row_bytes * CROWD
    groups = GROUPS // math.gcd(GROUPS, shards)
    books = shards * (found.ledger_bytes + groups * found.books_bytes) * LONG / YEARS
    fast = month(found, CROWD, shards)
    minutes = fast * 12 * LONG / 60
    return (
        "**The next bottlenecks, in the order in which they are met.** (1) Memory: the people "
        f"take {_bytes(lives)}, that is {math.ceil(lives / NODE):,} nodes of 64 GiB, however many "
        "shards. (2) The driver, which speaks to shards one by one: beyond "
        f"{shards:,} shards a month takes longer again, and none is shorter than {fast:.2f} s; "
        f"{LONG} years of one strategy then take {minutes:,.0f} minutes. A tree of drivers, each "
        "adding up its own shards, would lift it. (3) The end of a strategy: "
        f"{_bytes(rows)} of people's rows come to one process, "
        f"{CROWD * found.row_seconds / 60:,.0f} minutes of taking in and more memory than most "
        f"machines have; and about {_bytes(books)} of books. Keeping the table of people with the "
        "shards would lift it: nothing in the firm's accounts needs it in one place."
    )


def _bytes(number: float) -> str:
    """A number of bytes in words.

    >>> _bytes(466), _bytes(1_234_567), _bytes(3.7e12)
    ('466 bytes', '1.23 MB', '3.7 TB')
    """
    for size, unit in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:.0f} bytes"


def write(found: Constants, runs: Sequence[Measured]) -> None:
    """Put the figures into the page."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(put(text, document(found, runs)), encoding="utf-8")
