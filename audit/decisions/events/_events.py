"""What people decide, as events: each is added and none is ever changed or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from audit.errors import UsageError
from audit.patterns import regex
from audit.text.steering import harmless

#: The kinds of events, as they are kept: a decision on a cause, points for a manual item, a corrected cell, a finding added
#: by hand, who does an agency, which of several reports counts, a step of the review, what is put right of a cause, and an earlier
#: event taken back.
EventKind = Literal["decision", "points", "correction", "finding", "assignment", "choice", "review", "handling", "undo"]
KIND_NAMES: Mapping[EventKind, str] = {
    "decision": "认定",
    "points": "人工评分",
    "correction": "更正识读",
    "finding": "人工补充问题",
    "assignment": "分工",
    "choice": "选定报告",
    "review": "审核流转",
    "handling": "整改情况",
    "undo": "撤销",
}
#: What may be decided on a cause.
Ruling = Literal["confirmed", "dismissed", "pending"]
RULING_NAMES: Mapping[Ruling, str] = {"confirmed": "属实", "dismissed": "不属实", "pending": "待查"}
#: What each of them records, and what follows from it for counts, points, pages and ledger (Chinese), as people are told it everywhere.
RULING_MEANINGS: Mapping[Ruling, str] = {
    "confirmed": "所列的问题确实存在（不是说报告所印的数字无误），计为问题，按评分办法扣分，核查页和台账列出改正办法；"
    "“无法核对”“请核实”的认定后同样计为问题，只有须先核对所属单位报告的、因材料不全而无法核对的除外。",
    "dismissed": "所列的问题不存在（包括核实后无误的），不计为问题，不扣分，核查页折叠在问题的最后，台账该行变灰。",
    "pending": "尚待查明，问题数和得分仍按工具的结论，核查页和台账写明待查，查明后再改为属实或不属实。",
}
#: What is said of a confirmed cause that is one of the organ's units, not of its own.
ON_UNITS = "属实与否以所属单位核对为准，不计为本机关的问题"
#: What is said of a confirmed cause that is of the material at hand.
OF_MATERIAL = "所得材料不足以核对，不计为报告的错误，请取得完整的材料后重新核查"
#: Steps of the review, in their order; each may send back to the one before.
Stage = Literal["first", "second", "final"]
STAGE_NAMES: Mapping[Stage, str] = {"first": "初审", "second": "复审", "final": "终审"}
#: What is kept of how a cause is put right: who is to, until when, what they state, what came of it, who looked, whether it is closed.
HANDLING_NAMES: Mapping[str, str] = {
    "unit": "责任单位",
    "person": "责任人",
    "due": "整改期限",
    "statement": "单位说明",
    "result": "整改结果",
    "reviewer": "复核人",
    "closed": "是否销号",
}
#: Of these what can be only one thing: of what several people wrote who did not know of each other nothing holds.
SINGLE_HANDLING = ("due", "closed")
#: What a decision may say beside itself; it stands until a later decision says it otherwise, or empties it.
Words = Literal["note", "proposal"]
WORD_NAMES: Mapping[Words, str] = {"note": "备注", "proposal": "改正意见"}
#: Where a decision keeps which of these it empties, with spaces between them.
_EMPTIED = "emptied"
#: Where an event keeps the former keys of its thing, with spaces between them.
FORMER = "former"
#: Characters of a note, a reason, or one thing that is kept of how a cause is put right; of a person's name.
MAX_NOTE = 2_000
_MAX_NAME = 40
#: How points are written: neither with an exponent nor with more digits than any rubric has, in half or full width.
_POINTS = regex(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
#: What a SHA-256 is written as.
_DIGEST, _HEXADECIMAL = 64, frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """One thing that somebody decided.

    ``uuid`` is its own; ``sequence`` its place in the record that it was read from, 0 before it is kept. ``at`` is the time
    by the clock of whoever decided (ISO 8601, UTC), which nothing goes by. ``about`` is the key of what it is about: a
    cause, a manual item, a cell; "" for the agency as a whole. ``evidence`` is the hash of what was seen then. ``after`` are
    the events on the same that were known
    then; it takes the place of them, a decision of those on the same evidence. ``group`` is shared by events that
    were decided at once. ``data`` holds the rest by kind, see the functions below.
    """

    uuid: str
    kind: EventKind
    who: str
    at: str
    agency: str
    year: int | None
    about: str = ""
    evidence: str = ""
    after: tuple[str, ...] = ()
    group: str = ""
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    version: str = ""
    sequence: int = 0

    @property
    def former(self) -> tuple[str, ...]:
        """The keys that the same thing had before, where the event takes the place of others under these."""
        told = self.data.get(FORMER, "")
        return tuple(told.split()) if isinstance(told, str) else ()

    def said(self, words: Words) -> str | None:
        """What a decision says as its note or proposal; "" where it empties what stood, None where it leaves that."""
        text = self.note if words == "note" else str(self.data.get(words) or "")
        return text or ("" if words in str(self.data.get(_EMPTIED) or "").split() else None)

    def numbered(self, sequence: int) -> DecisionEvent:
        """The same event at a place in a record; written out, since a record is many events."""
        return DecisionEvent(
            self.uuid,
            self.kind,
            self.who,
            self.at,
            self.agency,
            self.year,
            self.about,
            self.evidence,
            self.after,
            self.group,
            self.note,
            self.data,
            self.version,
            sequence,
        )


@dataclass(frozen=True, slots=True)
class DecisionSubject:
    """What an event is about: an agency's report of a year, and there the thing with the key ``about``.

    ``former`` are keys under which events on the same thing may stand, whose place this one takes. ``names`` are others by which
    the agency is known in the review, and no other one: steps of the review under these are on its report.
    """

    agency: str
    year: int | None
    about: str = ""
    evidence: str = ""
    former: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody enters; the record gives it its number, its time, and what it takes the place of."""

    kind: EventKind
    subject: DecisionSubject
    note: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""


def decide(
    subject: DecisionSubject,
    ruling: Ruling,
    note: str = "",
    reason: str = "",
    group: str = "",
    *,
    proposal: str = "",
    emptied: Iterable[Words] = (),
) -> Entry:
    """A decision on the cause whose key is ``subject.about``; ``reason`` is one of a list, ``note`` free words.

    ``proposal`` is what the organ is told to change, where a person words it. A note or proposal that is "" leaves what
    stands, unless it is among what is ``emptied``.
    """
    if ruling not in RULING_NAMES:
        raise UsageError(f"认定应为{'、'.join(RULING_NAMES.values())}之一，不能是“{ruling}”。")
    for name, text in (("理由", reason), ("改正意见", proposal)):
        if len(text) > MAX_NOTE:
            raise UsageError(f"{name}应在{MAX_NOTE}字以内，现有{len(text)}字。")
    worded = {"proposal": harmless(proposal).strip()} if proposal.strip() else {}
    gone = " ".join(name for name in WORD_NAMES if name in set(emptied))
    told = {"ruling": ruling, "reason": harmless(reason), **worded, **({_EMPTIED: gone} if gone else {})}
    return Entry("decision", subject, note, told, group)


def award(subject: DecisionSubject, points: str, note: str = "", *, emptied: bool = False) -> Entry:
    """Points (a decimal number) for the manual item whose key is ``subject.about``; how many there may be, the rubric says.

    A note that is "" leaves what stands with the same points, unless it is ``emptied``.
    """
    read = written_points(points)
    if not read or Decimal(read) != round(Decimal(read), 2):
        raise UsageError(f"分值应为0或更大的数，最多两位小数，不能是“{points}”。")
    return Entry("points", subject, note, {"points": read, **({_EMPTIED: "note"} if emptied else {})})


def written_points(text: str) -> str:
    """The points that somebody wrote, in half width and without zeros that say nothing; "" where it is no number as points are written everywhere."""
    read = text.strip().translate(_HALF_WIDTH)
    return f"{Decimal(read).normalize():f}" if _POINTS.fullmatch(read) else ""


def assign(subject: DecisionSubject, to: str) -> Entry:
    """The agency is for ``to`` to do; "" is nobody."""
    return Entry("assignment", subject, data={"to": to})


def choose(subject: DecisionSubject, file: str, title: str) -> Entry:
    """Of several reports of the agency and year the file with the SHA-256 ``file``, which is called ``title``, is the one that counts."""
    if len(file) != _DIGEST or not set(file) <= _HEXADECIMAL:
        raise UsageError("选定报告须有该文件内容的SHA-256。")
    return Entry("choice", subject, data={"file": file, "title": harmless(title).strip()})


def move(subject: DecisionSubject, stage: Stage, *, passed: bool, note: str = "") -> Entry:
    """The stage of the review was passed, or sent back to the one before."""
    if stage not in STAGE_NAMES:
        raise UsageError(f"审核步骤应为{'、'.join(STAGE_NAMES.values())}之一，不能是“{stage}”。")
    if not passed and not note.strip():
        raise UsageError("退回须说明理由。")
    return Entry("review", subject, note, {"stage": stage, "passed": passed})


def handle(subject: DecisionSubject, told: Mapping[str, str], group: str = "") -> Entry:
    """How the cause ``subject.about`` is put right: all that is known of it, by the words of ``HANDLING_NAMES``."""
    known = {name: text for name in HANDLING_NAMES if (text := harmless(told.get(name, "")).strip())}
    if unknown := set(told) - set(HANDLING_NAMES):
        raise UsageError(f"整改情况没有“{'、'.join(sorted(unknown))}”一项。")
    for name, text in known.items():
        if len(text) > MAX_NOTE:
            raise UsageError(f"{HANDLING_NAMES[name]}应在{MAX_NOTE}字以内，现有{len(text)}字。")
    return Entry("handling", subject, data=known, group=group)


def undo(event: DecisionEvent) -> Entry:
    """Take back ``event``: what it took the place of holds again."""
    if event.kind == "undo":
        raise UsageError("撤销不能再撤销；请重新认定。")
    subject = DecisionSubject(event.agency, event.year, event.about, event.evidence)
    return Entry("undo", subject, data={"undone": event.uuid})


def person(name: str) -> str:
    """The name of whoever decides, as it is recorded; UsageError, in Chinese, where there is none."""
    shown = " ".join(harmless(name).split())
    if not shown:
        raise UsageError("没有填写核查人姓名。请在 gkaudit.toml 中填写 assessor，或用 --who 给出。")
    if len(shown) > _MAX_NAME:
        raise UsageError(f"核查人姓名应在{_MAX_NAME}字以内。")
    return shown


def note(text: str) -> str:
    """A note as it is recorded; UsageError, in Chinese, where it is too long."""
    shown = harmless(text).strip()
    if len(shown) > MAX_NOTE:
        raise UsageError(f"备注应在{MAX_NOTE}字以内，现有{len(shown)}字。")
    return shown
