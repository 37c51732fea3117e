"""The measures of a run: what each is called, how it is worked out, and where it is defined.

A measure is told where a scenario uses what it is about; churn, retention and buying again always
are. The figures themselves are found in `sim.experiments.measures`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sim.experiments.estimate import Estimate
from sim.experiments.measures.all import Measures
from sim.experiments.measures.rewarding import Rewarding
from sim.experiments.measures.serving import Serving
from sim.experiments.measures.spending import TOPS, Spending
from sim.experiments.measures.stopping import Stopping

Figure = Callable[[Measures], Estimate | None]


class Form(StrEnum):
    """What a figure is, and so how it is written."""

    SHARE = "share"
    MONEY = "money"  # of a person or a year
    SUM = "sum"  # money of the whole firm
    NEED = "need"  # money; nothing is none
    NUMBER = "number"
    MONTHS = "months"  # so many
    MONTH = "month"  # of the run; without a value, never


FARRIS = "Farris, Bendle, Pfeifer and Reibstein 2016, Marketing Metrics"
GUPTA = "Gupta and Lehmann 2005, Managing Customers as Investments"
REPEAT = "Ehrenberg 1988, Repeat-Buying; Fader and Hardie 2009, Journal of Interactive Marketing 23"
CONCENTRATION = "Schmittlein, Cooper and Morrison 1993, Marketing Science 12; Lorenz 1905"
OWN = "a plain ratio of counts of this run"


@dataclass(frozen=True)
class Measure:
    """One measure. ``figure`` is None where a strategy has nothing that it is about."""

    name: str
    label: str
    form: Form
    figure: Figure
    formula: str
    source: str


def known(value: float | None) -> Estimate:
    """A figure that is what it is, without an interval."""
    return Estimate(value, None, None, 0)


def standard_measures(found: Sequence[Measures]) -> tuple[Measure, ...]:
    """The measures that are told of every run, also beside what each strategy achieves."""
    bought = any(each.again.purchase is not None for each in found)
    return CHURN, RETENTION, REPEAT_PURCHASE if bought else FURTHER_PRODUCT


def further_measures(found: Sequence[Measures]) -> tuple[Measure, ...]:
    """The measures of what the strategies of a run practise."""
    return tuple(
        measure
        for measure in (*SPENDING, *REWARDS, *SERVICE, *FUNDING)
        if any(measure.figure(each) is not None for each in found)
    )


CHURN = Measure(
    "churn_rate",
    "Churn rate, a year",
    Form.SHARE,
    lambda each: each.keeping.churn,
    "customers of a year's first month who leave, or whose last product ends, within the year / "
    "customers of that month; all years of the run together. Who dies is not lost; who joins "
    "within the year counts from the next year on.",
    f"{FARRIS}, 5.1; {GUPTA}",
)
RETENTION = Measure(
    "retention_rate",
    "Retention rate, a year",
    Form.SHARE,
    lambda each: each.keeping.retention,
    "customers of a year's first month who are customers without a break to its end / those of "
    "them who do not die within it; all years of the run together.",
    f"{FARRIS}, 5.1; {GUPTA}",
)
REPEAT_PURCHASE = Measure(
    "repeat_purchase_rate",
    "Repeat-purchase rate, a year",
    Form.SHARE,
    lambda each: each.again.purchase,
    "people who buy more than once in a year of the run / people who buy in it; all years of the "
    "run together, all products together.",
    REPEAT,
)
FURTHER_PRODUCT = Measure(
    "further_product_rate",
    "Opened a further product",
    Form.SHARE,
    lambda each: each.again.product,
    "people ever won who opened more than one product, or one again / people ever won. It stands "
    "for the repeat-purchase rate where nothing is bought again and again.",
    OWN,
)


def _spent(figure: Callable[[Spending], Estimate]) -> Figure:
    return lambda each: None if each.spending is None else figure(each.spending)


def _rewarded(figure: Callable[[Rewarding], Estimate]) -> Figure:
    return lambda each: None if each.rewarding is None else figure(each.rewarding)


def _served(figure: Callable[[Serving], Estimate]) -> Figure:
    return lambda each: None if each.serving is None else figure(each.serving)


def _stopped(figure: Callable[[Stopping], Estimate]) -> Figure:
    return lambda each: None if each.stopping is None else figure(each.stopping)


def _top(place: int) -> Measure:
    percent = f"{100 * TOPS[place]:.0f}"
    return Measure(
        f"revenue_of_top_{percent}_percent",
        f"Revenue from the top {percent} %",
        Form.SHARE,
        _spent(lambda spending: spending.tops[place]),
        f"revenue of the {percent} % of customers ever won who spend most over the run / all "
        "revenue",
        CONCENTRATION,
    )


SPENDING = (
    Measure(
        "revenue_total",
        "Revenue of the firm",
        Form.SUM,
        _spent(lambda spending: spending.total),
        "all baskets at the regular price, over the whole run, not discounted",
        OWN,
    ),
    Measure(
        "revenue",
        "Revenue a customer and year",
        Form.MONEY,
        _spent(lambda spending: spending.revenue),
        "all baskets at the regular price / years lived as a customer",
        OWN,
    ),
    *(_top(place) for place in range(len(TOPS))),
)
REWARDS = (
    Measure(
        "members",
        "Customers who are members",
        Form.SHARE,
        _rewarded(lambda rewarding: rewarding.members),
        "months lived as a member of the programme of rewards / months lived as a customer",
        OWN,
    ),
    Measure(
        "rewards_total",
        "Rewards of the firm",
        Form.SUM,
        _rewarded(lambda rewarding: known(rewarding.total)),
        "discounts and free items of members over the whole run, not discounted; what membership "
        "itself costs is not in it",
        OWN,
    ),
    Measure(
        "rewards",
        "Rewards a member and year",
        Form.MONEY,
        _rewarded(lambda rewarding: rewarding.rewards),
        "discounts and free items of members / years lived as a member",
        OWN,
    ),
    Measure(
        "rewards_anyway",
        "Rewards on sales made anyway",
        Form.SHARE,
        _rewarded(lambda rewarding: rewarding.anyway),
        "rewards on purchases that the same member would have made in the same month without the "
        "programme / all rewards. What the programme keeps of customers is not counted as added.",
        f"baseline and incremental sales: {FARRIS}, 8.1",
    ),
    Measure(
        "purchases_added",
        "Purchases added, a member",
        Form.NUMBER,
        _rewarded(lambda rewarding: rewarding.added),
        "purchases of members less those they would have made in the same month without the "
        "programme / years lived as a member",
        f"baseline and incremental sales: {FARRIS}, 8.1",
    ),
)
SERVICE = (
    Measure(
        "failures",
        "Failures a customer and year",
        Form.NUMBER,
        _served(lambda serving: serving.failures),
        "failures of service and of purchases / years lived as a customer",
        OWN,
    ),
    Measure(
        "put_right",
        "Failures put right",
        Form.SHARE,
        _served(lambda serving: serving.put_right),
        "failures put right, at once or after a survey / all failures",
        OWN,
    ),
    Measure(
        "silent",
        "Failures nobody tells of",
        Form.SHARE,
        _served(lambda serving: serving.silent),
        "failures that customers do not tell of / all failures; surveys may bring them up later",
        OWN,
    ),
)
FUNDING = (
    Measure(
        "need_of_cash",
        "Deepest need of cash",
        Form.NEED,
        lambda each: None if each.stopping is None else each.need,
        "minus the lowest cumulative cash, interest included, capital charge aside, not discounted "
        "/ people in the market",
        OWN,
    ),
    Measure(
        "months_stopped",
        "Months with a stop",
        Form.MONTHS,
        _stopped(lambda stopping: known(stopping.months)),
        "months in which the firm had stopped something for want of money; of this one run, so "
        "without an interval",
        OWN,
    ),
    Measure(
        "ruined",
        "Ruined in",
        Form.MONTH,
        _stopped(lambda stopping: known(stopping.ruined)),
        "the first month at whose end cash and credit are gone with nothing left to stop; of this "
        "one run, so without an interval",
        OWN,
    ),
)
