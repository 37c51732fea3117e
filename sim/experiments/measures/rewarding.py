"""What a programme of rewards gives to members, to whom it gives it in vain, and what it adds."""

from dataclasses import dataclass

from sim.experiments.counts import Counts
from sim.experiments.estimate import Estimate

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Rewarding:
    """A programme of rewards. What membership itself costs is on the ledger, and not in rewards."""

    members: Estimate  # of the months lived as customers: share as members
    rewards: Estimate  # a member and year, major units: discounts and free items
    anyway: Estimate  # of rewards: share on purchases that would have been made without
    added: Estimate  # purchases a member and year that would not
    total: float  # rewards of the whole firm and run, major units


def rewarding(counts: Counts, minor_per_major: int) -> Rewarding | None:
    """The programme of one strategy; None where nobody was ever a member."""
    if "members" not in counts or not counts.total("members").any():
        return None
    members, given = counts.total("members"), counts.total("rewards")
    a_year = MONTHS_A_YEAR
    return Rewarding(
        members=counts.share(members, counts.total("customers")),
        rewards=counts.ratio(given, members).times(a_year / minor_per_major),
        anyway=counts.share(counts.total("rewards_anyway"), given),
        added=counts.ratio(counts.total("purchases_added"), members).times(a_year),
        total=float(given.sum()) / minor_per_major,
    )
