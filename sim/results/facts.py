"""What a reader must know of a run before its tables mean anything: names, units, dates.

The tables carry numbers; the facts say which currency, which month is month 0, and which
strategies, segments and stages there are, in the order of the scenario. Nothing here is computed.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

from sim.results.typed import DamagedError, texts, value


class Compiled(Protocol):
    """The part of a compiled scenario that the results speak about."""

    @property
    def title(self) -> str: ...
    @property
    def strategy_names(self) -> tuple[str, ...]: ...
    @property
    def segment_names(self) -> tuple[str, ...]: ...
    @property
    def stage_names(self) -> tuple[str, ...]: ...
    @property
    def product_names(self) -> tuple[str, ...]: ...
    @property
    def months(self) -> int: ...
    @property
    def people(self) -> int: ...
    @property
    def minor_digits(self) -> int: ...
    @property
    def discount_rate(self) -> float: ...
    @property
    def start(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def opening_cash(self) -> int: ...


@dataclass(frozen=True)
class Facts:
    """Names, units and dates of one run."""

    title: str
    currency: str  # ISO 4217
    minor_digits: int  # a major unit is 10**minor_digits minor units
    start: str  # YYYY-MM of month 0
    months: int
    people: int  # everyone who is in the market at any time
    discount_rate: float  # effective, per year
    opening_cash: int  # of the whole firm, minor units
    strategies: tuple[str, ...]  # those that were run, in the order of the scenario
    segments: tuple[str, ...]
    stages: tuple[str, ...]
    products: tuple[str, ...]

    @property
    def minor_per_major(self) -> int:
        """Minor units in one major unit.

        >>> Facts("", "GBP", 2, "2025-01", 12, 1, 0.1, 0, (), (), (), ()).minor_per_major
        100
        """
        return int(10**self.minor_digits)

    def month_name(self, month: int) -> str:
        """The calendar month of a month of the run.

        >>> Facts("", "GBP", 2, "2025-11", 12, 1, 0.1, 0, (), (), (), ()).month_name(3)
        '2026-02'
        """
        year, of_year = divmod(int(self.start[:4]) * 12 + int(self.start[5:7]) - 1 + month, 12)
        return f"{year:04d}-{of_year + 1:02d}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, for the manifest."""
        return asdict(self)


def facts_of(tables: Compiled, strategies: tuple[str, ...]) -> Facts:
    """The facts of a run of some of a scenario's strategies."""
    return Facts(
        title=tables.title,
        currency=tables.currency,
        minor_digits=int(tables.minor_digits),
        start=str(tables.start),
        months=int(tables.months),
        people=int(tables.people),
        discount_rate=float(tables.discount_rate),
        opening_cash=int(tables.opening_cash),
        strategies=tuple(strategies),
        segments=tuple(tables.segment_names),
        stages=tuple(tables.stage_names),
        products=tuple(tables.product_names),
    )


def facts_from(data: dict[str, Any]) -> Facts:
    """Facts read back from a manifest; keys that a later minor version added are passed over.

    Raises:
        DamagedError: a fact is missing or of another kind.
    """
    known: dict[str, Any] = {
        field.name: value(data, field.name, field.type, "facts")
        if field.type in (str, int, float)
        else texts(data, field.name, "facts")
        for field in fields(Facts)
    }
    if not known["strategies"]:
        raise DamagedError("'facts.strategies' is empty")
    return Facts(**known)
