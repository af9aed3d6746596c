"""PDFs as LibreOffice writes them: cells are right or left out, and hardly any is left out."""

from __future__ import annotations

import pytest

from tests.generate.dressed import draw, judged, printed

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
