"""What loans lose over their life: lifetime expected credit loss.

``sum over t of v**t (1-h)**t h LGD B(t)``: the chance to default in a month, what is owed then,
the share of it that is lost, discounted (IFRS 9, paragraphs B5.5.28 to B5.5.44). Here a loan that
defaults has made that month's payment, and a default in the last month is none.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.level_annuity import balance
from sim.experiments.validation.lived import Lived, monthly

LOAN = "products.loan"


def losses(lived: Lived) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chance to default in each month, and what is then lost, discounted."""
    amount, months = lived.number(f"{LOAN}.amount"), int(lived.number(f"{LOAN}.term"))
    rate = lived.number(f"{LOAN}.market_rate") / 12
    hazard = monthly(lived.number(f"{LOAN}.default"))
    t = np.arange(months - 1)
    owed = np.array([balance(amount, rate, months, int(k) + 1) for k in t])
    lost = lived.number(f"{LOAN}.loss_given_default") * owed * lived.discount**t
    return np.asarray(hazard * (1 - hazard) ** t), np.asarray(lost)


def compare(lived: Lived) -> list[Comparison]:
    """The loss per loan, discounted and not."""
    chances, lost = losses(lived)
    n = lived.scenario.people
    expected = float(chances @ lost)
    spread = math.sqrt(float(chances @ lost**2) - expected**2)
    flows = -lived.flows("credit_loss") / n
    return [
        Comparison(
            "Expected loss of a loan",
            "sum of v**t (1-h)**t h LGD B(t)",
            "IFRS 9 (2014), appendix B5.5",
            "a loss in the month of default, after its payment; valued at opening",
            expected,
            float(flows @ lived.discount ** np.arange(len(flows))),
            spread / math.sqrt(n),
        )
    ]


CHECK = Check("expected_credit_loss", compare)
