"""Automatic numbers of Word documents: counted as Word counts them, and never part of a figure."""

from __future__ import annotations

import pytest

from audit.cells import read_cell
from audit.readers.word.docx import read
from tests.generate.formats.docx import Layout, cell, level, listed, numbering, package, paragraph, row, table
from tests.readers.word.test_docx import from_body, printed, texts

LISTS = numbering(
    {
        1: level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3."),
        2: level(0, "chineseCounting", "第%1条", start=9),
        3: level(0, "decimalEnclosedParen", "%1") + level(1, "decimal", "%1.%2", extra="<w:isLgl/>"),
        4: level(0, "ideographDigital", "%1、", start=10),
        5: level(0, "bullet", "\uf06c"),
    },
    {
        1: (1, ""),
        2: (2, ""),
        3: (3, ""),
        4: (4, ""),
        5: (5, ""),
        6: (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
    },
)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["一、", "（一）", "（二）", "二、", "（一）"]),
        ([(2, 0), (2, 0), (2, 0)], ["第九条", "第十条", "第十一条"]),
        ([(3, 0), (3, 1), (3, 1)], ["(1)", "1.1", "1.2"]),
        ([(4, 0), (4, 0)], ["一〇、", "一一、"]),
        ([(5, 0), (0, 0)], ["", ""]),
        ([(1, 0), (6, 0), (6, 0), (1, 0)], ["一、", "五、", "六、", "七、"]),
        ([(1, 2), (9, 0)], ["1.", ""]),
    ],
)
def test_automatic_numbers_are_counted_and_printed(places: list[tuple[int, int]], expected: list[str]) -> None:
    body = [paragraph("事项", listed(*place)) for place in places]
    assert [printed(text) for text in texts(from_body(*body, numbering=LISTS))] == [f"{n}事项" for n in expected]


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (4, "IV"),
        (9, "IX"),
        (39, "XXXIX"),
        (40, "XL"),
        (58, "LVIII"),
        (94, "XCIV"),
        (444, "CDXLIV"),
        (1987, "MCMLXXXVII"),
        (3999, "MMMCMXCIX"),
    ],
)
def test_roman_numbers_are_printed_as_they_are_written(number: int, numeral: str) -> None:
    lists = numbering({1: level(0, "upperRoman", "%1.", start=number)}, {1: (1, "")})
    assert [printed(text) for text in texts(from_body(paragraph("事项", listed(1, 0)), numbering=lists))] == [
        f"{numeral}.事项"
    ]


def test_a_style_numbers_its_headings() -> None:
    data = package(
        paragraph("总体情况", '<w:pStyle w:val="Section"/>')
        + paragraph("正文")
        + paragraph("其他", '<w:pStyle w:val="Section"/>'),
        Layout(numbered=True),
    )
    assert texts(read(data)) == ["一、总体情况", "正文", "二、其他"]


@pytest.mark.parametrize("text", ["5", "5件", "５"])
def test_an_automatic_number_never_becomes_part_of_a_figure(text: str) -> None:
    """“1.” before “5” would otherwise read as 1.5."""
    made = table(row(cell(content=paragraph(text, listed(1, 2)))))
    assert read_cell(from_body(made, numbering=LISTS).tables[0].cells[0].text).kind == "text"


def test_damaged_numbering_is_noted_and_the_text_still_read() -> None:
    document = from_body(paragraph("总体情况"), numbering="<w:numbering")
    assert texts(document) == ["总体情况"]
    assert any("自动编号" in note for note in document.notes)
