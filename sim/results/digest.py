"""A fingerprint of what a table says, not of the bytes it is stored in.

The same rows, columns and values give the same digest whatever library, version or compression
wrote the file. Whole numbers, real numbers and text are different things even when they look alike.
"""

import hashlib
import json
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types


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
        for part in _parts(frame[name], kind):
            sha.update(part)
    return sha.hexdigest()


def _kind(column: "pd.Series[Any]") -> str:
    if types.is_bool_dtype(column.dtype):
        raise TypeError(f"column {column.name!r} holds booleans: tables hold numbers and text")
    if types.is_integer_dtype(column.dtype):
        return "integer"
    if types.is_float_dtype(column.dtype):
        return "real"
    if types.is_string_dtype(column.dtype):
        return "text"
    raise TypeError(f"column {column.name!r} is {column.dtype}: tables hold numbers and text")


def _parts(column: "pd.Series[Any]", kind: str) -> list[bytes]:
    null = column.isna().to_numpy(dtype=bool)
    if kind == "text":
        codes, distinct = pd.factorize(column)
        words = json.dumps([str(word) for word in distinct]).encode()
        return [words, codes.astype("<i8").tobytes()]
    if kind == "integer":
        whole = column.fillna(0).to_numpy(dtype="<i8")
        return [np.packbits(null).tobytes(), whole.tobytes()]
    real = column.to_numpy(dtype="<f8", na_value=np.nan)
    return [np.packbits(null).tobytes(), (np.where(null, 0.0, real) + 0.0).tobytes()]
