"""Claims about `sim report` and the page that `sim compare` writes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sim
from reports.page.script import LEAST, cache_file, vega_script
from sim.cli.app import app
from sim.cli.forms import prepare
from tests.results.factory import facts, random_lives, run_of

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder without a report."""
    return sim.compare(SCENARIO, threads=1).save(tmp_path_factory.mktemp("kept") / "run")


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return Path(shutil.copytree(kept, tmp_path / "run"))


def invoke(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_compare_writes_the_page_into_the_run_folder_and_says_where(tmp_path: Path) -> None:
    place = tmp_path / "run"
    result = invoke("compare", SCENARIO, "--out", place)
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith(f"The report is in {place / 'report.html'}\n")
    assert (place / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    again = invoke("compare", SCENARIO, "--out", place, "--force", "--format", "none", "--json")
    assert json.loads(again.stdout)["report"] == []
    assert not (place / "report.html").exists()  # replaced with the run it told of


def test_the_report_is_made_again_from_the_folder_alone(folder: Path, tmp_path: Path) -> None:
    result = invoke(
        "report", folder, "--format", "html", "--format", "md", "--to", tmp_path / "new"
    )
    assert result.exit_code == 0, result.output
    names = sorted(file.name for file in (tmp_path / "new").iterdir())
    assert names == ["report.html", "report.md"]
    assert "and 1 more files there" in result.stdout
    page = (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    verdict = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["verdict"]
    assert verdict["sentence"].replace(" %", "\N{NO-BREAK SPACE}%") in page


def test_a_report_from_the_folder_equals_the_one_of_the_run(folder: Path, tmp_path: Path) -> None:
    first = sim.compare(SCENARIO, threads=1)
    second = sim.read_run(folder)
    for word, run in (("one", first), ("two", second)):
        run.report(tmp_path / word, ["md"])
    texts = [
        [
            line
            for line in (tmp_path / word / "report.md").read_text().splitlines()
            if line[:9] != "| Seconds"
        ]
        for word in ("one", "two")
    ]
    assert texts[0] == texts[1]


def test_a_run_with_its_reports_can_be_reproduced_and_reported_again(folder: Path) -> None:
    assert invoke("report", folder, "--format", "md", "--quiet").stdout == ""
    assert invoke("report", folder, "--format", "md").exit_code == 0
    assert sim.reproduce(folder).same


def test_a_run_of_one_strategy_has_a_report(tmp_path: Path) -> None:
    folder = sim.run(SCENARIO, "waiting", threads=1).save(tmp_path / "run")
    result = invoke("report", folder, "--format", "md", "--json")
    (file,) = json.loads(result.stdout)["report"]
    assert "Waiting alone is worth" in Path(file).read_text(encoding="utf-8")


def test_a_folder_of_an_earlier_version_of_the_format_has_a_report(tmp_path: Path) -> None:
    from reports.comparison import Comparison

    run = run_of(facts(60), random_lives(1, 60, lift=50), random_lives(2, 60))
    folder = Comparison(run).save(tmp_path / "run")
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["version"] = "1.99"
    content["scenario"]["text"] = "scenario: 1\nword: of another version\n"
    manifest.write_text(json.dumps(content), encoding="utf-8")
    result = invoke("report", folder, "--format", "md")
    assert result.exit_code == 0, result.output
    assert "does not accept" in (folder / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["people", "ledger", "groups", "tenure"])
def test_a_damaged_table_is_named_and_nothing_is_written(folder: Path, name: str) -> None:
    (folder / f"{name}.parquet").write_bytes(b"PAR1 torn")
    result = invoke("report", folder)
    assert result.exit_code == 3
    assert f"{name}.parquet is damaged" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "report.html").exists()


def test_a_missing_table_and_another_major_format_are_named(folder: Path) -> None:
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(content | {"version": "2.0"}), encoding="utf-8")
    result = invoke("report", folder)
    assert result.exit_code == 3
    assert "manifest.json: it was written in format 2.0" in result.stderr
    manifest.write_text(json.dumps(content), encoding="utf-8")
    (folder / "months.parquet").unlink()
    assert "months.parquet is missing" in invoke("report", folder).stderr


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = invoke("report", tmp_path)
    assert result.exit_code == 3
    assert "holds no manifest.json: it is not a run folder" in result.stderr


def test_no_folder_and_no_form_are_wrong_commands(folder: Path) -> None:
    assert invoke("report", folder / "nowhere").exit_code == 2
    result = invoke("report", folder, "--format", "htm")
    assert result.exit_code == 2
    assert "Did you mean 'html'?" in " ".join(result.stderr.split())
    assert invoke("report", folder, "--format", "none").exit_code == 2


def test_a_report_that_cannot_be_written_leaves_the_run_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.writing import ReportError

    def fail(*_: object) -> None:
        raise ReportError("report.html cannot be written (No space left on device)")

    monkeypatch.setattr("reports.writing.write_report", fail)
    result = invoke("compare", SCENARIO, "--out", tmp_path / "run")
    assert result.exit_code == 3
    assert "The run is kept in" in result.stderr
    assert "No space left" in result.stderr
    assert (tmp_path / "run" / "manifest.json").exists()


def test_other_files_of_a_run_folder_are_left_alone(folder: Path) -> None:
    invoke("report", folder, "--format", "md")
    (folder / "report-notes.txt").write_text("mine")
    result = invoke("compare", SCENARIO, "--out", folder, "--force", "--format", "none")
    assert result.exit_code == 2
    assert "report-notes.txt" in result.stderr


def test_help_and_check_load_no_charts() -> None:
    program = (
        "import sys\nfrom typer.testing import CliRunner\nfrom sim.cli.app import app\n"
        f"for words in (['--help'], ['report', '--help'], ['check', {SCENARIO!r}]):\n"
        "    assert CliRunner().invoke(app, words).exit_code == 0\n"
        "heavy = ('altair', 'vl_convert', 'jinja2', 'pandas')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("asked", "made"), [(None, True), (["html"], True), (["md"], False)])
def test_what_a_page_needs_is_got_ready_before_anybody_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str] | None, made: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda: "x" * (LEAST + 1))
    vega_script.cache_clear()
    try:
        prepare(asked)
    finally:
        vega_script.cache_clear()
    assert cache_file().exists() is made
