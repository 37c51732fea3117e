"""What a firm stops for want of money, and whether that is enough."""

from dataclasses import dataclass

from sim.results.run import Run


@dataclass(frozen=True)
class Stopping:
    """Of one run of one firm: what happened in it, and no mean over people."""

    months: int  # in which something was stopped
    most: int  # things stopped at once
    ruined: int | None  # the month in which nothing was left to stop; None: never


def stopping(run: Run, name: str) -> Stopping | None:
    """What was stopped under one strategy; None where its firm does not count its cash."""
    signals = run.frames.signals
    if signals is None:
        return None
    mine = signals[(signals["strategy"] == name) & (signals["signal"] == "stopped")]
    stopped = mine["value"]
    if not (counts_its_cash(run, name) or (stopped > 0).any()):
        return None
    return Stopping(int((stopped > 0).sum()), int(stopped.max()), run.ruined.get(name))


def counts_its_cash(run: Run, name: str) -> bool:
    """Whether the scenario says what the strategy stops when money runs out."""
    strategies = run.origin.resolved.get("strategies", {})
    return bool(strategies.get(name, {}).get("funding"))
