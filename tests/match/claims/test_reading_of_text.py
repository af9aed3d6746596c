"""How figures of the text are read is told: by the page of docs, by ``extract --explain``, and counted on page and JSON."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

import audit
from audit import __main__ as command_line
from audit import pipeline, present
from audit.assessment import Terms
from audit.coverage import REASON_NAMES, REASON_WHY, STATE_NAMES, coverage, together
from audit.document import Document
from audit.explain import ReadFigure, explained, read_sentences
from audit.match import match_in_stages
from audit.model import Report
from audit.present.workbooks import frames
from audit.schema import contract
from tests.build import examined
from tests.generate.contract import build as pages
from tests.generate.samples.build import FOLDER
from tests.match.claims.stating import stating
from tests.roots import ROOT

PAGE = ROOT / "docs" / "正文数字的识读.md"
EXAMPLES = re.findall(r"```例\n(.*?)\n((?:→ .*\n)+)```", PAGE.read_text("utf-8"))
VALUES = {
    "disclosure.licensing.decisions": 40,
    "disclosure.penalties.decisions": 16,
    "applications.received.total": 12,
    "applications.carried_in.total": 2,
    "applications.concluded.total": 13,
    "applications.carried_out.total": 1,
}


def _report(*paragraphs: str, section: int = 1) -> Report:
    """The report of the page's examples, which states ``paragraphs``."""
    return stating(*paragraphs, section=section, values=VALUES)


def _told(figure: ReadFigure) -> str:
    """A line of an example for ``figure``."""
    words = dict(line.split("：", 1) for line in figure.words()[1:])
    read_as = re.sub("（依据.*", "", words["读作"])
    scope = re.sub("（.*", "", words["范围"])
    reason = f"：{REASON_NAMES[figure.reason]}" if figure.state != "decided" else ""
    return f"→ {figure.text} ｜ {read_as} ｜ {scope} ｜ {STATE_NAMES[figure.state]}{reason}"


def _figures(*paragraphs: str, section: int = 1) -> list[ReadFigure]:
    report = _report(*paragraphs, section=section)
    return [figure for sentence in read_sentences(report, audit.check(report)) for figure in sentence.figures]


def test_the_page_has_its_examples():
    assert len(EXAMPLES) == PAGE.read_text("utf-8").count("```例")
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize(("text", "lines"), EXAMPLES, ids=[text[:30] for text, _ in EXAMPLES])
def test_an_example_of_the_page_is_read_as_it_says(text, lines):
    assert [_told(figure) for figure in _figures(text)] == lines.splitlines()


def _scopes(*paragraphs: str) -> list[str]:
    return [figure.scope for figure in _figures(*paragraphs) if figure.kind != "set"]


@pytest.mark.parametrize(
    "before",
    [
        "2023年，共举办业务培训3次。",
        "2023年开展业务培训2期、召开推进会1次。",
        "上年度发现的薄弱环节，本年已全部整改到位。",
        "去年以来的问题清单已全部销号，本年没有反弹。",
        "会同有关部门对疑难事项逐件会商。",
        "督促各镇街更新公开栏。",
        "各科室密切配合。",
        "在政务服务大厅设立了查阅窗口。",
        "面向社会发放调查问卷200份。",
        "上半年还对各镇街公开栏进行了检查，发现并整改问题6个。",
        "通过政务微信公众号发布工作动态56条。",
        "与2023年相比，办理质量明显提升。",
        "根据2023年度考核结果，我局位列第3。",
    ],
)
def test_a_sentence_beside_does_not_narrow_the_next(before):
    assert _figures(f"{before}收到政府信息公开申请12件。")[-1].state == "decided"


@pytest.mark.parametrize(
    ("announcement", "scope"),
    [
        ("以下为2023年情况。", "other_year"),
        ("2023年有关情况如下：", "other_year"),
        ("下面是上年度的数据：", "other_year"),
        ("现就2022年办理情况作一说明。", "other_year"),
        ("现将上半年办理情况通报如下。", "part_year"),
        ("下列数字均为第三季度统计。", "part_year"),
        ("以下数据为所属镇街的情况，不含机关本级：", "sub_unit"),
        ("各镇街办理情况如下：", "sub_unit"),
        ("以下系下属单位办理情况。", "sub_unit"),
    ],
)
def test_an_announcement_reaches_to_the_end_of_its_paragraph_or_part(announcement, scope):
    sentences = "收到政府信息公开申请12件。办结13件。"
    assert _scopes(announcement + sentences) == [scope] * 2
    reached = [scope] * 2 if announcement.endswith("。") else ["report"] * 2
    assert _scopes(announcement, sentences) == reached or announcement.endswith("：")


def test_an_announcement_ends_where_this_year_or_this_organ_is_named():
    assert _scopes("以下为2023年情况。收到申请8件。本年收到政府信息公开申请12件。办结13件。") == [
        "other_year",
        "report",
        "report",
    ]
    assert _scopes("以下为2023年情况。", "收到政府信息公开申请8件。", "2024年收到政府信息公开申请12件。") == [
        "other_year",
        "report",
    ]
    said = "以下数据为所属镇街的情况：收到政府信息公开申请8件。我局收到政府信息公开申请12件。"
    assert _scopes(said) == ["sub_unit", "report"]
    assert _scopes("以下为2023年情况。全年收到政府信息公开申请8件。") == ["other_year"]
    assert _scopes("现将上半年情况通报如下。收到政府信息公开申请5件。全年收到政府信息公开申请12件。") == [
        "part_year",
        "report",
    ]


def test_a_heading_of_another_year_reaches_to_the_next_of_its_kind():
    assert _scopes("（一）2023年情况", "收到政府信息公开申请8件。", "（二）本年情况", "收到政府信息公开申请12件。") == [
        "other_year",
        "report",
    ]


def test_what_is_said_of_all_under_an_announcement_is_not_judged():
    report = _report("以下为2023年情况。行政复议2件，均获维持。")
    assert [o.rule for o in audit.check(report) if o.rule == "C004"] == []


def test_explain_prints_words_cells_scope_and_result(capsys):
    report = str(FOLDER / "青禾县水利局2024.docx")
    assert command_line.main(["extract", report, "--explain"]) == 0
    told = capsys.readouterr().out
    assert "读作：表三“收到申请”（依据“收到”、“政府信息公开申请”）" in told
    assert "范围：本机关全年" in told
    assert "对应单元格：表三“（四）无法提供·1.本机关不掌握相关政府信息”“总计”" in told
    assert command_line.main(["extract", report, "--explain", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    Draft202012Validator(pages.json_schema(contract().kinds["explanation"], closed=True)).validate(json.loads(line))


def test_every_kind_of_reason_and_bound_is_explained():
    told = [
        "2023年收到政府信息公开申请8件。近三年收到政府信息公开申请30件。上半年收到政府信息公开申请5件。",
        "通过电子邮件收到政府信息公开申请2件。",
        "县公安局收到政府信息公开申请5件。",
        "收到政府信息公开申请5件（未计入本年度统计）。",
        "举办培训3次，参训80人。",
        "收到政府信息公开申请1 3件。",
        "收到政府信息公开申请12件。上述11件均按时办结。",
    ]
    figures = _figures(*told)
    assert {figure.reason for figure in figures} >= {"other_year", "cumulative", "part_year", "channel", "other_body"}
    assert all(figure.words() for figure in figures)
    described = Draft202012Validator(pages.json_schema(contract().kinds["explanation"], closed=True))
    report, stages = _report(*told), match_in_stages(Document((), "text"), "报告.txt")
    explanation = explained(report, stages, audit.check(report))
    described.validate({"schema": "gongkai-audit/explanation/1", **explanation.as_json()})


def test_the_words_that_say_what_is_denied_are_told():
    (figure,) = _figures("全年未发生因政府信息公开引发的行政复议。")
    assert figure.kind == "denial"
    assert [tuple(told) for told in figure.told] == [("case", "行政复议")]


def test_reasons_are_those_of_the_contract():
    (told,) = (field.text for field in contract().parts["count"].fields if field.name == "undecided")
    assert [f"{reason}（{name}）" for reason, name in REASON_NAMES.items() if f"{reason}（{name}）" not in told] == []


def test_the_overview_and_the_data_file_say_how_much_of_each_text_was_decided():
    terms = Terms()
    papers = [audit.read(FOLDER / name) for name in ("云州市教育局2024.html", "青禾县水利局2024.docx")]
    review = pipeline.assess(pipeline.assemble(papers, terms), terms)
    counted = [coverage(report, outcomes) for report, outcomes in review.audited]
    whole = together(counted)
    assert whole.sentences.total == sum(one.sentences.total for one in counted)
    assert whole.words() in str(present.overview.head(review))
    frame = frames.reports(review.audited, review.left_out)
    for (report, _), one in zip(review.audited, counted, strict=True):
        row = frame[frame["source"] == report.source].iloc[0]
        assert tuple(row[f"sentences_{state}"] for state in STATE_NAMES) == one.sentences.numbers
        assert tuple(row[f"figures_{state}"] for state in STATE_NAMES) == one.figures.numbers


def test_check_and_the_page_say_how_much_of_the_text_was_decided(capsys):
    source = FOLDER / "云州市教育局2024.html"
    report = audit.read(source)
    outcomes = audit.check(report)
    counted = coverage(report, outcomes)
    assert counted.figures.total == len(report.claims)
    assert counted.sentences.total == len({(claim.place.paragraph, claim.sentence) for claim in report.claims})
    command_line.main(["check", str(source), "--json"])
    told = [json.loads(line)["coverage"] for line in capsys.readouterr().out.splitlines()]
    assert told[0]["figures"]["decided"] > 0
    assert all(each == told[0] for each in told)
    page = str(present.agency.appendix(examined(report, outcomes)))
    assert counted.words() in page
    assert all(line in page for line in counted.breakdown())


def test_numbers_in_units_that_no_table_has_are_named_and_what_is_open_is_told_in_a_sentence():
    report = _report("全年收到政府信息公开申请12件，整改12处，开展督查2轮，12月发布30条。")
    (sentence,) = read_sentences(report, audit.check(report))
    assert sentence.uncounted == ("12处", "2轮")
    assert sentence.beside() == "另有“12处”“2轮”：统一表格没有以这些单位计的数量，不作核对"
    month = next(figure for figure in sentence.figures if figure.value == 30)
    assert month.words()[-1] == "结果：未核对（统一表格没有这一数量，前后文也没有可以比较的数字）"


def test_every_reason_has_its_sentence():
    assert REASON_WHY.keys() == REASON_NAMES.keys()
