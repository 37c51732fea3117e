"""The table of rules broken on purpose: one part a room."""

from tests.mutations.broken_months import MONTHS
from tests.mutations.broken_rules import RULES
from tests.mutations.broken_ways import WAYS

MUTATIONS = (*RULES, *MONTHS, *WAYS)
