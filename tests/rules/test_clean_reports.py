"""Correct reports in prose that people wrote without sight of the rules: nobody is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from benchmarks.clean import Written, accusations, read, written

REPORTS = tuple(written())
#: A dozen of them, from every hand.
CHOSEN = REPORTS[:: max(1, len(REPORTS) // 12)][:12]


@pytest.mark.parametrize("as_page", [False, True], ids=["word", "page"])
@pytest.mark.parametrize("item", CHOSEN, ids=[item.name for item in CHOSEN])
def test_a_correct_report_has_neither_error_nor_warning(item: Written, as_page: bool, tmp_path: Path) -> None:
    """Whatever its voice and structure, as a Word file and as a web page."""
    report = read(item.truth(), tmp_path, as_page=as_page)
    assert [f"{found.rule} {found.message}" for found in accusations(audit.check(report))] == []


def test_every_report_is_told_from_the_others() -> None:
    """No organ, no set of figures and no paragraph of section one stands twice."""
    openings = [
        text for item in REPORTS for text in item.sections[1] if len(text) > len("（四）政府信息公开平台建设情况")
    ]
    assert len({item.agency for item in REPORTS}) == len({(item.seed, item.size) for item in REPORTS}) == len(REPORTS)
    assert len(set(openings)) == len(openings)
