"""Makes evidence of what stands for a report or an agency: its file, its title, its line of the roster."""

from __future__ import annotations

from audit.corpus import Agency
from audit.document import Place
from audit.findings import Evidence
from audit.model import Report


def roster_evidence(agency: Agency) -> list[Evidence]:
    """The line of the roster that names ``agency``, as evidence; [] where no roster was given."""
    return [Evidence(agency.place._replace(sheet="名录"), agency.raw, "机关名录", "roster")] if agency.raw else []


def file_evidence(report: Report) -> Evidence:
    """The name of the report's file as evidence."""
    return Evidence(Place(), report.source, "文件", "file_name")


def title_evidence(report: Report) -> list[Evidence]:
    """The report's title as evidence; [] where none was found."""
    return [Evidence(report.title[1], report.title[0], "标题", "title")] if report.title else []
