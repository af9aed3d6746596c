"""What README and changelog say is what the program does, in both languages alike."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from audit.rules import catalogue
from tests.roots import ROOT

README, ENGLISH, CHANGELOG = (
    (ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md", "CHANGELOG.md")
)
COMMANDS = ("extract", "check", "audit", "rules", "fee", "doctor", "lab")
both = pytest.mark.parametrize("text", [README, ENGLISH], ids=["README.md", "README.en.md"])


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def _options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


@pytest.fixture(scope="module")
def offered() -> set[str]:
    """All options of all commands, as their help lists them."""
    helps = [
        subprocess.run(
            [sys.executable, "-m", "audit", command, "--help"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for command in COMMANDS
    ]
    return set().union(*map(_options, helps)) - {"--help"}


@both
def test_every_option_is_described_and_none_that_there_is_not(text: str, offered: set[str]) -> None:
    assert offered - _options(text) == set()
    assert _options(text) - offered == set()


@both
def test_the_example_of_a_rule_is_the_rule(text: str) -> None:
    rule = (ROOT / "audit/rules/wording/w005_document_brackets.py").read_text("utf-8")
    assert rule in _blocks(text, "python")
    cases = (ROOT / "tests/rules/w005.toml").read_text("utf-8")
    assert all(part.strip() in cases for part in _blocks(text, "toml")[1].split("\n\n"))


@both
def test_every_command_and_every_place_that_is_named_exists(text: str) -> None:
    assert set(re.findall(r"gkaudit ([a-z]+)", text)) == set(COMMANDS)
    named = re.findall(r"`((?:audit|notebooks|data|tests|benchmarks)/[^`\s]*)`", text)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_both_languages_tell_the_same_in_the_same_order() -> None:
    for mark in (r"^#{1,3} ", r"^\| ", r"^\d\. ", r"^- ", r"^ *```\w"):
        assert len(re.findall(mark, README, re.MULTILINE)) == len(re.findall(mark, ENGLISH, re.MULTILINE)), mark
    assert _blocks(README, "powershell") == _blocks(ENGLISH, "powershell")
    assert _blocks(README, "json") == _blocks(ENGLISH, "json")
    assert list(map(_options, _blocks(README, "bash"))) == list(map(_options, _blocks(ENGLISH, "bash")))


def test_the_changelog_counts_the_rules() -> None:
    (number,) = re.findall(r"共(\d+)条", CHANGELOG)
    assert int(number) == len(catalogue())


@both
def test_the_example_of_the_terminal_is_what_it_prints(text: str) -> None:
    (shown,) = (block for block in _blocks(text, "text") if "依据：" in block)
    command = [sys.executable, "-m", "audit", "check", "data/samples/青禾县水利局2024.docx"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert "".join(line.removeprefix("   ") + "\n" for line in shown.splitlines()) in printed
