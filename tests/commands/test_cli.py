"""The command line keeps its contract: JSON Lines on standard output, Chinese on standard error, exit codes."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from openpyxl import Workbook

from audit import console
from audit.__main__ import main
from tests import build
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT, SHARED

SEED = SHARED / "seed" / "000_1061ddceb37fb10e.txt"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(truth.make(3)), encoding="utf-8")
    return path


def unfolded(text):
    """What ``check`` prints with each line whole again that was too long for the terminal."""
    return re.sub(r"\n {10,}", "", text)


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_extract_prints_one_object_a_report(report, capsys):
    assert main(["extract", str(report), "--json"]) == 0
    (found,) = lines(capsys)
    assert found["source"] == str(report)
    assert found["status"] == "read"
    assert len(found["cells"]) == 200
    assert found["cells"]["applications.received.natural"]["place"]["line"] > 0
    assert set(found) >= {"sha256", "format", "agency", "year", "edition", "period", "sections", "claims", "unplaced"}


def test_check_prints_one_object_an_outcome(report, capsys):
    assert main(["check", str(report), "--json"]) == 0
    outcomes = lines(capsys)
    assert {outcome["verdict"] for outcome in outcomes} <= {"pass", "fail", "undecided"}
    assert {"source", "rule", "title", "severity", "confidence", "cells", "expected", "actual", "difference"} <= set(
        outcomes[0]
    )
    assert len({outcome["key"] for outcome in outcomes}) == len(outcomes)


@pytest.mark.usefixtures("report")
def test_unreadable_input_is_named_and_does_not_cost_the_others(tmp_path, capsys):
    (tmp_path / "空.docx").write_bytes(b"")
    assert main(["extract", str(tmp_path), str(tmp_path / "没有.txt"), "--json"]) == 1
    captured = capsys.readouterr()
    statuses = [json.loads(line)["status"] for line in captured.out.splitlines()]
    assert sorted(statuses) == ["read", "unreadable", "unreadable"]
    assert "空.docx" in captured.err
    assert "没有.txt" in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("command", [["extract"], ["check"], ["audit", "--out", "结果"]])
def test_a_folder_without_any_report_is_told(command, tmp_path, monkeypatch, capsys):
    """Whoever mistakes the folder must not take an empty result for one without faults."""
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main([*command, "空"]) == 1
    captured = capsys.readouterr()
    assert "没有找到可以读取的报告文件" in captured.err
    assert "收到" not in captured.err
    assert captured.out == ""
    assert not (tmp_path / "结果").exists()


def test_an_unreadable_earlier_report_is_named_and_counts(report, tmp_path, capsys):
    assert main(["check", str(report), "--previous", str(tmp_path / "没有.txt"), "--json"]) == 1
    assert "没有.txt" in capsys.readouterr().err


def test_a_cell_that_is_no_number_is_not_told_as_blank():
    text = console.summary(build.report({"applications.received.natural": "12①", "applications.received.total": "12"}))
    assert "表三“一、本年新收政府信息公开申请数量”“自然人”：“12①”（不是数字，未取值）" in text
    assert "“总计”：12" in text


def test_findings_change_the_exit_code_only_when_asked(report, capsys):
    text = report.read_text(encoding="utf-8")
    report.write_text(re.sub(r"^三、(?!本年度)", "3、", text, flags=re.MULTILINE), encoding="utf-8")
    assert main(["check", str(report)]) == 0
    assert main(["check", str(report), "--fail-on", "error"]) == 0
    assert main(["check", str(report), "--fail-on", "warning"]) == 1
    capsys.readouterr()


def test_whoever_interrupts_is_told_what_is_kept(report, monkeypatch, capsys):
    def interrupted(_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("audit.commands.check.run", interrupted)
    assert main(["check", str(report)]) == 3
    assert capsys.readouterr().err == "已中断。已写完的结果保留，再次运行同一命令会接着做。\n"


@pytest.mark.parametrize("wrong", [[], ["extract"], ["nonsense"], ["fee"], ["fee", "--items", "x"], ["rules", "Z999"]])
def test_wrong_usage_ends_with_2_and_a_chinese_message(wrong, capsys):
    try:
        code = main(wrong)
    except SystemExit as end:
        code = end.code
    captured = capsys.readouterr()
    assert code == 2
    assert any("\u4e00" <= char <= "\u9fff" for char in captured.err)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            ["chek", "x"],
            "命令不能是“chek”，可以是extract、check、audit、desk、rules、new-rule、fee、doctor、decisions、cache、lab",
        ),
        (["fee", "--items", "1", "--pages", "2"], "--pages与--items只能给出一个"),
        (["fee", "--items", "x"], "--items应为整数，不能是“x”"),
        (["fee"], "缺少参数，以下须给出一个：--items、--pages"),
        (["audit"], "缺少路径"),
        (["check", "x", "--asof"], "--asof后面应有一个值"),
        (["check", "x", "--foo"], "不认识的参数“--foo”"),
        (["check", "x", "--fail-on", "e"], "--fail-on不能是“e”，可以是error、warning"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(wrong, said, capsys):
    with pytest.raises(SystemExit):
        main(wrong)
    told = capsys.readouterr().err
    assert f"用法不正确：{said}。" in told
    assert "usage" not in told


@pytest.mark.parametrize(
    ("wrong", "whose"),
    [
        (["--foo"], "gkaudit"),
        (["-x"], "gkaudit"),
        (["extract", "--foo"], "gkaudit extract"),
        (["extract", "x", "--foo"], "gkaudit extract"),
        (["fee", "--items", "1", "--foo=3"], "gkaudit fee"),
    ],
)
def test_an_unknown_argument_is_told_by_the_command_that_it_was_given_to(wrong, whose, capsys):
    with pytest.raises(SystemExit):
        main(wrong)
    assert f"用法不正确：不认识的参数“{wrong[-1]}”。查看帮助：{whose} --help\n" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["extract"], ["check"], ["audit"], ["rules"], ["fee"], ["doctor"], ["lab"]])
def test_help_has_no_english_heads(command, capsys):
    with pytest.raises(SystemExit):
        main([*command, "-h"])
    told = capsys.readouterr().out
    assert told.startswith("用法：gkaudit")
    assert not re.search(r"usage|options|arguments|show this", told)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--roster", "无.csv", "机关名录“无.csv”不能使用：无法打开（找不到该文件）"),
        ("--rubric", "无.toml", "评分办法“无.toml”不能使用"),
        ("--asof", "2025年2月", "应写作2025-01-31"),
    ],
)
def test_a_faulty_roster_rubric_or_date_is_told_and_nothing_is_checked(report, option, value, said, capsys):
    assert main(["check", str(report), option, value, "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_roster_tells_who_is_missing_and_a_rubric_scores(report, tmp_path, capsys):
    assert main(["extract", str(report), "--json"]) == 0
    (found,) = lines(capsys)
    roster = tmp_path / "名录.csv"
    due, before = f"{found['year'] + 1}-01-31", f"{found['year'] + 1}-01-20"
    roster.write_text(f"机关名称,应报日期\n{found['agency']},\n白石县财政局,{due}\n", encoding="utf-8-sig")
    rubric = ROOT / "data" / "rubric.toml"
    options = ["--roster", str(roster), "--rubric", str(rubric), "--json"]
    assert main(["check", str(report), *options]) == 0
    captured = capsys.readouterr()
    outcomes = [json.loads(line) for line in captured.out.splitlines()]
    (missing,) = [o for o in outcomes if o["rule"] == "F001" and o["verdict"] == "fail"]
    assert missing["source"] == str(roster)
    assert missing["places"][0]["raw"] == f"白石县财政局,{due}"
    assert "白石县财政局" in captured.err
    assert f"{found['agency']}{found['year']}：" in captured.err
    assert main(["check", str(report), *options, "--asof", before]) == 0
    assert "undecided" in [o["verdict"] for o in lines(capsys) if o["rule"] == "F001"]


def test_a_roster_among_the_reports_is_no_report(report, tmp_path, capsys):
    """A workbook of names in the folder is neither read as a report nor does it hide who has not reported."""
    book = Workbook()
    for row in (["机关名称"], ["白石县财政局"]):
        book.active.append(row)
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / report.name).write_bytes(report.read_bytes())
    book.save(tmp_path / "收件" / "名录.xlsx")
    assert main(["check", str(tmp_path / "收件"), "--roster", str(tmp_path / "收件" / "名录.xlsx")]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "没有白石县财政局的" in captured.out


def test_names_and_texts_of_a_file_do_not_steer_the_terminal(tmp_path, capsys):
    path = tmp_path / "坏\x1b[2J\u202e.txt"
    path.write_text("青禾县\x1b[31m水利局2024年政府信息公开工作年度报告\n一、总体情况\n无。\n", encoding="utf-8")
    main(["check", str(path)])
    (tmp_path / "空\x1b[2J.txt").touch()
    main(["extract", str(tmp_path)])
    captured = capsys.readouterr()
    assert not set(captured.out + captured.err) & set("\x1b\u202e")


def said_of(capsys, tmp_path, **cells):
    """What ``check`` prints of a report of zeros save for these cells of table 三."""
    zero = {key: "0" for key in truth.make(3).cells if key.startswith("applications.")}
    printed = {f"applications.{key.replace('__', '.')}": str(value) for key, value in cells.items()}
    made = truth.make(3)
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(replace(made, cells={**made.cells, **zero, **printed})), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    return unfolded(capsys.readouterr().out)


def test_cells_that_are_equally_likely_wrong_are_all_named(capsys, tmp_path):
    # Five: the text of this report states four carried forward, which would decide between the cells.
    said = said_of(capsys, tmp_path, received__natural=5, received__total=5)
    assert "改正：以下改法之一：" in said
    assert "“一、本年新收政府信息公开申请数量”“自然人”，改为0" in said
    assert "“四、结转下年度继续办理”“自然人”，改为5" in said


def test_a_cell_that_is_surely_wrong_is_named_alone(capsys, tmp_path):
    said = said_of(
        capsys, tmp_path, received__natural=4, received__total=5, concluded__natural=4, concluded__total=4,
        granted__natural=4, granted__total=4,
    )  # fmt: skip
    assert "改正：表三“一、本年新收政府信息公开申请数量”“总计”，应为4" in said
    assert "其中一格" not in said
    assert re.search(r"\[(问题\d+)†　错误\] .*随\1改正即相符，本处不必另改", said, re.DOTALL)


def test_the_catalogue_and_a_rule(capsys):
    assert main(["rules"]) == 0
    out = capsys.readouterr().out
    assert "A301" in out
    assert all(line.count("（") == line.count("）") for line in out.splitlines())
    assert main(["rules", "a301"]) == 0
    assert "勾稽关系" in capsys.readouterr().out


def test_the_fee_step_by_step(capsys):
    assert main(["fee", "--items", "31"]) == 0
    assert "应收信息处理费：2200元" in capsys.readouterr().out


def test_it_runs_as_a_module(report):
    command = [sys.executable, "-m", "audit", "extract", str(report), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout.decode("utf-8"))["status"] == "read"


@pytest.mark.shared("seed/000_1061ddceb37fb10e.txt")
class TestSeed:
    """The real report the project began with."""

    def test_everything_is_read(self, capsys):
        assert main(["extract", str(SEED), "--json"]) == 0
        (found,) = lines(capsys)
        assert (found["agency"], found["year"], found["edition"]) == ("长春市生态环境局南关区分局", 2024, "2021")
        assert found["period"] == ["2024-01-01", "2024-12-31"]
        assert [section["number"] for section in found["sections"]] == [1, 2, 3, 4, 5, 6]
        values = {key: cell["value"] for key, cell in found["cells"].items()}
        assert len(values) == 200
        filled = {key: value for key, value in values.items() if value}
        assert filled == {"disclosure.licensing.decisions": 7, "disclosure.penalties.decisions": 12}
        assert found["cells"]["disclosure.penalties.decisions"]["place"]["line"] == 46
        assert found["unplaced"] == []

    def test_its_faults_are_found_and_nothing_else_is_an_error(self, capsys):
        assert main(["check", str(SEED), "--json"]) == 0
        outcomes = lines(capsys)
        failed = [outcome for outcome in outcomes if outcome["verdict"] == "fail"]
        raws = "\n".join(place["raw"] for outcome in failed for place in outcome["places"])
        for words in (
            "3、 收到和处理",
            "4、 政府信息公开",
            "（1）",
            "0431-8665477",
            "清理工作，",
            "2024长春市",
            "_GoBack",
            "信息公开处理费",
        ):
            assert words in raws
        messages = "\n".join(outcome["message"] for outcome in failed)
        for words in ("政府信息管理", "（"):
            assert words in messages
        assert [outcome["rule"] for outcome in failed if outcome["severity"] == "error"] == []
        assert all(outcome["verdict"] == "pass" for outcome in outcomes if outcome["rule"][0] == "A")
        passed = {outcome["rule"]: outcome["message"] for outcome in outcomes if outcome["verdict"] == "pass"}
        assert {"C201", "C004", "M106"} <= set(passed)
