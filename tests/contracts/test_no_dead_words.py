"""No word of the language is dead: changed alone, where it is used, each moves some result.

The words are read off the JSON Schema, so a new one without a row in `other_values` fails here.
Words that only name something are listed there with the reason; they move what is kept and said.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from types import SimpleNamespace

import pytest
import yaml

from reports.assumptions import assumptions_table
from sim.experiments.trial import origin_of
from sim.scenario import Scenario, ScenarioError
from sim.scenario.practices import STOPS
from tests.contracts.changed import World, is_refused, moved_by, read, row_of
from tests.contracts.language import words
from tests.contracts.other_values import CHURN, FUNDED, NAMED, ONLY_NAMED, OWN, ROWS, Row
from tests.worlds import differing

WORDS = words()
SOURCE = {"from": "a page", "confidence": "assumed", "range": [0, 1], "note": "none"}


def only_names(word: str) -> bool:
    """Whether it is listed as moving no result."""
    return any(fnmatchcase(word, pattern) for pattern in ONLY_NAMED)


LIVE = [word for word in WORDS if not only_names(word)]
"""Each of them must move something."""


@pytest.mark.parametrize("word", [word for word in LIVE if not is_refused(word)])
def test_another_value_of_a_word_moves_some_result(word: str) -> None:
    row = row_of(word)
    assert moved_by(row), f"{word} is read and changes nothing: {row}"


@pytest.mark.parametrize("word", [word for word in LIVE if is_refused(word)])
def test_a_distribution_that_does_not_suit_a_word_is_refused(word: str) -> None:
    row = row_of(word)
    with pytest.raises(ScenarioError, match=word.rpartition(".")[2]):
        read((*row.given, f"{row.at}={row.value}"))


@pytest.mark.parametrize("stop", STOPS)
def test_whatever_may_stop_for_want_of_money_stops(stop: str) -> None:
    assert moved_by(Row(f"[{stop}]", FUNDED, f"{OWN}.funding"))


def test_every_row_is_of_a_word_and_every_reason_of_some() -> None:
    assert [word for word in ROWS if word not in WORDS] == []
    assert [each for each in ONLY_NAMED if not any(fnmatchcase(word, each) for word in WORDS)] == []


def test_a_word_that_nobody_has_thought_of_is_missed() -> None:
    with pytest.raises(KeyError, match="of_the_future"):
        row_of("behaviour.churn.of_the_future")


def test_a_word_that_is_read_and_ignored_is_found() -> None:
    """A row whose other value is the one that holds already stands for an ignored word."""
    assert moved_by(Row("20%", at="behaviour.churn.per_year")) == []


@pytest.mark.parametrize("word", NAMED)
def test_a_word_that_only_names_moves_no_result_but_what_is_kept(word: str) -> None:
    before, after = named(word)
    one, other = World(before), World(after)
    assert differing(one.under("everything"), other.under("everything")) == []
    assert kept(one.scenario) != kept(other.scenario)


@pytest.mark.parametrize("word", [word for word in WORDS if word.startswith(("sources", "uncert"))])
def test_what_is_said_of_a_number_is_shown_and_moves_no_result(word: str) -> None:
    before, after = named(word)
    one, other = World(before), World(after)
    assert differing(one.under("everything"), other.under("everything")) == []
    assert shown(one.scenario) != shown(other.scenario)


def named(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Overrides with one value of a word that only names, and with another."""
    last = word.rpartition(".")[2]
    if word.startswith("uncertain"):
        return (), (f"uncertain.{CHURN}={belief(last)}",)
    if word.startswith("sources"):
        given, _, other = last.partition("=")
        written = SOURCE if other != "assumed" else {**SOURCE, "confidence": "found"}
        changed = {**written, given: other or yaml.safe_load(NAMED[word].value)}
        return (source(written),), (source(changed),)
    return (), (f"{NAMED[word].at}={NAMED[word].value}",)


def belief(kind: str) -> str:
    """A distribution of what is believed of the number."""
    return f"{{{kind}: [0.2, 0.4]}}"


def source(words: dict[str, object]) -> str:
    """An override that says where the number comes from."""
    return f"sources.{CHURN}={json.dumps(words)}"


def kept(scenario: Scenario) -> object:
    """What the run's folder says of the scenario."""
    return origin_of(scenario).resolved


def shown(scenario: Scenario) -> list[str]:
    """What the report says of the number."""
    table = assumptions_table(SimpleNamespace(scenario=scenario))  # type: ignore[arg-type]
    return [str(row) for row in table[table["path"] == CHURN].to_numpy().tolist()]
