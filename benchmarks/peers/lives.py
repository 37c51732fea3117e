"""What became of people, as every peer tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Lives:
    """An entry a person in the arrays of the first block, an entry a month in the second."""

    npv: NDArray[Any]  # pence, discounted to the start
    bought: NDArray[Any]  # products opened; those of the start are not counted
    tenure: NDArray[Any]  # months as a customer
    incidents: NDArray[Any]
    held: NDArray[Any]  # products held when life or the run ended, a bit each
    alive: NDArray[Any]  # at the horizon

    customers: NDArray[Any]
    cash: NDArray[Any]  # pence

    person_months: int  # months lived, by all together

    def __len__(self) -> int:
        return len(self.npv)


def joined(parts: list[Lives]) -> Lives:
    """Several populations as one."""

    def together(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    return Lives(
        npv=together("npv"),
        bought=together("bought"),
        tenure=together("tenure"),
        incidents=together("incidents"),
        held=together("held"),
        alive=together("alive"),
        customers=np.sum([part.customers for part in parts], axis=0),
        cash=np.sum([part.cash for part in parts], axis=0),
        person_months=sum(part.person_months for part in parts),
    )
