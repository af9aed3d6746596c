"""What a document shows and nobody reads, what breaks off, what is shattered: said to be so, and nobody accused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import audit
from audit.findings import Outcome
from audit.present import facts
from tests.build import report
from tests.generate.formats import docx, html, odt
from tests.generate.report.truth import make
from tests.roots import ROOT, SHARED

REAL = SHARED / "real"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def drawing(width: int, height: int) -> str:
    """A picture in the line, its sides in centimetres."""
    return (
        f'<w:p xmlns:w="{W}" xmlns:wp="{WP}"><w:r><w:drawing><wp:inline>'
        f'<wp:extent cx="{width * 360_000}" cy="{height * 360_000}"/></wp:inline></w:drawing></w:r></w:p>'
    )


WORD = {
    "picture": drawing(15, 10),
    "chart": f'<w:p xmlns:w="{W}"><w:r><w:pict/></w:r></w:p>',
    "object": f'<w:p xmlns:w="{W}"><w:r><w:object/></w:r></w:p>',
    "external part": f'<w:altChunk xmlns:w="{W}" xmlns:r="{R}" r:id="rId9"/>',
}
FRAME = (
    f'<text:p xmlns:text="{TEXT}" xmlns:draw="{DRAW}" xmlns:svg="{SVG}"><draw:frame svg:width="{{}}cm" svg:height="8cm">'
    "<draw:image/></draw:frame></text:p>"
)


def instead(data: bytes, part: str, table: str, number: int, xml: str) -> bytes:
    """The package ``data`` with ``xml`` in place of its ``number``th table, from 0, or with nothing there."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                root = etree.fromstring(content)
                old = [found for found in root.iter(f"{{*}}{table}") if found.getparent() is not None][number]
                if xml:
                    old.addprevious(etree.fromstring(xml))
                old.getparent().remove(old)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            target.writestr(name, content)
    return out.getvalue()


def word(number: int, xml: str) -> bytes:
    return instead(docx.write(make(3)), "word/document.xml", "tbl", number, xml)


def text_document(number: int, xml: str) -> bytes:
    return instead(odt.write(make(3)), "content.xml", "table", number, xml)


def page(number: int, tag: str) -> bytes:
    text = html.write(make(3)).decode()
    start, end = [match.span() for match in re.finditer(r"(?s)<table.*?</table>", text)][number]
    return (text[:start] + tag + text[end:]).encode()


def audited(tmp_path: Path, data: bytes, suffix: str) -> tuple[audit.Report, list[Outcome]]:
    path = tmp_path / f"报告{suffix}"
    path.write_bytes(data)
    report = audit.read(path)
    return report, audit.check(report)


def verdicts(outcomes: list[Outcome], rule: str) -> dict[str, str]:
    return {outcome.locus: outcome.verdict for outcome in outcomes if outcome.rule == rule}


SHOWN: dict[str, tuple[Callable[[int], bytes], str]] = {
    **{f"Word, {name}": (lambda number, xml=xml: word(number, xml), ".docx") for name, xml in WORD.items()},
    "OpenDocument": (lambda number: text_document(number, FRAME.format(15)), ".odt"),
    "web page": (lambda number: page(number, '<p><img src="table.png"></p>'), ".html"),
    "web page, sizes": (lambda number: page(number, '<p><img src="a.png" width="600" height="400"></p>'), ".html"),
    "web page, attached": (lambda number: page(number, '<p>见<a href="/a/table.xlsx">附表</a></p>'), ".html"),
    "web page, embedded": (lambda number: page(number, '<div><embed src="a.swf"></div>'), ".html"),
}


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("way", SHOWN)
def test_a_table_that_may_be_in_a_picture_is_not_missing(tmp_path: Path, way: str, number: int) -> None:
    make_data, suffix = SHOWN[way]
    report, outcomes = audited(tmp_path, make_data(number), suffix)
    assert [item.sections for item in report.unread] == [frozenset({number + 2})]
    table = f"table:{'二三四'[number]}"
    assert verdicts(outcomes, "M001")[table] == "undecided"
    assert set(verdicts(outcomes, "M105").values()) <= {"pass", "undecided"}
    message = next(o.message for o in outcomes if o.rule == "M001" and o.locus == table)
    assert re.search(r"第.部分有1处(图片|内嵌对象|外部内容|附件)未能读取", message)
    assert report.notes or way == "web page, attached"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (lambda: word(1, ""), ".docx"),
        (lambda: word(1, drawing(4, 4)), ".docx"),
        (lambda: text_document(1, FRAME.format(3)), ".odt"),
        (lambda: page(1, '<p><img src="seal.png" width="120" height="120"></p>'), ".html"),
    ],
)
def test_a_table_that_is_in_no_picture_is_missing(tmp_path: Path, data: Callable[[], bytes], suffix: str) -> None:
    report, outcomes = audited(tmp_path, data(), suffix)
    assert not report.unread
    assert verdicts(outcomes, "M001")["table:三"] == "fail"


def test_a_picture_in_another_part_excuses_nothing(tmp_path: Path) -> None:
    data = instead(word(1, ""), "word/document.xml", "tbl", 1, drawing(15, 10))
    report, outcomes = audited(tmp_path, data, ".docx")
    assert [item.sections for item in report.unread] == [frozenset({4})]
    assert verdicts(outcomes, "M001") == {"table:二": "pass", "table:三": "fail", "table:四": "undecided"}


SAMPLE = ROOT / "data/samples/青禾县教育局2024.txt"


def cut_behind(words: str) -> bytes:
    text = SAMPLE.read_text("utf-8")
    return text[: text.index(words) + len(words)].encode()


@pytest.mark.parametrize("words", ["二、上年结转政府信息公开申请数量", "（二）依申请公开", "一、总体情况"])
def test_a_file_that_ends_in_the_midst_is_said_to_once(tmp_path: Path, words: str) -> None:
    report, outcomes = audited(tmp_path, cut_behind(words), ".txt")
    assert report.broken_off is not None
    found = [outcome for outcome in outcomes if outcome.rule == "M101" and outcome.verdict != "pass"]
    assert [outcome.verdict for outcome in found] == ["undecided"]
    assert "文件似不完整" in found[0].message
    assert facts.section_of(found[0], report) == 0
    missing = ("M001", "M105", "M106", "M107", "M108", "M110")
    assert not [o.message for o in outcomes if o.rule in missing and o.verdict == "fail"]


def test_a_missing_part_is_labelled_with_itself(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    start, end = text.index("\n五、"), text.index("\n六、")
    report, outcomes = audited(tmp_path, (text[:start] + text[end:]).encode(), ".txt")
    (found,) = [outcome for outcome in outcomes if outcome.rule == "M101" and outcome.verdict == "fail"]
    assert "未见第五部分" in found.message
    assert facts.section_of(found, report) == 5


@pytest.mark.parametrize(("words", "last", "lost"), [("\n二、", "第一部分", "第二"), ("\n三、", "第二部分", "第三")])
def test_a_file_that_holds_only_the_first_parts_is_said_to_once(
    tmp_path: Path, words: str, last: str, lost: str
) -> None:
    text = SAMPLE.read_text("utf-8")
    report, outcomes = audited(tmp_path, text[: text.index(words)].encode(), ".txt")
    assert report.broken_off is None
    found = [outcome for outcome in outcomes if outcome.rule == "M101" and outcome.verdict != "pass"]
    assert [(o.verdict, o.message) for o in found] == [
        ("undecided", f"文件似不完整，止于{last}，其后的{lost}部分至第六部分未见，请核对原文件")
    ]
    missing = ("M001", "M105", "M106", "M107", "M108", "M110")
    assert not [o.message for o in outcomes if o.rule in missing and o.verdict == "fail"]


def test_figures_without_a_place_in_an_earlier_part_are_not_those_of_the_parts_behind(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    text = text[: text.index("\n三、")].replace("本年处理决定数量", "上年办结数量", 1)
    report, outcomes = audited(
        tmp_path, (text + "\n三、收到和处理政府信息公开申请情况\n本年收到申请2件。\n").encode(), ".txt"
    )
    assert report.unplaced
    assert report.ends_after == 3
    assert [o.verdict for o in outcomes if o.rule == "M101" and o.verdict != "pass"] == ["undecided"]


@pytest.mark.parametrize(
    "behind",
    [
        "二、公开工作基础数据\n本机关的数据见下。\n",  # a part under another name
        "三、收到和处理政府信息公开申请情况\n本年没有收到申请。\n",  # a part behind one that is missing
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n0\n0\n0\n0\n0\n0\n0\n",  # a line of table 三
    ],
)
def test_a_file_in_which_more_stands_behind_the_first_part_is_no_beginning(tmp_path: Path, behind: str) -> None:
    text = SAMPLE.read_text("utf-8")
    report, _ = audited(tmp_path, (text[: text.index("\n二、")] + "\n" + behind).encode(), ".txt")
    assert report.ends_after is None


def test_the_sentence_at_which_a_file_ends_is_not_judged(tmp_path: Path) -> None:
    data = (SAMPLE.read_text("utf-8").split("\n二、")[0] + "\n完善《政府信息公开指南》和《").encode()
    _, outcomes = audited(tmp_path, data, ".txt")
    assert not [o.message for o in outcomes if o.rule in ("W001", "W002") and o.verdict == "fail"]


def test_a_report_without_its_last_part_is_whole_and_lacks_it(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    report, outcomes = audited(tmp_path, text[: text.index("六、其他需要报告的事项")].encode(), ".txt")
    assert report.broken_off is None
    assert verdicts(outcomes, "M101")["section:6"] == "fail"


def test_numbers_among_the_pieces_of_shattered_tables_are_left_open() -> None:
    paper = report(
        {"text": "一、总体情况\n（一）主动公开。全年公开43条。\n（三）依申请公开。收到2件。\n二、主动公开政府信息情况"}
    )
    found = {
        shattered: [
            o for o in audit.check(replace(paper, shattered=shattered)) if o.rule == "M104" and "不连续" in o.message
        ]
        for shattered in (False, True)
    }
    assert [o.verdict for o in found[False]] == ["fail"]
    assert [o.verdict for o in found[True]] == ["undecided"]
    assert "请人工核对" in found[True][0].message


@pytest.mark.shared("real/上海科委2024.md", "real/上海市政府办公厅2025.md")
@pytest.mark.parametrize("name", ["上海科委2024.md", "上海市政府办公厅2025.md"])
def test_shattered_tables_give_one_statement(name: str) -> None:
    report = audit.read(REAL / name)
    outcomes = audit.check(report)
    assert report.shattered
    assert [o.verdict for o in outcomes if o.rule == "M001"] == ["undecided"]
    assert "打散" in next(o.message for o in outcomes if o.rule == "M001")
    assert not [o for o in outcomes if o.verdict == "fail" and (o.rule in ("M002", "M010") or o.rule[0] == "A")]
    assert not [o for o in outcomes if o.verdict == "fail" and any(p.place.table for p in o.places)]
    assert not [o for o in outcomes if o.rule == "M105" and o.verdict != "pass"]
    assert sum("打散" in note for note in report.notes) == 1
