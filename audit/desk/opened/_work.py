"""One opened review: what was found on its reports, and what people decide on it, event by event."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from audit import decisions, rulings, score
from audit.assessment import Assessment, Examined, Intake
from audit.causes import Problems
from audit.decisions import DecisionEvent, DecisionSubject, Entry, EventKind, OvertakenError, TakenOver
from audit.desk._asked import NOTHING_SEEN, Answered, Asked
from audit.desk._faults import told_as_own
from audit.desk.choosing import Given
from audit.desk.kept import CauseEvidence, KeptEvents, refuse_unseen
from audit.desk.opened._index import RowIndex
from audit.desk.opened._pictures import Pictures
from audit.desk.opened._reportfiles import ReportFiles
from audit.desk.opened._states import ReviewStates
from audit.desk.rows import DeskRow, assessed_rows, row_id, shown_row, sort_of, tell_apart, worst_first
from audit.errors import AuditError, UsageError
from audit.model import Report
from audit.rulings import ReportRulings, ReviewOrgans

#: Kinds of events by which reports read otherwise, or others are compared.
_CHECKED_AGAIN: frozenset[EventKind] = frozenset(("correction", "choice"))
#: How often an entry is made anew since others wrote meanwhile, on other things.
_MOST_TRIALS = 20
_STALE = "工具内部出错，未能按新近的更正或选定重新核对，所列仍是此前的核对结果，请重新打开核查内容"
#: Why nothing is entered by who looks at what was open before.
_OF_BEFORE = (
    "核查内容在本次录入所依据的显示之后重新读取过，没有写入。请核对现在所示的内容后再办理；页面没有更新的，请刷新。"
)
#: What is told at a report that could not be checked again, and why no result is made of it.
STALE = f"{_STALE}。"
_NOT_MADE = f"{_STALE}后再生成；或选“全部结果”，由工具重新读取和核对。"


class Work:
    """A review that is open at the desk: ``review`` is the assessment with what had been decided when it was opened.

    What is decided since changes the rows that it is about and nothing else. ``kept`` is the record.
    """

    def __init__(self, review: Assessment, kept: KeptEvents, given: Given, as_read: Sequence[Report]) -> None:
        """``as_read`` are the reports as they were read, without the cells that people corrected."""
        self.given, self.kept = given, kept
        #: What the browser looks at: the id of a row, and the key of a problem.
        self.looked = ("", "")
        #: The id of the row that is set beside it, "" for none; the row that was told in full last, in which state.
        self.beside, self.told = "", ("", 0)
        #: By what name this opening goes, which no other has; what whoever sits here has in sight.
        self.opening, self.seen = uuid.uuid4().hex, NOTHING_SEEN
        #: The last event that was known when this was opened.
        self.began = kept.last
        #: The event on which it was said that it would be taken back, and was not yet.
        self.to_undo = ""
        #: Pictures of what problems concern, and of cells that are to be corrected; None where nobody looks.
        self.pictures: Pictures | None = None
        self.cell_pictures: Pictures | None = None
        self._as_read, self.files = as_read, ReportFiles()
        self._changed = set[str]()
        self._evidence, self._states = CauseEvidence(), ReviewStates()
        self.rows, self.order = dict[str, DeskRow](), list[str]()
        self._take(review)

    def _take(self, review: Assessment) -> None:
        rows = {row.id: row for row in assessed_rows(review, self.rows)}
        tell_apart(rows.values(), review)
        order = (
            [row.id for row in worst_first(rows.values(), review)] if rows.keys() != self.rows.keys() else self.order
        )
        organs = ReviewOrgans(review.corpus, review.causes, review.absent_causes)
        index = RowIndex(rows.values(), organs)
        # All of it or, where any of it fails, none.
        self.review, self.rows, self.order, self.organs, self._index = review, rows, order, organs, index
        #: By sort how many causes are undecided in the whole review.
        self.alike = Counter(sort for row in rows.values() for sort in _undecided(row))
        self._states.check()
        self._evidence.take(self.rows.values(), self.kept.last)

    @property
    def who(self) -> str:
        """Whoever decides here."""
        return self.given.who

    def row(self, name: str) -> DeskRow:
        """The row with the id ``name``; UsageError, in Chinese, where there is none."""
        if name not in self.rows:
            raise UsageError("这份报告不在本次核查范围内，没有办理。请刷新页面后重试。")
        return self.rows[name]

    def state(self, *names: str) -> int:
        """To which state of the review what is shown of the rows with these ids belongs; another number when that may have changed."""
        return self._states.of(*names)

    def examined(self, row: DeskRow) -> Examined:
        """Everything found on the report of ``row``, with what is decided at present; UsageError for an agency without a report."""
        if row.report is None:
            raise UsageError(f"“{row.name}”没有可以读取的报告。")
        scores = {row.source: row.score} if row.score else {}
        now = replace(self.review, rulings={row.source: row.rulings}, scores=scores)
        return now.examine(row.report, row.outcomes, self._disputed)

    def _disputed(self, source: str) -> frozenset[str] | None:
        row = self.rows.get(row_id(source))
        return row.problems.disputed if row else None

    def assessment(self) -> Assessment:
        """The whole review with what is decided at present, as a batch would find it; UsageError, in Chinese, where it could not be checked again."""
        if any(row.is_stale for row in self.rows.values()):
            raise UsageError(_NOT_MADE)
        known = self.kept.whole()
        every = list(self.rows.values())
        return replace(
            self.review,
            terms=replace(self.review.terms, decided=known),
            rulings={row.source: row.rulings for row in every if row.report},
            absent_rulings=known.on_absent(self.review.absent_causes, self.organs),
            **known.beside(self.review.year, self.organs, [report for report, _ in self.review.audited])._asdict(),
            scores={row.source: row.score for row in every if row.score},
        )

    def intake(self) -> Intake:
        """Who has filed, by what is decided at present, and which of the reports count."""
        held = {key: one for row in self.rows.values() if not row.report for key, one in row.rulings.standings.items()}
        return replace(self.review, absent_rulings=ReportRulings(held)).intake()

    def subject(
        self, row: DeskRow, about: str = "", evidence: str = "", former: tuple[str, ...] = ()
    ) -> DecisionSubject:
        """What an entry on the report of ``row`` is about."""
        agency = row.rulings.organ if row.report else row.name
        return DecisionSubject(agency, row.year, about, evidence, former, row.rulings.names)

    def subject_of(self, row: DeskRow, key: str) -> DecisionSubject:
        """What a decision on the cause ``key`` of ``row`` is about; UsageError, in Chinese, where there is none."""
        problem = row.problem(key)
        if problem is None or problem.cause is None:
            raise UsageError("这一问题已不在报告中，没有办理。请刷新页面后重试。")
        return self.subject(row, problem.cause.key, problem.cause.evidence, problem.cause.former)

    def enter(self, entries: Sequence[Entry]) -> set[str]:
        """Keep ``entries`` by whoever decides here, several as one group, all or none; the ids of the rows that have changed.

        UsageError or DecisionsError, in Chinese, where they cannot be kept: nothing has changed then but what others entered.
        So it is where what is in sight is of an earlier opening, where somebody else entered something on the same that is not in sight, or what it rests on has changed, and where
        the file of a report holds something else by now.
        """
        if self.seen.opening != self.opening:
            raise UsageError(_OF_BEFORE)
        who = decisions.person(self.who)
        # Two reports of one organ and year may be about one thing, which is entered, and taken back, once.
        entries = list({(one.kind, one.subject, one.data.get("undone")): one for one in entries}.values())
        if len(entries) > 1:
            group = str(uuid.uuid4())
            entries = [entry if entry.group else replace(entry, group=group) for entry in entries]
        self.files.demand_as_read(row for one in entries for row in self._index.on(one.subject))
        for _ in range(_MOST_TRIALS):
            self.catch_up()
            refuse_unseen(entries, self.kept, self._evidence, self.seen.last)
            try:
                self.kept.add(entries, who)
            except OvertakenError:
                continue
            self._take_in(self.kept.told())
            return self.changed()
        raise UsageError("多人同时录入，本次没有写入。请再试一次。")

    def take_over(self, events: Sequence[DecisionEvent]) -> TakenOver:
        """Take over ``events`` from another record; what became of them."""
        try:
            return self.kept.take_over(events)
        finally:
            self._take_in(self.kept.told())

    def catch_up(self) -> None:
        """Take in what others entered meanwhile; DecisionsError where the record cannot be read."""
        self.kept.look()
        self._take_in(self.kept.told())

    def missed(self) -> str:
        """Take in what others entered, where that is not in vain; why it is (Chinese), or "": what is known stands as it was in the record."""
        try:
            # Whoever looks for what others entered may have read the record the next moment.
            if vain := self.kept.in_vain:
                return str(vain)
            self.catch_up()
        except AuditError as error:
            return str(error)
        return ""

    def changed(self) -> set[str]:
        """The ids of the rows that have changed since this was asked last."""
        found, self._changed = self._changed & self.rows.keys(), set()
        return found

    def rows_of(self, event: DecisionEvent) -> list[DeskRow]:
        """The rows that an event may change."""
        return self._index.of(event)

    def is_own(self, row: DeskRow, event: DecisionEvent) -> bool:
        """Whether an event that may change ``row`` is on its organ, and not perhaps on another one of the same own name."""
        claims, whose = self.organs.claims, self.organs.of(row.report) if row.report else self.organs.named(row.name)
        if event.kind == "choice" and row.source in self.organs.filed:
            whose, _ = self.organs.filed[row.source]
        claim = claims.on_cause if event.kind in ("decision", "handling") else claims.on_report
        return claim(event, whose) == "ours"

    def own_rows(self, event: DecisionEvent) -> list[DeskRow]:
        """The rows that an event is on."""
        return [row for row in self.rows_of(event) if self.is_own(row, event)]

    def _take_in(self, events: Sequence[DecisionEvent]) -> None:
        """Have the rows stand as the record has them with ``events``, which are new in it."""
        if not events:
            return
        changed = {row.id: row for event in events for row in self.rows_of(event)}
        kinds = {self.kept.kind_of(event) for event in events}
        if kinds & _CHECKED_AGAIN and self._check_again():
            self._changed |= set(changed)
            return
        if "review" in kinds:
            # That reports of a year are passed on from step to step is said of each of them.
            changed |= {row.id: row for row in self.rows.values() if row.rulings.reviewing != self._is_reviewing(row)}
        for row in self.rows.values():
            if not row.rulings.used:
                row.rulings = replace(row.rulings, used=True)
        for row in changed.values():
            self._stand(row)
        self._changed |= set(changed)

    def _stand(self, row: DeskRow) -> None:
        """Have ``row`` stand as the record has it."""
        self.alike.subtract(_undecided(row))
        known = self.kept.on(row.keys, self._index.names(row))
        if row.report is None:
            row.rulings = replace(known.on_absent(row.causes, self.organs), used=bool(self.kept))
        else:
            found = known.on(row.report, row.causes, self.organs)
            row.rulings = replace(found, used=bool(self.kept), reviewing=self._is_reviewing(row))
        row.problems = Problems(row.outcomes, row.causes, row.rulings.verdicts)
        self.alike.update(_undecided(row))
        row.score = self._scored(row)
        # What is shown of a report shows its other years too.
        self._states.stand(self._index.beside(row))

    def _is_reviewing(self, row: DeskRow) -> bool:
        return row.report is not None and row.year in self.kept.reviewing

    def _scored(self, row: DeskRow) -> score.Score | None:
        rubric = self.review.terms.rubric
        if row.score is None or rubric is None:
            return None
        agency, year = (row.report.agency, row.report.year) if row.report else (row.name, self.review.corpus.year)
        # The manual items of who has no report are nobody's to award.
        whose = (agency, year) if row.report else (None, None)
        counted = rulings.for_score(row.rulings, *whose, rubric)
        return score.score(rubric, row.outcomes, row.causes, counted, agency=agency, year=year)

    def foreseen(self, entry: Entry) -> list[DeskRow]:
        """The rows as they would stand with ``entry``, of which reports are checked again, in their order; nothing is changed."""
        from audit.desk.opened._again import checked_again  # noqa: PLC0415 – as below

        review = checked_again(self.review, self._as_read, self.kept.foreseen(entry, self.who))
        found = {row.id: row for row in assessed_rows(review, self.rows)}
        return [found[name] for name in self.order if name in found]

    def _check_again(self) -> bool:
        """Check anew what rests on cells that people corrected since, or on which report counts, or took that back; whether that could be done.

        Where we fail ourselves, what was entered is kept all the same: the rows stand as they were, and say so until this succeeds.
        """
        from audit.desk.opened._again import checked_again  # noqa: PLC0415 – most days nobody corrects a cell

        before = {name: shown_row(row) for name, row in self.rows.items()}
        try:
            self._take(checked_again(self.review, self._as_read, self.kept.whole()))
        except Exception as error:  # whatever it is, the desk goes on
            told_as_own(error)
            for row in self.rows.values():
                row.is_stale = True
            self._states.check()
        self._changed |= {name for name, row in self.rows.items() if shown_row(row) != before.get(name)}
        return not any(row.is_stale for row in self.rows.values())


def _undecided(row: DeskRow) -> list[str]:
    """The sorts of the row's problems on which nobody has decided."""
    return [sort_of(one) for one in row.problems.all if one.cause and row.standing(one).state == "open"]


#: What is done with an opened review on a verb of the browser; AuditError, in Chinese, says why it is not done.
WorkVerb = Callable[[Work, Asked], Answered]
