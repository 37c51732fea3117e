"""A fingerprint of what a table says, not of the bytes it is stored in.

The same rows, columns and values give the same digest whatever library, version or compression
wrote the file. Whole numbers, real numbers and text are different things even when they look alike.
"""

import hashlib
import json
from collections.abc import Iterator, Sized
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

STRETCH = 1 << 16
"""Rows that are fingerprinted at a time: whole bytes of the marks of nulls."""


def digest(frame: pd.DataFrame) -> str:
    """The sha256 of a table's contents, as 64 hexadecimal digits.

    Columns enter in their order with their name, their kind (``integer``, ``real`` or ``text``),
    which values are null, and the values as little-endian 64-bit numbers; text enters as its
    distinct values in order of appearance and their places. All nulls are equal, and so are the
    two zeros of floating point.

    Raises:
        TypeError: a column is neither numbers nor text.

    >>> digest(pd.DataFrame({"a": [1, 2]})) == digest(pd.DataFrame({"a": [1, 2]}))
    True
    >>> digest(pd.DataFrame({"a": [1, 2]})) == digest(pd.DataFrame({"a": [1.0, 2.0]}))
    False
    """
    sha = hashlib.sha256()
    header = [[str(name), _kind(frame[name])] for name in frame.columns]
    sha.update(json.dumps({"rows": len(frame), "columns": header}).encode())
    for name, kind in header:
        for part in _text(frame[name]) if kind == "text" else _numbers(frame[name], kind):
            sha.update(part)
    return sha.hexdigest()


def _kind(column: "pd.Series[Any]") -> str:
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        dtype = dtype.categories.dtype
    if types.is_bool_dtype(dtype):
        raise TypeError(f"column {column.name!r} holds booleans: tables hold numbers and text")
    if types.is_string_dtype(dtype):
        return "text"
    if types.is_integer_dtype(column.dtype):
        return "integer"
    if types.is_float_dtype(column.dtype):
        return "real"
    raise TypeError(f"column {column.name!r} is {column.dtype}: tables hold numbers and text")


def _text(column: "pd.Series[Any]") -> Iterator[bytes]:
    codes, distinct = pd.factorize(column)
    yield json.dumps([str(word) for word in distinct]).encode()
    yield from (codes[at].astype("<i8").tobytes() for at in _stretches(codes))


def _numbers(column: "pd.Series[Any]", kind: str) -> Iterator[bytes]:
    for at in _stretches(column):
        yield np.packbits(column.iloc[at].isna().to_numpy(dtype=bool)).tobytes()
    for at in _stretches(column):
        if kind == "integer":
            yield column.iloc[at].fillna(0).to_numpy(dtype="<i8").tobytes()
        else:
            real = column.iloc[at].to_numpy(dtype="<f8", na_value=np.nan)
            yield (np.where(np.isnan(real), 0.0, real) + 0.0).tobytes()


def _stretches(values: Sized) -> Iterator[slice]:
    """Parts of a column, none of which needs much memory."""
    return (slice(at, at + STRETCH) for at in range(0, len(values), STRETCH))
