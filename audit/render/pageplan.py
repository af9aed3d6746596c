"""The page that each report of a review gets: its name, what it is made of, the job that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.assessment import Assessment, Examined
from audit.model import own_path
from audit.persons import masked
from audit.pipeline import Review
from audit.profiles import Profile
from audit.render.notebooks import PageJob, name_of_one
from audit.render.results import file_names, store

INDEX, HANDBOOK = "index.html", "rules.html"


@dataclass(frozen=True, slots=True)
class PagePlan:
    """Where the pages of a review go, and what their notebooks are told of it; ``date`` is today where it is ""."""

    folder: Path
    paths: tuple[str, ...]
    review: Review
    date: str = ""

    def report(self, examined: Examined, name: str) -> tuple[PageJob, store.StoredPage]:
        """The page of one report, and what it is made of."""
        report = examined.report
        parameters = {
            "report": report.source,
            "folder": list(self.paths),
            **self.review.as_parameters(),
            "date": self.date,
            "overview": INDEX,
            "handbook": HANDBOOK,
        }
        fingerprint = store.fingerprint(report.sha256, self.date, store.shown_digest(examined, parameters))
        entry = store.StoredPage(name, masked(report.source), fingerprint, report.sha256)
        shown = report.agency or masked(own_path(report.source).name, report.private)
        title = f"{shown} {report.year or ''} 核查页"
        provided = {name_of_one(report.source, self.paths, self.review): examined}
        return PageJob("agency", self.folder, name, title, parameters, provided), entry

    def handbook(self, profiles: Iterable[Profile]) -> tuple[PageJob, store.StoredPage]:
        """The page of the rules, and what it is made of; without examples, which cost a reading of the samples."""
        name = HANDBOOK.removesuffix(".html")
        parameters = {"profile": list(self.review.profile), "samples": []}
        entry = store.StoredPage(name, HANDBOOK, store.fingerprint("", *(profile.digest for profile in profiles)))
        return PageJob("rules", self.folder, name, "核查规则手册", parameters), entry


def with_pages(assessment: Assessment) -> dict[str, Examined]:
    """The reports that get a page, by source."""
    return {one.report.source: one for one in assessment.examined() if one.report.status != "unreadable"}


def names(examined: Mapping[str, Examined], known: Iterable[store.StoredPage]) -> dict[str, str]:
    """The names of their pages by source; pages ``known`` in the folder that are of other reports keep theirs."""
    reports = [one.report for one in examined.values()]
    contents = {report.sha256 for report in reports}
    shown = {masked(source) for source in examined}
    return file_names(reports, (e.name for e in known if e.source not in shown and e.sha256 not in contents))
