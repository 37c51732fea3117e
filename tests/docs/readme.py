"""What the README shows of the shipped scenario: verdict, table and picture, made by one command.

    python -m tests.docs.readme            # run the scenario and put all three into the README
    python -m tests.docs.readme --check    # say whether they are what the scenario gives

A picture's pixels differ between machines, so what is checked is the data it was drawn from, to
four digits, and that the picture is the one that was drawn from them.
"""

import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import sim
from reports.charts.all import figures
from reports.charts.figure import Figure
from reports.pictures import png
from sim.cli.app import app

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "pictures" / "life_cycle.png"
DATA = PICTURE.with_suffix(".json")
CHART = "life_cycle"
VERDICT = re.compile(r"(<!-- verdict -->\n\n```text\n)(.*?)(\n```\n\n<!-- /verdict -->)", re.DOTALL)
LAST_ROW = "Payback, years"
DIGITS = 4


def made(folder: Path) -> tuple[str, Figure]:
    """The shipped scenario's verdict as the terminal shows it, and the chart."""
    asked = ["compare", "hsbc", "--out", str(folder / "run"), "--format", "none"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    last = next(k for k, line in enumerate(lines) if line.startswith(LAST_ROW))
    material = sim.read_run(folder / "run").material
    chart = next(figure for figure in figures(material) if figure.name == CHART)
    return "\n".join(lines[: last + 1]), chart


def data_of(chart: Figure) -> list[list[Any]]:
    """The numbers that are drawn, to four digits."""
    columns = ["strategy", "x", "value", "low", "high"]
    return [
        [float(f"{each:.{DIGITS - 1}e}") if isinstance(each, float) else each for each in row]
        for row in chart.data[columns].itertuples(index=False, name=None)
    ]


def shown() -> str:
    """The verdict that the README shows."""
    found = VERDICT.search(README.read_text(encoding="utf-8"))
    assert found is not None, "README.md has no block between the marks of the verdict"
    return found[2]


def kept() -> dict[str, Any]:
    """What the picture was drawn from, and its hash."""
    content: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return content


def hash_of_picture() -> str:
    """The sha256 of the picture's file."""
    return hashlib.sha256(PICTURE.read_bytes()).hexdigest()


def stale(said: str, chart: Figure) -> list[str]:
    """What in the README is not what the scenario gives."""
    faults = {
        "the verdict is not that of the shipped scenario": shown() != said,
        "the picture is drawn from other numbers": kept()["data"] != data_of(chart),
        "the picture is not the one that was drawn": kept()["sha256"] != hash_of_picture(),
    }
    return [fault for fault, true in faults.items() if true]


def write(said: str, chart: Figure) -> None:
    """Put verdict and picture into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(VERDICT.sub(lambda at: at[1] + said + at[3], text), encoding="utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(png(chart))
    content = {"chart": CHART, "sha256": hash_of_picture(), "data": data_of(chart)}
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content["data"])
    head = f'{{"chart": "{CHART}", "sha256": "{content["sha256"]}", "data": [\n'
    DATA.write_text(f"{head}{rows}\n]}}\n", encoding="utf-8")


def main(check: bool) -> int:
    """Run the scenario, then write or check; 1 where something is stale."""
    with tempfile.TemporaryDirectory() as folder:
        said, chart = made(Path(folder))
    if not check:
        write(said, chart)
        return 0
    faults = stale(said, chart)
    for fault in faults:
        print(f"README.md: {fault}. Run: python -m tests.docs.readme")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
