"""The share of spend of the best customers: the closed forms, against numeric integration."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, stats

from sim.experiments.validation.concentration import gamma_top_share, lognormal_top_share
from sim.rules.loyalty import spend_to_join

TOPS = [0.001, 0.05, 0.2, 0.5, 0.9]


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("sigma", [0.1, 0.5, 1.0, 2.0])
def test_the_share_under_a_lognormal(top: float, sigma: float) -> None:
    """Integrated over people, from the best down."""
    spends = stats.lognorm(sigma)
    area, _ = integrate.quad(spends.isf, 0, top, limit=500)
    assert lognormal_top_share(top, sigma) == pytest.approx(area / spends.mean(), rel=1e-6)


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("shape", [0.2, 0.6, 1.0, 3.0, 20.0])
def test_the_share_under_a_gamma(top: float, shape: float) -> None:
    """Integrated over people, from the best down."""
    area, _ = integrate.quad(stats.gamma(shape).isf, 0, top, limit=500)
    assert gamma_top_share(top, shape) == pytest.approx(area / shape, rel=1e-6)


def test_the_best_fifth_have_four_fifths_under_pareto_s_rule_or_a_fifth_if_all_are_alike() -> None:
    assert lognormal_top_share(0.2, 2 * 0.8416212) == pytest.approx(0.8, abs=1e-6)
    assert lognormal_top_share(0.2, 1e-9) == pytest.approx(0.2)
    assert gamma_top_share(0.2, 1e9) == pytest.approx(0.2, abs=1e-4)


@pytest.mark.parametrize("top", [0.05, 0.2, 0.5])
def test_those_who_join_spend_the_share_that_the_closed_form_says(top: float) -> None:
    """The people lie evenly in the distribution, so that the only error is that of the grid."""
    u = (np.arange(100_000) + 0.5) / 100_000
    for spends, share in (
        (stats.lognorm(0.8).ppf(u), lognormal_top_share(top, 0.8)),
        (stats.gamma(0.6).ppf(u), gamma_top_share(top, 0.6)),
    ):
        whole = np.rint(1e6 * spends).astype(np.int64)
        joins = whole >= spend_to_join(whole, top)
        assert joins.mean() == pytest.approx(top, abs=1e-5)
        assert whole[joins].sum() / whole.sum() == pytest.approx(share, abs=2e-4)
