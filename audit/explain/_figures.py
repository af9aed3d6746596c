"""How the figures of a text were read: by which words, as which quantity, held against which cells, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from audit.coverage import REASON_WHY, STATE_NAMES, Judgement, Reason, State, judgements, uncounted
from audit.document import Place, whole
from audit.findings import SECTION_NAMES, VERDICT_NAMES, Outcome, SaidOfAll
from audit.forms import Form, load
from audit.model import Bound, BoundRule, Claim, NamingWords, Reach, Report, Scope, json_value
from audit.rules import quantity
from audit.text import Value, show

#: What people read for each scope, rule of a bound, reach, and kind of telling word.
_SCOPES: Mapping[Scope, str] = {
    "report": "本机关全年",
    "other_year": "其他年度",
    "part_year": "一年中的一段时间",
    "sub_unit": "其他单位",
    "channel": "个别渠道",
    "change": "增减变化",
    "unclear": "不能确定",
}
_RULES: Mapping[BoundRule, str] = {
    "time": "表示时间的词",
    "cumulative": "表示多年累计的词",
    "body": "表示单位的词",
    "channel": "表示渠道的词",
    "list": "所分解的总数",
    "excluded": "写明不计入的词",
    "bracket": "数字前括号中的词",
    "cases": "没有写明案件因政府信息公开引起",
    "wording": "词语没有写清数的是什么",
    "unnamed": "没有写明数的是处理决定",
    "compared": "与本年度对比的以往数字",
    "again": "回指前文的词",
    "torn": "断开的数字",
    "part": "所在部分不述统计情况",
}
_REACHES: Mapping[Reach, str] = {
    "clause": "到本小句止",
    "item": "到分号或句末止",
    "sentence": "到句末止",
    "list": "到列举结束止",
    "paragraph": "到本段止",
    "section": "到本部分或下一个同级小标题止",
}
#: Cells that people are shown of one figure.
_MAX_CELLS_SHOWN = 6
_SUBJECTS: Mapping[str, str] = {
    "share": "占比",
    "change.growth": "增长",
    "change.decline": "下降",
    "change.base": "对比的以往数字",
    "rate.concluded": "办结率",
    "published.items": "主动公开信息数",
}


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """One figure, or words without a digit, and how it was read.

    ``kind`` is "number", "denial" (“未收到申请”: 0) or "set" (“均按时办结”). ``quantity`` is what it counts, in Chinese, ""
    where nothing that the form holds; ``cells`` are those held against it, or of the usual way of counting where nothing
    was, and ``labels`` what the form calls them. ``told`` are the words that name what is counted, ``bound`` what fixes a
    ``scope`` other than "report", ``narrowed_by`` words that may narrow it to a part. ``outcomes`` are rule and verdict of
    what was found.
    """

    kind: str
    text: str
    value: Value | None
    unit: str
    exact: bool
    subject: str | None
    quantity: str
    cells: tuple[str, ...]
    labels: tuple[str, ...]
    told: tuple[NamingWords, ...]
    scope: Scope
    bound: Bound | None
    narrowed_by: str
    state: State
    reason: Reason
    outcomes: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        bound = self.bound._asdict() if self.bound else None
        return {
            "kind": self.kind,
            "text": self.text,
            "value": json_value(self.value),
            "unit": self.unit,
            "exact": self.exact,
            "subject": self.subject,
            "quantity": self.quantity,
            "cells": list(self.cells),
            "labels": list(self.labels),
            "told": [naming._asdict() for naming in self.told],
            "scope": self.scope,
            "bound": bound,
            "narrowed_by": self.narrowed_by,
            "state": self.state,
            "reason": self.reason,
            "outcomes": [{"rule": rule, "verdict": verdict} for rule, verdict in self.outcomes],
        }

    def words(self) -> list[str]:
        """The same as people read it, a line each (Chinese)."""
        number = "" if self.value is None else f"　数值{'' if self.exact else '约'}{show(self.value)}{self.unit}"
        lines = [f"“{self.text}”{number}"]
        by = "、".join(dict.fromkeys(f"“{naming.words}”" for naming in self.told))
        read_as = self.quantity or "表格中没有的数量"
        lines.append(f"读作：{read_as}{f'（依据{by}）' if by else ''}")
        if self.labels and self.labels != (self.quantity,):
            more = f"等{len(self.labels)}格" if len(self.labels) > _MAX_CELLS_SHOWN else ""
            lines.append(f"对应单元格：{'、'.join(self.labels[:_MAX_CELLS_SHOWN])}{more}")
        lines.append(f"范围：{_SCOPES[self.scope]}{self._bounds()}")
        if self.narrowed_by and self.quantity:
            lines.append(f"可能限定为一部分的词：“{self.narrowed_by}”")
        found = "、".join(f"{rule}{VERDICT_NAMES[verdict]}" for rule, verdict in dict.fromkeys(self.outcomes))
        reasons = "；".join(part for part in (found, self._why()) if part)
        lines.append(f"结果：{STATE_NAMES[self.state]}{f'（{reasons}）' if reasons else ''}")
        return lines

    def _why(self) -> str:
        """Why nothing was decided, in a sentence; what no table counts is open for that, whatever time it is of."""
        if self.state == "unjudged" and not self.quantity:
            return REASON_WHY["nothing_held"]
        return REASON_WHY[self.reason] if self.reason else ""

    def _bounds(self) -> str:
        if self.bound is None:
            return ""
        words = f"“{self.bound.words}”，" if self.bound.words else ""
        reach = _REACHES[self.bound.reach] if self.bound.words else ""
        return f"（{words}{_RULES[self.bound.rule]}{'，' if reach else ''}{reach}）"


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence that states figures, with each of them.

    ``uncounted`` are the numbers with units in which no table counts (处, 轮): they are held against nothing.
    """

    text: str
    section: int
    place: Place
    figures: tuple[ReadFigure, ...]
    uncounted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {
            "text": self.text,
            "section": self.section,
            "place": self.place.as_dict(),
            "figures": [figure.as_json() for figure in self.figures],
            "uncounted": list(self.uncounted),
        }

    def beside(self) -> str:
        """What is said of numbers that are not counted (Chinese); "" where there are none."""
        listed = "".join(f"“{words}”" for words in dict.fromkeys(self.uncounted))
        return f"另有{listed}：统一表格没有以这些单位计的数量，不作核对" if listed else ""

    def words(self) -> str:
        """Where it stands, and what it says (Chinese)."""
        return f"{SECTION_NAMES.get(self.section, '')}　{self.place.describe()}：{self.text}"


def read_sentences(report: Report, outcomes: Sequence[Outcome]) -> tuple[ReadSentence, ...]:
    """The sentences of ``report`` that state figures, and how each was read, on which ``outcomes`` were found."""
    form = load(report.edition) if report.edition else None
    judged = judgements(report, outcomes)
    found = [
        ReadSentence(
            claims[0].sentence,
            claims[0].section,
            whole(claims[0].place),
            tuple(_figures(each, form)),
            tuple(uncounted(claims)),
        )
        for each in _by_sentence(judged)
        if (claims := [judgement.claim for judgement in each])
    ]
    known = {outcome.key for judgement in judged for outcome in judgement.outcomes}
    of_sets = [outcome for outcome in outcomes if isinstance(outcome.facts, SaidOfAll) and outcome.key not in known]
    order = {whole(passage.place): number for number, passage in enumerate(report.passages)}
    return tuple(sorted(_with_sets(found, of_sets, form), key=lambda each: order.get(each.place, len(order))))


def _by_sentence(judged: Sequence[Judgement]) -> Iterator[list[Judgement]]:
    for _, group in groupby(judged, key=lambda each: (whole(each.claim.place), each.claim.sentence)):
        yield list(group)


def _figures(judged: Sequence[Judgement], form: Form | None) -> Iterator[ReadFigure]:
    for judgement in judged:
        claim = judgement.claim
        name, cells = _meaning(claim, form)
        held = next((outcome.cells for outcome in judgement.outcomes if outcome.cells), ())
        yield ReadFigure(
            kind="denial" if claim.denies else "number",
            text=claim.printed or claim.text,
            value=claim.value,
            unit=claim.unit,
            exact=claim.exact,
            subject=claim.subject,
            quantity=name,
            cells=held or cells,
            labels=_labels(held or cells, form),
            told=claim.named_by,
            scope=claim.scope,
            bound=claim.bound,
            narrowed_by=claim.narrowed_by,
            state=judgement.state,
            reason=judgement.reason,
            outcomes=tuple((outcome.rule, outcome.verdict) for outcome in judgement.outcomes),
        )


def _meaning(claim: Claim, form: Form | None) -> tuple[str, tuple[str, ...]]:
    """What the claim's subject is called, and the cells of its usual way of counting."""
    in_tables = quantity(claim.subject, form) if claim.subject and form else None
    if in_tables is None:
        return _SUBJECTS.get(claim.subject or "", ""), ()
    return in_tables.name, in_tables.ways[0].keys


def _labels(cells: Sequence[str], form: Form | None) -> tuple[str, ...]:
    return tuple(form.cells[key].label for key in cells if key in form.cells) if form else ()


def _with_sets(sentences: Sequence[ReadSentence], of_sets: Sequence[Outcome], form: Form | None) -> list[ReadSentence]:
    """The sentences with what each says of all cases or applications; a sentence that says nothing else is added."""
    found = list(sentences)
    for outcome in of_sets:
        place = outcome.places[0].place
        figure = _set(outcome, form)
        at = next((n for n, s in enumerate(found) if s.place == whole(place) and outcome.places[0].raw in s.text), None)
        if at is None:
            text = outcome.facts.text.sentence if isinstance(outcome.facts, SaidOfAll) else ""
            found.append(ReadSentence(text or outcome.places[0].raw, outcome.section or 0, whole(place), (figure,)))
        else:
            one = found[at]
            found[at] = replace(one, figures=(*one.figures, figure))
    return found


def _set(outcome: Outcome, form: Form | None) -> ReadFigure:
    state: State = "undecided" if outcome.verdict == "undecided" else "decided"
    return ReadFigure(
        kind="set",
        text=outcome.places[0].raw,
        value=None,
        unit="",
        exact=True,
        subject=None,
        quantity="对全部案件或申请的说法",
        cells=outcome.cells,
        labels=_labels(outcome.cells, form),
        told=(),
        scope="report",
        bound=None,
        narrowed_by="",
        state=state,
        reason="" if state == "decided" else "open",
        outcomes=((outcome.rule, outcome.verdict),),
    )
