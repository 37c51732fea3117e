"""Claims about the fingerprint of a table's contents."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.results.digest import digest
from tests.results.factory import facts, random_lives, run_of

FRAME = pd.DataFrame(
    {
        "whole": pd.array([1, None, 3], dtype="Int64"),
        "real": [0.5, np.nan, -0.0],
        "text": pd.array(["a", "b", None], dtype="string"),
    }
)


def test_the_digest_is_what_it_always_was() -> None:
    """A golden value: a change of it breaks `reproduce` for every run folder there is."""
    assert digest(FRAME) == "574dba8736aa77a255a1628e71ff09db68719f661fc6b41a6de379fd9effba38"


@pytest.mark.parametrize(
    "changed",
    [
        FRAME.assign(whole=pd.array([1, 0, 3], dtype="Int64")),
        FRAME.assign(real=[0.5, 0.0, -0.0]),
        FRAME.assign(text=pd.array(["a", "b", "b"], dtype="string")),
        FRAME.assign(text=pd.array(["b", "a", None], dtype="string")),
        FRAME.rename(columns={"whole": "hole"}),
        FRAME[["real", "whole", "text"]],
        FRAME.iloc[::-1],
        FRAME.iloc[:2],
    ],
)
def test_any_change_of_contents_changes_the_digest(changed: pd.DataFrame) -> None:
    assert digest(changed) != digest(FRAME)


def test_the_digest_does_not_see_how_contents_are_stored() -> None:
    stored = FRAME.astype({"whole": "float64"}).astype({"whole": "Int32", "text": object})
    stored = stored.set_axis([7, 8, 9]).assign(real=[0.5, np.nan, 0.0])
    assert digest(stored) == digest(FRAME)


def test_names_kept_as_categories_are_text() -> None:
    words = pd.CategoricalDtype(["c", "b", "a"])
    assert digest(FRAME.astype({"text": words})) == digest(FRAME)
    with pytest.raises(TypeError, match="category"):
        digest(pd.DataFrame({"a": pd.Categorical([1, 2])}))


def test_a_long_table_has_the_digest_of_its_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    long = pd.concat([FRAME] * 20, ignore_index=True)
    whole = digest(long)
    monkeypatch.setattr("sim.results.digest.STRETCH", 8)
    assert digest(long) == whole


def test_two_bits_of_a_real_number_matter() -> None:
    nearly = FRAME.assign(real=[np.nextafter(0.5, 1), np.nan, 0.0])
    assert digest(nearly) != digest(FRAME)


def test_every_table_survives_its_file(tmp_path: Path) -> None:
    lives = random_lives(1, 30)
    for name, frame in run_of(facts(30), lives, lives).frames.items():
        frame.to_parquet(tmp_path / name, index=False)
        assert digest(pd.read_parquet(tmp_path / name)) == digest(frame)


def test_a_table_without_rows_has_a_digest() -> None:
    assert digest(FRAME.iloc[:0]) != digest(FRAME)


def test_what_is_neither_number_nor_text_is_refused() -> None:
    with pytest.raises(TypeError, match="booleans"):
        digest(pd.DataFrame({"a": [True]}))
    with pytest.raises(TypeError, match="datetime"):
        digest(pd.DataFrame({"a": pd.to_datetime(["2025-01-01"])}))
