"""Nothing read is nobody accused: a mistyped path, an empty folder and unreadable files put no organ on a list."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import pipeline, sources
from audit.__main__ import main
from audit.errors import RenderError
from audit.pipeline import Review
from audit.present import workbooks
from audit.render import audit_batch
from audit.render.processes import Workers
from audit.score import shipped
from tests.generate.formats import flat
from tests.generate.report import truth

YEAR = truth.make(3).year
NOTICE = (
    "关于召开全县安全生产工作会议的通知\n各镇人民政府，各有关单位：\n为贯彻落实全市安全生产工作会议的部署，研究解决当前的突出问题，"
    "经研究，决定召开全县的安全生产工作会议。现将有关事项通知如下。\n会议时间为三月五日上午九时，地点为县会议中心一楼的报告厅。"
    "请各单位主要负责人和分管负责人准时参加，提前十五分钟入场，按指定的座位就座，会议期间请将手机调至静音状态。\n"
    "请各单位于三月三日下午五时前将参会人员的名单报送县应急管理局办公室，因故不能参加的应当履行请假手续。"
    "会后各单位要及时传达学习会议精神，结合本单位的实际制定落实措施，明确责任人和完成时限，并于月底前将贯彻落实的情况书面报告。\n"
)


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "名录.csv"
    path.write_text(f"机关名称\n{truth.make(3).agency}\n白石县财政局\n白石县教育局\n", "utf-8")
    return path


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "年报"
    folder.mkdir()
    (folder / "报告.txt").write_text(flat.write(truth.make(3)), "utf-8")
    return folder


def options(roster: Path) -> list[str]:
    return ["--roster", str(roster), "--rubric", str(shipped())]


@pytest.mark.parametrize("command", ["audit", "check"])
@pytest.mark.parametrize("what", ["nowhere", "empty", "only the roster", "unreadable", "several"])
def test_where_nothing_is_read_one_sentence_and_no_file(command, what, tmp_path, roster, capsys):
    folder = tmp_path / "收件"
    if what != "nowhere":
        folder.mkdir()
    if what in ("unreadable", "several"):
        (folder / "年报.docx").write_bytes(b"PK\x03\x04nothing")
    if what == "several":
        (folder / "白石县财政局2024.pdf").write_bytes(b"%PDF-1.7 nothing")
    if what == "only the roster":
        roster = roster.rename(folder / "名录.csv")
    out = tmp_path / "结果"
    more = ["--out", str(out), "--workers", "1"] if command == "audit" else ["--json"]
    assert main([command, str(folder), *options(roster), *more]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    said = [line for line in captured.err.splitlines() if "没有核查" in line]
    assert len(said) == 1
    assert "未报送" not in captured.err
    assert "没有报送" not in captured.err
    assert "白石县教育局" not in captured.err
    assert not out.exists()


def test_an_earlier_result_stays_as_it_is_where_nothing_is_read(roster, tmp_path):
    out = tmp_path / "结果"
    out.mkdir()
    (out / "index.html").write_text("上次的总览", "utf-8")
    assert main(["audit", str(tmp_path / "年抱"), *options(roster), "--out", str(out)]) == 1
    assert [(path.name, path.read_text("utf-8")) for path in out.iterdir()] == [("index.html", "上次的总览")]


def test_with_one_of_several_paths_mistyped_nobody_is_accused(reports, roster, tmp_path, capsys):
    lost = tmp_path / "白石县财政局2024"
    assert main(["check", str(reports), str(lost), *options(roster)]) == 1
    captured = capsys.readouterr()
    assert f"未能读取：{lost}" in captured.err
    assert "没有白石县" not in captured.out
    assert f"给出的路径“{lost}”下没有读取到文件，其中可能有白石县教育局的" in captured.out
    assert f"给出的路径“{lost}”下没有读取到文件，其中可能有白石县财政局的" in captured.out


def assessed(paths, roster):
    terms = Review(roster=str(roster), rubric=str(shipped())).terms()
    return pipeline.assess(pipeline.assemble(pipeline.read_all(paths, str(roster)), terms), terms)


def test_who_may_be_among_unreadable_files_is_uncertain_and_not_scored(reports, roster):
    (reports / "扫描件001.docx").write_bytes(b"PK\x03\x04nothing")
    found = assessed([reports], roster)
    assert found.missing() == 0
    assert {outcome.verdict for outcome in found.absent if outcome.rule == "F001"} == {"undecided"}
    assert {name: score.total for name, score in found.scores.items() if name.startswith("白石")} == {
        "白石县财政局": None,
        "白石县教育局": None,
    }


def test_an_unreadable_file_whose_name_tells_its_organ_excuses_no_other(reports, roster):
    (reports / f"白石县财政局{YEAR}.docx").write_bytes(b"PK\x03\x04nothing")
    found = assessed([reports], roster)
    failed = {outcome.agency for outcome in found.absent if outcome.rule == "F001" and outcome.verdict == "fail"}
    assert failed == {"白石县教育局"}
    assert {outcome.agency for outcome in found.absent if outcome.rule == "F007"} == {"白石县财政局"}


def test_another_document_among_the_reports_excuses_nobody(reports, roster):
    (reports / "会议通知.txt").write_text(NOTICE, "utf-8")
    notice = audit.read(reports / "会议通知.txt")
    assert (notice.status, notice.absence) == ("unreadable", "other")
    assert assessed([reports], roster).missing() == 2


@pytest.mark.parametrize("text", ["公开" * 300, "盖章页", "附件说明的" * 60 + "本单位信息公开的内容见附图"])
def test_text_that_does_not_tell_its_subject_may_be_a_report(text, reports, roster):
    (reports / "扫描.txt").write_text(text, "utf-8")
    assert audit.read(reports / "扫描.txt").status == "unreadable"
    assert assessed([reports], roster).missing() == 0


def test_pages_and_ledger_of_a_run_with_unreadable_files_accuse_nobody(reports, roster, tmp_path, monkeypatch):
    """A file that our own fault kept back is a file that came in; what is known of the others stays."""
    (reports / f"白石县财政局{YEAR}.txt").write_text(flat.write(truth.make(5)), "utf-8")
    (reports / "扫描件001.docx").write_bytes(b"PK\x03\x04nothing")
    run = Workers.run

    def lose(pool, work, jobs, label):
        """The file of one organ takes the process with it that reads it."""
        lost = [job for job in jobs if isinstance(job, str) and "财政局" in job]
        yield from ((job, None, RenderError("处理该文件的进程意外终止。")) for job in lost)
        yield from run(pool, work, [job for job in jobs if job not in lost], label)

    monkeypatch.setattr(Workers, "run", lose)
    review = Review(roster=str(roster), rubric=str(shipped()), previous=[str(tmp_path / "年报2022")])
    result = audit_batch([reports], tmp_path / "out", review=review, date="2025-03-01", workers=1, progress=False)
    assert result.missing == 0
    assert result.exit_code == 3
    index = LexborHTMLParser((tmp_path / "out" / "index.html").read_text("utf-8"))
    words = index.body.text()
    assert "应报3家，已报2家，1家未能确定或未到期；" in index.css_first(".verdict").text()
    assert "0家未报另有1家未能确定或未到期" in [figure.text().strip() for figure in index.css("ul.numbers li")]
    assert [caption.text() for caption in index.css("table.calls caption")] == [
        "未能确定是否报送，或应报日期未到的机关（1家）"
    ]
    assert not index.css(".agencies b.bad")
    assert "家机关未报送" not in words
    assert "（以往年度）" in words
    book = openpyxl.load_workbook(tmp_path / "out" / sources.LEDGER)
    head, *rows = book[workbooks.MISSING_SHEET].iter_rows(values_only=True)
    assert [row[head.index("情况")] for row in rows] == ["未能确定或未到期"]
