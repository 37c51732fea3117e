"""All numbers of a scenario in a table, with what moving each does to the verdict."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports.given import text_of
from reports.money import money, money_places
from reports.sheets import Sheet
from reports.words import capital, counted, spoken
from sim.experiments.assumptions import Answer, Moved, Survey, Tried

COLUMNS = [
    "path",
    "unit",
    "value",
    "source",
    "confidence",
    "range",
    "note",
    "moved_by",
    "tried_low",
    "tried_high",
    "lead_at_low",
    "lead_at_high",
    "rival_at_low",
    "rival_at_high",
    "answer",
]
BASIS = {
    "belief": "uncertain",
    "range": "its source's range",
    "half and double": "half and double",
    "a tenth": "a tenth less and more",
    "zero": "",
    "fixed": "",
}
RULES = (
    "One number at a time is moved, to both ends of what is under `uncertain`, else of its "
    "source's range, else to half and double of it; an age by a tenth. What several numbers do "
    "together is not seen.",
    "The lead is that over the rival who comes closest. Flips: at an end it is below zero with its "
    "whole 95 % interval. May flip: at an end that interval holds zero. Keeps: neither.",
    "Intervals are Student's t over the people of one run, who meet the same luck at every value.",
)


def survey_frame(found: Survey) -> pd.DataFrame:
    """A row a number; texts as people write them, ``None`` where there is nothing to say."""
    return pd.DataFrame([_row(each, found) for each in found.moved], columns=COLUMNS)


def _row(each: Moved, found: Survey) -> dict[str, object]:
    listed, origin = each.assumption, each.assumption.origin
    tried = _by_end(each)
    return {
        "path": listed.path,
        "unit": listed.unit.name,
        "value": _text(listed.value, each, found),
        "source": origin.from_ if origin else None,
        "confidence": origin.confidence if origin else None,
        "range": _range(each, found),
        "note": (origin.note or None) if origin else None,
        "moved_by": BASIS[each.ends.basis] or None,
        "tried_low": _end(each.ends.low, tried.get("low"), each, found),
        "tried_high": _end(each.ends.high, tried.get("high"), each, found),
        "lead_at_low": _lead(tried.get("low"), found),
        "lead_at_high": _lead(tried.get("high"), found),
        "rival_at_low": tried["low"].rival if "low" in tried else None,
        "rival_at_high": tried["high"].rival if "high" in tried else None,
        "answer": each.answer.value,
    }


def _by_end(each: Moved) -> dict[str, Tried]:
    return {("low", "high")[one.place]: one for one in each.tried}


def _range(each: Moved, found: Survey) -> str | None:
    believed, origin = each.assumption.believed, each.assumption.origin
    if believed is not None:
        ends = (believed.first, believed.second)
        if believed.kind != "uniform":
            return _text(believed, each, found)
        return " to ".join(_text(end, each, found) for end in ends)
    if origin is None or origin.range is None:
        return None
    if each.ends.basis != "range":
        low, high = (text_of(end, None, found.scenario.currency) for end in origin.range)
        return f"{low} to {high} (see note)"
    low, high = (_text(end, each, found) for end in origin.range)
    return f"{low} to {high}"


def _text(value: Any, each: Moved, found: Survey) -> str:
    return text_of(value, each.assumption.unit, found.scenario.currency)


def _end(ways: tuple[Any, ...], tried: Tried | None, each: Moved, found: Survey) -> str | None:
    if tried is not None:
        return _text(tried.value, each, found)
    return _text(ways[0][0], each, found) if ways and each.answer is Answer.NOT_ASKED else None


def _lead(tried: Tried | None, found: Survey) -> str | None:
    if tried is None or tried.lead.value is None:
        return None
    currency = found.scenario.currency
    value = money(tried.lead.value, currency, _places(tried, found))
    between = _interval(tried, found)
    return f"{value} ({between})" if between else value


def _interval(tried: Tried, found: Survey) -> str:
    lead, places = tried.lead, _places(tried, found)
    if lead.low is None or lead.high is None:
        return ""
    low, high = (money(end, found.scenario.currency, places) for end in (lead.low, lead.high))
    return f"{low} to {high}"


def survey_sentence(found: Survey) -> str:
    """How many numbers there are, how many have no source, and on how many the verdict hangs."""
    bare = len(found.unsourced)
    all_told = counted(len(found.moved), "number", "numbers")
    said = f"{all_told}, {bare} of them without a source."
    if found.leader is None:
        return said
    of = {answer: len(found.of(answer)) for answer in Answer}
    return (
        f"{said} Moved one at a time, {of[Answer.FLIPS]} flip the lead of {spoken(found.leader)}, "
        f"{of[Answer.MAY_FLIP]} may flip it, {of[Answer.KEEPS] + of[Answer.NO_EFFECT]} keep it."
    )


def survey_sheets(found: Survey) -> list[Sheet]:
    """The numbers on which the verdict hangs, those without a source, and all others."""
    if found.leader is None:
        return [_bare_list(found)]
    sheets = [
        _hanging(title, found.of(answer), found)
        for title, answer in (
            ("Numbers that flip the verdict", Answer.FLIPS),
            ("Numbers that may flip the verdict", Answer.MAY_FLIP),
        )
    ]
    others = tuple(each for each in found.moved if each.answer not in _SHOWN)
    sheets += [_unsourced(found), _listed("All other numbers", others, found)]
    first = Sheet(sheets[0].title, sheets[0].header, sheets[0].rows, (_today(found), *RULES))
    return [first, *sheets[1:]]


_SHOWN = (Answer.FLIPS, Answer.MAY_FLIP)


def _today(found: Survey) -> str:
    assert found.today is not None
    lead = _lead(found.today, found)
    leader, rival = spoken(found.leader or ""), spoken(found.today.rival)
    lived = f"{counted(found.scenario.people, 'person', 'people')}, seed {found.scenario.seed}"
    said = f"Today {leader} leads {rival} by {lead} a person, with {lived}."
    if found.today.lead.excludes_zero:
        return said
    return f"{said} That interval holds zero, so most numbers may flip it: take more people."


def _hanging(title: str, moved: tuple[Moved, ...], found: Survey) -> Sheet:
    rows: list[tuple[str, ...]] = []
    for each in moved:
        label, now = each.assumption.path, _text(each.assumption.value, each, found)
        for one in each.tried:
            to = f"{now} → {_text(one.value, each, found)}"
            lead = money(one.lead.value or 0.0, found.scenario.currency, _places(one, found))
            rows.append((label, to, lead, _interval(one, found)))
            label = ""
    none = (("none", "", "", ""),)
    return Sheet(title, ("number", "moved", "lead", "95 % interval"), tuple(rows) or none)


def _places(tried: Tried, found: Survey) -> int:
    return money_places(tried.lead.half_width, found.scenario.minor_digits)


def _unsourced(found: Survey) -> Sheet:
    rows = tuple(
        (each.assumption.path, _text(each.assumption.value, each, found), each.answer.value)
        for each in found.unsourced
    )
    note = f"{len(rows):,} of {len(found.moved):,} numbers have no source."
    return Sheet("Numbers without a source", ("number", "now", "verdict"), rows, (note,))


def _listed(title: str, moved: tuple[Moved, ...], found: Survey) -> Sheet:
    rows = []
    for each in moved:
        row = _row(each, found)
        confidence = _short(row["confidence"])
        rows.append((each.assumption.path, str(row["value"]), confidence, each.answer.value))
    notes = (f"{_confidences(moved)}.", _MORE)
    return Sheet(title, ("number", "now", "confidence", "verdict"), tuple(rows), notes)


def _bare_list(found: Survey) -> Sheet:
    """All numbers, where nobody was let live."""
    rows = [_row(each, found) for each in found.moved]
    cells = [
        (row["path"], row["value"], row["range"] or "", _short(row["confidence"])) for row in rows
    ]
    return Sheet(
        "Numbers of the scenario",
        ("number", "now", "range or belief", "confidence"),
        tuple(tuple(str(cell) for cell in row) for row in cells),
        (f"{_confidences(found.moved)}.", _MORE),
    )


def _short(confidence: object) -> str:
    """A confidence without what is said beside it: from memory, found.

    >>> _short("from memory, unverified"), _short(None)
    ('from memory', 'no source')
    """
    return str(confidence or "no source").split(",")[0].split(" (")[0]


def _confidences(moved: Sequence[Moved]) -> str:
    """How many numbers there are of each confidence."""
    origins = [each.assumption.origin for each in moved]
    counts = Counter(origin.confidence if origin else "no source" for origin in origins)
    told = ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
    return capital(told or "none")


_MORE = "Units, sources, ranges and notes are in the file of --out."


def survey_dict(found: Survey) -> dict[str, Any]:
    """Plain data, for other programs."""
    rows = survey_frame(found).to_dict("records")
    plain = [{str(name): _none(value) for name, value in row.items()} for row in rows]
    for row, each in zip(plain, found.moved, strict=True):
        row["tried"] = [
            {"lead": one.lead.to_dict(), "rival": one.rival, "same_as_today": one.unchanged}
            for one in each.tried
        ]
    return {
        "sentence": survey_sentence(found),
        "people": found.scenario.people,
        "seed": found.scenario.seed,
        "leader": found.leader,
        "rival": found.today.rival if found.today else None,
        "today": found.today.lead.to_dict() if found.today else None,
        "numbers": len(found.moved),
        "unsourced": len(found.unsourced),
        "answers": {answer.value: len(found.of(answer)) for answer in Answer},
        "assumptions": plain,
    }


def _none(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value
