"""The money cells of a table by row and line, together with what the row says of itself.

Cells without money are left out, but a row in which somebody lived is kept by one line-less entry:
a denominator must not vanish because nothing was earned on it.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.columns import texts
from sim.world.ledger import LINES

Ints = NDArray[np.int64]


def money_cells(amounts: Ints, populated: Ints) -> tuple[Ints, pd.DataFrame]:
    """The rows and their lines and amounts.

    Args:
        amounts: ``[row, line]`` in minor units.
        populated: ``[row]`` how much was lived in the row; a row above 0 is never dropped.

    Returns:
        The row of each entry, and a frame with ``line`` (null in a row without money) and
        ``amount`` in the same order.
    """
    row, line = np.nonzero(amounts)
    amount = amounts[row, line]
    bare = np.flatnonzero((populated > 0) & ~amounts.any(axis=1))
    row = np.concatenate([row, bare])
    line = np.concatenate([line, np.full(len(bare), -1)])
    amount = np.concatenate([amount, np.zeros(len(bare), dtype=np.int64)])
    order = np.argsort(row, kind="stable")
    cells = pd.DataFrame({"line": texts(LINES, line[order]), "amount": amount[order]})
    return row[order].astype(np.int64), cells
