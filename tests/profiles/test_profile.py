"""Profiles: what users may change, what is refused, and that every output says what was changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import audit
from audit.__main__ import main
from audit.document import Place
from audit.errors import UsageError
from audit.findings import FAMILY_NAMES, SEVERITY_NAMES
from audit.model import Unread
from audit.present import agency, handbook, workbooks
from audit.profiles import Profile, merged, parse, shipped
from audit.rules import Case, catalogue
from tests.build import examined, form, report

RULES = {rule.id for rule in catalogue()}
LOCAL = """
name = "本地"
[rules]
off = ["W008", "a301"]
M101 = "提示"
"""


def profile(text):
    return parse(text.encode(), "方案.toml", RULES)


@pytest.fixture
def local(tmp_path):
    path = tmp_path / "本地.toml"
    path.write_text(LOCAL, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = \n", ["TOML语法错误，第1行"]),
        ("", ["文件顶层缺少name，应为引号中的文字。"]),
        ("name = 3", ["文件顶层的name应为引号中的文字，不能为空。"]),
        ('name = "甲"\nrule = 1', ["文件顶层有不认识的键“rule”，是否为“rules”？可用的键：name、about、", "requires。"]),
        ('name = "甲"\nrules = 1', ["文件顶层的rules应写作[rules]开头的一节，下面逐行写“键 = 值”。"]),
        ('name = "甲"\n[rules]\noff = ["W099"]', ["[rules]的off有不存在的规则“W099”，是否为“W0", "gkaudit rules"]),
        ('name = "甲"\n[rules]\noff = "W008"', ["[rules]的off应为方括号中的若干文字，如["]),
        ('name = "甲"\n[rules]\nX1 = "提示"', ["[rules]有不存在的规则“X1”", "可写off、on或规则编号"]),
        (
            'name = "甲"\n[rules]\nW008 = "关闭"',
            ["[rules]的W008为“关闭”，应为error（错误）、warning（疑点）、info（提示）之一；停用的规则写在off列表中。"],
        ),
        ('name = "甲"\n[rules]\nW008 = true', ["[rules]的W008为“true”，应为error（错误）、"]),
        ('name = "甲"\n[rules]\noff = ["W008"]\nw008 = "info"', ["[rules]中规则W008写了两次"]),
        ('name = "甲"\n[words]\n"转结" = "结转"', ["[words]有不认识的键“转结”", "可用的键：wrong、except"]),
        ('name = "甲"\n[words.wrong]\n"转结" = ""', ["[words.wrong]的转结应为引号中的文字，不能为空"]),
        ('name = "甲"\n[words.wrong]\n"" = "结转"', ["[words.wrong]中错误的写法不能为空"]),
        ('name = "甲"\n[requires]\nname = "乙"', ["文件顶层的requires应写成[[requires]]（两层方括号）开头的段落"]),
        ('name = "甲"\n[[requires]]\nname = "乙"', ["第1项内容要求“乙”缺少any_of，应为方括号中的若干文字"]),
        ('name = "甲"\n[[requires]]\nname = "乙"\nany_of = ["乙"]', ["第1项内容要求“乙”缺少basis"]),
        ('name = "甲"\n[[requires]]\nname = "乙"\nsections = [7]', ["第1项内容要求“乙”的sections", "1至6"]),
        ('name = "甲"\n[[requires]]\nname = "乙"\nsections = [true]', ["第1项内容要求“乙”的sections"]),
        ('name = "甲"' + '\n[[requires]]\nname = "乙"\nany_of = ["丙"]\nbasis = "丁"' * 2, ["内容要求“乙”写了两次"]),
        ("name = " + "[" * 50_000, ["TOML语法错误", "嵌套过深"]),
        ("name = " + "9" * 5_000, ["TOML语法错误"]),
    ],
)
def test_a_faulty_profile_is_refused_with_file_key_and_what_is_allowed(text, words):
    with pytest.raises(UsageError) as refused:
        profile(text)
    message = str(refused.value)
    assert "方案.toml" in message
    for word in words:
        assert word in message


def test_bytes_that_are_no_utf8_are_refused():
    with pytest.raises(UsageError, match="UTF-8"):
        parse('name = "甲"'.encode("gb18030"), "方案.toml", RULES)


def test_a_file_saved_by_a_windows_editor_is_read():
    assert parse('\ufeffname = "甲"\r\n'.encode(), "方案.toml", RULES).name == "甲"


@pytest.mark.parametrize(
    ("name", "word"), [("没有这个", "生态环境"), ("没有.toml", "核对路径"), ("x\0.toml", "核对路径")]
)
def test_an_unknown_profile_is_refused(name, word):
    with pytest.raises(UsageError, match=word):
        audit.load_profiles(name)


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_profile_is_sound_and_raises_no_error_of_its_own(name):
    """Its name is its file's; it asks for what a named text speaks of, and calls none of it an error."""
    (found,) = audit.load_profiles(name)
    assert found.name == name
    assert found.applies_to
    assert found.requires
    for requirement in found.requires:
        assert requirement.severity != "error"
        assert "条例" in requirement.basis or "〔" in requirement.basis


@pytest.mark.parametrize(
    "everyday",
    [
        "青河县人民政府办公室、青河市政府信息公开工作年度报告",
        "建立健全规章制度，严格保密审批和发布流程",
        "政府信息公开申请受理情况和办理结果",
    ],
)
def test_no_word_of_a_shipped_profile_is_found_in_what_every_report_says(everyday):
    for found in audit.load_profiles(shipped()):
        assert not [word for each in found.requires for word in each.any_of if word in everyday]


def test_the_sectors_asked_for_ship():
    assert {"生态环境", "乡镇街道", "县级以上人民政府"} <= set(shipped())


@pytest.mark.parametrize(
    ("name", "agency", "applies"),
    [
        ("生态环境", "长春市生态环境局南关区分局", True),
        ("生态环境", "青河市青河生态环境分局", True),
        ("生态环境", "青河县住房和城乡建设局", False),
        ("生态环境", None, False),
        ("乡镇街道", "青河县柳林镇人民政府", True),
        ("乡镇街道", "青河区文昌街道办事处", True),
        ("乡镇街道", "青河县城乡建设局", False),
        ("乡镇街道", "青河县人民政府", False),
        ("县级以上人民政府", "青河县人民政府", True),
        ("县级以上人民政府", "青河县人民政府办公室", False),
        ("县级以上人民政府", "青河县柳林镇人民政府", False),
    ],
)
def test_a_sector_profile_counts_for_its_own_agencies_only(name, agency, applies):
    assert audit.load_profiles(name)[0].applies(agency) == applies


def test_the_later_profile_wins():
    first = profile('name = "甲"\n[rules]\noff = ["W008", "W005"]\nM101 = "info"\n[words.wrong]\n"转结" = "结转"')
    second = profile('name = "乙"\n[rules]\non = ["W008"]\nM101 = "error"\n[words.wrong]\n"转结" = "接转"')
    both = merged([first, second], "青河县水务局")
    assert both.name == "甲、乙"
    assert both.is_off("W005")
    assert not both.is_off("W008")
    assert both.severity("M101") == "error"
    assert both.words == {"转结": "接转"}
    assert merged([second, first], None).is_off("W008")


def test_a_rule_switched_off_says_nothing_and_a_regraded_one_says_the_same_otherwise(faulty):
    paper, before = faulty
    after = audit.check(paper, [], [profile(LOCAL)])
    assert [o.rule for o in before if o.rule in ("W008", "A301")]
    kept = [o for o in before if o.rule not in ("W008", "A301")]
    assert [o.key for o in after] == [o.key for o in kept]
    assert {o.severity for o in after if o.rule == "M101"} == {"info"}
    assert [(o.verdict, o.message) for o in after] == [(o.verdict, o.message) for o in kept]


def test_where_pictures_may_hold_the_words_their_absence_is_undecided():
    rule = next(rule for rule in catalogue() if rule.id == "M109")
    case = {
        "agency": "青河县生态环境局",
        "text": "一、总体情况\n全年公开43条。\n五、存在的主要问题及改进情况\n不够及时。\n",
    }
    paper = replace(report(case), unread=(Unread("picture", frozenset({1}), Place(paragraph=2)),))
    state = merged(audit.load_profiles("生态环境"), paper.agency)
    assert {o.verdict for o in rule.check(Case(paper, form(case), rule, (), state))} == {"undecided"}


def test_page_and_ledger_say_which_profile_was_used_and_what_it_changed(faulty, local, tmp_path):
    paper, _ = faulty
    chosen = audit.load_profiles([local, "生态环境"])
    found = audit.check(paper, [], chosen)
    appendix = str(agency.appendix(examined(paper, found, profiles=tuple(chosen)), catalogue()).text)
    assert "本地：停用规则：A301、W008；定为提示：M101" in appendix
    assert "不适用于本机关的方案：生态环境" in appendix
    off, silent = appendix.split("按核查方案停用的规则（2条）")[1].split("不适用的规则")
    assert "A301" in off
    assert "A301" not in silent
    workbooks.write([(paper, found)], tmp_path / "l.xlsx", chosen)
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx")[workbooks.SETTINGS_SHEET]
    words = "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
    assert "停用规则：A301、W008" in words
    assert chosen[0].digest in words


def test_check_tells_the_profile_beside_its_json(small_reports, local, capsys):
    assert main(["check", str(small_reports / "faulty.txt"), "--json", "--profile", local]) == 0
    captured = capsys.readouterr()
    rules = {json.loads(line)["rule"] for line in captured.out.splitlines()}
    assert "W008" not in rules
    assert "停用规则：A301、W008" in captured.err


def test_a_batch_follows_its_profile_and_makes_the_pages_anew_when_it_changes(small_reports, local, tmp_path, capsys):
    call = ["audit", str(small_reports / "clean.txt"), "--out", str(tmp_path / "out"), "--profile", local]
    call += ["--workers", "1"]
    for listed in ("A301、W008", "W008"):
        Path(local).write_text(LOCAL if "A301" in listed else LOCAL.replace(', "a301"', ""), "utf-8")
        assert main(call) == 0
        pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "out").glob("*.html")}
        (agency,) = set(pages) - {"index", "rules"}
        for name in ("index", "rules", agency):
            assert f"停用规则：{listed}；" in pages[name]
        assert 'href="rules.html"' in pages["index"]
    assert "停用规则" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["rules"], ["check", "x.txt"], ["audit", "x.txt", "--out", "o"]])
def test_a_faulty_profile_ends_every_command_with_2(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "坏.toml").write_text('name = "坏"\n[rules]\noff = ["Z123"]', "utf-8")
    assert main([*command, "--profile", "坏.toml"]) == 2
    assert "Z123" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_the_catalogue_shows_what_a_profile_leaves_of_it(local, capsys):
    assert main(["rules", "--profile", local]) == 0
    lines = {line.split("\t")[0]: line.split("\t") for line in capsys.readouterr().out.splitlines()}
    assert lines["W008"][1] == "停用（原为提示）"
    assert lines["M101"][1] == "提示（原为错误／疑点）"
    assert lines["M105"][1] == "错误／疑点"
    assert all(len(line) == 4 for line in lines.values())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("M105", ["级别：错误／疑点", "类别：形式与内容是否齐全", "条件：有统一格式的报告"]),
        ("C901", ["条件：有统一格式的报告（2019年度起），并给出以往年度的报告"]),
        ("W007", ["条件：任何年度的报告"]),
    ],
)
def test_a_rules_documentation_says_levels_family_and_condition(rule, words, capsys):
    assert main(["rules", rule]) == 0
    printed = capsys.readouterr().out
    for word in (*words, "依据：", "核对：", "不判："):
        assert word in printed


def test_every_family_has_a_chinese_name():
    assert {rule.family for rule in catalogue()} <= set(FAMILY_NAMES)


def test_the_handbook_prints_every_rule_with_its_level_and_limits():
    printed = str(handbook.chapters(catalogue()).text)
    for rule in catalogue():
        assert f'id="{rule.id}"' in printed
    assert printed.count("<dt>不判</dt>") == len(catalogue())
    contents = str(handbook.contents(catalogue()).text)
    assert contents.count("<li") == len(catalogue())
    for severity in SEVERITY_NAMES.values():
        assert severity in contents


def test_the_handbook_marks_what_is_off_and_prints_what_is_asked_for(local):
    chosen = audit.load_profiles([local, "生态环境"])
    contents = str(handbook.contents(catalogue(), chosen).text)
    assert contents.count('class="off"') == 2
    assert "其中停用2条" in str(handbook.head(catalogue(), chosen).text)
    assert "“拟审批”" in str(handbook.requirements(chosen).text)
    assert "未使用核查方案" in str(handbook.requirements().text)


def test_an_example_is_a_finding_of_a_real_run(faulty):
    _, outcomes = faulty
    printed = str(handbook.chapters(catalogue(), (), [faulty]).text)
    told = [o.message for o in outcomes if o.rule == "A001" and o.verdict == "fail"]
    assert "<dt>示例</dt>" in printed
    assert any(message in printed for message in told)


def test_markup_in_a_profile_is_shown_and_does_not_act():
    hostile = Profile(name="<script>1</script>", about="<b>", words={"<i>": "<u>"}, correct=("<img>",), digest="0")
    for piece in (handbook.head(catalogue(), [hostile]), handbook.requirements([hostile])):
        for tag in ("<script", "<b>", "<i>", "<img"):
            assert tag not in str(piece.text)
