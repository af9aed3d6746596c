"""How much of what a report's text states in figures was decided: figure by figure, sentence by sentence, with reasons.

What was decided stands in the outcomes; why a figure was not, in the words that its claim keeps.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from audit.document import Place, whole
from audit.findings import Comparison, Outcome
from audit.model import BoundRule, Claim, Report, Scope
from audit.patterns import regex
from audit.text import unspaced
from audit.words import MYRIADS

#: "decided": something was held against the figure, and it agrees or does not; "undecided": held without result;
#: "unjudged": held against nothing.
State = Literal["decided", "undecided", "unjudged"]
Reason = Literal[
    "", "other_year", "cumulative", "part_year", "other_body", "channel", "change", "compared", "nothing_held",
    "narrowed", "excluded", "cases", "part", "doubtful", "rounded", "no_tables", "unread", "blank", "open",
]  # fmt: skip
#: What people read for each reason.
REASON_NAMES: Mapping[Reason, str] = {
    "other_year": "其他年度",
    "cumulative": "多年累计",
    "part_year": "部分时段",
    "other_body": "其他单位",
    "channel": "分渠道",
    "change": "增减变化",
    "compared": "以往年度的对比数",
    "nothing_held": "表格中没有的事项",
    "narrowed": "另有限定的一部分",
    "excluded": "写明不计入",
    "cases": "案件是否因政府信息公开引起不明",
    "part": "所在部分不述统计情况",
    "doubtful": "所指时间、单位或数量不能确定",
    "rounded": "约数",
    "no_tables": "没有统一表格",
    "unread": "表格未能读取",
    "blank": "表格未填",
    "open": "另有其他可能",
}
#: The same in a whole sentence.
REASON_WHY: Mapping[Reason, str] = {
    "other_year": "说的是其他年度，本报告没有该年度的表格",
    "cumulative": "说的是多年累计，表格只列本年度",
    "part_year": "说的是一年中的一段时间，表格只列全年",
    "other_body": "说的是其他单位，表格只列本机关",
    "channel": "说的是个别渠道，表格不分渠道",
    "change": "说的是增减多少，没有可以比较的两年数字",
    "compared": "是用来对比的以往数字，本报告没有该年度的表格",
    "nothing_held": "统一表格没有这一数量，前后文也没有可以比较的数字",
    "narrowed": "句中另有限定，可能只是其中一部分",
    "excluded": "句中写明不计入",
    "cases": "没有写明案件是否因政府信息公开引起",
    "part": "所在部分不述全年统计情况",
    "doubtful": "所指的时间、单位或者数量不能确定",
    "rounded": "是约数，与表格的数字相差不足以判断",
    "no_tables": "报告年度没有统一表格",
    "unread": "对应的表格没有读出，无法比较",
    "blank": "对应的单元格空白，无法比较",
    "open": "还可能指另外的数量或范围，不足以下结论",
}
STATE_NAMES: Mapping[State, str] = {"decided": "已核对", "undecided": "未能确定", "unjudged": "未核对"}
_FAMILIES = ("consistency", "hierarchy")
#: The reason that each scope but “report” and “unclear” gives.
_BY_SCOPE: Mapping[Scope, Reason] = {
    "other_year": "other_year",
    "part_year": "part_year",
    "sub_unit": "other_body",
    "channel": "channel",
    "change": "change",
}
#: What a rule of a bound gives: whatever the scope is, and where it is “unclear”.
_ALWAYS: Mapping[BoundRule, Reason] = {"compared": "compared", "cumulative": "cumulative"}
_BY_BOUND: Mapping[BoundRule, Reason] = {"excluded": "excluded", "cases": "cases", "part": "part"}
_BY_RESULT: Mapping[str, Reason] = {"unread": "unread", "incomplete": "unread", "blank": "blank", "far": "rounded"}


#: A number with the unit behind it; one behind a letter, 第 or “-” is an ordinal or a code, one before 年, 月, 日 and 时 a date.
_NUMBER = regex(
    rf"""
    (?<! [\d第A-Za-z.．\-－—〔（(：:] ) \d+ (?:\.\d+)? \s*[{MYRIADS}]? \s*[余多]? \s*
    (?! [年月日时号条款项届期、.．\d\-] ) [\u4e00-\u9fff]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one figure of the text: ``reason`` says why it is not decided; ``outcomes`` are those on it."""

    claim: Claim
    state: State
    reason: Reason
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many are decided, and of the others how many for each reason, the most frequent first."""

    decided: int = 0
    undecided: Mapping[Reason, int] = field(default_factory=dict)
    unjudged: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are, decided or not."""
        return sum(self.numbers)

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many are decided, undecided and unjudged."""
        return self.decided, sum(self.undecided.values()), sum(self.unjudged.values())

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {"decided": self.decided, "undecided": dict(self.undecided), "unjudged": dict(self.unjudged)}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of a report's text, and the sentences that state them.

    A sentence is decided where one of its figures is, else undecided where one is, else unjudged for the reason of its
    first figure that has another one than “表格中没有的事项”.
    """

    sentences: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {"sentences": self.sentences.as_json(), "figures": self.figures.as_json()}

    def words(self) -> str:
        """Both counts on one line (Chinese)."""
        sentences, figures = self.sentences, self.figures
        if not figures.total:
            return "正文中没有写数字的句子。"
        decided, undecided, unjudged = sentences.numbers
        return (
            f"正文写有数字的{sentences.total}句：已核对{decided}句，未能确定{undecided}句，未核对{unjudged}句；"
            f"其中的数字{figures.total}处，已核对{figures.decided}处。"
        )

    def breakdown(self) -> list[str]:
        """The sentences that are not decided by reason, a line for those undecided and one for those unjudged (Chinese)."""
        counts: dict[State, Mapping[Reason, int]] = {
            "undecided": self.sentences.undecided,
            "unjudged": self.sentences.unjudged,
        }
        return [
            f"{STATE_NAMES[state]}的句子：{'、'.join(f'{REASON_NAMES[reason]}{n}句' for reason, n in found.items())}。"
            for state, found in counts.items()
            if found
        ]


def uncounted(claims: Sequence[Claim]) -> Iterator[str]:
    """The numbers of the sentence of ``claims`` that none of them reads, each with its unit's first character."""
    read = [unspaced(claim.printed or claim.text) for claim in claims]
    for match in _NUMBER.finditer(claims[0].sentence):
        words = unspaced(match[0])
        if not any(words in each for each in read):
            yield words


def judgements(report: Report, outcomes: Iterable[Outcome]) -> list[Judgement]:
    """What became of each claim of ``report``, in printed order."""
    standing = _standing(report.claims, [outcome for outcome in outcomes if outcome.family in _FAMILIES])
    return [_judged(report, claim, standing.get(number, ())) for number, claim in enumerate(report.claims)]


def coverage(report: Report, outcomes: Iterable[Outcome]) -> Coverage:
    """The counts over all claims of ``report``, on which ``outcomes`` were found."""
    figures = judgements(report, outcomes)
    sentences: dict[tuple[Place, str], list[Judgement]] = {}
    for each in figures:
        sentences.setdefault((whole(each.claim.place), each.claim.sentence), []).append(each)
    return Coverage(_count(map(_foremost, sentences.values())), _count(figures))


def together(each: Iterable[Coverage]) -> Coverage:
    """The counts over many reports."""
    every = list(each)
    return Coverage(_sum(one.sentences for one in every), _sum(one.figures for one in every))


def _sum(counts: Iterable[Count]) -> Count:
    decided, undecided, unjudged = 0, Counter[Reason](), Counter[Reason]()
    for one in counts:
        decided += one.decided
        undecided.update(one.undecided)
        unjudged.update(one.unjudged)
    return Count(decided, dict(undecided.most_common()), dict(unjudged.most_common()))


def _foremost(sentence: Sequence[Judgement]) -> Judgement:
    for state in ("decided", "undecided"):
        if found := next((each for each in sentence if each.state == state), None):
            return found
    return next((each for each in sentence if each.reason != "nothing_held"), sentence[0])


def _count(judged: Iterable[Judgement]) -> Count:
    counts: Counter[tuple[State, Reason]] = Counter((each.state, each.reason) for each in judged)
    by_state: dict[State, dict[Reason, int]] = {"undecided": {}, "unjudged": {}}
    for (state, reason), number in counts.most_common():
        if state != "decided":
            by_state[state][reason] = number
    return Count(counts["decided", ""], **{state: by_state[state] for state in ("undecided", "unjudged")})


def _standing(claims: Sequence[Claim], outcomes: Iterable[Outcome]) -> Mapping[int, tuple[Outcome, ...]]:
    """The outcomes on each claim, by its ordinal: those that show characters of it."""
    placed: dict[Place, list[tuple[int, int, int]]] = {}
    for number, claim in enumerate(claims):
        start, end = claim.place.start or 0, claim.place.end or 0
        placed.setdefault(whole(claim.place), []).append((start, end, number))
    spans = {place: sorted(found) for place, found in placed.items()}
    found: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        shown = {each.place for each in outcome.places if each.place.start is not None and not each.role}
        for number in {number for place in shown for number in _within(spans.get(whole(place), ()), place)}:
            found.setdefault(number, []).append(outcome)
    return {number: tuple(each) for number, each in found.items()}


def _within(spans: Sequence[tuple[int, int, int]], place: Place) -> Iterable[int]:
    """The claims at ``place``: the one printed just there, else those that begin within it."""
    first = bisect_left(spans, (place.start or 0,))
    last = bisect_right(spans, (place.end or 0,))
    own = [number for start, end, number in spans[first:last] if (start, end) == (place.start, place.end)]
    return own or [number for _, _, number in spans[first:last]]


def _judged(report: Report, claim: Claim, outcomes: tuple[Outcome, ...]) -> Judgement:
    if any(outcome.verdict != "undecided" for outcome in outcomes):
        return Judgement(claim, "decided", "", outcomes)
    if not outcomes:
        return Judgement(claim, "unjudged", _reason(claim) or _without_tables(report), outcomes)
    results = [outcome.facts.result for outcome in outcomes if isinstance(outcome.facts, Comparison)]
    by_tables = next((_BY_RESULT[result] for result in results if result in _BY_RESULT), None)
    reason = by_tables or _reason(claim)
    return Judgement(claim, "undecided", "open" if reason in ("", "nothing_held") else reason, outcomes)


def _reason(claim: Claim) -> Reason:
    """What the words of a claim give as the reason that it is not decided; "" where they give none."""
    rule = claim.bound.rule if claim.bound else None
    if rule and rule in _ALWAYS:
        return _ALWAYS[rule]
    if claim.scope in _BY_SCOPE:
        return _BY_SCOPE[claim.scope]
    if claim.subject is None:
        return "nothing_held"
    if claim.scope != "report":
        return (_BY_BOUND.get(rule) if rule else None) or ("narrowed" if claim.narrowed else "doubtful")
    return "rounded" if not claim.exact else ""


def _without_tables(report: Report) -> Reason:
    """Why a figure of certain scope was held against nothing."""
    if report.edition is None:
        return "no_tables"
    return "nothing_held" if report.cells else "unread"
