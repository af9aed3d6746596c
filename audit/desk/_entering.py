"""What is decided at the desk on causes: one, many alike, a note, a proposal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import cast

from audit import decisions
from audit.causes import Problem
from audit.decisions import RULING_NAMES, WORD_NAMES, DecisionEvent, Entry, Ruling
from audit.desk._asked import Answered, Asked
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow, called, headline_of, key_of, sort_of
from audit.desk.showing import changed, standing_words
from audit.errors import UsageError
from audit.ledgerrows import CHINA
from audit.present.html import brief

#: Problems of one kind that are listed at once: more than anybody looks at.
_MOST_ALIKE = 500


def saved(words: str = "") -> dict[str, dict[str, str]]:
    """The part that tells when something was kept, by the clock of Beijing."""
    return {"saved": {"at": dt.datetime.now(CHINA).strftime("%H:%M:%S"), "words": words or "已保存"}}


def after(work: Work, names: Collection[str], row: DeskRow, key: str = "", said: str = "") -> Answered:
    """The answer where something was kept: ``names`` are the ids of the rows that have changed, ``row`` is the one that is shown."""
    return Answered({**changed(work, names, row, key), **saved()}, said)


def after_many(work: Work, names: Collection[str], said: str, words: str = "") -> Answered:
    """The answer where something was kept on several rows; what is looked at is shown. ``words`` say that it was kept."""
    first, key = work.looked
    return Answered({**changed(work, names, work.rows.get(first), key), **saved(words)}, said)


def _decide(work: Work, asked: Asked) -> Answered:
    row, key = work.row(asked.text("agency")), asked.text("key")
    ruling = cast("Ruling", asked.text("ruling"))
    own = _made(work, row, key, ruling)
    # The reason of whoever decides goes on with his decision as far as it is still about the same.
    before = str(own.data.get("reason") or "") if own else ""
    reason, said = asked.text("reason", before), _said(work, row, key, asked)
    if own and reason == before and not said:
        # A key that is pressed again, or held down, says nothing new.
        return Answered(changed(work, (), row, key), f"已认定为“{RULING_NAMES[ruling]}”，没有重复记录。")
    entry = _decision(work, row, key, ruling, {"reason": reason, **said})
    return after(work, work.enter([entry]), row, key)


def _made(work: Work, row: DeskRow, key: str, ruling: Ruling) -> DecisionEvent | None:
    """The decision of whoever works here that a problem is ``ruling``, as long as it holds and nobody contradicts it."""
    problem = row.problem(key)
    standing = row.standing(problem) if problem else decisions.OPEN
    return next((event for event in standing.by if event.who == work.who and standing.ruling == ruling), None)


def _said(work: Work, row: DeskRow, key: str, asked: Asked) -> dict[str, str]:
    """What is said as note and proposal, "" where that is emptied: nothing of what was left out, or is as it stands already."""
    problem = row.problem(key)
    standing = row.standing(problem) if problem else decisions.OPEN
    # What was written on other evidence does not go on.
    standing = standing if standing.ruling or standing.state == "disputed" else decisions.OPEN
    stands = {words: standing_words(standing, words, work.who) for words in WORD_NAMES}
    told = {words: asked.text(words).strip() for words in WORD_NAMES if words in asked.said}
    return {words: text for words, text in told.items() if text != stands[words].strip()}


def _decision(work: Work, row: DeskRow, key: str, ruling: str, said: Mapping[str, str]) -> Entry:
    """A decision on the problem ``key``, with what it is called today: it may be gone when somebody reads of the decision.

    ``said`` are its reason and what it says as note and proposal, "" where that is emptied.
    """
    entry = decisions.decide(
        work.subject_of(row, key),
        cast("Ruling", ruling),
        said.get("note", ""),
        said.get("reason", ""),
        proposal=said.get("proposal", ""),
        emptied=[words for words in WORD_NAMES if said.get(words) == ""],
    )
    problem = row.problem(key)
    return replace(entry, data={**entry.data, "title": headline_of(row, problem)}) if problem else entry


def _note(work: Work, asked: Asked) -> Answered:
    asked.text("note")
    return _reworded(work, asked)


def _propose(work: Work, asked: Asked) -> Answered:
    asked.text("proposal")
    return _reworded(work, asked)


def _reworded(work: Work, asked: Asked) -> Answered:
    """The decision of whoever works here once more, with other words."""
    row, key = work.row(asked.text("agency")), asked.text("key")
    known = _own(work, row, key)
    if known is None:
        problem = row.problem(key)
        by = row.standing(problem).by if problem else ()
        if by:
            raise UsageError(
                f"现有认定不是您一人作出的（{'、'.join(dict.fromkeys(one.who for one in by))}）。请先作出自己的认定，再写备注或改正意见。"
            )
        raise UsageError("请先选属实、不属实或待查，备注和改正意见随认定保存。")
    reason = str(known.data.get("reason") or "")
    entry = _decision(work, row, key, known.data["ruling"], {"reason": reason, **_said(work, row, key, asked)})
    return after(work, work.enter([entry]), row, key)


def _own(work: Work, row: DeskRow, key: str) -> DecisionEvent | None:
    """The decision that holds on a problem, where whoever works here made it alone."""
    problem = row.problem(key)
    standing = row.standing(problem) if problem else decisions.OPEN
    is_own = standing.ruling is not None and len(standing.by) == 1 and standing.who == work.who
    return standing.by[0] if is_own else None


def _alike(work: Work, asked: Asked) -> Answered:
    row = work.row(asked.text("agency"))
    problem = row.problem(asked.text("key"))
    if problem is None:
        raise UsageError("这一问题已不在报告中。请刷新页面后重试。")
    sort = sort_of(problem)
    found = [
        (other, one)
        for other in (work.rows[name] for name in work.order)
        for one in other.problems.all
        if one.cause and sort_of(one) == sort and other.standing(one).state == "open" and one is not problem
    ]
    files = len({other.id for other, _ in found})
    words = f"同类问题还有{len(found)}处未认定，在{files}份报告中。" if found else "没有其他未认定的同类问题。"
    words += f"只列出前{_MOST_ALIKE}处，其余在这些认定之后再列。" if len(found) > _MOST_ALIKE else ""
    return Answered(
        {"alike": {"sort": sort, "words": words, "rows": [_one_alike(*one) for one in found[:_MOST_ALIKE]]}}
    )


def _one_alike(row: DeskRow, problem: Problem) -> dict[str, str]:
    return {
        "agency": row.id,
        "name": called(row),
        "key": key_of(problem),
        "headline": headline_of(row, problem),
        "state": "open",
        "evidence_short": brief(problem.root.message),
    }


def _decide_alike(work: Work, asked: Asked) -> Answered:
    ruling, note = asked.text("ruling"), asked.text("note", "").strip()
    said = {"reason": asked.text("reason", ""), **({"note": note} if note else {})}
    items = dict.fromkeys(asked.pairs("items"))
    if not items:
        raise UsageError("没有选中任何问题。")
    entries = [_decision(work, work.row(name), key, ruling, said) for name, key in items]
    told = f"已将{len(entries)}处认定为“{RULING_NAMES[cast('Ruling', ruling)]}”，可一次撤销。"
    return after_many(work, work.enter(entries), told)


VERBS: Mapping[str, WorkVerb] = {
    "decide": _decide,
    "note": _note,
    "propose": _propose,
    "alike": _alike,
    "decide_alike": _decide_alike,
}
