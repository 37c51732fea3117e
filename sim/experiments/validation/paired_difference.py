"""How much a person's worth differs between two strategies under the same luck.

Both relationships are one Markov chain. In each month one draw decides: below the smaller chance
to leave, the person leaves both firms; between the two, only the one with the greater chance.
"""

from scipy.special import expit, logit

from sim.experiments.validation import errors
from sim.experiments.validation.check import Check
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.lived import Lived, monthly
from sim.experiments.validation.markov_chain import Branch, Month, moments
from sim.experiments.validation.spread import mean_and_variance

SOURCE = (
    "monotone coupling by common random numbers (Glasserman and Yao 1992, Management Science 38);"
    " moments after Pfeifer and Carraway 2000"
)
TIMING = "margin in each month, the first in month 0; valued at month 0"
PATH = "strategies.generous.better_by.account"
BOTH, ONE = "both", "generous only"


def both(keeps: float, loses: float, keeping: float, losing: float) -> Month:
    """What may happen in a month to who is a customer under both strategies, or of one left.

    ``keeps`` and ``loses`` are the chances to leave the firm that keeps more people and the other,
    ``keeping`` and ``losing`` the margins of the two.
    """
    if keeps > loses:
        raise ValueError("The firm that keeps more people comes first.")
    return {
        BOTH: [
            Branch(keeps, keeping - losing, None),
            Branch(loses - keeps, keeping - losing, ONE),
            Branch(1 - loses, keeping - losing, BOTH),
        ],
        ONE: [Branch(keeps, keeping, None), Branch(1 - keeps, keeping, ONE)],
    }


def chain(lived: Lived) -> Month:
    """The chain of the scenario: a point more on the balance moves the log-odds to leave."""
    points = 100 * lived.number(PATH)
    leaves = monthly(lived.number("behaviour.churn.per_year"))
    stays_more = float(expit(logit(leaves) - lived.number("behaviour.churn.price") * points))
    account = {
        word: lived.number(f"products.account.{word}") for word in ("balance", "ftp", "market_rate")
    }
    margin = account["balance"] * (account["ftp"] - account["market_rate"]) / 12
    given = account["balance"] * lived.number(PATH) / 12
    return both(stays_more, leaves, margin - given, margin)


def compare(lived: Lived) -> list[Comparison]:
    """Mean and variance of the difference, person by person."""
    month = chain(lived)
    expected = moments(lambda _: month, lived.scenario.months, lived.discount, BOTH)
    worth = [lived.people(name)["npv"].to_numpy() for name in ("generous", "market")]
    formula = "chain of both relationships: leave both, one or none by one draw"
    return mean_and_variance(
        ("Mean difference", "Variance of the difference"),
        (formula, SOURCE, TIMING),
        expected,
        worth[0] - worth[1],
    )


def note(lived: Lived) -> str:
    """By how much the pairing narrows the interval."""
    month = chain(lived)
    paired = errors.variance(moments(lambda _: month, lived.scenario.months, lived.discount, BOTH))
    alone = sum(float(lived.people(name)["npv"].var(ddof=1)) for name in lived.scenario.strategies)
    wider = f"{alone / paired:.1f} times as large"
    return f"With luck of its own under each strategy the variance would be {wider}."


CHECK = Check("paired_difference", compare, note)
