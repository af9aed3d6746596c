"""Outcomes as plain text: what to correct on each report, and over all of them which have most of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from audit.causes import Cause, CauseCounts, Way, by_outcome, correcting, has_proposal, settling, verdict, ways
from audit.console._fitted import fitted, padded, width
from audit.coverage import coverage
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome, ranked
from audit.forms import load
from audit.model import Report
from audit.text import show

#: Ways to correct that are named where one of them is due.
_MAX_WAYS_SHOWN = 4
#: Characters of a printed text that are shown.
_SHOWN = 60
#: Marks what has one cause with an outcome named beside it.
FOLLOWS = "†"
LEGEND = f"“{FOLLOWS}”：与所注的另一条出于同一原因，不另计处数。"
_TALLIED = "同一原因引起的各条计为一处。须更正：有错误；待人工核对：有疑点或提示，没有错误。"


def findings(report: Report, outcomes: Sequence[Outcome], causes: Sequence[Cause] = ()) -> str:
    """Every outcome that is not a pass, the gravest first: place, raw text, grounds, and what ``causes`` propose."""
    counts: Counter[str] = Counter(outcome.verdict for outcome in outcomes)
    listed = "　".join(f"{name} {counts[verdict]}" for verdict, name in VERDICT_NAMES.items())
    lines = [
        fitted("■ ", f"{_name(report)}　{report.source}"),
        f"  {listed}",
        *([f"  {verdict_line}"] if (verdict_line := verdict(outcomes, causes)) else []),
        *([fitted("  ", coverage(report, outcomes).words())] if report.claims else []),
        *(fitted("  说明：", note) for note in report.notes),
        *_finding_lines(list(ranked(outcomes)), causes, report),
    ]
    return "\n".join(lines)


def absent(outcomes: Sequence[Outcome]) -> str:
    """What was found on agencies that have no readable report."""
    return "\n".join(["■ 没有可读报告的机关", *_finding_lines(list(ranked(outcomes)), (), None)])


def overall(reports: Sequence[Report], causes: Mapping[str, Sequence[Cause]]) -> str:
    """How many reports, and what they have to correct; then each report that has any, the worst first."""
    stands = {report.source: CauseCounts.of(causes.get(report.source, ())) for report in reports}
    total = CauseCounts.total(stands.values())
    worst = sorted(
        (report for report in reports if any(stands[report.source])),
        key=lambda report: [*(-number for number in stands[report.source]), report.agency or "", report.source],
    )
    columns = (
        [max(width(stands[report.source].counts()[place]) for report in worst) for place in range(3)] if worst else []
    )
    lines = [
        fitted("■ 汇总：", f"{len(reports)}份，{total.words()}"),
        *(
            fitted(
                "  "
                + "".join(padded(w, c) + "  " for w, c in zip(stands[one.source].counts(), columns, strict=True) if c),
                _name(one),
            )
            for one in worst
        ),
    ]
    if clean := len(reports) - len(worst):
        lines.append(f"  {'其余' if worst else ''}{clean}份没有须更正、待人工核对和无法核对的。")
    return "\n".join([*lines, fitted("  ", _TALLIED)])


def _name(report: Report) -> str:
    return f"{report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度"


def _finding_lines(outcomes: Sequence[Outcome], causes: Sequence[Cause], report: Report | None) -> Iterator[str]:
    """The lines of each outcome, and what a mark in them means."""
    known = by_outcome(causes)
    failed = [outcome for outcome in outcomes if outcome.verdict == "fail"]
    numbered = {id(one): f"{SEVERITY_NAMES[one.severity]}{number}" for number, one in enumerate(failed, 1)}
    names = {id(one): f"{numbered.get(id(one), VERDICT_NAMES['undecided'])}（{one.rule}）" for one in outcomes}
    marked, above = False, ""
    for outcome in outcomes:
        cause = known.get(id(outcome))
        root = cause.root if cause and cause.root is not outcome else None
        marked = marked or root is not None
        level = numbered.get(id(outcome), VERDICT_NAMES["undecided"]) + (FOLLOWS if root else "")
        yield fitted("  ", f"[{level}] {outcome.rule} {outcome.head}")
        yield fitted("    内容：", outcome.message)
        if outcome.places:
            place = outcome.places[0]
            # A file's name and the like stand nowhere in the report.
            where = place.place.describe() or place.label
            yield fitted("    位置：", f"{where}　原文：{place.raw.strip()[:_SHOWN]}")
        if outcome.verdict == "fail":
            yield fitted("    依据：", outcome.basis if outcome.basis != above else "同上一条")
            above = outcome.basis
        correction = _correction(outcome, cause, causes, names, report)
        if correction:
            yield fitted("    改正：", correction)
        elif root:
            yield fitted("    另见：", f"与{names[id(root)]}同一原因")
    if marked:
        yield fitted("  ", LEGEND)


def _correction(
    outcome: Outcome, cause: Cause | None, causes: Sequence[Cause], names: Mapping[int, str], report: Report | None
) -> str:
    """The cells that are likely wrong: what each should be where that is certain, else what would do; what settles it."""
    if by := correcting(outcome, causes):
        return settling([names[id(cause.root)] for cause in by], by)
    if cause and has_proposal(cause) and cause.root is not outcome:
        return f"见{names[id(cause.root)]}的改正建议"
    found = ways(outcome, cause, load(report.edition) if report and report.edition else None)
    if not found:
        return ""
    if len(found) == 1 and found[0].certain:
        verdict_line = [f"{label}，应为{show(value)}" for label, value in found[0].cells]
        return f"可能填错的单元格：{'；'.join(verdict_line)}{found[0].remark()}"
    alone = len(found) == 1
    shown = "；或".join(_would_do(way, alone=alone) for way in found[:_MAX_WAYS_SHOWN])
    more = len(found) - _MAX_WAYS_SHOWN
    single = all(len(way.cells) == 1 for way in found)
    rest = f"；另有{more}{'格' if single else '种改法'}同样可能" if more > 0 else ""
    return f"可能填错的单元格{'' if alone else '为其中之一'}：{shown}{rest}"


def _would_do(way: Way, *, alone: bool) -> str:
    """The cells of a way that is not certain, with the numbers that would make things agree."""
    cells = "；".join(f"{label}（如改为{show(value)}则相符）" for label, value in way.cells)
    return cells + (way.remark(alone=alone) if len(way.cells) > 1 or alone else "")
