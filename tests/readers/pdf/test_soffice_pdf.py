"""PDFs as LibreOffice writes them: cells are right or left out, and hardly any is left out."""

from __future__ import annotations

import pytest

import audit
from tests.generate.formats import docx
from tests.generate.formats.dressed import draw, judged, printed
from tests.generate.report import truth
from tests.generate.report.layout import Variant

pytestmark = pytest.mark.slow

#: Seeds whose documents hold heads and rows cut by page breaks, sides drawn on below their table, wrapped figures and
#: cells without padding.
SEEDS = (12, 32, 107, 109, 219, 263)


@pytest.mark.needs("libreoffice")
def test_reports_printed_by_libreoffice_are_read() -> None:
    made = [draw(seed) for seed in SEEDS]
    count = missing = 0
    for one, pdf in zip(made, printed([item.docx for item in made]), strict=True):
        wrong, left_out = judged(pdf, one)
        assert wrong == []
        count, missing = count + len(one.truth.cells), missing + len(left_out)
    assert missing <= 0.005 * count


@pytest.mark.needs("libreoffice")
def test_tables_without_rulings_are_told_once_and_accuse_nobody(tmp_path) -> None:
    """Labels of one character a line stand about singly: that is no other edition and no part that is not there."""
    variant = Variant(split=5, repeat_header=True, units=True, narrative=True)
    (pdf,) = printed([docx.write(truth.make(61), docx.Layout(variant))])
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdf)
    report = audit.read(path)
    found = audit.check(report)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [outcome.message for outcome in found if outcome.verdict == "fail" and outcome.rule[0] == "M"] == []
    assert len([outcome for outcome in found if "打散" in outcome.message]) == 1
