"""Purchases are Poisson by inversion, and the firm keeps its margin less the discount."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.rules.purchase import count, sales_margin

GRID = 4_000


@pytest.mark.parametrize("mean", [0.05, 1.0, 3.3, 40.0, 499.0])
def test_the_number_of_purchases_is_the_poisson_quantile_of_one_draw(mean: float) -> None:
    fine = ((np.arange(GRID) + 0.5) / GRID).tolist()
    assert [count(u, mean) for u in fine] == stats.poisson.ppf(fine, mean).astype(int).tolist()


def test_who_never_buys_buys_nothing() -> None:
    assert {count(u, 0.0) for u in (1e-16, 0.5, 1 - 2.0**-53)} == {0}


def test_a_discount_comes_off_the_basket_and_not_off_the_margin() -> None:
    assert sales_margin(1000.0, 0.6, 0.1) == 500
    assert sales_margin(1000.0, 0.6, -0.1) == 700
    assert sales_margin(1000.0, 0.1, 0.3) == -200
