"""What people decided, in words: how a cause stands, how far the review is, who did what and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from audit.causes import Cause, Problem
from audit.decisions import (
    KIND_NAMES,
    OF_MATERIAL,
    ON_UNITS,
    RULING_NAMES,
    STAGE_NAMES,
    STATE_NAMES,
    DecisionEvent,
    EventKind,
    Standing,
    step_name,
)
from audit.ledgerrows import CHINA
from audit.persons import masked_note
from audit.rulings import ReportRulings, adoption, by_whom, carried, day, replaced
from audit.text import clauses

#: What is said of a page that no inspector has looked at yet.
UNREVIEWED = "未经人工复核"
#: Said once where names stand: nobody is asked for a password.
NAMES_RECORDED = "姓名为录入时所填，未经身份验证。"
#: What a standing that does not count needs (Chinese).
_NEEDS = {
    "pending": "尚待查明",
    "disputed": "认定不一致，未计入",
    "lapsed": "所据内容已改变，原认定不再适用，须重新认定",
}
#: How a standing looks; one that needs something looks alike whatever it is.
_STYLES = {"open": "", "confirmed": "confirmed", "dismissed": "dismissed"}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as pages print it: what was decided, by whom, on which day, the reason of a list, the note, the proposal as a person worded it, what it was taken over from."""

    ruling: str
    who: str
    day: str
    reason: str
    note: str
    proposal: str = ""
    adopted: str = ""

    @property
    def head(self) -> str:
        """What was decided, by whom, on which day (Chinese): “属实，张三，2025-02-03”."""
        return "，".join(filter(None, (self.ruling, self.who, self.day, self.adopted)))

    def words(self) -> str:
        """All of it in one line (Chinese): “属实，张三，2025-02-03：与原件核对”."""
        proposal = f"改正意见：{self.proposal}" if self.proposal else ""
        why = clauses(self.reason, self.note, proposal)
        return f"{self.head}：{why}" if why else self.head


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """How a cause stands, as a card prints it: the state in code and in Chinese, what it needs, the decisions by which it is so.

    ``carried`` (Chinese) are the note and the proposal that stand and were entered with an earlier decision, each with its author and day;
    ``overruled`` says in whose place the decision came that others had made otherwise.
    """

    state: str
    name: str
    needs: str
    by: Sequence[DecisionLine]
    carried: Sequence[str] = ()
    overruled: str = ""

    @property
    def told(self) -> Sequence[str]:
        """Each decision, and what is carried, in one line (Chinese)."""
        return [*(one.words() for one in self.by), *filter(None, (self.overruled,)), *self.carried]

    @property
    def css(self) -> str:
        """The class of the style sheet."""
        return _STYLES.get(self.state, "unsettled")


def decision(standing: Standing, *, used: bool, cause: Cause | None = None) -> ShownDecision | None:
    """How ``cause`` stands; None where nobody has decided anything and people keep no record, which is then not ``used``."""
    if standing.state == "open" and not used:
        return None
    lines = [line(event) for event in standing.by]
    needs = _NEEDS.get(standing.state, "") or uncharged(standing, cause)
    return ShownDecision(
        standing.state, STATE_NAMES[standing.state], needs, lines, carried(standing), overruling(standing)
    )


def overruling(standing: Standing) -> str:
    """In whose place a decision came that others had made otherwise (Chinese): “仲裁，代替张三的“不属实””; "" where there is nothing."""
    told = replaced(standing.overruled) if standing.ruling else ""
    return f"仲裁，{told}" if told else ""


def uncharged(standing: Standing, cause: Cause | None) -> str:
    """Why a confirmed cause is no fault of this organ (Chinese); "" where it is one."""
    if standing.state != "confirmed" or cause is None or cause.is_charged:
        return ""
    return ON_UNITS if cause.is_on_units else OF_MATERIAL


def line(event: DecisionEvent) -> DecisionLine:
    """A decision on a cause, a step of the review, or whatever else somebody entered, with its own words."""
    ruling = event.data.get("ruling")
    name = next((words for key, words in RULING_NAMES.items() if key == ruling), "")
    name = step_name(event) if event.kind == "review" else name
    return DecisionLine(
        name,
        masked_note(event.who),
        day(event),
        masked_note(str(event.data.get("reason") or "")),
        masked_note(event.note),
        masked_note(str(event.data.get("proposal") or "")),
        adoption(event),
    )


#: Kinds of what may be another organ's that one person takes over for this one: steps of the review are for three to take.
ADOPTED: frozenset[EventKind] = frozenset(("decision", "handling", "points", "correction", "finding", "assignment"))


def unsure(events: Sequence[DecisionEvent]) -> str:
    """What was entered under a name that may be another organ's too (Chinese); "" where there is nothing."""
    if not events:
        return ""
    names = "”“".join(dict.fromkeys(event.agency for event in events if event.agency))
    under = f"录入时的机关名称为“{names}”，" if names else "录入时没有机关名称，"
    kinds = Counter(KIND_NAMES[event.kind] for event in events)
    told = "、".join(f"{name}{number}条" for name, number in kinds.items())
    return (
        f"另有人工记录（{told}）没有计入：{under}分不清属于本机关还是同名的其他机关。"
        "确为本机关的，可以在核查台上沿用、在名录中将该名称列为别名，或者重新认定。"
    )


def today() -> dt.date:
    """The day of an audit, by the same clock as the days of decisions."""
    return dt.datetime.now(CHINA).date()


def review_state(rulings: ReportRulings, problems: Sequence[Problem], *, is_alone: bool = False) -> str:
    """How far a report's review is (Chinese): the last step with who did it, else how much was decided; before the last one it says so.

    Where it ``is_alone``, with none of ``review_steps`` beside it, it also says who sent the report back, and why.
    """
    if rulings.reviewing:
        return _stage(rulings, is_alone=is_alone)
    if not rulings.used:
        return UNREVIEWED
    if not problems:
        return "人工补充后" if rulings.findings else UNREVIEWED
    counts = rulings.counts(problems)
    return UNREVIEWED if counts.is_untouched else f"人工{counts.words(apart=False)}"


def stage_name(rulings: ReportRulings) -> str:
    """The step that the review has passed (Chinese); "" where there is none."""
    return f"{STAGE_NAMES[rulings.stage]}已完成" if rulings.stage else ""


def returned(rulings: ReportRulings) -> str:
    """The step of the review that has sent the report back (Chinese), as long as nobody has passed one since; "" where there is none."""
    last = rulings.steps.returned
    return step_name(last) if last else ""


def review_short(rulings: ReportRulings) -> str:
    """How far the review is where there is one, and how much was entered since (Chinese): “终审通过，终审后又录入2次”."""
    if not rulings.reviewing:
        return ""
    return "，".join(filter(None, (rulings.steps.state, _more(rulings))))


def review_steps(rulings: ReportRulings) -> list[str]:
    """Every step of the review that was taken, the earliest first, with who took it, on which day, and the opinion as it was written (Chinese)."""
    return ["：".join(filter(None, (one.head, one.note))) for one in map(line, rulings.moves)]


def review_days(rulings: ReportRulings) -> list[str]:
    """The same steps as they may leave the office (Chinese): which, and on which day; who took them and why is the office's own."""
    return [f"{step_name(move)}，{day(move)}" for move in rulings.moves]


def _more(rulings: ReportRulings) -> str:
    since = len(rulings.since)
    return f"{STAGE_NAMES[rulings.stage]}后又录入{since}次" if rulings.stage and since else ""


def _stage(rulings: ReportRulings, *, is_alone: bool) -> str:
    if again := rulings.steps.again:
        back = rulings.moves[-1]
        why = f"：{clauses(masked_note(back.note))}" if back.note else ""
        told = f"（{by_whom(back)}{why}）" if is_alone else ""
        return "，".join(filter(None, (f"{rulings.steps.state}{told}", f"待重新{STAGE_NAMES[again]}", _more(rulings))))
    if rulings.stage is None:
        done = "未经初审"
    else:
        by = rulings.steps.passed[rulings.stage]
        since = f"；此后又录入{count}次" if (count := len(rulings.since)) else ""
        done = f"{STAGE_NAMES[rulings.stage]}已完成（{by.who}，{day(by)}{since}）"
    return done if rulings.stage == "final" else f"{done}，未经终审"
