"""What becomes of failures: how many are put right, and of how many nobody tells."""

from dataclasses import dataclass

from sim.experiments.counts import Counts
from sim.experiments.estimate import Estimate


@dataclass(frozen=True)
class Serving:
    """Failures of service and of purchases."""

    failures: Estimate  # a customer and year
    put_right: Estimate  # share of failures, at once or after a survey
    silent: Estimate  # share of failures that nobody tells of


def serving(counts: Counts) -> Serving | None:
    """What became of them under one strategy; None where nothing failed, or it is not counted."""
    if "put_right" not in counts or not counts.total("incidents").any():
        return None
    failures = counts.total("incidents")
    return Serving(
        failures=counts.ratio(failures, counts.total("customers")).times(12),
        put_right=counts.share(counts.total("put_right"), failures),
        silent=counts.share(counts.total("silent"), failures),
    )
