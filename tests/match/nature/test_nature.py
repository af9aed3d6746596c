"""Files that are not one annual report are said to be so, once; reports with stray words of a template stay reports."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from tests.build import PARTS
from tests.generate.formats import docx, flat, html
from tests.generate.report.truth import make
from tests.roots import SHARED

NOTICE = """青禾县人民政府办公室
关于做好2024年政府信息公开工作年度报告编制发布工作的通知
各乡镇人民政府、街道办事处，县政府各部门：
根据《中华人民共和国政府信息公开条例》规定，现就做好2024年政府信息公开工作年度报告编制发布工作通知如下。
一、总体情况
各单位要如实填写主动公开、依申请公开、政府信息管理、平台建设、监督保障等情况，字数不超过1000字。
二、主动公开政府信息情况
应当按照格式逐项填报，不得漏项。
三、收到和处理政府信息公开申请情况
请按列核对勾稽关系。
四、政府信息公开行政复议、行政诉讼情况
请如实填报。
五、存在的主要问题及改进情况
应当说明存在的主要问题和改进措施。
六、其他需要报告的事项
请于2025年1月20日前将报告电子版报送县政府办公室，逾期将予通报。
"""
TEMPLATE = """××县××局2024年政府信息公开工作年度报告
（模板）
本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自2024年1月1日起至2024年12月31日止。（单位名称）联系电话：XXXX-XXXXXXX。
一、总体情况
（一）主动公开。2024年，××局主动公开政府信息XX条。
（二）依申请公开。收到申请XX件，办结XX件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
（此处填写存在的主要问题及改进情况）
六、其他需要报告的事项
收取信息处理费XX元。
"""
GUIDE = """青禾县水利局政府信息公开指南
为便于公民、法人和其他组织获取政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。
一、主动公开
（一）公开内容
机构职能、办事程序、规范性文件等。
二、依申请公开
提交申请应当填写《政府信息公开申请表》。
"""
PLAN = """青禾县2025年政务公开工作要点
一、总体要求
坚持公开为常态、不公开为例外。
二、主动公开政府信息
加强重点领域信息公开。
三、依申请公开
规范办理程序。
"""
INSTRUCTIONS = """政府信息公开工作年度报告填报说明
一、总体情况
本部分应包括主动公开、依申请公开等五个方面，须如实填写。
二、主动公开政府信息情况
本表由各单位按照格式填写，本栏填写本年度制发的件数。
三、收到和处理政府信息公开申请情况
本表应逐列填写，第一项加第二项之和应等于第三项加第四项之和。
"""
COMPARISON = """青禾县水利局2023年与2024年政府信息公开工作年度报告数据对比
一、总体情况
两年数据比较如下，供内部参考。
"""


def read(tmp_path: Path, data: str | bytes, name: str = "文件.txt") -> audit.Report:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return audit.read(path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NOTICE, "通知"),
        (TEMPLATE, "模板"),
        (GUIDE, "指南"),
        (PLAN, "要点"),
        (INSTRUCTIONS, "填报说明"),
        (COMPARISON, "对比"),
        (NOTICE + TEMPLATE, "通知"),
    ],
)
def test_another_document_is_refused_as_what_it_is(tmp_path: Path, text: str, kind: str) -> None:
    report = read(tmp_path, text)
    assert report.status == "unreadable"
    assert kind in (report.error or "")
    assert "不据此判断任何机关" in (report.error or "")
    assert audit.check(report) == []
    assert (report.agency, report.year) == (None, None)


def blank(data: bytes) -> bytes:
    """A report of which nothing but the form's own words is left."""
    import io
    import zipfile

    from lxml import etree

    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                for cell in root.iter("{*}tc"):
                    text = "".join(t.text or "" for t in cell.iter("{*}t"))
                    if text.strip().replace("-", "").replace(".", "").isdigit():
                        for t in cell.iter("{*}t"):
                            t.text = ""
                for paragraph in list(root.iter("{*}p")):
                    inside = next(paragraph.iterancestors("{*}tc"), None) is not None
                    text = "".join(t.text or "" for t in paragraph.iter("{*}t"))
                    if not inside and text.strip() and not text.strip().startswith(tuple("一二三四五六")):
                        paragraph.getparent().remove(paragraph)
                content = etree.tostring(root)
            target.writestr(name, content)
    return out.getvalue()


def test_a_wholly_blank_form_is_said_to_be_blank(tmp_path: Path) -> None:
    report = read(tmp_path, blank(docx.write(make(5, size="small"))), "报告.docx")
    assert report.status == "unreadable"
    assert "空白格式" in (report.error or "")


@pytest.mark.parametrize("other", [{"year": 2023}, {}])
def test_two_reports_in_one_file_are_named(tmp_path: Path, other: dict[str, int]) -> None:
    first = make(5, year=2024)
    second = make(5, year=2023, agency=first.body) if other else make(11, year=2024)
    report = read(tmp_path, flat.write(first) + "\n" + flat.write(second))
    assert report.status == "unreadable"
    assert "2份年度报告" in (report.error or "")
    assert first.agency in (report.error or "")


@pytest.mark.parametrize(("count", "ends"), [(4, "工作年度报告”），"), (5, "工作年度报告”等），")])
def test_of_many_reports_in_one_file_four_are_named(tmp_path: Path, count: int, ends: str) -> None:
    organs = [f"青禾县{name}局" for name in ("水利", "教育", "财政", "交通运输", "农业农村")[:count]]
    first = make(5, year=2024)
    text = "\n".join(flat.write(first).replace(first.agency, organ) for organ in organs)
    error = read(tmp_path, text).error or ""
    assert f"文件中有{count}份年度报告（“" in error
    assert [organ in error for organ in organs] == [True, True, True, True, False][:count]
    assert ends in error


def test_one_report_printed_twice_is_one_report(tmp_path: Path) -> None:
    text = flat.write(make(5))
    assert read(tmp_path, text + "\n" + text).status != "unreadable"


def test_two_reports_side_by_side_are_said_to_be_so(tmp_path: Path) -> None:
    def column(year: int) -> str:
        return docx.cell(
            content="".join(docx.paragraph(f"{part}") + docx.paragraph(f"{year}年情况。") for part in PARTS)
        )

    body = docx.paragraph("青禾县水利局政府信息公开工作年度报告") + docx.table(docx.row(column(2023), column(2024)))
    report = read(tmp_path, docx.package(body), "报告.docx")
    assert report.status == "unreadable"
    assert "并列" in (report.error or "")


@pytest.mark.parametrize(
    "stray", ["（单位名称）", "XX县", "请填写本表", "各单位应按照格式填报", "某某局", "（此处填写）"]
)
def test_a_report_with_stray_words_of_a_template_is_a_report(tmp_path: Path, stray: str) -> None:
    text = flat.write(make(7))
    place = text.index("\n六、")
    assert read(tmp_path, text[:place] + f"{stray}。\n" * 4 + text[place:]).status == "read"


def test_a_report_of_zeros_is_a_report(tmp_path: Path) -> None:
    truth = make(9)
    zeros = type(truth)(
        **{**{f: getattr(truth, f) for f in truth.__dataclass_fields__}, "cells": dict.fromkeys(truth.cells, "0")}
    )
    assert read(tmp_path, docx.write(zeros), "报告.docx").status == "read"


def test_a_report_below_the_navigation_of_a_portal_is_a_report(tmp_path: Path) -> None:
    report = read(tmp_path, html.write(make(9)), "报告.html")
    assert report.status == "read"
    navigation = "政府信息公开指南\n政府信息公开制度\n法定主动公开内容\n政府信息公开年报\n"
    assert read(tmp_path, navigation + flat.write(make(9))).status == "read"


@pytest.mark.shared("real/openings")
def test_real_openings_are_reports() -> None:
    refused = {path.name: audit.read(path).error for path in (SHARED / "real/openings").glob("*.txt")}
    assert not {name: error for name, error in refused.items() if error}


def filed(tmp_path: Path, text: str) -> list[str]:
    """What is said on filing by the absent organ, where ``text`` lies beside another organ's report."""
    present, absent = make(21, year=2024), make(11, year=2024)
    (tmp_path / "甲.txt").write_text(flat.write(present), "utf-8")
    (tmp_path / "乙.txt").write_text(text, "utf-8")
    roster = tmp_path / "名录.csv"
    roster.write_text(f"名称,层级,类型\n{present.agency},县级,部门\n{absent.agency},县级,部门\n", "utf-8")
    review = audit.Review(roster=str(roster)).terms()
    reports = [audit.read(tmp_path / name) for name in ("甲.txt", "乙.txt")]
    found = audit.assess(audit.assemble(reports, review), review).absent
    return [outcome.verdict for outcome in found if outcome.rule == "F001"]


def test_organs_whose_reports_share_a_file_are_not_called_missing(tmp_path: Path) -> None:
    text = flat.write(make(11, year=2024)) + "\n" + flat.write(make(5, year=2024))
    assert filed(tmp_path, text) == ["undecided"]


def test_a_notice_is_nobodys_report(tmp_path: Path) -> None:
    assert filed(tmp_path, NOTICE) == ["fail"]
