"""What pages say about outcomes and cells: order, counts, sections, words for what is not a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import PurePath
from typing import NamedTuple, Protocol

from audit.corpus import Agency, told_apart
from audit.document import Place
from audit.findings import PART_NUMERALS, Outcome, equation_of, ranked
from audit.findings import SECTION_NAMES as PARTS
from audit.forms import Form, editions, load
from audit.machine.installed import code
from audit.model import Report, ReportCell, Status, is_unread
from audit.persons import masked
from audit.present.html import brief
from audit.profiles import UNCHANGED, Profile
from audit.reuse import Copied, ReportSource
from audit.text import Value, show

toolkit_version = code.toolkit_version
#: A report with the outcomes of all rules on it.
Audited = tuple[Report, Sequence[Outcome]]

#: What is shown for a cell that holds no number.
KIND_NAMES: Mapping[str, str] = {"blank": "空白", "not_applicable": "不适用", "text": "非数字"}
UNREAD, NOT_PRINTED = "未读取", "未印"
#: What people call a file's format; others go by their own name.
FORMAT_NAMES: Mapping[str, str] = {
    "docx": "Word文档", "doc": "Word文档（旧版）", "rtf": "RTF文档", "odt": "ODF文档", "xlsx": "Excel工作簿",
    "xls": "Excel工作簿（旧版）", "html": "网页", "mht": "网页归档", "pdf": "PDF文件", "ofd": "OFD版式文件", "text": "文本文件",
    "picture": "图像",
}  # fmt: skip
#: How a report was read.
STATUS_NAMES = {"read": "完整读取", "partial": "部分读取", "unreadable": "未能读取"}
SECTION_NAMES = {0: "全文"} | dict(enumerate(PART_NUMERALS[1:], 1))


#: Characters in common that are left of a name that is shortened.
_KEPT = 4


class RuleText(Protocol):
    """What an appendix says of a rule; the catalogue's rules have it."""

    @property
    def id(self) -> str:
        """The rule's number."""

    @property
    def title(self) -> str:
        """The fault it looks for."""

    @property
    def basis(self) -> str:
        """The grounds."""


def format_name(name: str) -> str:
    """What people call the format of a report (Chinese)."""
    return FORMAT_NAMES.get(name, name.upper())


def form_of(report: Report) -> Form | None:
    """The form whose tables the report prints; None where no unified form applies."""
    return load(report.edition) if report.edition in editions() else None


def findings(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """What does not agree, the gravest first, then by rule and place."""
    return [outcome for outcome in ranked(outcomes) if outcome.verdict == "fail"]


def counts(outcomes: Iterable[Outcome]) -> Counter[str]:
    """How many outcomes have each verdict, and how many findings each severity."""
    found: Counter[str] = Counter()
    for outcome in outcomes:
        found[outcome.verdict] += 1
        if outcome.verdict == "fail":
            found[outcome.severity] += 1
    return found


def ordered(audited: Iterable[Audited]) -> list[Audited]:
    """The readable reports by agency, year and source."""
    readable = [pair for pair in audited if pair[0].status != "unreadable"]
    return sorted(readable, key=lambda pair: (pair[0].agency or "", pair[0].year or 0, pair[0].source))


def versions(audited: Iterable[Audited]) -> dict[str, str]:
    """What tells the files apart by source, of the reports that share agency and year with another one: the file's name.

    Files of one name have the folders, or archives, with it that differ.
    """
    groups: dict[tuple[str, int | None], list[Report]] = {}
    for report, _ in audited:
        if report.agency:
            groups.setdefault((report.agency, report.year), []).append(report)
    several = [reports for reports in groups.values() if len(reports) > 1]
    return {source: name for reports in several for source, name in told_apart(reports).items()}


def shortened(name: str, others: Sequence[str]) -> str:
    """``name`` without what it begins with as all ``others`` do: “…2024（更正）.odt”."""
    same = sum(1 for _ in takewhile(lambda chars: len(set(chars)) == 1, zip(name, *others, strict=False))) - _KEPT
    return f"…{name[same:]}" if same > 1 else name


def silent_rules(
    outcomes: Iterable[Outcome], rules: Iterable[RuleText], profile: Profile = UNCHANGED
) -> list[RuleText]:
    """The rules that printed nothing although ``profile`` leaves them on: they do not apply to this report."""
    spoken = {outcome.rule for outcome in outcomes}
    return [rule for rule in rules if rule.id not in spoken and not profile.is_off(rule.id)]


def section_of(outcome: Outcome, report: Report) -> int:
    """The section (1 to 6) that the outcome speaks of, 0 where it is the whole report: that of its sentence, else of its table."""
    if outcome.section is not None:
        return outcome.section
    own = [evidence.place for evidence in outcome.places if evidence.role is None]
    if own and own[0].table is None and own[0].start is not None and (part := _section_at(own[:1], report)):
        return part
    form = form_of(report)
    for table in form.tables if form else ():
        if any(key.startswith(f"{table.prefix}.") for key in outcome.cells):
            return table.section
    found = _section_at(own, report)
    return outcome.chapter if found is None else found


def _section_at(places: Sequence[Place], report: Report) -> int | None:
    """The section of the first passage at one of ``places``; None where none is there."""
    paragraphs = {place.paragraph for place in places if place.paragraph}
    lines = {place.line for place in places if place.line}
    found = (p for p in report.passages if p.place.paragraph in paragraphs or p.place.line in lines)
    return next((passage.section for passage in found), None)


def words(cell: ReportCell | None, *, is_printed: bool = True) -> str | None:
    """What stands for a number where there is none; None where the cell holds one.

    ``is_printed`` is False of a cell that the report surely does not print.
    """
    if cell is None:
        return UNREAD if is_printed else NOT_PRINTED
    return KIND_NAMES.get(cell.kind)


def not_printed(outcomes: Iterable[Outcome]) -> frozenset[str]:
    """The cells of which it is found that the report does not print them."""
    found = (outcome for outcome in outcomes if outcome.verdict == "fail" and outcome.cause_kind == "missing")
    return frozenset(key for outcome in found for key in outcome.cells)


class Lacking(NamedTuple):
    """How many cells were not read: ``gone`` are those that the report does not print, ``unread`` the others."""

    gone: int
    unread: int

    @property
    def parts(self) -> tuple[str, ...]:
        """The two as people read them (Chinese), without what there is none of: “21格未印”, “3格未能读取”."""
        named = ((self.gone, NOT_PRINTED), (self.unread, "未能读取"))
        return tuple(f"{number}格{state}" for number, state in named if number)


def lacking(report: Report, outcomes: Iterable[Outcome], keys: Iterable[str]) -> Lacking:
    """Which of the cells ``keys`` of the form ``report`` lacks; ``outcomes`` are those on it."""
    missing = not_printed(outcomes)
    absent = [key for key in keys if key not in report.cells]
    gone = sum(key in missing for key in absent)
    return Lacking(gone, len(absent) - gone)


def status(report: Report, outcomes: Iterable[Outcome]) -> Status:
    """How the report was read; one that lacks nothing but what it does not print was read as a whole."""
    form = form_of(report)
    if report.status != "partial" or form is None or report.shattered or report.unread or report.broken_off:
        return report.status
    found = lacking(report, outcomes, form.cells)
    return "read" if found.gone and not found.unread else report.status


def printed(cell: ReportCell | None) -> str:
    """The cell as printed; a blank and an unread cell by their names."""
    if cell is None or cell.kind == "blank":
        return words(cell) or ""
    return brief(cell.raw, 40)


def short(value: Value) -> str:
    """The number in full; only beyond 24 digits its beginning, with the length named."""
    return brief(show(value), 24)


def unequal_totals(report: Report, keys: Collection[str]) -> list[str]:
    """Of the totals among ``keys`` what is printed and what their parts come to, where both are known and differ (Chinese)."""
    form = form_of(report)
    found = []
    for total in form.totals if form else ():
        if form is None or total.key not in keys or any(is_unread(report, key) for key in (total.key, *total.parts)):
            continue
        sums = equation_of(report, "", total.parts, (total.key,), total=True)
        if not sums.holds and report.value(total.key) is not None:
            printed, parts = show(sums.actual), show(sums.expected)
            found.append(f"{form.cells[total.key].label}所印为{printed}，{form.name_of(total)}之和为{parts}")
    return found


def shares(pair: Copied, *, first: bool = False) -> str:
    """“第一部分45%、第五部分80%” of one of the two reports, the second one unless told."""
    parts = [(PARTS.get(s.number, "其他"), s.share_a if first else s.share_b) for s in pair.sections]
    return "、".join(f"{name}{share:.0%}" for name, share in parts if share >= 0.01) or "—"


def report_name(report: Report | ReportSource) -> str:
    """The agency and the year in brackets, or the file where the agency is not known."""
    return f"{report.agency or masked(report.source)}{f'（{report.year}）' if report.year else ''}"


def local_filing(agency: Agency | None, outcome: Outcome | None) -> str:
    """Why it is only a doubt that ``agency`` has no report, as ``outcome`` says (Chinese); "" where it is none."""
    is_doubt = outcome is not None and (outcome.verdict, outcome.severity) == ("fail", "warning")
    return "报送由地方规定，列为疑点" if is_doubt and agency and agency.is_local else ""


def organ_name(agency: str | None, source: str, private: Sequence[str] = ()) -> str:
    """What people are shown as the organ of a report wherever it is listed: ``agency``, else what its file is called, without what is ``private``."""
    return agency or masked(file_name(source), private)


def file_name(source: str) -> str:
    """The name of a report's file, behind that of the archive that it lies in: in which folders is nobody's concern who reads a page."""
    path, *inner = source.split("!")
    return "!".join([PurePath(path.replace("\\", "/")).name, *inner])
