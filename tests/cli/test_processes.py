"""Claims about the program as a process: started, stopped, killed, and not listened to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.page.script import vega_script

SCENARIO = str(Path(__file__).parent / "two_fees.yaml")
LONG = ["compare", SCENARIO, "--people", "100000", "--years", "100"]
COMPILING = "Compiling the rules, once (about half a minute) …\n"
START = "from sim.cli import main; main()"
SLOW_TO_WRITE = (
    "import time, sim.results.folder as folder\n"
    "def slowly(*_):\n"
    "    print('writing', flush=True)\n"
    "    time.sleep(60)\n"
    "folder.manifest_text = slowly\n" + START
)


def start(folder: Path, *words: str, program: str = START) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def visible(folder: Path) -> list[str]:
    """What a user sees in ``out/``."""
    out = folder / "out"
    return [name for name in os.listdir(out) if not name.startswith(".")] if out.exists() else []


def test_ctrl_c_stops_a_run_cleanly(tmp_path: Path) -> None:
    process = start(tmp_path, *LONG)
    assert process.stderr is not None
    assert "Two fees" in process.stderr.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert output == ""
    assert errors.removeprefix(COMPILING) == "Stopped. Nothing was written.\n"
    assert not (tmp_path / "out").exists()


def test_a_run_killed_while_people_live_leaves_nothing(tmp_path: Path) -> None:
    process = start(tmp_path, *LONG)
    assert process.stderr is not None
    process.stderr.readline()
    process.kill()
    process.communicate(timeout=20)
    assert not (tmp_path / "out").exists()


def test_a_run_killed_while_it_is_written_leaves_nothing_that_looks_finished(
    tmp_path: Path,
) -> None:
    process = start(tmp_path, "compare", SCENARIO, program=SLOW_TO_WRITE)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    process.kill()
    process.communicate(timeout=20)
    assert visible(tmp_path) == []
    (partial,) = (tmp_path / "out").iterdir()
    assert partial.name.endswith(".partial")
    assert not (partial / "manifest.json").exists()


def test_a_stopped_run_leaves_nothing_of_what_it_had_written(tmp_path: Path) -> None:
    process = start(tmp_path, "compare", SCENARIO, program=SLOW_TO_WRITE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("words", [["schema"], ["compare", SCENARIO], ["check", SCENARIO]])
def test_a_reader_who_leaves_early_is_no_failure(tmp_path: Path, words: list[str]) -> None:
    with start(tmp_path, *words) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read()
        assert process.wait(timeout=20) == 0
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_an_output_that_knows_no_pounds_is_no_failure(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, "compare", SCENARIO],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import sim", ("pandas", "numpy", "pydantic", "typer", "yaml")),
        ("import sim.cli.app", ("pandas", "numpy", "numba", "simpy", "pydantic", "scipy")),
        (f"import sim; sim.check({SCENARIO!r})", ("pandas", "numba", "simpy", "scipy", "altair")),
        (
            "from sim.cli.app import app\n"
            f"app(['compare', {SCENARIO!r}, '--quiet', '--format', 'none'], standalone_mode=False)",
            ("altair", "jsonschema", "jinja2", "vl_convert", "openpyxl", "rich.progress"),
        ),
        (
            "from sim.cli.app import app\n"
            f"app(['compare', {SCENARIO!r}, '--quiet'], standalone_mode=False)",
            ("vl_convert", "openpyxl", "rich.progress"),
        ),
    ],
)
def test_a_command_imports_no_more_than_it_needs(
    tmp_path: Path, statement: str, absent: tuple[str, ...]
) -> None:
    vega_script()  # so that it is in the cache
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not set(absent) & set(loaded)


def test_the_end_of_a_command_searches_for_no_garbage(tmp_path: Path) -> None:
    program = (
        "import atexit, gc\n"
        "atexit.register(lambda: print('kept', gc.get_freeze_count() > 10_000))\n" + START
    )
    output, _ = start(tmp_path, "check", SCENARIO, "--quiet", program=program).communicate()
    assert output.startswith("kept True")


MANY = ["compare", SCENARIO, "--replications", "12", "--people", "4000", "--years", "60"]
MANY += ["--format", "none", "--out", "many"]


def runs_done(folder: Path) -> int:
    from sim.experiments.runs.catalogue import Catalogue, State

    file = folder / "many" / "catalogue.sqlite"
    return sum(row.state is State.DONE for row in Catalogue(file).rows()) if file.exists() else 0


def until_some_are_done(process: subprocess.Popen[str], folder: Path) -> int:
    while (done := runs_done(folder)) < 2:
        assert process.poll() is None, "it ended before it could be stopped"
        time.sleep(0.01)
    return done


def finished(folder: Path, *words: str) -> str:
    """The findings of an experiment that runs to its end."""
    process = start(folder, *MANY, *words, "--on", "here")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return (folder / "many" / "findings.json").read_text()


@pytest.mark.parametrize("on", [("here",), ("pool", "--workers", "2")])
def test_an_experiment_that_is_killed_is_finished_with_the_same_findings(
    tmp_path: Path, on: tuple[str, ...]
) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    killed.mkdir()
    whole.mkdir()
    process = start(killed, *MANY, "--on", *on)
    done = until_some_are_done(process, killed)
    process.kill()
    process.communicate()
    assert done <= runs_done(killed) < 12
    assert not (killed / "many" / "findings.json").exists()
    assert finished(killed, "--resume") == finished(whole)


def test_ctrl_c_says_how_an_experiment_goes_on(tmp_path: Path) -> None:
    process = start(tmp_path, *MANY, "--on", "here")
    until_some_are_done(process, tmp_path)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert output == ""
    assert "runs are kept in many; go on with the same command and --resume." in errors
    assert 2 <= runs_done(tmp_path) < 12
