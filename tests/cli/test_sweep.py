"""Claims about ``sim sweep``: what it prints, keeps, goes on with, and refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.app import app

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
FEE = "products.account.fee"
SMALL = ("--people", "20", "--years", "1", "--workers", "1", "--format", "none")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sweep(*words: str) -> Result:
    return CliRunner().invoke(app, ["sweep", SCENARIO, *SMALL, *words])


def findings(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout.splitlines()[-1])
    return found


def test_it_says_a_sentence_and_the_lead_at_every_value() -> None:
    result = sweep("--vary", f"{FEE}=0..48/3", "--seeds", "2")
    assert result.exit_code == 0, result.output
    words = " ".join(result.stdout.split())
    assert words.startswith(f"Over {FEE} from £0 to £48, ")
    assert "£24, now" in words
    assert "Over 2 seeds, the same at every point" in words
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_a_grid_is_widened_by_seeds_and_repeats_no_run() -> None:
    place = ("--vary", f"{FEE}=0,48", "--out", "kept", "--json")
    first = sweep(*place, "--seeds", "2")
    assert findings(first)["seeds"] == 2
    wider = sweep(*place, "--seeds", "2", "--more", "1")
    found = findings(wider)
    assert found["seeds"] == 3
    straight = findings(sweep("--vary", f"{FEE}=0,48", "--json", "--seeds", "3"))
    assert found["cells"] == straight["cells"]
    kept = json.loads(Path("kept/findings.json").read_text())
    assert kept["cells"] == found["cells"]


def test_a_sobol_sequence_is_widened_by_points() -> None:
    asked = ("--vary", f"{FEE}=0..48", "--design", "sobol", "--seeds", "1", "--json")
    place = (*asked, "-n", "2", "--out", "kept")
    assert len(findings(sweep(*place))["cells"]) == 2  # type: ignore[arg-type]
    wider = findings(sweep(*place, "--more", "2"))
    assert wider["cells"] == findings(sweep(*asked, "-n", "4"))["cells"]


def test_a_map_has_its_page() -> None:
    words = ("--vary", f"{FEE}=0,48", "--vary", "discount_rate=2%,9%", "--seeds", "1")
    asked = ["sweep", SCENARIO, *SMALL[:-1], "html", *words, "--out", "kept"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    page = Path("kept/report.html").read_text()
    assert "sweep_map" in page
    assert "by discount_rate (down)" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--vary", "products.account.fe=1,2"], "Did you mean 'products.account.fee'?"),
        (["--vary", f"{FEE}=9..1"], "upside down. Write 1..9."),
        (["--vary", f"{FEE}=1,2", "--design", "lsh"], "Did you mean 'lhs'?"),
        (["--vary", f"{FEE}=1,2", "--strategies", "waiting"], "expected two"),
        (["--vary", f"{FEE}=1,2", "--strategies", "waiting,reaching"], "reaching_out"),
    ],
)
def test_what_will_not_do_is_said_before_anybody_lives(words: list[str], said: str) -> None:
    result = sweep(*words)
    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("│", " ").split())
    assert "Traceback" not in result.output
    assert not Path("out").exists()
