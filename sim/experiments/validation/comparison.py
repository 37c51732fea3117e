"""One figure that theory gives exactly, beside the same figure as simulated.

The standard error is that of the simulated figure. It is derived, not estimated from the run,
wherever that can be done; so a rule that is wrong in its spread is found as well.
"""

import math
from dataclasses import dataclass
from typing import Any

from scipy.special import ndtr


@dataclass(frozen=True)
class Comparison:
    """A figure expected and simulated, in the same unit."""

    what: str  # what is compared, with its unit
    formula: str  # how the expected figure comes about
    source: str  # whose formula it is: author and year
    timing: str  # when flows happen, and to which date they are discounted
    expected: float
    simulated: float
    standard_error: float  # of the simulated figure; 0 where it has to be equal

    @property
    def z(self) -> float:
        """By how many standard errors the simulated figure lies above the expected one.

        >>> Comparison("", "", "", "", expected=1.0, simulated=1.5, standard_error=0.25).z
        2.0
        """
        difference = self.simulated - self.expected
        if self.standard_error > 0:
            return difference / self.standard_error
        return math.copysign(math.inf, difference) if difference else 0.0

    @property
    def p(self) -> float:
        """The chance of a z at least so far from 0, on either side, if the program is right."""
        return 1.0 if math.isnan(self.z) else float(2 * ndtr(-abs(self.z)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data; None for a z beyond all bounds."""
        z = self.z if math.isfinite(self.z) else None
        return {**self.__dict__, "z": z, "p": self.p}
