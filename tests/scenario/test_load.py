"""Scenarios are found, read whole, and can be read again without their files."""

from __future__ import annotations

import hashlib
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, again, find, load, load_text, tables_of, with_numbers
from sim.scenario.life_table import TableError, read_life_table
from sim.scenario.shape import ROOT, Shape, numbers_of, words
from tests.scenario.examples import EVERY_WORD, TABLES, TEXT, read


def _all_words(shape: Shape) -> set[str]:
    if shape.entries is not None:
        return _all_words(shape.entries)
    if shape.part is None:
        return set()
    below = [_all_words(inner) for inner in words(shape.part).values()]
    return set(words(shape.part)).union(*below)


def test_the_example_uses_every_word_of_the_language() -> None:
    from sim.scenario.models.products import KINDS

    known = _all_words(ROOT).union(*(_all_words(Shape(part=kind)) for kind in KINDS.values()))
    assert [word for word in sorted(known) if f"{word}:" not in TEXT] == []


def test_a_scenario_says_what_it_was_read_from() -> None:
    source = load(EVERY_WORD, overrides=["years=3"]).source
    assert (source.name, source.text) == (str(EVERY_WORD), TEXT)
    assert source.sha256 == hashlib.sha256(EVERY_WORD.read_bytes()).hexdigest()
    assert source.overrides == ("years=3",)
    assert source.tables == TABLES


def test_a_scenario_can_be_read_again_without_its_files() -> None:
    scenario = read(overrides=("years=3",))
    assert again(scenario) == scenario
    further = again(scenario, ["seed=4"])
    assert (further.years, further.seed) == (3, 4)
    assert further.source.tables == TABLES


def test_a_scenario_survives_the_way_to_another_process() -> None:
    scenario = read()
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_a_scenario_written_out_and_read_back_is_the_same() -> None:
    scenario = read()
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert type(scenario).model_validate(written).read_from(scenario.source) == scenario


def test_every_number_of_a_practice_is_a_number_that_may_be_set_and_be_uncertain() -> None:
    found = numbers_of(read())
    above = "strategies.customer_focused."
    practices = ("staff", "feedback", "loyalty", "personal", "promotion", "improvement")
    for practice in (*practices, "word_of_mouth"):
        part = getattr(read().strategies["customer_focused"], practice)
        known = {f"{above}{practice}.{word}" for word in type(part).model_fields} & set(found)
        assert len(known) == len(type(part).model_fields) - (practice == "loyalty")
    for path in ("service.budget_per_incident", "service.failures_per_purchase"):
        assert f"{above}{path}" in found
    assert found["products.coffee.share_of_wallet"][1] == 0.4
    assert found["behaviour.buying.reference"][1] == 4


@pytest.mark.parametrize(
    ("path", "number", "value"),
    [
        ("staff.turnover", 0.123, 0.123),
        ("loyalty.free_item_per_week", 0.4567, 0.46),
        ("promotion.over", 2.6, 3),
    ],
)
def test_numbers_of_practices_are_set_in_their_units(
    path: str, number: float, value: float
) -> None:
    practice, word = path.split(".")
    scenario = with_numbers(read(), {f"strategies.customer_focused.{path}": number})
    assert getattr(getattr(scenario.strategies["customer_focused"], practice), word) == value


def test_numbers_are_set_in_what_their_units_can_express() -> None:
    scenario = with_numbers(
        read(),
        {
            "discount_rate": 0.0812345,
            "behaviour.contact.forgets": 5.6,
            "products.current_account.fee": 12.3456,
            "products.mortgage.need.family": 0.05,
        },
    )
    assert scenario.discount_rate == 0.0812345
    assert scenario.behaviour.contact.forgets == 6
    assert scenario.products["current_account"].fee == 12.35
    assert scenario.products["mortgage"].need.at("family") == 0.05


def test_what_is_not_there_is_refused_with_the_nearest_file(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"no such file.*Did you mean '.*bank\.yaml'"):
        load(tmp_path / "bnak.yaml")
    with pytest.raises(ScenarioError, match=r"is a folder.*It holds bank\.yaml"):
        load(tmp_path)
    with pytest.raises(ScenarioError, match="no such file"):
        load("x\0y")


def test_a_shipped_scenario_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bank.yaml").write_text(
        TEXT.replace("{table: data/mortality.csv}", "none"), encoding="utf-8"
    )
    monkeypatch.setattr(find, "SHIPPED", (tmp_path,))
    assert load("bank").title == "A bank for life"
    with pytest.raises(ScenarioError, match=r"shipped scenario \(bank\).*Did you mean 'bank'"):
        load("bnk")


def test_a_table_is_read_beside_the_scenario_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("age,qx\n0,0.1\n", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    for written in ("../outside.csv", str(tmp_path / "outside.csv")):
        text = TEXT.replace("data/mortality.csv", written)
        (inside / "x.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError, match="lies outside the scenario's folder"):
            load(inside / "x.yaml")


def test_a_life_table_gives_both_sexes_their_chances() -> None:
    table = read_life_table(TABLES["data/mortality.csv"])
    assert table.first_age == 0
    assert table.qx == {"M": (0.004, 0.001, 0.001, 0.5), "F": (0.003, 0.001, 0.001, 0.4)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("age,qx\n", "has no rows"),
        ("age,qx\n0\n", "fewer cells"),
        ("age,qx\n0.5,0.1\n", "whole number of years"),
        ("age,qx\n0,nan\n", "qx a number, such as"),
        ("age,sex,qx\n0,M,0.1\n0,F,0.1\n1,F,0.1\n", "not have the same ages"),
        ("age,sex,qx\n0,,0.1\n", "has no sex"),
    ],
)
def test_a_life_table_that_cannot_be_used_is_refused(text: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        read_life_table(text)


def test_importing_the_room_brings_no_heavy_library_along() -> None:
    code = (
        "import sys, sim.scenario; "
        "print({'numpy', 'pandas', 'numba', 'pyarrow', 'simpy', 'scipy'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_ten_thousand_lines_are_checked_within_seconds() -> None:
    product = "  p{0}:\n    kind: account\n" + "    need: 5%\n    fee: 1\n" + "    costs:\n"
    many = "".join(product.format(n) + "      open: 1\n      yearly: 2\n" for n in range(150))
    sources = "".join(
        f"  products.p{n}.{word}:\n    from: a\n    confidence: found\n"
        for n in range(150)
        for word in (
            "need",
            "fee",
            "costs.open",
            "costs.yearly",
            "costs",
            "wins",
            "response",
            "ends",
            "balance",
            "ftp",
            "market_rate",
            "kind",
            "wins.customer",
            "wins.stranger",
            "ends.per_year",
            "becomes",
            "*",
        )
    )
    text = TEXT.replace("  tea:\n", many + "  tea:\n") + sources
    assert len(text.splitlines()) > 8_000
    begun = time.perf_counter()
    load_text(text, name="x", read_table=tables_of(TABLES))
    assert time.perf_counter() - begun < 5  # about a second; the rest is for a busy machine
