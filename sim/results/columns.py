"""How columns of the result tables are typed, the same for every pandas version.

Text is pandas' ``string``, whole numbers are ``int64``. The table of people has a row for each of
maybe millions, so there text is categorical, and what counts months or products is ``int32``, or
``Int32`` where some are unknown.
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


def place_type(names: Sequence[str]) -> np.dtype[Any]:
    """The narrowest whole numbers that say which of the names is meant; -1 is none.

    >>> place_type(["a", "b"])
    dtype('int8')
    """
    return np.min_scalar_type(-1 - len(names))


def named(names: Sequence[str], place: NDArray[np.integer[Any]]) -> "pd.Categorical[Any]":
    """The names in those places, as categories; -1 is null.

    >>> named(["a", "b"], np.array([1, -1])).tolist()
    ['b', nan]
    """
    return pd.Categorical.from_codes(place, categories=pd.Index(list(names)))


def known(values: NDArray[np.integer[Any]]) -> "pd.arrays.IntegerArray":
    """Whole numbers of which the negative ones stand for null.

    >>> known(np.array([3, -1])).tolist()
    [3, <NA>]
    """
    return pd.arrays.IntegerArray(values, values < 0)
