"""Outcomes as plain text: what to correct on each report, and over all of them which have most of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.assessment import Intake, Versions
from audit.causes import (
    Cause,
    CauseCounts,
    Problem,
    Problems,
    has_proposal,
    is_gathered,
    level_name,
    sentence_of_ways,
)
from audit.console._fitted import fitted, padded, width
from audit.coverage import coverage
from audit.decisions import OPEN, RULING_NAMES, STATE_NAMES, Standing, StateCounts
from audit.findings import VERDICT_NAMES, Outcome, ranked
from audit.forms import Form, load
from audit.model import Report
from audit.rulings import NO_RULINGS, ReportRulings, carried, note_of
from audit.text import show

#: Characters of a printed text that are shown.
_SHOWN = 60
#: Decisions that do not count beyond which the rest is only counted.
_MOST_UNCOUNTED = 200
#: Marks every outcome of a problem but its first.
FOLLOWS = "†"
_NOTHING_DECIDED: Mapping[int, Standing] = {}
#: Where nobody has decided anything.
_NOBODY = StateCounts()
LEGEND = f"“{FOLLOWS}”：与同号的第一条出于同一原因，不另计处数。"
_TALLIED = "同一原因引起的各条计为一处。须更正：有错误；待人工核对：有疑点或提示，没有错误。"


def findings(
    report: Report, outcomes: Sequence[Outcome], causes: Sequence[Cause] = (), rulings: ReportRulings = NO_RULINGS
) -> str:
    """Every outcome that is not a pass, problem by problem as the page numbers them, the gravest first.

    Each has its place, the raw text, the grounds, and what ``causes`` propose. By ``rulings`` each problem has what people
    decided on it; those that they dismissed come last, behind what they added.
    """
    problems = Problems(outcomes, causes, rulings.verdicts)
    counts: Counter[str] = Counter(outcome.verdict for outcome in outcomes)
    listed = "　".join(f"{name} {counts[verdict]}" for verdict, name in VERDICT_NAMES.items())
    lines = [
        fitted("■ ", f"{_name(report)}　{report.source}"),
        f"  {listed}",
        *([f"  {_counted(problems, rulings)}"] if is_gathered(outcomes, causes) or rulings.added else []),
        *_ruled(rulings.counts(problems.all)),
        *([fitted("  ", coverage(report, outcomes).words())] if report.claims else []),
        *(fitted("  说明：", note) for note in report.notes),
        *_problem_lines(problems, report, rulings),
    ]
    return "\n".join(lines)


def _counted(problems: Problems, rulings: ReportRulings) -> str:
    """What counts, and what people dismissed, apart (Chinese)."""
    words = CauseCounts.of((*problems.standing, *rulings.added)).words()
    added = f"，其中人工补充{len(rulings.findings)}处" if rulings.findings else ""
    return words + added + (f"；另有{len(problems.dismissed)}处认定为不属实，不计入" if problems.dismissed else "")


def _ruled(counts: StateCounts) -> list[str]:
    """How far people are (Chinese); nothing where nobody has decided anything."""
    return [] if counts.is_untouched else [fitted("  ", f"人工{counts.words()}。")]


def absent(outcomes: Sequence[Outcome], standings: Mapping[int, Standing] = _NOTHING_DECIDED) -> str:
    """What was found on agencies that have no readable report, and therefore no page that numbers it.

    ``standings`` are how people decided on it, by the outcome's ``id()``.
    """
    each = ((level_name(one), one, "", _ruling(standings.get(id(one), OPEN))) for one in ranked(outcomes))
    return "\n".join(["■ 没有可读报告的机关", *_lines(each)])


def overall(
    reports: Sequence[Report],
    counts: Mapping[str, CauseCounts],
    intake: Intake,
    ruled: StateCounts = _NOBODY,
    beside: Sequence[CauseCounts] = (),
    *,
    versions: Sequence[tuple[Report, Versions]] = (),
) -> str:
    """How many reports, and what they have to correct by ``counts``, which are by source; then each report that has any, the worst first.

    ``intake`` tells who has filed, and which reports are not among them.
    ``ruled`` is how many problems of all stand in which way. ``beside`` are the counts of reports that no number of the
    review counts: of other years, or not the one to go by. ``versions`` are those of the reports that count beside others of
    their organ and year.
    """
    none = CauseCounts(0, 0, 0, 0)
    stands = {report.source: counts.get(report.source, none) for report in reports}
    total = CauseCounts.total(stands.values())
    worst = sorted(
        (report for report in reports if any(stands[report.source])),
        key=lambda report: [*(-number for number in stands[report.source]), report.agency or "", report.source],
    )
    columns = (
        [max(width(stands[report.source].counts()[place]) for report in worst) for place in range(len(none))]
        if worst
        else []
    )
    lines = [
        fitted("■ 汇总：", f"{len(reports)}份，{total.words()}"),
        *([fitted("  ", f"{intake.agencies()}。")] if intake.due is not None else []),
        *_ruled(ruled),
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
    if beside:
        words = f"另有{intake.left_out()}（{CauseCounts.total(beside).words()}），没有计入以上各数。"
        lines.append(fitted("  ", words))
    lines += [fitted("  ", f"{_name(report)}：{each.words()}") for report, each in versions]
    return "\n".join([*lines, fitted("  ", _TALLIED)])


def uncounted(rows: Sequence[Sequence[str]]) -> str:
    """What people decided and does not count: why, whose, on what, what was decided, what is to be done (Chinese)."""
    lines = ["■ 未能对应、没有计入的认定"]
    for why, whose, what, said, advice in rows[:_MOST_UNCOUNTED]:
        lines.append(fitted("  ", f"[{why}] {'　'.join(filter(None, (whose, what)))}"))
        lines += [fitted("    认定：", one) for one in said.splitlines()]
        lines += [fitted("    处理：", advice)] if advice else []
    if more := len(rows) - _MOST_UNCOUNTED:
        lines += [f"  ……另有{more}项。"] if more > 0 else []
    return "\n".join(lines)


def _name(report: Report) -> str:
    return f"{report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度"


def _problem_lines(problems: Problems, report: Report, rulings: ReportRulings) -> Iterator[str]:
    """The lines of each outcome, those of a problem together under its number, and what a mark in them means."""
    form = load(report.edition) if report.edition else None

    def lines(shown: Sequence[Problem]) -> Iterator[str]:
        yield from _lines(
            (
                f"{problem.name}{'' if one is problem.root else FOLLOWS}　{level_name(problem if problem.decided else one)}",
                one,
                _correction(problem, one, problems, form),
                _ruling(rulings.of(problem.cause)) if one is problem.root else "",
            )
            for problem in shown
            for one in problem.outcomes
        )

    yield from lines(problems.standing)
    for added in rulings.added:
        yield fitted("  ", f"[{added.name}　{level_name(added)}] {added.title}")
        yield from [fitted("    内容：", added.text)] if added.text else []
        yield fitted("    来源：", f"人工补充（{added.event.who}），不计入得分")
    yield from lines(problems.dismissed)
    if any(len(problem.outcomes) > 1 for problem in problems.all):
        yield fitted("  ", LEGEND)


def _ruling(standing: Standing) -> str:
    """How people decided, who and why (Chinese); "" where nobody has."""
    if standing.state == "open":
        return ""
    told = len(standing.by) > 1 or standing.state == "lapsed"
    each = []
    for event in standing.by:
        name = f"认定{RULING_NAMES[event.data['ruling']]}" if told else ""
        why = note_of(event)
        each.append(f"{event.who}{name}{f'：{why}' if why else ''}")
    return f"{STATE_NAMES[standing.state]}（{'；'.join((*each, *carried(standing)))}）"


def _lines(outcomes: Iterable[tuple[str, Outcome, str, str]]) -> Iterator[str]:
    """The lines of outcomes, each with what stands in brackets before it, how it is corrected, and what people decided.

    The last two are "" where nothing is known.
    """
    above = ""
    for mark, outcome, correction, ruling in outcomes:
        yield fitted("  ", f"[{mark}] {outcome.rule} {outcome.head}")
        if ruling:
            yield fitted("    认定：", ruling)
        yield fitted("    内容：", outcome.message)
        if outcome.places:
            place = outcome.places[0]
            # A file's name and the like stand nowhere in the report.
            where = place.place.describe() or place.label
            yield fitted("    位置：", f"{where}　原文：{place.raw.strip()[:_SHOWN]}")
        if outcome.verdict == "fail":
            yield fitted("    依据：", outcome.basis if outcome.basis != above else "同上一条")
            above = outcome.basis
        if correction:
            yield fitted("    改正：", correction)


def _correction(problem: Problem, outcome: Outcome, problems: Problems, form: Form | None) -> str:
    """The cells that are likely wrong: what each should be where that is certain, else what would do; what settles it."""
    if settled := problems.settled(outcome):
        return settled
    if problem.cause and has_proposal(problem.cause) and outcome is not problem.root:
        return f"见{problem.name}第一条的改正建议"
    found = problems.ways(outcome, form)
    if len(found) == 1 and found[0].certain:
        (way,) = found
        return f"{'；'.join(f'{label}，应为{show(value)}' for label, value in way.cells)}{way.remark()}"
    return sentence_of_ways(found)
