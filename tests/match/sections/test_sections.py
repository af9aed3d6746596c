"""Which lines are taken for the six parts: by level, wording, order and position over the whole report."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from tests.build import PARTS
from tests.roots import SHARED

TITLE = "清溪县教育局2024年政府信息公开工作年度报告\n"
TEXTS = (
    "全年公开工作有序推进。",
    "有关数据见附表。",
    "有关数据见附表。",
    "有关数据见附表。",
    "问题是更新不及时，已整改。",
    "无。",
)


def read(tmp_path: Path, text: str) -> audit.Report:
    path = tmp_path / "报告.txt"
    path.write_text(TITLE + text, "utf-8")
    return audit.read(path)


def parts(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    return [(section.number, section.printed) for section in read(tmp_path, text).sections]


def whole(headings: tuple[str, ...] = PARTS, texts: tuple[str, ...] = TEXTS) -> str:
    return "\n".join(line for pair in zip(headings, texts, strict=True) for line in pair)


CUT = """
一、总体情况
全年公开工作有序推进。
（一）主动公开政府信息情况
通过网站公开信息120条。
（二）依申请公开情况
收到申请3件，均已答复。
（三）政府信息管理情况
严格执行审核制度。
"""


def test_aspects_of_a_report_that_ends_early_are_no_parts(tmp_path: Path) -> None:
    assert parts(tmp_path, CUT) == [(1, "一、总体情况")]


def test_marks_that_print_nothing_cut_no_figure_off_behind_a_title(tmp_path: Path) -> None:
    heading = "三、收到和处理政府信息公开申请情况。113件政府信息\u200b公开申请于全年收到，均已\u200b答复。 \u200b"
    report = read(tmp_path, f"一、总体情况\n全年公开工作有序推进。\n{heading}")
    (passage,) = (p for p in report.passages if p.section == 3 and not p.heading)
    assert passage.text.startswith("113件")


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u00ad"])
def test_a_mark_that_prints_nothing_tears_no_number_apart(tmp_path: Path, mark: str) -> None:
    report = read(tmp_path, f"一、总体情况\n全年收到政府信息公开申请1{mark}3件。")
    assert [(claim.value, claim.text) for claim in report.claims] == [(13, "全年收到政府信息公开申请13件")]


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u3000"])
def test_marks_that_print_nothing_hide_no_heading(tmp_path: Path, mark: str) -> None:
    headings = tuple(mark + heading for heading in PARTS)
    assert parts(tmp_path, whole(headings)) == list(enumerate(PARTS, 1))


@pytest.mark.parametrize(
    "lists",
    [
        "（一）概述\n概况如下。\n（二）主动公开政府信息情况\n公开信息21条。\n（三）依申请公开政府信息情况\n没有收到申请。",
        "1.收到和处理政府信息公开申请情况\n共收到申请4件。\n2.政府信息公开行政复议、行政诉讼情况\n没有发生。",
        "主动公开情况\n公开信息21条。\n依申请公开情况\n没有收到申请。",
        "一是主动公开政府信息情况。公开信息21条。\n二是依申请公开情况。没有收到申请。",
    ],
)
def test_lists_inside_a_part_are_no_parts(tmp_path: Path, lists: str) -> None:
    text = whole(texts=(f"现将情况报告如下。\n{lists}", *TEXTS[1:]))
    expected = list(enumerate(PARTS, 1))
    assert parts(tmp_path, text) == expected
    assert parts(tmp_path, text.split("\n二、")[0]) == expected[:1]
    for number in range(2, 7):
        kept = [part for part in PARTS if not part.startswith("零一二三四五六"[number])]
        found = parts(tmp_path, "\n".join(line for line in text.split("\n") if line != PARTS[number - 1]))
        assert [printed for _, printed in found] == kept


@pytest.mark.parametrize(
    "numerals",
    [
        ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
        ("1.", "2.", "3.", "4.", "5.", "6."),
        ("第一部分 ", "第二部分 ", "第三部分 ", "第四部分 ", "第五部分 ", "第六部分 "),
        ("一、", "二、", "3、", "四、", "五、", "六、"),
        ("一、", "二、", "（三）", "四、", "五、", "六、"),
        ("一 ", "二 ", "三 ", "四 ", "五 ", "六 "),
        ("", "", "", "", "", ""),
        ("一、", "二、", "", "四、", "五、", "六、"),
        ("一、", "二、", "二、", "四、", "五、", "六、"),
        ("（ 一）", "（二 ）", "（ 三 ）", "（四）", "（五）", "（六）"),
    ],
)
def test_parts_are_found_in_the_documents_own_numbering(tmp_path: Path, numerals: tuple[str, ...]) -> None:
    headings = tuple(numeral + part[2:] for numeral, part in zip(numerals, PARTS, strict=True))
    assert parts(tmp_path, whole(headings)) == list(enumerate(headings, 1))


def test_a_part_of_the_organs_own_shifts_the_numbers(tmp_path: Path) -> None:
    own = (
        "一、总体情况",
        "三、主动公开政府信息情况",
        "四、依申请公开情况",
        *("五、行政复议、行政诉讼情况", "六、存在的主要问题及改进情况", "七、其他需要报告的事项"),
    )
    text = whole(own).replace("三、主动", "二、机构和人员\n设专人两名。\n三、主动")
    assert parts(tmp_path, text) == list(enumerate(own, 1))


def test_a_narrative_with_its_own_parts_before_the_forms_parts(tmp_path: Path) -> None:
    text = (
        "一、总体情况\n全年公开工作有序推进。\n二、工作机制保障\n设立协调小组。\n三、主动公开工作情况\n公开信息393件。\n"
        "四、政府信息公开申请情况\n收到申请34件。\n"
        "一、主动公开政府信息情况\n有关数据见附表。\n二、收到和处理政府信息公开申请情况\n有关数据见附表。\n"
        "三、政府信息公开行政复议、行政诉讼情况\n有关数据见附表。\n四、存在的主要问题及改进情况\n已整改。\n五、其他需要报告的事项\n无。\n"
    )
    assert [number for number, _ in parts(tmp_path, text)] == [1, 2, 3, 4, 5, 6]
    assert (2, "一、主动公开政府信息情况") in parts(tmp_path, text)


def test_a_table_of_contents_is_not_the_parts(tmp_path: Path) -> None:
    report = read(tmp_path, "目录\n" + "\n".join(PARTS) + "\n" + whole())
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [report.section_passages(number)[0].text for number in range(1, 7)] == list(TEXTS)


def test_sub_headings_with_a_parts_words_are_not_the_part_repeated(tmp_path: Path) -> None:
    text = whole(texts=("1.收到和处理政府信息公开申请情况\n共收到申请4件。", *TEXTS[1:]))
    assert [o.verdict for o in audit.check(read(tmp_path, text)) if o.rule == "M102"] == ["pass"]


def test_blanks_inside_brackets_count_for_nothing(tmp_path: Path) -> None:
    text = whole(
        texts=("（一）主动公开\n公开21条。\n（ 二）依申请公开\n没有收到。\n（三）政府信息管理\n严格审核。", *TEXTS[1:])
    )
    assert {o.verdict for o in audit.check(read(tmp_path, text)) if o.rule == "M104"} == {"pass"}


@pytest.mark.shared("real/上海科委2024.md")
def test_a_real_report_with_two_runs_of_numbers() -> None:
    assert [section.number for section in audit.read(SHARED / "real/上海科委2024.md").sections] == [1, 2, 3, 4, 6]


@pytest.mark.shared("real/openings")
def test_openings_of_real_reports_show_their_parts() -> None:
    for path in sorted((SHARED / "real/openings").glob("*.txt")):
        wrong = [s.printed for s in audit.read(path).sections if s.printed.startswith(("（", "1", "2"))]
        assert not wrong, path.name
