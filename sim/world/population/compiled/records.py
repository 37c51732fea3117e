"""Rows of numbers that compiled code and NumPy share: a class says what a row holds.

`table` makes an array of rows out of such a class; a row's numbers are read and set by name. A row
may hold the addresses of arrays: compiled code then hands one row from function to function, where
the arrays by themselves would be dozens of arguments. Whoever makes such a row keeps its arrays.
"""

from functools import cache, cached_property
from math import prod
from typing import (
    Annotated,
    Any,
    Generic,
    Protocol,
    TypeVar,
    cast,
    get_args,
    get_type_hints,
)

import numba
import numpy as np
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from sim.rules.compiled import constant, part

Whole = Annotated[int, np.int64]
Month = Annotated[int, np.int64]
Index = Annotated[int, np.int64]
Few = Annotated[int, np.int32]
Real = Annotated[float, np.float64]
Flag = Annotated[bool, np.bool_]
Address = Annotated[int, np.int64]

Row = TypeVar("Row")
Shown = TypeVar("Shown", covariant=True)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint32]


REAL = np.dtype(np.float64)
WHOLE = np.dtype(np.int64)
FLAG = np.dtype(np.bool_)
SHORT = np.dtype(np.uint32)
WORD = constant(8)
"""Bytes of a number."""
LINE = constant(64)
"""Bytes that the processor fetches at once."""


class Table(Protocol[Shown]):
    """An array of rows."""

    def __getitem__(self, index: int, /) -> Shown: ...
    def __len__(self) -> int: ...


class Layout(Generic[Row]):
    """How a row of a class lies in memory: to type checkers; it is a NumPy dtype."""


def layout(row: type[Row]) -> Layout[Row]:
    """How a row lies in memory.

    >>> class Point:
    ...     x: Real
    ...     seen: Flag
    >>> layout(Point)
    dtype([('x', '<f8'), ('seen', '?')], align=True)
    """
    return cast("Layout[Row]", _layout(cast("Any", row)))


def bytes_of(row: type) -> int:
    """How much memory a row of a class takes."""
    return _layout(row).itemsize


@cache
def _layout(row: type) -> "np.dtype[np.void]":
    hints = get_type_hints(row, include_extras=True)
    cells = [(name, get_args(hint)[1]) for name, hint in hints.items()]
    return np.dtype(cells, align=True)


def table(row: type, *shape: int, **columns: object) -> Any:
    """An array of rows: zero, or filled with the columns given, which are all there are.

    Rows of zeros begin where a line of memory does.
    Raises ``KeyError`` if a column is missing.
    """
    how = cast("np.dtype[np.void]", layout(row))
    if not columns:
        return _zeros(shape, how)
    rows = np.zeros(shape, dtype=how)
    for name in how.names or ():
        rows[name] = columns[name]
    return rows


def _zeros(shape: tuple[int, ...], row: "np.dtype[np.void]") -> NDArray[Any]:
    cells = np.zeros(prod(shape) * row.itemsize + LINE, dtype=np.uint8)
    begin = -cells.ctypes.data % LINE
    return cells[begin : begin + prod(shape) * row.itemsize].view(row).reshape(shape)


class Packed:
    """One row with the addresses of arrays, and the arrays, which live as long as it does.

    Its numbers are set, by name, in its ``cells``.
    """

    def __init__(self, row: type, **columns: Any) -> None:
        self.arrays = {name: each for name, each in columns.items() if isinstance(each, np.ndarray)}
        numbers = {name: each for name, each in columns.items() if name not in self.arrays}
        self.row = table(
            row, 1, **numbers, **{name: _address(a) for name, a in self.arrays.items()}
        )

    @cached_property
    def cells(self) -> dict[str, NDArray[Any]]:
        """The row's numbers, each an array of one."""
        return {name: self.row[name] for name in self.row.dtype.names or ()}


def addresses(rows: NDArray[Any]) -> NDArray[np.int64]:
    """Where each row of an array of two indices lies. The array is to be kept."""
    at: NDArray[np.int64] = _address(rows) + np.arange(len(rows), dtype=np.int64) * np.int64(
        rows[:1].nbytes
    )
    return at


def _address(array: NDArray[Any]) -> int:
    if not array.flags.c_contiguous:
        raise ValueError("an array that is handed over by its address lies in one piece")
    return array.ctypes.data


@intrinsic
def _pointer(typing_context: Any, address: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(address), code


@intrinsic
def _prefetch(typing_context: Any, address: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        ir, pointer, flag = cast("Any", cgutils).ir, cgutils.voidptr_t, cgutils.int32_t
        of = ir.FunctionType(ir.VoidType(), [pointer, flag, flag, flag])
        call = builder.module.declare_intrinsic("llvm.prefetch", [pointer], of)
        to_write, kept, data = flag(1), flag(3), flag(1)
        builder.call(call, [builder.inttoptr(arguments[0], pointer), to_write, kept, data])
        return context.get_dummy_value()

    return types.void(address), code


_array: Any = cast("Any", numba).carray
_at: Any = _pointer
_fetch: Any = _prefetch


@part
def rows_at(address: int, length: int, how: Layout[Row]) -> Table[Row]:
    """The rows at an address; like the next four, for compiled code alone."""
    rows: Table[Row] = _array(_at(address), (length,), how)
    return rows


@part
def reals_at(address: int, length: int) -> Floats:
    """So many real numbers at an address."""
    numbers: Floats = _array(_at(address), (length,), REAL)
    return numbers


@part
def wholes_at(address: int, length: int) -> Ints:
    """So many whole numbers at an address."""
    numbers: Ints = _array(_at(address), (length,), WHOLE)
    return numbers


@part
def words_at(address: int, length: int) -> Words:
    """So many words of 32 bits at an address."""
    words: Words = _array(_at(address), (length,), SHORT)
    return words


@part
def flags_at(address: int, length: int) -> Flags:
    """So many flags at an address."""
    flags: Flags = _array(_at(address), (length,), FLAG)
    return flags


@part
def fetch(address: int) -> None:
    """Have the processor fetch the line of memory at an address; nothing waits for it."""
    _fetch(address)
