"""Words that say “none”: 未收到申请, 无一件不予处理, 复议、诉讼均为零. What is denied is told by tags, as it is for a number.

It stands behind the negation, or before it where nothing does; what the words leave open (whose column, which cases) comes
from the words before them and from the numbers of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from audit.match.claims._paragraph import ParagraphState
from audit.match.claims.frames import PRIMARY, Dimensions, dimensions_of, subject
from audit.match.claims.lexicon import MAX_LEAD, ClauseSpan, Tag
from audit.match.claims.scope import ScopeReader
from audit.match.claims.sets._negated import FLOWS, MARKS, Negated, denied_by
from audit.match.claims.sets._setwords import around, set_words, tags_of, without_name, words_unknown
from audit.patterns import regex

#: Before a negation that is coordinated with the one before it: “无行政复议、无行政诉讼”.
JOINING = "、和及与或"
#: Who goes to court over what a review decided is one of those that it decided.
_DECIDED = regex("复议决定(?!书)")
#: A sentence on some of them that it names first: “第三方不同意的12件，一律没有公开，也没有部分公开”.
_ON_SOME = regex(r"[^，。；\d]*的\d[\d,]*[^，。；\d]{0,8}，(?![^。；]*(?:另|全年|本年|年内))")
_KINDS_OF_SOME = frozenset(("result", "column", "outcome"))
_AFTER_EVENT = regex("[^，。；]{2,}后，[^，。；]*$")
#: Kinds whose denial of the whole is not taken for that of a part where words beside it are unknown.
_KINDS_OF_WHOLES = frozenset(("topic", "flow", "case", "document", "state", "decision", "fee", "handling", "charge"))
#: Negations of one clause that are looked at; a sentence that somebody wrote has three at most.
_MAX_NEGATIONS = 20


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that ``subject`` is 0, in the characters ``start`` to ``end``; ``certain`` says that it means nothing else.

    ``outcome`` says that no case is said to have ended so (“无一被纠正”): which cases, ``subject`` tells, may be open;
    ``named`` says that its own words name them.
    """

    subject: str
    start: int
    end: int
    certain: bool
    channel: bool = False
    outcome: bool = False
    named: bool = False
    naming: tuple[Tag, ...] = ()


def read_denials(
    reader: ScopeReader, paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan
) -> Iterator[Denial]:
    """The denials of one clause, in printed order: one of each quantity that is denied."""
    whole, first = paragraph.frames.text, sentence[0]
    text = whole[:first] + reader.words.listed.sub(lambda found: " " * len(found[0]), whole[first : clause.end])
    negations = list(islice(set_words().none.finditer(text, clause.start, clause.end), _MAX_NEGATIONS))
    known = tags_of(text, clause.start, clause.end, reader.year) if negations else []
    # “没有现成信息”, “未经复议” are names.
    negations = [match for match in negations if not any(tag.start <= match.start("word") < tag.end for tag in known)]
    joined = [match.start() for match in negations if text[match.start() - 1] in JOINING]
    begin = clause.start
    for match in negations:
        following = bisect_right(joined, match.start())
        stop = joined[following] if following < len(joined) else clause.end
        first, last, end = match.start(), match.end(), min(stop, match.end() + MAX_LEAD)
        left = max(begin, first - MAX_LEAD)
        left = paragraph.behind_numbers(left, first)
        before, behind = tags_of(text, left, first, reader.year), _tags_of_denied(text, last, end, reader.year)
        negation = Negated(reader, paragraph, sentence, text, left, first, last, end, before, behind)
        counted = _is_number(paragraph, match, stop) or _is_of_something_else(negation) or _is_of_number(negation)
        found = [] if counted else _denials_of(negation)
        yield from found
        if found and stop == clause.end:
            return
        begin = stop if stop < clause.end else clause.start


def _is_number(paragraph: ParagraphState, match: re.Match[str], end: int) -> bool:
    """Whether the words of the negation were read as a number (“为零”), or a number stands behind it in its part of the clause."""
    last = paragraph.numbers_read[-1:]
    read = any(item.claim and match.start() <= item.number.start < match.end() for item in last)  # “为零”
    return read or bool(paragraph.beginning(match.end(), end))


def _is_of_number(negation: Negated) -> bool:
    """Whether the number right before it is what is said not to be dealt with: “对13件申请没有处理”."""
    at_number = any(number.end == negation.begin for number in negation.paragraph.numbers)
    return (
        at_number
        and negation.text[negation.begin] not in MARKS
        and not dimensions_of(negation.text, negation.behind).keys() - {"flow"}
    )


def _tags_of_denied(text: str, start: int, end: int, year: int | None) -> list[Tag]:
    """The tags of what is denied; letters that ask for information are applications (“申请公开信件”)."""
    found = tags_of(text, start, end, year)
    letters = any(tag.kind == "topic" for tag in found)
    return [
        tag for tag in found if not (letters and tag.kind == "besides" and set_words().letter.match(text, tag.start))
    ]


def _denials_of(negation: Negated) -> list[Denial]:
    """The quantities that the negation denies, where its words leave no doubt that they are these and not parts of them."""
    text, words = negation.text, set_words()
    found = denied_by(negation)
    stop = max((tag.end for tag in negation.behind), default=negation.last)
    if found is None or words_unknown(text, stop, negation.end, (), words.fillers):
        return []
    full, naming = found
    scope = negation.reader.words.scope
    clause = text[negation.begin : negation.end]
    channel = bool(scope["channel"].search(clause)) and not scope["all_channels"].search(clause)
    unnamed = text[: negation.begin] + without_name(negation.reader, text[negation.begin : negation.first])
    vague = words_unknown(unnamed, negation.begin, negation.first, negation.before, words.fillers)
    named_behind = text[: negation.last] + without_name(negation.reader, text[negation.last : negation.end])
    narrowed = words_unknown(named_behind, negation.last, negation.end, negation.behind, words.fillers)
    if (narrowed or (vague and not set(full) <= _KINDS_OF_WHOLES)) and not channel:
        return []
    certain = not vague and not _is_of_some(negation) and not ("case" in full and _is_of_decisions(negation))
    if _is_of_a_line(negation, full):
        return []
    start = min((tag.start for tag in naming if negation.begin <= tag.start < negation.first), default=negation.first)
    named = any(tag.kind == "case" for tag in (*negation.before, *negation.behind))
    return [
        Denial(
            name,
            start,
            negation.last + len(text[negation.last : negation.end].rstrip(MARKS)),
            certain=certain and name != "applications.carried",
            channel=channel,
            outcome="outcome" in full,
            named=named,
            naming=tuple(naming),
        )
        for name in _subjects(full)
    ]


def _is_of_some(negation: Negated) -> bool:
    """Whether the negation speaks only of those mentioned before: “复议后，申请人均未提起诉讼”."""
    some = set_words().some.search(negation.text, negation.begin, min(len(negation.text), negation.last + 2))
    decided = _DECIDED.search(negation.text, negation.sentence[0], negation.end)
    items = negation.paragraph.numbers_read_in(negation.sentence)
    if (
        items
        and _ON_SOME.match(negation.text, negation.sentence[0])
        and _KINDS_OF_SOME & items[0].frame.dimensions.keys()
    ):
        return True
    return (
        some is not None
        or decided is not None
        or _AFTER_EVENT.search(negation.text, negation.sentence[0], negation.first) is not None
    )


def _is_of_decisions(negation: Negated) -> bool:
    """Whether the sentence is on decisions of 表二 alone, so that the cases that it denies are those against them: “行政强制34件，无复议、诉讼”."""
    counted = [item.frame.dimensions for item in negation.paragraph.numbers_read_in(negation.sentence)]
    if not counted or any("topic" in one or "flow" in one for one in counted):
        return False
    return any("decision" in one for one in counted) and not set_words().own_cause.search(
        negation.text, negation.begin, negation.end
    )


def _is_of_a_line(negation: Negated, full: Dimensions) -> bool:
    """Whether it denies that some applicants are among those of a line named before: “不予公开94件，无自然人申请”, “没有此类申请”."""
    if not set(full) <= {"column", "topic", "flow"} or "column" not in full:
        return False
    counted = [item.frame.dimensions for item in negation.paragraph.numbers_read_in(negation.sentence)]
    return set_words().such.search(negation.text, negation.begin, negation.end) is not None or any(
        "result" in one for one in counted
    )


def _subjects(full: Dimensions) -> list[str]:
    """The quantities that are denied, each by itself where several are named."""
    if "case" in full:
        outcomes = full.get("outcome", ("total",))
        return [f"litigation.{case}.{outcome}" for case in full["case"] for outcome in outcomes]
    several = next((kind for kind in ("result", "decision", "document") if len(full.get(kind, ())) > 1), None)
    if several and full.get(several) != ("granted", "partial"):
        names = [subject({**full, several: (name,)}) for name in full[several]]
    elif not any(kind in full for kind in PRIMARY) and "topic" in full:
        names = ["applications.received.total"]
    else:
        flows = full.get("flow", ())
        came = flows and not set(flows) & FLOWS and not {"result", "column", "state", "decision"} & set(full)
        names = ["applications.received.total"] if came else [subject(full)]
    return [name for name in names if name]


def _is_of_something_else(negation: Negated) -> bool:
    """Whether something else is denied: the cost of suits, the quality of answers, suits over something other than information."""
    text, words = negation.text, set_words()
    stop = max((tag.end for tag in negation.behind), default=negation.last)
    if any(tag.kind == "besides" for tag in negation.behind) or set_words().costs.match(
        negation.paragraph.text, stop, negation.sentence[1]
    ):
        return True
    if words.others.search(around(text, negation.last, negation.end, negation.behind)):
        return True
    if _is_of_decisions(negation) and set_words().led_to.search(text, negation.begin, negation.end):
        return True  # “作出行政处罚7443件，没有引发行政诉讼”
    cause = negation.reader.words.scope["other_cause"].search(text, negation.last, negation.end)
    of = cause["cause"] if cause else ""
    return bool(of) and (not set_words().own_cause.search(of) or set_words().fee_cause.search(of) is not None)
