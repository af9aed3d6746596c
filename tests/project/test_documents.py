"""What the README, the pages of docs and the changelog say is what the program does, and what they link to is there."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import audit
from audit.__main__ import main
from audit.decisions import RULING_MEANINGS, RULING_NAMES
from audit.rules import catalogue
from tests.roots import ROOT

README, ENGLISH, CHANGELOG = (
    (ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md", "CHANGELOG.md")
)
DOCS = ROOT / "docs"
PAGES = sorted(
    {*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "data").rglob("*.md"), *ROOT.glob("benchmarks/*/*.md")}
)
COMMANDS = ("extract", "check", "audit", "desk", "rules", "new-rule", "fee", "doctor", "decisions", "cache", "lab")
ACTIONS = ("import", "export", "merge", "compare", "sample")
#: The folder in which the examples of the pages are run, and the sample that they show.
SAMPLES, SAMPLE = ROOT / "data" / "samples", "青禾县水利局2024.docx"
both = pytest.mark.parametrize("text", [README, ENGLISH], ids=["README.md", "README.en.md"])
every_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def _page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)


def _prose(text: str) -> str:
    """``text`` without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _options(text: str) -> set[str]:
    """The options of ``gkaudit`` that ``text`` names; those of Python modules and of Dask's commands are not its own."""
    own = re.sub(r"`python -m [^`]*`|^.*\bdask (?:scheduler|worker)\b.*$", "", text, flags=re.MULTILINE)
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", own))


def _links(text: str) -> list[str]:
    """Where the links and pictures of ``text`` lead, without those to other sites."""
    found = re.findall(r"\]\(<?([^)>]+)>?\)", re.sub(r"`[^`\n]*`", "", _prose(text)))
    return [unquote(link) for link in found if not re.match(r"[a-z]+:", link)]


def _anchors(text: str) -> set[str]:
    """The anchors that a page's headings get: small letters, no punctuation, a hyphen for each space."""
    headings = re.findall(r"^#{1,6} (.+?)\s*$", _prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def offered() -> set[str]:
    """All options of all commands, as their help lists them."""
    helps = io.StringIO()
    with redirect_stdout(helps):
        for command in [*([one] for one in COMMANDS), *(["decisions", one] for one in ACTIONS)]:
            with pytest.raises(SystemExit):
                main([*command, "--help"])
    return _options(helps.getvalue()) - {"--help"}


def _printed(*arguments: str, cwd: Path = ROOT) -> str:
    command = [sys.executable, "-m", "audit", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=True).stdout


@both
def test_the_readme_is_read_in_one_go(text: str) -> None:
    assert len(text.splitlines()) <= 150


def test_the_page_of_commands_describes_every_command_and_every_option(offered: set[str]) -> None:
    text = _page("命令")
    assert set(re.findall(r"gkaudit ([a-z-]+)", text)) == set(COMMANDS)
    assert _options(text) == offered


@every_page
def test_no_command_option_or_place_is_named_that_there_is_not(page: Path, offered: set[str]) -> None:
    text = page.read_text("utf-8")
    assert set(re.findall(r"gkaudit ([a-z-]+)", text)) <= set(COMMANDS)
    if page.parent in (ROOT, DOCS) and page.name not in ("CHANGELOG.md", "CONTRIBUTING.md"):
        assert _options(text) <= offered
    if page.name != "CHANGELOG.md":  # what it tells of earlier versions may be gone
        assert [place for place in _places(text) if not (ROOT / place).exists()] == []
        assert [name for name in _modules(text) if not _is_module(name)] == []


def _places(text: str) -> Iterator[str]:
    """The files and folders of the repository that ``text`` names; patterns of names are none."""
    for place in re.findall(r"(?<![\w/.-])(?:audit|notebooks|data|tests|benchmarks)/[^`\s|),，）]*", text):
        if not re.search(r"[<>*…]", place):
            yield place


def _modules(text: str) -> list[str]:
    return re.findall(r"python -m ((?:tests|benchmarks)[\w.]*\w)", text)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in _links(page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target.read_text("utf-8"))):
            dead.append(link)
    assert dead == []


def test_a_link_to_nothing_is_seen() -> None:
    text = "[a](b.md) ![c](<d e.png>) `[f](g)` [h](https://i) [j](#k)\n```\n[l](m)\n```\n"
    assert _links(text) == ["b.md", "d e.png", "#k"]
    assert _anchors("# 结果 怎样\n\n## Where what stands: `a`, b\n") == {"结果-怎样", "where-what-stands-a-b"}


def test_every_page_of_the_docs_is_listed_by_their_index() -> None:
    index = DOCS / "README.md"
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in _links(index.read_text("utf-8"))}
    assert [page for page in DOCS.glob("*.md") if page != index and page.resolve() not in listed] == []


@both
def test_the_readme_leads_to_every_page_for_inspectors_and_assessors(text: str) -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    for_developers = index.index("## 开发者")
    pages = {(DOCS / link).resolve() for link in _links(index[:for_developers])}
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in _links(text)}
    own = {(ROOT / name).resolve() for name in ("README.md", "CHANGELOG.md", "data/samples/README.md")}
    assert pages - linked - own == {(DOCS / "怎样增加一条规则.md").resolve()}


def test_the_example_of_a_rule_is_the_rule() -> None:
    text = _page("怎样增加一条规则")
    rule = (ROOT / "audit/rules/wording/marks/w005_document_brackets.py").read_text("utf-8")
    assert rule in _blocks(text, "python")
    cases = (ROOT / "tests/rules/w005.toml").read_text("utf-8")
    (shown,) = _blocks(text, "toml")
    assert all(part.strip() in cases for part in shown.split("\n\n"))


def test_both_languages_tell_the_same_in_the_same_order() -> None:
    for mark in (r"^#{1,3} ", r"^\| ", r"^\d\. ", r"^- ", r"^ *```\w", r"\*\*"):
        assert len(re.findall(mark, README, re.MULTILINE)) == len(re.findall(mark, ENGLISH, re.MULTILINE)), mark
    assert _blocks(README, "powershell") == _blocks(ENGLISH, "powershell")
    assert list(map(_options, _blocks(README, "bash"))) == list(map(_options, _blocks(ENGLISH, "bash")))
    assert _links(README)[1:] == _links(ENGLISH)[1:]
    numbers = re.compile(r"\d[\d.]*\d")
    assert numbers.findall(_prose(README)) == numbers.findall(_prose(ENGLISH))


def test_every_measurement_is_listed_for_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    run_by_hand = {
        path.parent.name if path.stem == "__main__" else path.stem
        for path in (ROOT / "benchmarks").rglob("*.py")
        if path.stem == "__main__" or '__name__ == "__main__"' in path.read_text("utf-8")
    }
    assert listed == run_by_hand


def test_every_target_of_make_is_told_to_contributors_or_to_users() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8") + _page("安装与运行")
    assert set(targets[1].split()) == set(re.findall(r"`make (\w+)", told))


def test_the_changelog_counts_no_more_rules_than_there_are() -> None:
    numbers = re.findall(r"共(\d+)条", CHANGELOG)
    assert numbers
    assert max(map(int, numbers)) <= len(catalogue())


def test_the_example_of_the_terminal_is_what_it_prints() -> None:
    (shown,) = _blocks(_page("怎样读核查结果"), "text")
    assert shown in _printed("check", f"data/samples/{SAMPLE}")


def test_the_score_that_is_worked_out_is_what_the_rubric_gives() -> None:
    page = _page("评分办法")
    (command,) = re.findall(r"`gkaudit (check .+?)`", page)
    rows = re.findall(r"^\|.+\|.+\| ([\d.]+)分.*\|$", page, re.MULTILINE)
    total = 100 - sum(map(float, rows))
    assert len(rows) == 4
    assert f"＝{total}分，等次为优秀" in page
    assert f"：{total:.2f}　优秀" in _printed(*command.split())


@pytest.mark.parametrize("command", ["extract", "check"])
def test_the_example_of_json_is_what_it_prints(command: str) -> None:
    shown = [json.loads(block) for block in _blocks(_page("命令"), "json")]
    kind = {"extract": "report", "check": "outcome"}[command]
    (example,) = (each for each in shown if each["schema"].split("/")[1] == kind)
    printed = [json.loads(line) for line in _printed(command, SAMPLE, "--json", cwd=SAMPLES).splitlines()]
    assert any(_agrees(example, each) for each in printed)


def _agrees(shown: Any, printed: Any) -> bool:
    """Whether ``printed`` holds all that is ``shown``; “…” stands for what is left out of a text."""
    if isinstance(shown, dict):
        return isinstance(printed, dict) and all(k in printed and _agrees(v, printed[k]) for k, v in shown.items())
    if isinstance(shown, list):
        return all(any(_agrees(part, each) for each in printed) for part in shown)
    if isinstance(shown, str) and "…" in shown:
        return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), printed) is not None
    return bool(shown == printed)


def test_the_example_of_a_profile_is_one(tmp_path: Path) -> None:
    (shown,) = _blocks(_page("核查方案"), "toml")
    path = tmp_path / "本县.toml"
    path.write_text(shown, "utf-8")
    (profile,) = audit.load_profiles(str(path))
    assert profile.name == "本县"
    assert profile.is_off("W008")
    assert profile.words == {"帐号": "账号"}


def test_windows_gets_the_same_two_commands() -> None:
    for unix, windows in zip(_blocks(README, "bash"), _blocks(README, "powershell"), strict=False):
        plain = (
            unix.replace("python3 -m venv", "py -3 -m venv")
            .replace("/", "\\")
            .replace("bin\\python ", "Scripts\\python.exe ")
        )
        steps = [step.strip() for step in plain.split("&&")]
        rest = [step.strip().removeprefix("if ($?) {").removesuffix("}").strip() for step in windows.split(";")]
        assert [step.replace("/", "\\") for step in rest] == steps


@pytest.mark.parametrize("name", ["README.md", "docs/怎样读核查结果.md", "docs/台账与认定.md"])
def test_what_a_decision_records_is_told_in_the_same_words_everywhere(name: str) -> None:
    told = (ROOT / name).read_text("utf-8")
    for ruling, words in RULING_MEANINGS.items():
        assert RULING_NAMES[ruling] in told
        assert words in told
