"""The documents say what the program does: every command and example in them is executed.

How blocks are marked is said in `tests.docs.documents`.
"""

import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sim
from sim.cli.app import app
from sim.scenario.document import read
from tests.docs.documents import (
    FOREIGN_PATH,
    NAMED_PATH,
    ROOT,
    Block,
    anchors,
    blocks,
    documents,
    links,
    name_of,
)

MARKS = {"", "ci", "not run", "small", "fails", "output", "file", "wrong file", "part"}
SMALL = ("--people", "20", "--years", "10")
DOCUMENTS = pytest.mark.parametrize("document", documents(), ids=name_of)


class Reader:
    """Follows a document from top to bottom, in a folder of its own."""

    def __init__(self) -> None:
        self.said = ""
        self.sound = Path()
        self.names: dict[str, Any] = {"__name__": "document"}

    def follow(self, block: Block) -> None:
        if block.mark in ("ci", "not run"):
            return
        if block.mark in ("file", "wrong file"):
            self._write(block)
        elif block.mark == "part":
            self._put_in(block)
        elif block.mark == "output":
            assert _words(block.text) in _words(self.said), f"{block.text}\nis not in\n{self.said}"
        elif block.language == "bash":
            self.said = "".join(self._run(line, block) for line in _commands(block.text))
        elif block.language == "python":
            exec(compile(block.text, "document", "exec"), self.names)
        else:
            assert block.language not in ("yaml", "yml"), f"this needs a mark:\n{block.text}"

    def _write(self, block: Block) -> None:
        file = Path(block.argument)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
        if block.language == "yaml":
            problems = sim.check(file)
            told = "\n".join(str(problem) for problem in problems)
            assert bool(problems) == (block.mark == "wrong file"), f"{block.argument}: {told}"
            if not problems:
                self.sound = file

    def _put_in(self, block: Block) -> None:
        whole = read(self.sound.read_text(encoding="utf-8"), "whole").data
        merged = _merged(whole, read(block.text, "part").data)
        file = self.sound.with_name("with_part.yaml")
        file.write_text(json.dumps(merged), encoding="utf-8")
        assert sim.check(file) == (), block.text

    def _run(self, command: str, block: Block) -> str:
        words, _, target = command.partition(" > ")
        arguments = shlex.split(words)[1:]
        if block.mark == "small" and arguments[0] in ("compare", "run"):
            arguments += SMALL
        done = CliRunner().invoke(app, arguments)
        assert (done.exit_code != 0) == (block.mark == "fails"), f"{command}\n{done.output}"
        if target:
            Path(target).write_text(done.stdout, encoding="utf-8")
        return str(done.output)


def _commands(text: str) -> list[str]:
    lines = text.replace("\\\n", " ").splitlines()
    commands = [line for line in lines if line.strip() and not line.startswith("#")]
    strange = [command for command in commands if not command.startswith("sim ")]
    assert not strange, f"only commands of sim are executed; mark these `not run`: {strange}"
    return commands


def _words(text: str) -> str:
    return " ".join(text.split())


def _merged(whole: Any, part: Any) -> Any:
    """Maps are merged word by word; anything else is replaced."""
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return part
    return {
        **whole,
        **{
            word: _merged(whole[word], part[word]) if word in whole else part[word] for word in part
        },
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the shipped scenarios, in which a document's commands run."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@DOCUMENTS
def test_every_command_and_example_of_a_document_works(document: Path, folder: Path) -> None:
    reader = Reader()
    for block in blocks(document):
        assert block.mark in MARKS, f"unknown mark {block.mark!r}"
        reader.follow(block)


@DOCUMENTS
def test_every_link_of_a_document_leads_somewhere_in_the_project(document: Path) -> None:
    for link in links(document):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = Path(os.path.normpath(document.parent / path)) if path else document
        assert target.is_relative_to(ROOT), f"{link} leads out of the project"
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{target.name} has no heading for {link}"


@DOCUMENTS
def test_every_path_a_document_names_exists_in_the_project(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [path for path in NAMED_PATH.findall(text) if not (ROOT / path).exists()]
    foreign = [found.group() for found in FOREIGN_PATH.finditer(text)]
    assert not missing, f"no such files: {missing}"
    assert not foreign, f"paths outside the project: {foreign}"


def test_the_two_commands_of_the_readme_are_marked_and_each_is_one_line() -> None:
    marked = {block.argument: block for block in blocks(ROOT / "README.md") if block.mark == "ci"}
    assert list(marked) == ["compare", "test"]
    for block in marked.values():
        assert block.language == "bash"
        assert len(block.text.strip().splitlines()) == 1
