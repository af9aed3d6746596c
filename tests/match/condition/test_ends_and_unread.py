"""A part that a file does not hold is not missing where the file ends early, or where something in it was not read."""

from __future__ import annotations

from pathlib import Path

import audit
from audit.document import Document, Paragraph, Place, Skipped
from audit.match import match
from tests.build import PARTS
from tests.match.sections.test_sections import TEXTS, TITLE, read


def test_the_first_part_alone_is_the_beginning_of_a_report(tmp_path: Path) -> None:
    report = read(tmp_path, "一、总体情况\n全年公开工作有序推进，共收到政府信息公开申请3件。\n")
    assert report.ends_after == 1


def _missing_first_part(*skipped: Skipped) -> list[str]:
    """The verdicts on a report without its first part that are no pass; what it shows besides was not read."""
    lines = [TITLE.strip(), *(line for pair in zip(PARTS[1:], TEXTS[1:], strict=True) for line in pair)]
    blocks = tuple(Paragraph(line, Place(paragraph=number)) for number, line in enumerate(lines, 1))
    report = match(Document(blocks, "docx", skipped=skipped), "报告.docx", "0" * 64)
    return [o.verdict for o in audit.check(report) if o.rule == "M101" and o.verdict != "pass"]


def test_a_first_part_may_stand_in_a_picture_of_which_no_place_is_known() -> None:
    assert _missing_first_part() == ["fail"]
    assert _missing_first_part(Skipped("picture")) == ["undecided"]
