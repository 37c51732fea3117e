"""Life tables: the chance to die within each year of age.

Decides how the CSV text of a table is read and what makes it sound. ``tables.py`` turns the
yearly chances into monthly ones.
"""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import dataclass

from sim.scenario.problem import did_you_mean

_COLUMNS = ("age", "qx", "sex")
_OLDEST = 150
_WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class LifeTable:
    """Chances to die within the year of age, for ages ``first_age``, ``first_age + 1``, ...

    ``qx`` maps each sex, as the table names it and in the order it names them, to a chance
    per age; a table without sexes has the one entry ``""``. Beyond its last age the last
    chance holds; before its first, the first.
    """

    first_age: int
    qx: dict[str, tuple[float, ...]]


class TableError(ValueError):
    """A table that cannot be used; ``line`` counts from 1, the header included."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    age: int
    sex: str
    qx: float


def read_life_table(text: str) -> LifeTable:
    """Read a table with columns age, qx and perhaps sex; lines that begin with # are skipped.

    Raises TableError at the first thing that is wrong.

    >>> read_life_table("age,qx\\n0,0.01\\n1,0.002\\n")
    LifeTable(first_age=0, qx={'': (0.01, 0.002)})
    """
    rows = _rows(text)
    sexes = list(dict.fromkeys(row.sex for row in rows))
    if "" not in sexes and len(sexes) != 2:
        raise TableError(rows[0].line, f"names the sexes {', '.join(sexes)}; two are needed.")
    by_sex = {sex: [row for row in rows if row.sex == sex] for sex in sexes}
    for of_one in by_sex.values():
        _check_contiguous(of_one)
    spans = {(of_one[0].age, of_one[-1].age) for of_one in by_sex.values()}
    if len(spans) > 1:
        raise TableError(rows[-1].line, "the two sexes do not have the same ages.")
    return LifeTable(
        rows[0].age, {sex: tuple(row.qx for row in of_one) for sex, of_one in by_sex.items()}
    )


def _rows(text: str) -> list[_Row]:
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        raise TableError(1, "is empty.")
    places = _header(*lines[0])
    width = len(_cells(*lines[0]))
    if len(lines) == 1:
        raise TableError(lines[0][0], "has no rows.")
    return [_row(number, line, width, places) for number, line in lines[1:]]


def _header(number: int, line: str) -> dict[str, int]:
    names = _cells(number, line)
    twice = next((name for name in _COLUMNS if names.count(name) > 1), None)
    if twice is not None:
        raise TableError(number, f"has the column `{twice}` twice.")
    for needed in ("age", "qx"):
        if needed not in names:
            hint = did_you_mean(needed, names).replace("Did you mean", "Is it")
            message = f"has no column `{needed}` (columns: age, qx and perhaps sex). {hint}"
            raise TableError(number, message.strip())
    return {name: names.index(name) for name in _COLUMNS if name in names}


def _cells(number: int, line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]))]
    except csv.Error:
        raise TableError(number, "cannot be read as cells between commas.") from None


def _row(number: int, line: str, width: int, places: dict[str, int]) -> _Row:
    cells = _cells(number, line)
    if len(cells) <= max(places.values()):
        raise TableError(number, "has fewer cells than the header.")
    if len(cells) > width:
        raise TableError(number, "has more cells than the header.")
    written_age, written_qx = cells[places["age"]], cells[places["qx"]]
    if not (_WHOLE.fullmatch(written_age) and _NUMBER.fullmatch(written_qx)):
        raise TableError(number, "age is a whole number of years and qx a number, such as 0.004.")
    age, qx = int(written_age), float(written_qx)
    if age > _OLDEST:
        raise TableError(number, f"age {age} is above {_OLDEST}.")
    if not 0 <= qx <= 1 or age < 0:
        raise TableError(number, f"qx {qx:g} at age {age} is not a chance from 0 to 1.")
    sex = cells[places["sex"]] if "sex" in places else ""
    if "sex" in places and not sex:
        raise TableError(number, "has no sex.")
    return _Row(number, age, sex, qx)


def _check_contiguous(rows: list[_Row]) -> None:
    for before, row in itertools.pairwise(rows):
        if row.age != before.age + 1:
            raise TableError(row.line, f"age {row.age} follows {before.age}; each year is needed.")
