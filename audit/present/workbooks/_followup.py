"""The rows of causes in the ledger: what to put right, what was decided on it, how it is handled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from audit.causes import Cause, level_name
from audit.decisions import RULING_NAMES, STATE_NAMES, DecisionEvent, Standing, is_unnamed
from audit.findings import SEVERITY_NAMES, Outcome, Verdict
from audit.ledgerrows import COUNTED, COUNTED_WORDS, GONE, HANDLED, CauseFields, RowMark, as_cell, tellings
from audit.model import Report
from audit.persons import masked, masked_note
from audit.present import facts
from audit.present.decided import overruling, uncharged
from audit.present.problems.headlines import on_one_line
from audit.present.putright import limit
from audit.present.workbooks._ledgerlines import LedgerLine, numbered
from audit.rulings import NO_RULINGS, Decided, ReportRulings, adoption, day
from audit.score import Score

#: What is said of a finding by hand.
BY_HAND = "人工补充"
_WHY_GONE = "本次核查没有这一问题：已经改正，或其报告不在所给文件中。原有的认定和整改情况照录于此。"
_NO_NAME = "（未识别）"
_CONFIRMED = RULING_NAMES["confirmed"]
_COUNTED, _NOT_FILED, _NOT_COUNTED = COUNTED_WORDS
#: On which sheet a row stands.
CauseSheet = Literal["wrong", "open"]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a ledger for follow-up needs besides what was found.

    ``decided`` is the whole record, ``rulings`` what it comes to by the report's source, ``absent`` on agencies
    without a report, ``gone`` what was entered on causes that there are no more. ``pages`` are the names of the pages by source. ``year`` is the one under review. ``defaults`` are the
    points of manual items that nobody has judged, by item. ``correction_days`` are the working days within which what was found
    true is to be put right, counted from that day; 0 is not said. ``left_out`` says why numbers over the review leave
    reports out (Chinese), by source, ``chosen`` what tells that a report counts of several of its agency and year; ``intake`` says who has filed and which reports these are (Chinese).
    """

    decided: Decided = field(default_factory=Decided)
    rulings: Mapping[str, ReportRulings] = field(default_factory=dict)
    absent: ReportRulings = NO_RULINGS
    gone: Mapping[str, Sequence[DecisionEvent]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    defaults: Mapping[str, Decimal] = field(default_factory=dict)
    correction_days: int = 0
    left_out: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    intake: str = ""

    def limit(self, line: LedgerLine) -> str:
        """Until when the cause of ``line`` is to be put right where nobody has said so; "" where the organ has nothing to put right by then."""
        given = limit(line.cause, self.standing(line), self.correction_days)
        return given.end.isoformat() if given else ""

    def standing(self, line: LedgerLine) -> Standing:
        """How the cause of ``line`` stands."""
        return self.on(line).of(line.cause)

    def on(self, line: LedgerLine) -> ReportRulings:
        """What was decided on the report of ``line``, or on agencies without one."""
        return self.rulings.get(line.report.source, NO_RULINGS) if line.report else self.absent

    def due(self, line: LedgerLine) -> str:
        """Until when the cause of ``line`` is to be put right, "" where that is not said."""
        fields = self.handled(line)
        return fields.disputed.get("due") or fields.handled.get("due") or self.limit(line)

    def handled(self, line: LedgerLine) -> CauseFields:
        """How the cause of ``line`` is put right."""
        return CauseFields.of((), self.on(line).handling.get(line.cause.key, ()) if line.cause else (), "")

    def points(self, source: str, score: Score, item: str) -> Sequence[DecisionEvent]:
        """The points for a manual item that hold on a scored report, or on an agency without one."""
        if source in self.rulings:
            return self.rulings[source].points.get(item, ())
        return self.decided.standings.holding("points", item, score.agency or "", score.year)

    def organ(self, source: str, score: Score) -> str:
        """How events call the organ of a scored report, or of an agency without one."""
        return self.rulings.get(source, NO_RULINGS).organ or score.agency or ""

    def is_due(self, report: Report | None) -> bool:
        """Whether a report is of the year under review, or of none that is known."""
        return report is None or report.year is None or self.year in (None, report.year)

    @property
    def decisions(self) -> dict[str, Mapping[str, Verdict]]:
        """What people made of causes, by key, by the report's source; "" stands for agencies without one."""
        found: dict[str, Mapping[str, Verdict]] = {source: one.verdicts for source, one in self.rulings.items()}
        return {**found, "": self.absent.verdicts}

    def counts(self, source: str) -> str:
        """How numbers over the review count what was found on the report from ``source`` (Chinese)."""
        return _NOT_COUNTED if source in self.left_out else _COUNTED

    def counting(self, report: Report) -> str:
        """Whether numbers over the review count ``report``, or why not (Chinese); "" where it could not be read."""
        return "" if report.status == "unreadable" else self.left_out.get(report.source, _COUNTED)


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One row: on which sheet, what it says by head, where its page is, what stands in it, and what it remembers.

    ``confirmed`` is the level that it has once somebody finds it true (Chinese), that in its cell where nothing changes.
    """

    sheet: CauseSheet
    cells: Mapping[str, str | int | None]
    target: str
    fields: CauseFields
    state: str
    mark: RowMark
    confirmed: str

    @property
    def level(self) -> str:
        """The level that it has by what was decided."""
        return self.confirmed if self.fields.ruling == _CONFIRMED else str(self.cells["级别"])


def cause_rows(lines: Sequence[LedgerLine], follow: FollowUp) -> list[CauseRow]:
    """A row for each cause of the year under review, then findings by hand, then what was decided on causes that are gone."""
    return [
        *(
            _row(line, follow)
            for line in lines
            if line.cause and line.number == line.root and follow.is_due(line.report)
        ),
        *_by_hand(follow),
        *_gone(follow),
    ]


def _row(line: LedgerLine, follow: FollowUp) -> CauseRow:
    cause, problem, outcome = line.cause, line.problem, line.outcome
    assert cause is not None  # noqa: S101 - the caller has looked
    held = follow.on(line)
    decisions, handling = held.decisions.get(cause.key, ()), held.handling.get(cause.key, ())
    page = follow.pages.get(line.report.source, "") if line.report else ""
    by_itself, confirmed = replace(problem, decided=None), replace(problem, decided="fail")
    others = len(problem.outcomes) - 1
    other = f"（同一原因另有{others}处）" if others else ""
    cells: dict[str, str | int | None] = {
        "机关": facts.organ_name(outcome.agency, outcome.source, line.report.private if line.report else ()),
        "年度": outcome.year,
        "问题序号": problem.name,
        "级别": level_name(by_itself),
        "问题": outcome.head,
        "说明": outcome.message + other,
        "改正建议": as_cell(line.proposal(follow.standing(line))),
        "问题种类": cause.name,
        "规则": outcome.rule,
        "归并编号": cause.key,
        COUNTED: _counted(line, follow),
        "来源文件": masked(line.report.source) if line.report else None,
    }
    agency, year = held.organ or (line.report or outcome).agency, (line.report or outcome).year
    mark = RowMark("cause", cause.key, cause.evidence, agency or "", year, on_units=cause.is_on_units)
    mark = replace(mark, title=on_one_line(problem, line.report))
    notes = follow.standing(line).notes
    fields = CauseFields.of(decisions, handling, cause.evidence, notes)
    state, limit = stated(follow.standing(line), line.cause), follow.limit(line)
    if limit and not fields.handled["due"] and "due" not in fields.disputed:
        fields = replace(fields, handled={**fields.handled, "due": limit})
        mark = replace(mark, limit=limit)
    target = f"{page}#wt-{problem.number}" if page else ""
    is_wrong = (confirmed if fields.ruling == _CONFIRMED else by_itself).verdict == "fail"
    return CauseRow(
        "wrong" if is_wrong else "open",
        cells,
        target,
        fields,
        _both(state, fields),
        _marked(mark, (*decisions, *handling), cells, notes),
        level_name(confirmed),
    )


def proposals_by_outcome(
    audited: Iterable[tuple[Report | None, Sequence[Outcome]]], causes: Iterable[Cause], follow: FollowUp
) -> dict[int, str]:
    """What organs are told to change (Chinese) by the ``id()`` of outcomes that have a cause, the same for all of one cause."""
    found: dict[int, str] = {}
    for line in numbered(audited, causes, follow.decisions):
        if line.cause and line.number == line.root:
            found |= dict.fromkeys(map(id, line.problem.outcomes), line.proposal(follow.standing(line)))
    return found


def _counted(line: LedgerLine, follow: FollowUp) -> str:
    """How numbers over the review count ``line``: an agency without a report counts as such, not among problems."""
    if line.report:
        return follow.counts(line.report.source)
    return _NOT_FILED if line.outcome.role == "not_filed" else _NOT_COUNTED


def _marked(
    mark: RowMark, events: Iterable[DecisionEvent], cells: Mapping[str, object], notes: Iterable[DecisionEvent] = ()
) -> RowMark:
    """``mark`` with what ``events`` were known on it, whose ``notes`` stood, and what its row says of itself."""
    known: dict[bool, list[str]] = {True: [], False: []}
    for event in events:
        known[event.kind == "handling"].append(event.uuid)
    telling = tellings((head, as_cell(str(cells.get(head) or ""))) for head in ("机关", "问题", "归并编号"))
    return replace(
        mark,
        agency=as_cell(mark.agency),
        known=tuple(known[False]),
        handling=tuple(known[True]),
        telling=telling,
        noted=tuple(event.uuid for event in notes),
    )


def stated(standing: Standing, cause: Cause | None = None) -> str:
    """Who decided what; of what does not count, that and why (Chinese)."""
    if standing.state == "open":
        return ""
    if standing.state in ("disputed", "lapsed"):
        told = "；".join(f"{event.who}：{RULING_NAMES[event.data['ruling']]}" for event in standing.by)
        return as_cell(f"{STATE_NAMES[standing.state]}（{told}）")
    told = f"{STATE_NAMES[standing.state]}（{standing.who}）"
    counted = (told, overruling(standing), *dict.fromkeys(map(adoption, standing.by)))
    return as_cell("；".join(filter(None, (*counted, uncharged(standing, cause), _noted_by(standing)))))


def _noted_by(standing: Standing) -> str:
    """Who wrote the note that stands, and on which day, where it came with an earlier decision (Chinese)."""
    each = [f"{masked_note(event.who)}于{day(event)}" for event in standing.notes if event not in standing.by]
    return f"备注为{'、'.join(each)}所写" if each else ""


def _by_hand(follow: FollowUp) -> Iterator[CauseRow]:
    for source, rulings in follow.rulings.items():
        page = follow.pages.get(source, "")
        for one in (each for each in rulings.added if follow.year in (None, each.event.year)):
            event = one.event
            handling = rulings.handling.get(event.about, ())
            cells: dict[str, str | int | None] = {
                "机关": facts.organ_name(None if is_unnamed(event.agency) else event.agency, source),
                "年度": event.year,
                "问题序号": one.name,
                "级别": SEVERITY_NAMES[one.severity],
                "问题": one.title,
                "说明": one.text,
                "归并编号": event.about,
                COUNTED: follow.counts(source),
                "来源文件": masked(source),
            }
            mark = _marked(
                RowMark("finding", event.about, "", event.agency, event.year, title=one.title), handling, cells
            )
            fields = CauseFields.of((), handling, "")
            state = _both("；".join(filter(None, (f"{BY_HAND}（{event.who}）", adoption(event)))), fields)
            target = f"{page}#bc-{one.number}" if page else ""
            yield CauseRow("wrong", cells, target, fields, state, mark, SEVERITY_NAMES[one.severity])


def _gone(follow: FollowUp) -> Iterator[CauseRow]:
    titled = ((_title(events), events) for events in follow.gone.values())
    for title, events in sorted(titled, key=lambda each: (each[1][0].agency, each[0], each[1][0].about)):
        key = events[0].about
        decisions = [event for event in events if event.kind == "decision"]
        evidence = decisions[-1].evidence if decisions else ""
        agency, year = events[0].agency, events[0].year
        cells: dict[str, str | int | None] = {
            "机关": agency or _NO_NAME, "年度": year, "级别": GONE, "问题": title, "说明": _WHY_GONE, "归并编号": key
        }  # fmt: skip
        notes = follow.decided.standings.notes([event for event in decisions if event.evidence == evidence])
        mark = _marked(RowMark("cause", key, evidence, agency, year, title=title), events, cells, notes)
        fields = CauseFields.of_gone(events, notes)
        told = "；".join(f"{event.who}：{RULING_NAMES[event.data['ruling']]}" for event in decisions)
        yield CauseRow("wrong", cells, "", fields, _both(told, fields), mark, GONE)


def _title(events: Iterable[DecisionEvent]) -> str:
    """What the problem was called when it was decided; "" where nobody kept that."""
    return masked_note(next((str(one.data["title"]) for one in events if one.data.get("title")), ""))


def _both(state: str, fields: CauseFields) -> str:
    """Who decided what, and on what people contradict each other of how it is put right (Chinese)."""
    return as_cell("；".join(filter(None, (state, fields.unsettled))))


def handled_cells(fields: CauseFields) -> list[str]:
    """How a cause is put right, column by column."""
    return [fields.handled.get(name, "") for name in HANDLED]
