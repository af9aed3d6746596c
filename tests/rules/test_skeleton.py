"""``gkaudit new-rule``: the skeleton of a rule fails until it is filled in, and then is a rule like any other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit.__main__ import main
from audit.errors import UsageError
from audit.rules import catalogue
from audit.rules.skeleton import TO_FILL_IN, new_rule
from tests.roots import ROOT

NEW = "W099"
TESTS = ("tests/rules/test_rules.py", "tests/rules/test_catalogue.py")
RULE, CASES = Path("audit/rules/wording/w099.py"), Path("tests/rules/w099.toml")
#: What a newcomer writes into the places of the skeleton, in their order.
WORDS_OF_RULE = (
    "“某某”未替换为机关名称",
    "评估实务按文字差错扣分。",
    "正文中是否写有“某某局”。",
    "表格内的文字不核对。",
    "代替机关名称的词语",
    "某某局",
    "未替换为机关名称",
    "未见“某某局”",
)
CASES_FILLED_IN = """
never.undecided = "在读到的文字中有或没有，均可判定"

[[pass]]
why = "写有机关名称"
text = "一、总体情况\\n县水务局认真做好信息公开工作。"

[[fail]]
why = "没有替换"
text = "一、总体情况\\n某某局认真做好信息公开工作。"
message = "未替换为机关名称"
count = 1
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The folders that rules and cases stand in, otherwise empty but for one rule."""
    for folder in ("audit/rules/wording/marks", "audit/rules/filing", "audit/rules/arithmetic", "tests/rules"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "audit/rules/wording/marks/w001_pairs.py").write_text("")
    return tmp_path


def _run(*arguments: str, where: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, check=False, cwd=where, capture_output=True, encoding="utf-8")


@pytest.mark.slow
def test_a_newcomer_writes_a_rule_in_two_files(tmp_path: Path) -> None:
    """Nothing else has to be changed: the rule is found, described, run, and its tests pass once both are filled in."""
    for folder in ("audit", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    made = _run("audit", "new-rule", NEW, where=tmp_path)
    assert made.returncode == 0, made.stderr
    assert RULE.as_posix() in made.stdout
    assert CASES.as_posix() in made.stdout
    refused = _run("audit", "rules", NEW, where=tmp_path)
    assert refused.returncode == 3
    assert "规则 W099 还没有写完，说明中待填写的有：标题（第一行）、依据、核对、不判" in refused.stderr
    rule = tmp_path / RULE
    _fill_in(rule)
    open_ = _run("pytest", *TESTS, "-q", "-k", NEW, "-p", "no:cacheprovider", where=tmp_path)
    assert open_.returncode == 1
    assert "w099.toml中待填写：第7行" in open_.stdout
    (tmp_path / CASES).write_text(CASES_FILLED_IN, "utf-8")
    passed = _run("pytest", *TESTS, "-q", "-k", NEW, "-p", "no:cacheprovider", where=tmp_path)
    assert passed.returncode == 0, passed.stdout
    assert "W099 “某某”未替换为机关名称" in _run("audit", "rules", NEW, where=tmp_path).stdout


def _fill_in(rule: Path) -> None:
    head, *places = rule.read_text("utf-8").split(TO_FILL_IN)
    assert len(places) == len(WORDS_OF_RULE)
    filled = (words + place.partition("】")[2] for words, place in zip(WORDS_OF_RULE, places, strict=True))
    rule.write_text(head + "".join(filled), "utf-8")


@pytest.mark.parametrize("wanted", ["A302", "C306", "F009", "H003", "M008", "O005", "P003", "w016"])
def test_every_family_has_a_skeleton_that_is_python_and_marks_what_is_open(tree: Path, wanted: str) -> None:
    for family in ("completeness", "consistency", "hierarchy", "originality", "peers"):
        (tree / "audit/rules" / family).mkdir()
    made = new_rule(wanted, tree)
    text = (tree / made.rule).read_text("utf-8")
    compile(text, made.rule.name, "exec")
    assert all(f"{part}：{TO_FILL_IN}" in text for part in ("依据", "核对", "不判"))
    cases = (tree / made.cases).read_text("utf-8")
    assert all(f'[[{verdict}]]\nwhy = "{TO_FILL_IN}' in cases for verdict in ("pass", "fail", "undecided"))
    assert made.rule.stem == made.cases.stem == wanted.lower()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("W001", "规则编号W001已经使用（audit/rules/wording/marks/w001_pairs.py），请另取编号，如W002。"),
        ("X001", "规则编号“X001”不符合要求：应为类别字母加三位数字"),
        ("W01", "不符合要求"),
        ("W701", "第一位数字为报告的部分"),
        ("../W016", "不符合要求"),
    ],
)
def test_an_id_that_is_taken_or_malformed_is_refused_and_nothing_written(tree: Path, wanted: str, told: str) -> None:
    before = sorted(tree.rglob("*"))
    with pytest.raises(UsageError) as refusal:
        new_rule(wanted, tree)
    assert told in str(refusal.value)
    assert sorted(tree.rglob("*")) == before


def test_cases_without_their_rule_keep_the_id(tree: Path) -> None:
    (tree / "tests/rules/w016.toml").write_text("")
    with pytest.raises(UsageError, match=r"已经使用（tests/rules/w016\.toml）"):
        new_rule("W016", tree)


def test_both_files_are_written_or_none(tree: Path) -> None:
    (tree / "audit/rules/filing").rmdir()
    (tree / "audit/rules/filing").write_text("")
    with pytest.raises(UsageError, match="没有写入任何文件"):
        new_rule("F009", tree)
    assert not list((tree / "tests/rules").iterdir())


def test_where_there_is_no_source_tree_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是源代码目录"):
        new_rule("W016", tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_command_refuses_with_2_and_says_why_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    known = catalogue()[0].id
    assert main(["new-rule", known]) == 2
    assert f"规则编号{known}已经使用" in capsys.readouterr().err
