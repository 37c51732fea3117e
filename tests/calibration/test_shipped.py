"""Claims: the shipped targets fit the shipped scenario, and the documents show them as they are."""

from sim.experiments.calibration.reading import parse_targets, read_targets
from sim.experiments.calibration.targets import AMONG, COUNTED, Fitted, Pattern
from sim.scenario import load
from tests.calibration.banks import HERE, targets
from tests.docs import patterns
from tests.docs.documents import ROOT

PAGE = ROOT / "docs/targets-language.md"


def test_the_shipped_targets_are_sound_and_tell_their_sources() -> None:
    shipped = read_targets(patterns.TARGETS, load("hsbc"))
    assert read_targets("hsbc", load("hsbc")) == shipped
    uses = {each.use for each in shipped.patterns.values()}
    assert uses == {"fit", "check"}
    assert len(shipped.patterns) > 20
    assert all(len(each.source) > 10 for each in shipped.patterns.values())


def test_the_page_of_patterns_shows_the_targets_as_they_are() -> None:
    page = patterns.PAGE.read_text(encoding="utf-8")
    assert patterns.of_targets(page) == patterns.expected()
    assert len(patterns.expected()) > 20


def test_the_page_is_stale_as_soon_as_a_target_is_another() -> None:
    page = patterns.PAGE.read_text(encoding="utf-8")
    assert patterns.of_targets(page.replace("25.0 %", "26.0 %")) != patterns.expected()


def test_every_word_of_the_language_is_in_its_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    words = {*Pattern.model_fields, *Fitted.model_fields, *COUNTED, *AMONG}
    assert [word for word in sorted(words) if f"`{word}`" not in text] == []


def test_the_example_of_the_language_is_sound() -> None:
    assert targets().patterns
    text = (HERE / "bank_targets.yaml").read_text(encoding="utf-8")
    assert parse_targets(text, "x", load(HERE / "bank.yaml")).fit
