"""Claims about tables on the terminal: no figure is cut off, however long labels and cells are."""

import pytest

from reports.sheets import Sheet
from sim.cli.show import WIDEST, show


def test_labels_give_way_to_figures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDEST))
    header = ("number", "at its low end", "at its high end", "width")
    fatigue, fee = "behaviour.churn.fatigue\n0.05 now", "products.current_account.fee\n£45 now"
    rows = (
        (fatigue, "0\n+£19\n[£5, £32]", "0.15\n−£25.22\n[−£33.25, −£17.18]", "£44"),
        (fee, "£25\n−£11.77\n[−£15.28, −£8.26]", "£75\n+£17.75\n[£13.91, £21.60]", "£29.52"),
    )
    show([Sheet("At the ends", header, rows)])
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= WIDEST
    for word in ("width", "£44", "£29.52", "−£17.18]", "−£8.26]"):
        assert word in told.split()
