"""Claims about where words stand in a chart."""

import numpy as np
import pandas as pd

from reports.charts.lines import names_of
from reports.charts.placing import Label, frame_of, placed


def rows_of_lines() -> pd.DataFrame:
    x = np.linspace(0, 10, 50)
    flat = {"x": x, "low": np.nan, "high": np.nan}
    return pd.concat(
        [
            pd.DataFrame({**flat, "strategy": "upper", "value": 10 + 0 * x}),
            pd.DataFrame({**flat, "strategy": "lower", "value": 1 + 0 * x}),
        ]
    )


def test_a_name_stands_at_its_own_line() -> None:
    rows = rows_of_lines()
    found = placed(names_of(rows), frame_of(rows)).set_index("words")
    assert found.loc["upper", "value"] == 10
    assert found.loc["lower", "value"] == 1


def test_no_two_words_stand_in_one_place() -> None:
    rows = rows_of_lines()
    same = [Label("one", ((5.0, 5.0),)), Label("two", ((5.0, 5.0),))]
    found = placed(same, frame_of(rows))
    assert len(set(found[["align", "baseline"]].itertuples(index=False, name=None))) == 2


def test_words_at_the_edge_stay_within_the_frame() -> None:
    rows = rows_of_lines()
    found = placed([Label("a long remark", ((0.0, 5.0),))], frame_of(rows))
    assert found["align"].iloc[0] == "left"
