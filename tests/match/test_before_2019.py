"""Reports of the years before the unified form: text, sections and identity are read; no cell is invented, no rule on tables speaks."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

import audit
from audit.__main__ import main
from tests.generate.formats import docx, flat
from tests.generate.report import truth

FRONT = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第492号）和省、市有关规定，编制{year}年度政府信息公开工作年度报告。"
    "本报告中所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。如对本报告有疑问，请与清河县水务局办公室联系"
    "（地址：清河县滨河路18号，邮编：252600，电话：0635-5100123）。"
)
SIX = (
    ("概述", "{year}年，我局认真贯彻落实条例，完善工作制度，明确专人负责，政府信息公开工作有序推进。"),
    (
        "主动公开政府信息的情况",
        "{year}年，我局主动公开政府信息235条，其中机构职能类12条，政策法规类30条，业务动态类193条。通过县政府网站公开180条，"
        "通过公告栏公开55条。",
    ),
    (
        "依申请公开政府信息的情况",
        "{year}年，我局收到政府信息公开申请9件，均为当面申请。已答复9件，其中同意公开7件，不予公开2件。",
    ),
    ("政府信息公开的收费及减免情况", "{year}年，我局未收取任何费用，也没有减免费用的情况。"),
    (
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "{year}年，我局因政府信息公开被申请行政复议1件，未被提起行政诉讼。",
    ),
    ("存在的主要问题和改进措施", "一是公开内容不够全面，二是更新不够及时。下一步将加强督促检查，健全长效机制。"),
)
EIGHT = (
    *SIX[:3],
    ("政府信息公开咨询情况", "{year}年，我局共接受公民咨询120人次，其中电话咨询85人次，现场咨询35人次。"),
    *SIX[3:5],
    ("政府信息公开工作存在的主要问题及改进情况", "公开的形式还较单一，拟增加便民服务栏目。"),
    ("其他需要报告的事项", "本年度没有其他需要报告的事项。"),
)
STATISTICS = (
    ("指标名称", "计量单位", "{year}年"),
    ("一、主动公开情况", "", ""),
    ("（一）主动公开政府信息数", "条", "235"),
    ("其中：主动公开规范性文件数", "条", "3"),
    ("制发规范性文件总数", "件", "3"),
    ("二、依申请公开情况", "", ""),
    ("（一）收到申请数", "件", "9"),
    ("1.当面申请数", "件", "9"),
    ("（二）申请办结数", "件", "9"),
    ("（三）申请答复数", "件", "9"),
    ("1.属于已主动公开范围数", "件", "0"),
    ("2.同意公开答复数", "件", "7"),
    ("3.同意部分公开答复数", "件", "0"),
    ("4.不同意公开答复数", "件", "2"),
    ("其中：涉及国家秘密", "件", "0"),
    ("涉及商业秘密", "件", "1"),
    ("涉及个人隐私", "件", "1"),
    ("三、行政复议数量", "件", "1"),
    ("（一）维持具体行政行为数", "件", "1"),
    ("四、行政诉讼数量", "件", "0"),
    ("总计", "件", "9"),
)
#: A table of an agency’s own that prints whole labels of the form that came later.
OWN = (
    ("信息内容", "本年公开数量", "历年累计数量"),
    ("规章", "0", "0"),
    ("行政规范性文件", "3", "18"),
    ("行政许可", "12", "40"),
    ("行政处罚", "5", "31"),
    ("行政强制", "1", "2"),
    ("行政事业性收费", "2", "2"),
    ("总计", "23", "93"),
)


@dataclass(frozen=True)
class Old:
    """A report of ``year``: its sections, its own statistics if it has any."""

    year: int
    sections: tuple[tuple[str, str], ...]
    statistics: tuple[tuple[str, ...], ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        """Title, preamble, headings and paragraphs."""
        found = [f"清河县水务局{self.year}年政府信息公开工作年度报告", FRONT]
        for numeral, (title, text) in zip("一二三四五六七八", self.sections, strict=False):
            found += [f"{numeral}、{title}", text]
        return [text.format(year=self.year) for text in found]

    @property
    def rows(self) -> list[list[str]]:
        """The rows of the statistics."""
        return [[cell.format(year=self.year) for cell in row] for row in self.statistics]


REPORTS = {
    "six sections of 2014": Old(2014, SIX),
    "eight sections of 2010": Old(2010, EIGHT),
    "statistics of 2016": Old(2016, SIX, STATISTICS),
    "statistics of 2018": Old(2018, EIGHT, STATISTICS),
    "words of the form in a table of 2013": Old(2013, SIX, OWN),
}


def as_text(old: Old) -> bytes:
    rows = ["".join(f"\t{cell}\n" for cell in row) + "\n" for row in old.rows]
    return ("\n".join(old.paragraphs) + "\n\n" + "".join(rows)).encode()


def as_word(old: Old) -> bytes:
    body = "".join(map(docx.paragraph, old.paragraphs))
    if old.rows:
        body += docx.table(*(docx.row(*map(docx.cell, row)) for row in old.rows))
    return docx.package(body)


def as_page(old: Old) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in old.paragraphs)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in old.rows)
    return f"<html><body>{body}<table border=1>{rows}</table></body></html>".encode()


WRITERS = {"txt": as_text, "docx": as_word, "html": as_page}
CASES = [(name, ending) for name in REPORTS for ending in WRITERS]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}.{case[1]}")
def old(request, tmp_path):
    """A report with its place on disk."""
    name, ending = request.param
    path = tmp_path / f"报告.{ending}"
    path.write_bytes(WRITERS[ending](REPORTS[name]))
    return REPORTS[name], path


def test_sections_agency_and_year_are_read_and_no_cell_is_invented(old):
    made, path = old
    report = audit.read(path)
    assert (report.status, report.edition, dict(report.cells), report.unplaced) == ("partial", None, {}, ())
    assert (report.agency, report.year) == ("清河县水务局", made.year)
    assert report.period is not None
    expected = [1, 2, 3, 4, 5] + [6] * (made.sections is EIGHT)
    assert [section.number for section in report.sections] == expected
    texts = [passage.text for passage in report.passages]
    assert all(text.format(year=made.year) in texts for _, text in made.sections)
    assert f"{made.year}年度早于统一格式" in report.notes[0]
    assert any("统计表，未读取其中数字" in note for note in report.notes) == bool(made.statistics)


def test_no_rule_on_tables_or_sections_speaks_and_nothing_fails(old):
    outcomes = audit.check(audit.read(old[1]))
    assert [(o.rule, o.message) for o in outcomes if o.verdict != "pass"] == []
    assert {o.rule for o in outcomes if o.rule[0] == "A" or o.rule in ("M001", "M002", "M101", "M104", "M107")} == set()


def test_the_figures_of_the_text_are_read_as_claims(old):
    claims = {claim.text: claim.value for claim in audit.read(old[1]).claims}
    assert claims["主动公开政府信息235条"] == 235
    assert claims["收到政府信息公开申请9件"] == 9


def test_what_is_really_wrong_in_the_text_is_still_found(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_bytes(as_text(REPORTS["statistics of 2016"]).replace("条例，完善".encode(), "条例（试行，完善".encode()))
    failed = [outcome for outcome in audit.check(audit.read(path)) if outcome.verdict == "fail"]
    assert [outcome.rule for outcome in failed] == ["W001"]


def test_the_command_line_says_that_the_tables_do_not_apply(tmp_path, capsys):
    path = tmp_path / "报告.docx"
    path.write_bytes(as_word(REPORTS["statistics of 2018"]))
    assert main(["extract", str(path), "--json"]) == 0
    (found,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (found["status"], found["edition"], found["cells"]) == ("partial", None, {})
    assert any("表格项不适用" in note for note in found["notes"])


def test_the_unified_tables_under_a_mistaken_year_are_still_read(tmp_path):
    made = truth.make(5)
    text = flat.write(made).replace(f"{made.year}年", "2018年")
    path = tmp_path / "报告.txt"
    path.write_text(text, "utf-8")
    report = audit.read(path)
    assert (report.year, report.edition, len(report.cells)) == (2018, made.edition, len(made.cells))
