"""One page, or the ledger, of a review that is at hand, written as a batch writes it: a batch that follows has nothing to do for it.

The folder of results is held meanwhile as a batch holds it, so that neither writes over the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.assessment import Assessment
from audit.disk.holding import held
from audit.errors import RenderError
from audit.pipeline import Review
from audit.render import pageplan
from audit.render.notebooks import PageJob, as_written, make_page
from audit.render.results import ledgerfile, store
from audit.settings.worksettings import NO_OFFICE, Office

_UNDONE, _OTHERWISE = "没有生成", ""


@dataclass(frozen=True, slots=True)
class ReviewResults:
    """Where the results of one review go, and what they are made from: its ``paths`` and ``review`` as a batch is given them.

    ``date`` is printed as the day of the audit, today where it is ""; ``office`` is the one that
    checks, with the working days that it gives for what was found true.
    """

    out: Path
    paths: Sequence[str]
    review: Review
    date: str = ""
    office: Office = NO_OFFICE

    def page(self, assessment: Assessment, source: str) -> Path:
        """The page of the report from ``source``, made where it is not there as it would be made.

        RenderError, in Chinese, where the report has no page, the folder cannot be used or the notebook fails.
        """
        examined = pageplan.with_pages(self._dated(assessment))
        if source not in examined:
            raise RenderError("该报告未能读取，没有核查页。")
        with held(self.out, _UNDONE, _OTHERWISE):
            store.refuse_newer(self.out)
            known = store.finished(self.out)
            name = pageplan.names(examined, known.values())[source]
            plan = self._plan()
            self._make(*plan.handbook(assessment.terms.profiles))
            self._make(*plan.report(examined[source], name))
        return self.out / f"{name}.html"

    def ledger(self, assessment: Assessment) -> tuple[Path, str]:
        """The ledger, and why it has a number (Chinese, "" where it has none): one that somebody filled in or has open stays.

        RenderError, in Chinese, where it cannot be written.
        """
        from audit.render.results import data  # noqa: PLC0415 – pandas takes half a second to import

        with held(self.out, _UNDONE, _OTHERWISE):
            store.refuse_newer(self.out)
            place = ledgerfile.chosen(self.out)
            known = store.finished(self.out)
            names = pageplan.names(pageplan.with_pages(assessment), known.values())
            pages = {source: f"{name}.html" for source, name in names.items() if name in known}
            data.write_ledger(self.out, self._dated(assessment), pages, place.name)
            ledgerfile.settle(self.out, place.name)
        return self.out / place.name, place.why

    def _dated(self, assessment: Assessment) -> Assessment:
        """``assessment`` with the office that checks."""
        return replace(assessment, terms=replace(assessment.terms, office=self.office))

    def _plan(self) -> pageplan.PagePlan:
        return pageplan.PagePlan(self.out, tuple(sorted(set(map(str, self.paths)))), as_written(self.review), self.date)

    def _make(self, job: PageJob, entry: store.StoredPage) -> None:
        """Have the page made, unless it stands there already."""
        known = store.finished(self.out)
        before = known.pop(job.name, None)
        if before == entry:
            return
        if before:
            # The list says that it is there until it is made anew: a process that ends in between must not leave it so.
            store.discard_print(self.out, before)
            store.rewrite(self.out, known.values())
        make_page(job)
        store.remember(self.out, store.with_digest(self.out, entry))
