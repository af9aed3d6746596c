"""What outcomes on wording, files, shared text and peers state: the fields as programs get them in ``facts``."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import audit
from tests import build
from tests.generate.formats import html
from tests.generate.report import truth

HEAD = "清河县水务局2024年政府信息公开工作年度报告\n一、总体情况\n"


def of_text(tmp_path: Any, text: str, title: str) -> list[Any]:
    """The outcomes that are no passes of the rule of that title on a report with this text."""
    path = tmp_path / "清河县水务局2024.txt"
    path.write_text(HEAD + text, "utf-8")
    return [o for o in audit.check(audit.read(path)) if o.title == title and o.verdict != "pass"]


def of_reports(case: dict[str, Any], title: str, verdict: str = "fail") -> list[Any]:
    """The outcomes of the rule of that title on a review of several reports."""
    found = audit.assess(build.corpus(case)).every_outcome()
    return [o for o in found if o.title == title and o.verdict == verdict]


@pytest.mark.parametrize(
    ("text", "title", "fields"),
    [
        (
            "上年转结3件，均已办结。\n",
            "错别字或不规范用词",
            {"where": {"kind": "part", "number": 1}, "found": "上年转结", "correction": "结转"},
        ),
        (
            "2023年，我局认真贯彻政府信息公开条例，公开工作平稳有序。\n",
            "本年度的语句写成其他年份",
            {"found": "2023年", "correction": "2024年"},
        ),
        (
            "全年公开信息[bookmark: _Toc1]12条。\n",
            "正文有残留的标记或乱码",
            {"found": "[bookmark: _Toc1]", "what": "书签标记"},
        ),
        (
            "根据2024清河县人民政府要求，我局按时公开各类信息。\n",
            "年份数字之后缺“年”字",
            {"found": "2024", "correction": "2024年", "shown": "2024清河县人…"},
        ),
    ],
)
def test_words_at_fault_come_with_their_place_and_what_should_stand_there(tmp_path, text, title, fields):
    (outcome,) = of_text(tmp_path, text, title)
    facts = outcome.as_json()["facts"]
    assert facts["kind"] == "wrong_words"
    assert {name: facts[name] for name in fields} == fields
    assert (facts["shown"] or facts["found"]) in outcome.message


def test_personal_data_is_told_by_kind_and_masked_in_the_facts(tmp_path):
    number = "11010519491231002X"
    (outcome,) = of_text(tmp_path, f"申请人身份证号码为{number}，申请已答复。\n", "正文含有个人信息")
    where = {"kind": "part", "number": 1}
    masked = {"kind": "personal_data", "where": where, "data": "identity", "shown": "110*************2X"}
    assert outcome.as_json()["facts"] == masked
    assert number[3:-2] not in json.dumps(outcome.as_json())


def test_words_repeated_with_personal_data_are_masked_in_the_facts_as_well(tmp_path):
    sentence = "申请人身份证号码为11010519491231002X，所提出的申请本机关均已按期作出答复并送达。"
    (outcome,) = of_text(tmp_path, f"{sentence}\n全年工作有序。{sentence}\n", "词语重复")
    assert outcome.as_json()["facts"]["found"].startswith("申请人身份证号码为110*************2X")
    assert "19491231" not in json.dumps(outcome.as_json())


def test_a_file_that_was_not_read_is_told_of_the_agency_whose_it_is_by_its_name():
    case = {
        "reports": [
            {"agency": "清河县水务局"},
            {"source": "清河县教育局2024年度报告.pdf", "unreadable": "文件已加密"},
            {"source": "附件.pdf", "unreadable": "文件已加密"},
        ],
        "roster": [{"name": "清河县水务局"}, {"name": "清河县教育局"}],
    }
    found = of_reports(case, "报送的文件无法读取，或大部分内容未能读取", "undecided")
    named = {outcome.agency: outcome.facts.message().partition("”")[0] for outcome in found if outcome.cells == ()}
    del named["清河县水务局"]  # whose report has no parts
    assert named == {
        "清河县教育局": "文件“清河县教育局2024年度报告.pdf",
        None: "文件“附件.pdf",
    }


def test_a_file_and_its_report_are_two_sides_with_their_years_and_names():
    case = {
        "reports": [
            {"agency": "清河县水务局", "source": "清河县水务局2023年度报告.docx"},
            {"agency": "清河县教育局", "source": "清河县财政局2024年度报告.docx"},
        ],
        "roster": [{"name": name} for name in ("清河县水务局", "清河县教育局", "清河县财政局")],
    }
    (year,) = of_reports(case, "文件名的年度与报告年度不一致")
    told, found = (year.as_json()["facts"][side] for side in ("told", "found"))
    assert (told["role"], told["value"], told["source"]) == ("file_name", 2023, "清河县水务局2023年度报告.docx")
    assert (found["role"], found["value"]) == ("text", 2024)
    assert (year.expected, year.actual) == (2023, 2024)
    (organ,) = of_reports(case, "报告的机关名称与文件名或名录不一致")
    assert (organ.facts.told.value, organ.facts.found.value) == ("清河县财政局", "清河县教育局")
    assert {place.role for place in organ.places} == {"file_name"}


def test_days_are_days_in_the_facts_of_late_and_missing_reports():
    case = {
        "reports": [{"agency": "清河县水务局", "published": dt.date(2025, 2, 3)}],
        "roster": [
            {"name": "清河县水务局", "due": dt.date(2025, 1, 31)},
            {"name": "清河县教育局", "due": dt.date(2025, 3, 31)},
        ],
        "asof": dt.date(2025, 2, 28),
    }
    (late,) = of_reports(case, "发布日期晚于名录规定的应报日期")
    assert (late.facts.told.value, late.facts.found.value) == (dt.date(2025, 1, 31), dt.date(2025, 2, 3))
    assert (late.expected, late.actual) == ("2025-01-31", "2025-02-03")
    assert late.message == "发布日期为2025-02-03，晚于应报日期2025-01-31"
    (waiting,) = of_reports(case, "未报送年度报告", "undecided")
    values = waiting.as_json()["facts"]["values"]
    assert (values["agency"], values["year"], values["asof"]) == ("清河县教育局", 2024, "2025-02-28")
    assert values["due"]["values"] == {"due": "2025-03-31"}
    assert [(place.role, place.raw) for place in waiting.places] == [("roster", "清河县教育局")]


COPIED = (
    "全县用水户最关心停水和水价，为此今年我们把群众最常问的供水价格、管网检修和水库放水时间放在网站首页，每周五更新一次，"
    "并在沿河七个村的公示栏张贴纸质版。针对老年人不会上网的情况，水管员上门送去大字版告知单，由村干部签收后存档，年底逐户回访，"
    "逐条答复。本年度围绕农村饮水工程建设主动公开招标、验收、资金拨付等环节信息，邀请取水户代表到泵站察看，现场回答提问。"
)


def test_shared_text_names_the_other_report_and_its_share_is_exact():
    reports = [
        {"agency": agency, "source": f"{agency}.txt", "text": f"一、总体情况\n{COPIED}\n"}
        for agency in ("清河县水务局", "清河县教育局")
    ]
    first, second = of_reports({"reports": reports}, "与其他机关的报告有相同文字")
    data = first.as_json()["facts"]
    other = "清河县教育局" if first.agency == "清河县水务局" else "清河县水务局"
    assert (data["other"]["role"], data["other"]["name"], data["other"]["year"]) == ("other_report", other, 2024)
    assert data["other"]["source"] == f"{other}.txt"
    assert data["passages"] == 1
    assert data["longest"] == data["characters"] > 100
    (section,) = data["sections"]
    assert section["section"] == 1
    assert section["shared"] == section["characters"] > 100
    assert f"最长一段相同{data['longest']}字" in first.message
    assert [place.role for place in first.places[:2]] == [None, "other_report"]
    assert second.facts.other.source == first.source


def test_text_repeated_from_last_year_names_that_report():
    reports = [
        {"agency": "清河县水务局", "source": f"{year}.txt", "year": year, "text": f"一、总体情况\n{COPIED}\n"}
        for year in (2024, 2023)
    ]
    (outcome,) = of_reports({"reports": reports}, "与本机关上年度报告的文字大部分相同")
    earlier = outcome.facts.earlier
    assert (earlier.role, earlier.year, earlier.source) == ("earlier_report", 2023, "2023.txt")
    assert outcome.facts.sections[0].share == 1


def test_tables_that_are_the_same_name_the_other_report():
    cells = {
        "disclosure.licensing.decisions": 42,
        "disclosure.penalties.decisions": 7,
        "applications.received.natural": 12,
        "applications.granted.natural": 9,
        "applications.unavailable.not_held.natural": 3,
    }
    reports = [
        {"agency": agency, "source": source, **cells}
        for agency, source in (("清河县水务局", "a.txt"), ("清河县教育局", "b.txt"))
    ]
    outcome = of_reports({"reports": reports}, "表格数字与其他机关的报告完全相同")[0]
    data = outcome.as_json()["facts"]
    assert (data["tables"], data["figures"], data["agencies"]) == (["二", "三", "四"], 5, 2)
    assert data["other"]["source"] in ("a.txt", "b.txt")
    assert data["other"]["source"] != outcome.source


def test_an_outlying_rate_tells_value_median_bounds_and_peers_exactly():
    granted = {"水利": 16, "教育": 17, "民政": 18, "财政": 17, "审计": 16, "统计": 18, "信访": 17, "应急管理": 3}
    reports = [
        {
            "agency": f"青禾县{name}局",
            "source": f"{name}.txt",
            "applications.granted.total": number,
            "applications.concluded.total": 20,
        }
        for name, number in granted.items()
    ]
    found = of_reports({"reports": reports}, "比率明显偏离同类机关")
    (outcome,) = [o for o in found if o.as_json()["facts"]["metric"] == "disclosure_rate"]
    peers = outcome.as_json()["facts"]["peers"]
    # The median absolute deviation of 3, 16, 16, 17, 17, 17, 18, 18 twentieths from 17 is one twentieth.
    assert (peers["value"], peers["median"], peers["size"], peers["group"]) == ("3/20", "17/20", 8, "县级部门")
    reach = Fraction(7, 2) * Fraction(14826, 10000) / 20
    assert (peers["low"], peers["high"]) == (str(Fraction(17, 20) - reach), str(Fraction(17, 20) + reach))


def test_an_outlying_change_tells_both_years_numbers():
    last = {"水利": 40, "教育": 50, "民政": 60, "财政": 45, "审计": 55, "统计": 50, "信访": 48, "应急管理": 52}
    now = {"水利": 44, "教育": 52, "民政": 63, "财政": 49, "审计": 58, "统计": 50, "信访": 50, "应急管理": 520}
    reports = [
        {
            "agency": f"青禾县{name}局",
            "source": f"{name}{year}.txt",
            "year": year,
            "applications.received.total": number,
        }
        for year, numbers in ((2024, now), (2023, last))
        for name, number in numbers.items()
    ]
    (outcome,) = of_reports({"reports": reports}, "与上年度相比的变化幅度明显偏离同类机关")
    data = outcome.as_json()["facts"]
    assert (data["cell"], data["now"], data["last"]) == ("applications.received.total", 520, 52)
    assert (data["peers"]["value"], data["peers"]["size"]) == ("10", 8)
    assert [place.role for place in outcome.places] == [None, "earlier_report"]


def test_a_place_says_where_it_does_not_stand_in_the_report_itself():
    case = {"reports": [{"agency": "清河县水务局", "source": "清河县水务局2023年度报告.docx"}]}
    (outcome,) = of_reports(case, "文件名的年度与报告年度不一致")
    assert [place["role"] for place in outcome.as_json()["places"]] == ["file_name"]


def test_what_a_cell_prints_besides_a_number_hides_private_people(tmp_path):
    number, key = "11010519491231002X", "applications.granted.natural"
    made = truth.make(3)
    path = tmp_path / "报告.html"
    path.write_bytes(html.write(replace(made, cells={**made.cells, key: f"申请人身份证号{number}"})))
    report = audit.read(path)
    assert (report.cells[key].kind, report.cells[key].raw) == ("text", "申请人身份证号110*************2X")
    assert number not in json.dumps(report.as_json(), ensure_ascii=False)
