"""From what is written to the shapes of ``values.py``.

Decides how one value, a map by stage, a distribution, ``times_income`` and ``each`` are told
apart, and collects every mistake inside a value before it complains. Whether a stage or a
product exists is checked later, once the whole file is known (``checks/``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

from sim.scenario.problem import Fault, FaultyError, did_you_mean, faulty, one_of
from sim.scenario.units import SPREAD, TIMES, Unit, read_number
from sim.scenario.values import (
    PARAMETERS,
    ByStage,
    Distribution,
    Each,
    Kind,
    Offers,
    TimesIncome,
    Value,
)

T = TypeVar("T")
N = TypeVar("N", str, int)
_POSITIVE = Unit("a number above 0", "2", 0, 1e9, "number", above_low=True)
_NOT_FOR_CHANCES = frozenset({"normal", "lognormal", "gamma"})


@dataclass(frozen=True, slots=True)
class Forms:
    """Which ways of writing a field allows besides one number."""

    person: bool = False
    income: bool = False
    each: bool = False

    def words(self) -> list[str]:
        """The words that begin such a way of writing."""
        words = list(PARAMETERS) if self.person else []
        words += ["times_income"] if self.income else []
        return words + (["each"] if self.each else [])


ONE = Forms()
SPECIAL = frozenset({*PARAMETERS, "times_income", "each"})


def collect(names: Iterable[N], read: Callable[[N], T]) -> dict[N, T]:
    """Read the part of each name; raise all faults at once, each below its own name."""
    parts: dict[N, T] = {}
    faults: list[Fault] = []
    for name in names:
        try:
            parts[name] = read(name)
        except FaultyError as error:
            faults.extend(fault.below(name) for fault in error.faults)
    if faults:
        raise FaultyError(*faults)
    return parts


def read_value(unit: Unit, forms: Forms, written: object) -> Value:
    """One number, or one of the other ways of writing that the field allows."""
    if not isinstance(written, dict):
        if isinstance(written, list) and forms.words():
            raise faulty("a list where one value belongs.", unit.expected)
        return read_number(unit, written)
    named = [word for word in written if word in SPECIAL]
    if not named:
        raise _stray_map(unit, forms, written)
    word = named[0]
    if word not in forms.words():
        raise faulty(f"`{word}` is not possible here.", unit.expected)
    return _SPECIAL_READERS[word](unit, forms, written)


def _stray_map(unit: Unit, forms: Forms, written: dict[str, object]) -> FaultyError:
    if not forms.words():
        return faulty("a map where one value belongs.", unit.expected)
    word = next(iter(written), "")
    return faulty(
        f"`{word}` does not begin a value." if word else "an empty map where a value belongs.",
        f"{unit.expected}, or {one_of(f'{{{known}: …}}' for known in forms.words())}",
        did_you_mean(word, forms.words()),
    )


def read_distribution(unit: Unit, written: dict[str, object]) -> Distribution:
    """A distribution ``{kind: [first, second]}`` of values with the unit."""
    kind, numbers = _the_only(written)
    names = PARAMETERS[kind]
    if not isinstance(numbers, list) or len(numbers) != 2:
        raise FaultyError(
            Fault((kind,), "needs two numbers.", f"{{{kind}: [{names[0]}, {names[1]}]}}")
        )
    units = _parameter_units(unit, kind)
    try:
        read = collect((0, 1), lambda place: float(read_number(units[place], numbers[place])))
    except FaultyError as error:
        raise FaultyError(*(fault.below(kind) for fault in error.faults)) from error
    distribution = Distribution(cast("Kind", kind), read[0], read[1])
    _check_distribution(unit, distribution)
    return distribution


def _parameter_units(unit: Unit, kind: str) -> tuple[Unit, Unit]:
    example = {"percent": "2%", "months": "2 months"}.get(unit.form, "2")
    width = Unit(f"the {PARAMETERS[kind][1]}, from 0", example, 0, 1e12, unit.form)
    return {
        "normal": (unit, width),
        "lognormal": (unit, SPREAD),
        "gamma": (_POSITIVE, unit),
        "beta": (_POSITIVE, _POSITIVE),
        "uniform": (unit, unit),
    }[kind]


def _check_distribution(unit: Unit, drawn: Distribution) -> None:
    kind = drawn.kind
    if kind == "uniform" and drawn.first > drawn.second:
        raise FaultyError(Fault((kind,), "low is above high.", "[low, high]", "Swap the two."))
    if (unit.low, unit.high) == (0, 1) and kind in _NOT_FOR_CHANCES:
        raise FaultyError(
            Fault(
                (kind,),
                f"a {kind} can leave the range of a chance or share, 0% to 100%.",
                "{beta: [a, b]} or {uniform: [low, high]}",
                at_key=True,
            )
        )
    if kind == "beta" and not (unit.low <= 0 and unit.high >= 1 and unit.form != "money"):
        raise FaultyError(
            Fault((kind,), "a beta lies between 0 and 1, which does not fit here.", at_key=True)
        )
    middle = {"lognormal": drawn.first, "gamma": drawn.second}.get(kind, 1.0)
    if middle <= 0:
        name = "median" if kind == "lognormal" else "mean"
        raise FaultyError(Fault((kind,), f"the {name} of a {kind} is above 0."))


def _the_only(written: dict[str, object]) -> tuple[str, object]:
    word = next(word for word in written if word in SPECIAL)
    others = [other for other in written if other != word]
    if others:
        raise FaultyError(
            Fault((others[0],), f"stands beside `{word}`, which stands alone.", at_key=True)
        )
    return word, written[word]


def _read_times_income(_unit: Unit, _forms: Forms, written: dict[str, object]) -> TimesIncome:
    others = [word for word in written if word not in ("times_income", "spread")]
    if others:
        raise FaultyError(
            Fault(
                (others[0],),
                "unknown word beside `times_income`.",
                "spread",
                did_you_mean(others[0], ["spread"]) or "To vary it, write a map by stage.",
                at_key=True,
            )
        )
    units = {"times_income": TIMES, "spread": SPREAD}
    read = collect(written, lambda word: float(read_number(units[word], written[word])))
    return TimesIncome(**read)


def _read_each(unit: Unit, _forms: Forms, written: dict[str, object]) -> Each:
    _, inner = _the_only(written)
    if not isinstance(inner, dict) or not any(word in PARAMETERS for word in inner):
        kinds = one_of(f"{{{kind}: …}}" for kind in PARAMETERS)
        raise FaultyError(Fault(("each",), "`each` holds a distribution.", kinds))
    try:
        return Each(read_distribution(unit, inner))
    except FaultyError as error:
        raise FaultyError(*(fault.below("each") for fault in error.faults)) from error


_SPECIAL_READERS: dict[str, Callable[[Unit, Forms, dict[str, object]], Value]] = {
    **dict.fromkeys(PARAMETERS, lambda unit, _forms, written: read_distribution(unit, written)),
    "times_income": _read_times_income,
    "each": _read_each,
}


def read_by_stage(unit: Unit, forms: Forms, written: object) -> ByStage[Value]:
    """One value for all stages, or a map from stage to value."""
    if not isinstance(written, dict) or any(word in SPECIAL for word in written):
        return ByStage(read_value(unit, forms, written))
    if not written:
        raise faulty("an empty map.", f"{unit.expected}, or a map from stage to value")
    stages = collect(written, lambda stage: read_value(unit, forms, written[stage]))
    default = stages.pop("else", None)
    return ByStage(default, stages)


def read_offers(written: object) -> Offers:
    """``all``, a list of products, or a map from product to ``all`` or a list of stages."""
    if written == "all":
        return Offers(everything=True)
    expected = "`all`, a list of products, or a map from product to stages"
    if isinstance(written, list):
        return Offers(False, dict.fromkeys(read_words(written)))
    if not isinstance(written, dict):
        raise faulty(f"`{written}` where the offers belong.", expected, _bracket(written))
    return Offers(False, collect(written, lambda product: _offered_stages(written[product])))


def _offered_stages(written: object) -> tuple[str, ...] | None:
    if written == "all":
        return None
    if not isinstance(written, list):
        raise faulty(
            "stages are written as a list.", "`all` or a list of stages", _bracket(written)
        )
    if not written:
        raise faulty("names no stage.", "`all` or a list of stages")
    return read_words(written)


def _bracket(written: object) -> str:
    return f"Write [{written}]." if isinstance(written, str) else ""


def read_words(written: object) -> tuple[str, ...]:
    """A list of different words."""
    if not isinstance(written, list):
        raise faulty("one value where a list belongs.", "a list", _bracket(written))
    faults = []
    for place, word in enumerate(written):
        if not isinstance(word, str):
            faults.append(Fault((place,), f"`{word}` is not a name.", "a name"))
        elif word in written[:place]:
            faults.append(Fault((place,), f"`{word}` is listed twice.", "", "Keep one of the two."))
    if faults:
        raise FaultyError(*faults)
    return tuple(written)
