"""Evidence: the interval of a verdict holds the truth as often as it says."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sim
from sim.experiments.estimate import Numbers, mean_estimate
from sim.experiments.leading import seeds_of
from sim.experiments.paired import paired_difference
from sim.experiments.runs.laboratory import Laboratory
from sim.experiments.runs.point import point_of
from sim.scenario import load_text
from sim.scenario.tabulate import tabulate
from sim.world.cohort import born
from sim.world.run import run_strategy

SEEDS = 150
TEXT = """
scenario: 1
title: Two ways to win the same people
currency: EUR
start: 2025-01
years: 12
people: 150
seed: 1
discount_rate: 8%
life: {stages: {young: {from: 18}, adult: {from: 22}}, income: {adult: 30_000}}
behaviour:
  churn: {per_year: {beta: [0.8, 4]}, each_further_product: -0.3}
  choice: {price: 0.8}
products:
  account: {kind: account, need: 30%, wins: {customer: 90%, stranger: 20%}, fee: 60,
            costs: {open: 30, yearly: 20}}
  loan: {kind: loan, need: {adult: 20%}, wins: {customer: 60%, stranger: 5%}, term: 4 years,
         amount: {times_income: 0.5, spread: 0.8}, market_rate: 9%, ftp: 4%, default: 3%,
         loss_given_default: 60%}
strategies:
  whole:
    offers: all
    acquire: {young: {reach: 40%, cost: 3, takes: 30%, incentive: 20, opens: account}}
  part: {offers: [account]}
"""


def differences(seed: int) -> Numbers:
    """What each person is worth more to the firm under the first strategy, in euros."""
    tables = tabulate(load_text(TEXT, name="x.yaml", read_table=str, overrides=[f"seed={seed}"]))
    cohort = born(tables)
    whole, part = (run_strategy(tables, cohort, strategy).people.npv for strategy in (0, 1))
    return (whole - part) / 100.0


@pytest.mark.evidence
def test_the_paired_interval_holds_the_truth_95_times_in_100() -> None:
    """The truth is the mean over the people of all seeds; binomial limits, 1 in 1,000 a side.

    Differences are skewed, so a t interval over 150 people may cover a little less than it says;
    the lower limit allows for one point of that.
    """
    runs = [differences(seed) for seed in range(SEEDS)]
    truth = float(np.mean(runs))
    intervals = [paired_difference(run, np.zeros_like(run)).mean for run in runs]
    covered = sum(
        interval.low <= truth <= interval.high
        for interval in intervals
        if interval.low is not None and interval.high is not None
    )
    assert stats.binom.ppf(0.001, SEEDS, 0.94) <= covered <= stats.binom.ppf(0.999, SEEDS, 0.95)


@pytest.mark.evidence
def test_over_5_seeds_of_a_firm_short_of_cash_the_interval_holds_the_truth_95_times_in_100() -> (
    None
):
    """At about its turning point, where people stop being independent: the firm stops for all.

    The truth is the mean over all seeds; binomial limits, 1 in 1,000 a side.
    """
    young = sim.load(Path(__file__).with_name("young_firm.yaml"), people=100, years=3)
    short = sim.override(young, "firm.cash.opening_per_person=20")
    measured = Laboratory().measure([point_of(short)], seeds_of(short, 5 * SEEDS))
    leads = measured.leads("dear", "cheap").reshape(SEEDS, 5)
    means = [mean_estimate(five) for five in leads]
    truth = float(leads.mean())
    covered = sum((mean.low or truth) <= truth <= (mean.high or truth) for mean in means)
    assert stats.binom.ppf(0.001, SEEDS, 0.95) <= covered <= stats.binom.ppf(0.999, SEEDS, 0.95)
