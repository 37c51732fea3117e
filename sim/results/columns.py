"""How columns of the result tables are typed, the same for every table and pandas version.

Text is pandas' ``string``, whole numbers are ``int64``, or ``Int64`` where some are unknown.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def texts(names: Sequence[str | None], index: NDArray[np.integer[Any]]) -> "pd.Series[Any]":
    """The names that the indices stand for; an index equal to -1 is null.

    >>> texts(["a", "b"], np.array([1, -1])).tolist()
    ['b', <NA>]
    """
    table = np.array([*names, None], dtype=object)
    return pd.Series(pd.array(table[index], dtype="string"))


def text(name: str, rows: int) -> "pd.Series[Any]":
    """One name in every row."""
    return texts([name], np.zeros(rows, dtype=np.int64))


def known(values: NDArray[np.int64]) -> "pd.Series[Any]":
    """Whole numbers of which the negative ones stand for null.

    >>> known(np.array([3, -1])).tolist()
    [3, <NA>]
    """
    return pd.Series(pd.array(values, dtype="Int64")).mask(values < 0)


def major(minor: NDArray[Any], minor_per_major: int) -> NDArray[np.float64]:
    """Money in major units; nan stays nan.

    >>> major(np.array([1234]), 100).tolist()
    [12.34]
    """
    return np.asarray(minor, dtype=np.float64) / minor_per_major
