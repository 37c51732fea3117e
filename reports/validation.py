"""The closed forms in words: one sentence for all, one table for each scenario."""

from collections.abc import Sequence

from reports.money import number
from reports.sheets import Sheet
from reports.words import capital, counted, percent, spoken
from sim.experiments.validation.comparison import Comparison
from sim.experiments.validation.run import Checked, Validation

HEADER = ("", "expected", "simulated", "error", "z", "")
LEGEND = (
    "Error is the standard error of the simulated figure, as theory has it; z is by how many of "
    "them it lies above what is expected."
)
DIGITS = 4
"""Of a standard error two digits are shown, of the figures beside it as far as that one reaches,
but no fewer than these."""


def sentence(validation: Validation) -> str:
    """Whether the program does what theory says, and how sure that is."""
    compared = validation.comparisons
    figures = counted(len(compared), "figure", "figures")
    surely = (
        f"The chance that any would fail although the program is right is at most "
        f"{percent(validation.level, 1)} (Holm 1979, over all {len(compared)})."
    )
    if validation.passed:
        verdict = f"All {figures} agree with theory."
    else:
        names = "; ".join(each.what for each in validation.failed)
        verdict = f"{len(validation.failed)} of {figures} disagree with theory: {names}."
    return " ".join([verdict, surely, *left_out(validation)])


def left_out(validation: Validation) -> list[str]:
    """What was left out, and why."""
    return [
        f"Left out: {each.scenario.title}{each.part}, which needs {each.lacks}; "
        "pip install 'lifecycle-offers[validate]' brings it."
        for each in validation.checked
        if each.lacks is not None
    ]


def sheets(validation: Validation) -> list[Sheet]:
    """A table for each scenario that was compared."""
    return [_sheet(each, validation) for each in validation.checked if each.lacks is None]


def _sheet(checked: Checked, validation: Validation) -> Sheet:
    scenario = checked.scenario
    people = counted(scenario.people, "person", "people")
    return Sheet(
        title=spoken(f"{scenario.title}{checked.part}"),
        header=HEADER,
        rows=tuple(row(each, each not in validation.failed) for each in checked.comparisons),
        notes=(
            *notes(checked.comparisons),
            *([checked.note] if checked.note else []),
            f"{people}, {counted(scenario.years, 'year', 'years')}, seed {scenario.seed}.",
        ),
    )


def row(each: Comparison, passed: bool) -> tuple[str, ...]:
    """One comparison: its figures as far as its standard error reaches."""
    places = decimals(each)
    return (
        spoken(each.what),
        number(each.expected, places),
        number(each.simulated, places),
        number(each.standard_error, places),
        f"{each.z:+.2f}".replace("-", "−"),
        "agrees" if passed else "FAILS",
    )


def decimals(each: Comparison) -> int:
    """So many that the standard error shows two digits.

    >>> decimals(Comparison("", "", "", "", 318.349, 319.134, 1.09))
    1
    """
    if each.standard_error <= 0:
        return DIGITS
    written = f"{each.standard_error:.1e}"
    return max(0, 1 - int(written.partition("e")[2]))


def notes(comparisons: Sequence[Comparison]) -> list[str]:
    """Formula, source and timing, each once for comparisons that share it."""
    theories: dict[tuple[str, str, str], list[str]] = {}
    for each in comparisons:
        theories.setdefault((each.formula, each.source, each.timing), []).append(each.what)
    return [
        f"{f'{spoken(names[0])}: ' if len(theories) > 1 else ''}{formula}. {capital(source)}. "
        f"Timing: {timing}."
        for (formula, source, timing), names in theories.items()
    ]
