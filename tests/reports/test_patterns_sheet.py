"""Claims about patterns in a report: simulated beside measured, where they were looked at."""

from functools import cache

from reports.contents import contents
from reports.material import Material
from reports.patterns_sheet import patterns_sheets
from sim.experiments.calibration.calibrate import looked_at
from sim.experiments.calibration.misfit import Match
from tests.calibration.banks import bank, targets
from tests.reports.runs import gym


@cache
def found() -> tuple[Match, ...]:
    return looked_at(bank("people=150", "years=6"), targets())


def test_every_pattern_is_in_the_table_of_its_use() -> None:
    sheets = patterns_sheets(found())
    assert [len(sheet.rows) for sheet in sheets] == [
        sum(each.pattern.use == use for each in found()) for use in ("fit", "check")
    ]
    shown = dict(zip([row[0] for row in sheets[0].rows], sheets[0].rows, strict=True))
    assert shown["young leave"][1].startswith("30.0 % [")


def test_who_measured_it_and_what_lies_far_off_is_said() -> None:
    for sheet in patterns_sheets(found()):
        assert any(note.startswith("Measured by: ") for note in sheet.notes)
    far = [each for each in found() if abs(each.z) >= 2]
    notes = " ".join(note for sheet in patterns_sheets(found()) for note in sheet.notes)
    assert far
    assert all(f"{each.name.replace('_', ' ')} is " in notes for each in far)


def test_a_report_has_them_only_where_they_were_looked_at() -> None:
    lived = gym().lived
    without = {sheet.title for sheet in contents(Material(lived)).tables}
    added = {sheet.title for sheet in contents(Material(lived, patterns=found())).tables} - without
    assert added == {sheet.title for sheet in patterns_sheets(found())}
