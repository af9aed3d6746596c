"""Parts numbered “（一）” throughout: a wrong number is no reason to lose a part, a list inside a part gives none."""

from __future__ import annotations

from pathlib import Path

from tests.match.sections.test_sections import TEXTS, parts, read, whole

#: The parts as some reports number them.
BRACKETED = (
    "（一）总体情况",
    "（二）主动公开政府信息情况",
    "（三）收到和处理政府信息公开申请情况",
    "（四）政府信息公开行政复议、行政诉讼情况",
    "（五）存在的主要问题及改进情况",
    "（六）其他需要报告的事项",
)


def test_a_part_with_a_wrong_number_in_brackets_is_found(tmp_path: Path) -> None:
    headings = (*BRACKETED[:3], "（七）政府信息公开行政复议、行政诉讼情况", *BRACKETED[4:])
    assert [number for number, _ in parts(tmp_path, whole(headings))] == [1, 2, 3, 4, 5, 6]


def test_a_line_that_goes_on_a_list_inside_a_part_is_not_the_part_that_is_missing(tmp_path: Path) -> None:
    listed = "全年工作如下。\n（一）公开平台建设\n更新栏目3个。\n（二）政府信息公开行政复议、行政诉讼情况\n均无。"
    headings, texts = (*BRACKETED[:3], *BRACKETED[4:]), (listed, *TEXTS[1:3], *TEXTS[4:])
    assert [number for number, _ in parts(tmp_path, whole(headings, texts))] == [1, 2, 3, 5, 6]


def test_numbers_of_pages_are_no_text_of_a_part(tmp_path: Path) -> None:
    report = read(tmp_path, whole().replace("无。", "— 12 —\n无。\n\n— 13 —"))
    assert [passage.text for passage in report.passages if passage.section == 6 and not passage.heading] == ["无。"]
