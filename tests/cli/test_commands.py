"""Claims about each command: what it prints, what it leaves, and its exit status."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sim
from sim.cli.app import app
from sim.cli.options import Engine
from sim.cli.progress import sparse
from sim.world.run import ENGINES

HERE = Path(__file__).parent
SCENARIO = str(HERE / "two_fees.yaml")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def invoke(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def runs() -> list[str]:
    return sorted(path.name for path in Path("out").iterdir()) if Path("out").exists() else []


def one_strategy() -> str:
    lines = Path(SCENARIO).read_text().splitlines(keepends=True)
    Path("one.yaml").write_text("".join(lines[: lines.index("  reaching_out:\n")]))
    return "one.yaml"


def test_compare_says_the_verdict_first_and_keeps_the_run() -> None:
    result = invoke("compare", SCENARIO)
    assert result.exit_code == 0, result.output
    (folder,) = runs()
    verdict = sim.read_run(Path("out") / folder)
    words = " ".join(result.stdout.split())
    assert words.startswith(str(json.loads(_manifest(folder))["verdict"]["sentence"]))
    assert isinstance(verdict.people.iloc[0]["npv"], float)
    assert "60 people, 36 months, 2 strategies, seed 7" in result.stderr
    for part in ("What each strategy achieves", "Why:", "By segment", "By stage of entry"):
        assert part in result.stdout
    assert f"\nThe run is kept in out/{folder}\n" in result.stdout
    assert result.stdout.endswith(f"The report is in out/{folder}/report.html\n")


def _manifest(folder: str) -> str:
    return (Path("out") / folder / "manifest.json").read_text()


def test_no_line_is_wider_than_80_columns() -> None:
    result = invoke("compare", SCENARIO, "--people", "300")
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_json_alone_is_on_the_output() -> None:
    result = invoke("compare", SCENARIO, "--json")
    found = json.loads(result.stdout)
    assert found["verdict"]["sentence"]
    assert found["tables"]["bridge"]
    assert Path(found["folder"]).is_dir()
    assert result.stderr == ""


def test_quiet_prints_the_verdict_alone() -> None:
    result = invoke("compare", SCENARIO, "--quiet")
    assert result.stdout.rstrip().endswith(".")
    assert "Why" not in result.stdout
    assert result.stderr == ""


def test_options_override_the_scenario() -> None:
    words = ("--people", "20", "--years", "1", "--seed", "3", "--set", "discount_rate=5%")
    result = invoke("compare", SCENARIO, *words, "--out", "here")
    assert "20 people, 12 months, 2 strategies, seed 3" in result.stderr
    facts = json.loads(Path("here/manifest.json").read_text())["facts"]
    assert facts["discount_rate"] == 0.05


def test_the_same_question_twice_keeps_both_runs() -> None:
    invoke("compare", SCENARIO)
    invoke("compare", SCENARIO)
    first, second = runs()
    assert second == f"{first}-2"


def test_a_named_folder_is_replaced_with_force_only() -> None:
    assert invoke("compare", SCENARIO, "--out", "here").exit_code == 0
    before = Path("here/manifest.json").read_text()
    refused = invoke("compare", SCENARIO, "--out", "here", "--seed", "8")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert Path("here/manifest.json").read_text() == before
    assert invoke("compare", SCENARIO, "--out", "here", "--seed", "8", "--force").exit_code == 0
    assert json.loads(Path("here/manifest.json").read_text())["seed"] == 8


def test_comparing_one_strategy_explains_that_it_takes_two() -> None:
    result = invoke("compare", one_strategy())
    assert result.exit_code == 1
    assert "needs two strategies" in result.stderr
    assert runs() == []


def test_run_lives_one_strategy() -> None:
    result = invoke("run", SCENARIO, "--strategy", "waiting", "--events")
    assert result.exit_code == 0
    assert "Value per person" in result.stdout
    (folder,) = runs()
    assert folder.startswith("two_fees-waiting-")
    assert json.loads(_manifest(folder))["tables"]["events"]["rows"] > 0


def test_run_prints_json_for_programs() -> None:
    found = json.loads(invoke("run", SCENARIO, "--strategy", "waiting", "--json").stdout)
    assert found["performance"][0]["measure"] == "value_per_person"


def test_an_unknown_strategy_is_a_wrong_command() -> None:
    result = invoke("run", SCENARIO, "--strategy", "waitin")
    assert result.exit_code == 2
    assert "Did you mean 'waiting'?" in result.stderr


def test_check_is_content_with_a_sound_scenario() -> None:
    result = invoke("check", SCENARIO)
    assert result.exit_code == 0
    assert "is sound: Two fees" in result.stdout
    found = json.loads(invoke("check", SCENARIO, "--json").stdout)
    assert found == {"sound": True, "problems": [], "notes": []}


def test_check_tells_every_problem_with_its_line() -> None:
    text = Path(SCENARIO).read_text().replace("people: 60", "peopel: 60").replace("10%", "110%", 1)
    Path("bad.yaml").write_text(text)
    result = invoke("check", "bad.yaml")
    assert result.exit_code == 1
    assert "bad.yaml:7:" in result.stderr
    found = json.loads(invoke("check", "bad.yaml", "--json").stdout)
    assert not found["sound"]
    assert {7, 9} <= {problem["line"] for problem in found["problems"]}


@pytest.mark.parametrize("command", ["check", "compare"])
@pytest.mark.parametrize("words", [["nowhere.yaml"], [SCENARIO, "--set", "nothing=1"]])
def test_a_wrong_scenario_has_status_one(command: str, words: list[str]) -> None:
    result = invoke(command, *words)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["compare"],
        ["compare", SCENARIO, "--people", "many"],
        ["compare", SCENARIO, "--people", "0"],
        ["compare", SCENARIO, "--engine", "steam"],
        ["run", SCENARIO],
        ["reproduce", "nowhere"],
        ["conquer"],
    ],
)
def test_a_wrong_command_has_status_two(words: list[str]) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--people", "0"], "`0` is out of range. Expected a whole number from 1 to"),
        (["--people", "many"], "`many` is not a number. Expected a whole number from 1"),
        (["--years", "200"], "`200` is out of range. Expected a whole number of years"),
        (["--seed", "-1"], "`-1` is out of range. Expected a whole number from 0"),
        (["--threads", "0"], "`0` is out of range. Expected a whole number from 1 to 1_024"),
        (
            ["--engine", "agnets"],
            "`agnets` is no engine. Expected one of columns, agents. Did you mean 'agents'?",
        ),
    ],
)
def test_a_wrong_option_is_told_in_the_words_of_the_language(words: list[str], said: str) -> None:
    result = invoke("compare", SCENARIO, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not re.search("Input should|Value error", result.stderr)


def test_thousands_may_be_told_apart_in_an_option() -> None:
    assert "1,000 people" in invoke("compare", SCENARIO, "--people", "1_000").stderr


@pytest.mark.parametrize(
    "words", [["check"], ["compare"], ["run", "--strategy", "waiting"], ["reproduce"]]
)
def test_several_scenarios_at_once_are_refused_by_name(words: list[str]) -> None:
    Path("one").mkdir()
    given = ["one"] if words == ["reproduce"] else [SCENARIO]
    result = invoke(*words, *given, "two.yaml", "three.yaml")
    assert result.exit_code == 2
    what = "RUN" if words == ["reproduce"] else "SCENARIO"
    assert f"One {what} is expected, and here are 3: {given[0]}, two.yaml, three" in result.stderr


def test_a_place_that_cannot_be_written_is_refused_before_anybody_lives() -> None:
    Path("file").write_text("")
    result = invoke("compare", SCENARIO, "--out", "file/run")
    assert result.exit_code == 2
    assert "file/run cannot be written" in result.stderr
    assert "Two fees" not in result.stderr
    assert ".partial" not in result.stderr


@pytest.mark.parametrize(
    "there", [(), ("chance.draw-75",), ("chance.draw-75", "advance.advance-9")]
)
def test_the_first_run_says_that_rules_are_compiled(
    there: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in there:
        (tmp_path / f"{name}.py311.nbi").touch()
    monkeypatch.setattr("sim.rules.compiled.cache_folder", lambda: tmp_path)
    said = invoke("compare", SCENARIO, "--years", "1").stderr
    assert said.count("Compiling the rules, once") == (len(there) < 2)
    assert invoke("compare", SCENARIO, "--years", "1", "--quiet").stderr == ""


def test_what_is_compiled_last_is_looked_for_under_the_name_that_it_has() -> None:
    from sim.rules.compiled import LAST, cache_folder

    assert invoke("compare", SCENARIO, "--years", "1").exit_code == 0
    assert list(cache_folder().rglob(LAST))


def test_one_is_no_plural() -> None:
    result = invoke("check", one_strategy())
    assert "1 product, 1 strategy." in result.stdout
    alone = invoke("run", SCENARIO, "--strategy", "waiting", "--people", "1", "--years", "1")
    assert "1 person, 12 months, waiting" in alone.stderr


def test_a_rate_that_may_want_a_percent_sign_is_noted() -> None:
    words = ("--set", "discount_rate=0.5")
    note = "discount_rate: 0.5 is read as 50%; write 0.5% if you mean that."
    assert note in invoke("check", SCENARIO, *words).stdout
    assert note in json.loads(invoke("check", SCENARIO, *words, "--json").stdout)["notes"][0]
    assert note in invoke("compare", SCENARIO, *words).stderr
    assert invoke("compare", SCENARIO, *words, "--quiet").stderr == ""


def test_reproduce_compares_every_table_and_what_the_manifest_says() -> None:
    invoke("compare", SCENARIO, "--out", "here")
    result = invoke("reproduce", "here")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("the same") == 16
    assert json.loads(invoke("reproduce", "here", "--json").stdout)["same"] is True


def test_a_damaged_run_is_not_reproduced() -> None:
    invoke("compare", SCENARIO, "--out", "here")
    Path("here/ledger.parquet").write_bytes(b"no")
    result = invoke("reproduce", "here")
    assert result.exit_code == 3
    assert "ledger.parquet is damaged" in result.stderr


def test_schema_prints_json_schema() -> None:
    assert json.loads(invoke("schema").stdout)["title"] == "Scenario"
    assert json.loads(invoke("schema", "--targets").stdout)["title"] == "Targets"


def test_version_is_said() -> None:
    assert invoke("--version").stdout.strip() == f"sim {sim.__version__}"


def test_an_unexpected_failure_is_one_line_and_a_way_to_see_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the clock stopped\nand more")

    monkeypatch.setattr("sim.experiments.trial.live", fail)
    result = invoke("compare", SCENARIO)
    assert result.exit_code == 3
    assert "The run failed: RuntimeError: the clock stopped\n" in result.stderr
    assert "SIM_DEBUG=1" in result.stderr
    assert "Traceback" not in result.output
    monkeypatch.setenv("SIM_DEBUG", "1")
    assert "Traceback" in invoke("compare", SCENARIO).stderr
    assert runs() == []


def test_the_engines_on_offer_are_those_of_the_world() -> None:
    assert tuple(engine.value for engine in Engine) == ENGINES


def test_progress_off_a_terminal_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 5.0, 16.0, 17.0])
    tick = sparse(lambda: next(seconds))
    for done in (1_000, 2_000, 3_000):
        tick("customer_centric", done, 9_000)
    told = "customer centric: 2,000 of 9,000 person-months lived\n"
    assert capsys.readouterr().err == told
