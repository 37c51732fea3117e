"""What a report holds, in the order in which it is read; every form of it is made from this."""

from dataclasses import dataclass

from altair.utils.schemapi import debug_mode

from reports.assumptions import assumptions_sheets
from reports.card import card_sheet
from reports.cells_sheet import cells_sheet
from reports.charts.all import OF_MANY_RUNS, figures
from reports.charts.figure import Figure
from reports.flips import flips_told
from reports.headline import Headline, headlines, sentence_of
from reports.material import Material
from reports.measures_sheet import definitions_sheet, measures_sheets
from reports.run_sheet import run_sheet
from reports.sheets import (
    Sheet,
    bridge_sheet,
    difference_sheet,
    entry_sheet,
    pairing_line,
    performance_sheets,
    segments_sheet,
)
from reports.yearly_sheet import yearly_sheets

OF_ONE_RUN = (
    "In brackets: 95 % intervals. They say what another draw of people from the same scenario "
    "would change, not how sure the scenario's own numbers are."
)


@dataclass(frozen=True)
class Contents:
    """A report, before it takes a form."""

    title: str
    about: str  # the question, in the scenario's words
    sentence: str  # the verdict
    note: str  # what its intervals are
    headlines: tuple[Headline, ...]
    beside: str  # the title over what is said beside the verdict
    flips: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Sheet, ...]
    assumptions: tuple[Sheet, ...]
    run: Sheet
    elsewhere: tuple[Figure, ...]  # charts that no single run has
    run_hash: str


def contents(material: Material) -> Contents:
    """Everything that is said of a run."""
    about = "" if material.scenario is None else material.scenario.about
    return Contents(
        title=material.facts.title,
        about=about,
        sentence=sentence_of(material),
        note=OF_ONE_RUN,
        headlines=tuple(headlines(material)),
        beside="What would flip it",
        flips=tuple(flips_told(material)),
        figures=_figures(material),
        tables=tuple(_tables(material)),
        assumptions=tuple(assumptions_sheets(material)),
        run=run_sheet(material),
        elsewhere=OF_MANY_RUNS,
        run_hash=material.run_hash,
    )


def _figures(material: Material) -> tuple[Figure, ...]:
    """Altair's checks of its own schema take as long as the rest; the tests make them."""
    with debug_mode(False):
        return tuple(figures(material))


def _tables(material: Material) -> list[Sheet]:
    facts, findings = material.facts, material.findings
    sheets = [*performance_sheets(material.performances, facts), *measures_sheets(material)]
    for pair in () if findings is None else findings.pairs:
        same = difference_sheet(pair, facts)
        notes = (*same.notes, pairing_line(pair))
        sheets += [Sheet(same.title, same.header, same.rows, notes), bridge_sheet(pair, facts)]
        sheets += [segments_sheet(pair, facts)] if len(pair.segments) > 1 else []
    sheets += [] if findings is None else [entry_sheet(findings)]
    sheets += [cells_sheet(material), card_sheet(material), *yearly_sheets(material)]
    return [*sheets, *_patterns(material), definitions_sheet(material)]


def _patterns(material: Material) -> list[Sheet]:
    if not material.patterns:
        return []  # and what fits patterns is not even loaded
    from reports.patterns_sheet import patterns_sheets

    return patterns_sheets(material.patterns)
