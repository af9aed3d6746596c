"""A page or the ledger that is made of a review at hand is what a batch makes of it, which then has nothing left to do for it."""

from __future__ import annotations

import asyncio
import hashlib
import threading

import pytest

from audit import decisions
from audit.disk.holding import held
from audit.errors import RenderError
from audit.pipeline import Review
from audit.render import ReviewResults, audit_batch
from audit.score import shipped
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, on

DATE = "2025-03-01"


@pytest.fixture
def ruled(tmp_path):
    """Two reports, on one of which something was decided."""
    (tmp_path / "报告").mkdir()
    for seed in (5, 9):
        known = truth.make(seed, consistent=False, year=2024, agency=truth.make(seed).body)
        (tmp_path / "报告" / f"{seed}.txt").write_text(flat.write(known), "utf-8")
    found = Ruled(tmp_path)
    first, _ = found.assess().examined()
    found.keep(decisions.decide(on(first, 1), "dismissed", "口径不同"))
    return found


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
def test_what_is_made_of_a_review_is_what_a_batch_makes(tmp_path, ruled):
    given, review = [str(tmp_path / "报告")], Review(rubric=str(shipped()), decisions=str(ruled.record))
    results = ReviewResults(tmp_path / "out", given, review, DATE)
    assessment = ruled.assess()
    source = assessment.audited[0][0].source

    async def in_a_notebook():
        # As in a kernel: a loop runs, and other threads are alive.
        done = threading.Event()
        threading.Thread(target=done.wait).start()
        try:
            return results.page(assessment, source)
        finally:
            done.set()

    page = asyncio.run(in_a_notebook())
    assert "口径不同" in page.read_text("utf-8")
    before = digest(page)
    assert digest(results.page(assessment, source)) == before
    batch = audit_batch(given, tmp_path / "out", workers=1, review=review, date=DATE, progress=False)
    assert (batch.reused, batch.pages[source], digest(page)) == (1, page, before)
    ledger = tmp_path / "out" / "ledger.xlsx"
    before = digest(ledger)
    assert results.ledger(assessment) == (ledger, "")
    assert digest(ledger) == before


def test_a_ledger_that_somebody_filled_in_stays(tmp_path, ruled):
    results = ReviewResults(tmp_path / "out", [str(tmp_path / "报告")], Review(), DATE)
    first, why = results.ledger(ruled.assess())
    assert (first.name, why) == ("ledger.xlsx", "")
    first.write_bytes(first.read_bytes() + b"filled in")
    second, why = results.ledger(ruled.assess())
    assert second.name == "ledger-2.xlsx"
    assert "有人填写或改动过" in why


def test_a_folder_in_which_a_batch_is_at_work_is_left_to_it(tmp_path, ruled):
    results = ReviewResults(tmp_path / "out", [str(tmp_path / "报告")], Review(), DATE)
    assessment = ruled.assess()
    with held(tmp_path / "out"):
        for make in (results.ledger, lambda one: results.page(one, one.audited[0][0].source)):
            with pytest.raises(RenderError, match="正由另一次核查使用，没有生成"):
                make(assessment)


def test_a_report_that_was_not_read_has_no_page(tmp_path):
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "报告" / "1.txt").write_text(flat.write(truth.make(1)), "utf-8")
    assessment = Ruled(tmp_path).assess()
    bad = next(report.source for report, _ in assessment.audited if report.status == "unreadable")
    with pytest.raises(RenderError, match="未能读取"):
        ReviewResults(tmp_path / "out", [str(tmp_path / "报告")], Review(), DATE).page(assessment, bad)
