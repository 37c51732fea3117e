"""The calls of a bank's campaigns, by client, as the published data tell of them.

Each client stands once, with the last call of the campaign: how many calls there were, and whether
the last one sold. A client with three calls and a yes therefore said no twice before; a client with
three calls and a no was not asked again, and what a fourth call had brought is not known
(censoring). Data: Moro, Cortez, Rita 2014, A data-driven approach to predict the success of bank
telemarketing, Decision Support Systems 62, 22-31; CC BY 4.0.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MOST_CALLS = 10
"""Later calls are left out: a client still saying no then counts as censored there."""

AGES = ("36-45", "18-25", "26-35", "46-55", "56-60", "61+")
PASTS = ("none", "earlier", "recent")
"""Never contacted in an earlier campaign; contacted then; contacted in the last month, which with
few exceptions means a sale. The first of each is what the others are compared with."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Clients:
    """Groups of clients who are alike in all that is looked at; one entry a group.

    ``calls`` is the number of the last call looked at, from 1; ``sold`` whether it sold;
    ``number`` how many clients there are. ``traits`` has a column for each of ``names``: 1 where
    the clients are of that kind. Periods have a column each, so there is no constant.
    """

    calls: Ints
    sold: NDArray[np.bool_]
    number: Ints
    traits: Floats
    names: tuple[str, ...]


def read_clients(file: Path, most: int = MOST_CALLS) -> Clients:
    """The clients of a table with the columns ``period, age, past, calls, sold, clients``."""
    table = pd.read_csv(file)
    beyond = table["calls"] > most
    table = table.assign(sold=table["sold"].mask(beyond, 0), calls=table["calls"].clip(upper=most))
    periods = sorted(table["period"].unique())
    columns = {f"period {period}": table["period"] == period for period in periods}
    columns |= {f"age {age}": table["age"] == age for age in AGES[1:]}
    columns |= {f"past {past}": table["past"] == past for past in PASTS[1:]}
    return Clients(
        calls=table["calls"].to_numpy(dtype=np.int64),
        sold=table["sold"].to_numpy(dtype=np.bool_),
        number=table["clients"].to_numpy(dtype=np.int64),
        traits=np.column_stack([column.to_numpy(dtype=np.float64) for column in columns.values()]),
        names=tuple(columns),
    )


def by_call(clients: Clients, most: int = MOST_CALLS) -> tuple[Ints, Ints]:
    """How many clients were called a first, second, ... time, and how many then said yes."""
    made = [int(clients.number[clients.calls >= call].sum()) for call in range(1, most + 1)]
    yes = [
        int(clients.number[clients.sold & (clients.calls == call)].sum())
        for call in range(1, most + 1)
    ]
    return np.array(made), np.array(yes)


def extract(published: Path) -> pd.DataFrame:
    """The table that `read_clients` reads, out of the published one (``bank-additional-full``).

    The consumer price index is published once a month, and so tells the months of the campaigns
    apart; ``duration``, which is known only after the call, and all else is left out.
    """
    full = pd.read_csv(published, sep=";")
    period = full["cons.price.idx"].astype(str) + "/" + full["nr.employed"].astype(str)
    edges = [0, 25, 35, 45, 55, 60, 200]
    labels = ["18-25", "26-35", "36-45", "46-55", "56-60", "61+"]
    recent = full["pdays"] < 999
    table = pd.DataFrame(
        {
            "period": pd.factorize(period)[0] + 1,
            "age": pd.cut(full["age"], edges, labels=labels).astype(str),
            "past": np.where(recent, "recent", np.where(full["previous"] > 0, "earlier", "none")),
            "calls": full["campaign"],
            "sold": full["y"],
        }
    )
    groups = table.groupby(["period", "age", "past", "calls", "sold"], sort=True)
    return groups.size().rename("clients").reset_index()
