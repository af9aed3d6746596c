"""What words like “全部” hold of: what the clause itself names, or the number nearest to it that can be divided so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.match.claims._paragraph import ParagraphState, ReadNumber
from audit.match.claims.frames import Dimensions, dimensions_of, subject
from audit.match.claims.lexicon import ClauseSpan, Tag
from audit.match.claims.scope import ScopeReader
from audit.match.claims.sets._setwords import set_words, tags_of
from audit.patterns import regex

_KINDS = ("flow", "result", "column", "case", "outcome")
_STARTED = frozenset(("received", "accepted", "handled", "in_hand", "carried_in"))
_APPLY = regex("提出|提交|申请")
#: Between two numbers that are spoken of together: “收到104件，连同上年结转的5件”.
_JOINED = regex("[^，。；]{0,12}(?:和|与|及|，?连同|，?加上|，?以及)")
_MARK = regex("[，；。:]")
_ROLES_ASIDE = ("base", "step", "times", "whole")


@dataclass(slots=True)
class Predicate:
    """What a statement says of all: the ``kind`` of tag and its ``names``, in the words from ``start`` to ``end`` (“全部维持”).

    ``subject`` are tags behind “all” that tell what it holds of (“全部行政诉讼案件已审结”); ``none`` says that it holds of none.
    """

    kind: str
    names: tuple[str, ...]
    start: int
    end: int
    subject: list[Tag] = field(default_factory=list)
    none: bool = False


#: What is spoken of (the nearest, then wider readings), the numbers that count it, and what is taken away.
Divided = tuple[list[Dimensions], list[ReadNumber], tuple[str, ...]]


def read_wholes(
    reader: ScopeReader,
    paragraph: ParagraphState,
    sentence: tuple[int, int],
    clause: ClauseSpan,
    *,
    predicate: Predicate,
    own: Dimensions,
    begin: int,
) -> Divided | None:
    """What the statement is on; ``own`` is what its clause names from ``begin`` on, behind the last number in it."""
    text = paragraph.frames.text
    before = [item for item in paragraph.numbers_read_in(sentence) if item.number.end <= predicate.start]
    counted = [item for item in before if _is_counted(item)]
    found: Divided | None
    if own and begin == clause.start:
        found = _of_own(own, predicate, counted)
    elif is_rest(text, sentence[0], counted, (begin, predicate.start)):
        found = _of_rest(predicate, counted)
    else:
        found = _of_numbers(text, predicate, counted or _of_sentence_before(paragraph, sentence, clause))
    if found:
        return found
    return _of_any(predicate, counted) if counted else _of_clauses(reader, text, sentence, clause, predicate)


def is_rest(text: str, start: int, counted: Sequence[ReadNumber], place: tuple[int, int]) -> bool:
    """Whether the words at ``place`` speak of what is left of a whole: “其余均”, “除1件结转外均”."""
    words = set_words()
    first = counted[0].number.end if counted else start
    return bool(words.rest.search(text, *place) or words.excepted.search(text, first, place[1]))


def divides(predicate: Predicate, kind: str) -> bool:
    """Whether words of ``kind`` before “all” tell what is divided."""
    if predicate.kind in ("outcome", "case"):
        return kind == "case"
    return kind in ("flow", "result", "column") and (kind != predicate.kind or kind == "result")


def _is_counted(item: ReadNumber) -> bool:
    """Whether the number counts things of this year: no share, no change, no number of an earlier year."""
    return item.number.unit not in ("", "%") and (item.claim is None or item.claim.role not in _ROLES_ASIDE)


def _of_own(own: Dimensions, predicate: Predicate, counted: Sequence[ReadNumber]) -> Divided | None:
    """What the clause's own words name, with the number in the sentence that counts the same."""
    for item in reversed(counted):
        whole = _dimensions(item)
        if whole and all(whole.get(kind) == names for kind, names in own.items()) and _fits(whole, predicate):
            return [whole], [item], ()
    return ([own], [], ()) if _fits(own, predicate) else None


def _of_rest(predicate: Predicate, counted: Sequence[ReadNumber]) -> Divided | None:
    """The first number of which they can speak, and the subjects that the numbers behind it take away from it."""
    for place, item in enumerate(counted):
        whole = _dimensions(item)
        if whole and _fits(whole, predicate):
            taken = [other.claim.subject or "" for other in counted[place + 1 :] if other.claim]
            return ([whole], [item], tuple(taken)) if all(taken) else None
    return None


def _of_numbers(text: str, predicate: Predicate, counted: Sequence[ReadNumber]) -> Divided | None:
    """The nearest number before the words of which they can speak; cases counted before it may be included as well."""
    backwards = counted[::-1]
    place = _nearest(text, predicate, backwards)
    return None if place is None else _with_joined(text, predicate, backwards[place:])


def _nearest(text: str, predicate: Predicate, backwards: Sequence[ReadNumber]) -> int | None:
    """The place of the first of the numbers, from the words back, of which they can speak; None where they are of another."""
    for place, item in enumerate(backwards):
        whole = _dimensions(item)
        if whole is None:
            return None
        if _fits(whole, predicate):
            return place
        if not _MARK.search(text, item.number.end, predicate.start):
            return None  # “2件已审结、2件尚在审理中”: the number's own words
    return None


def _with_joined(text: str, predicate: Predicate, backwards: Sequence[ReadNumber]) -> Divided | None:
    """The first of the numbers with those before it that are spoken of together: “收到104件，连同上年结转的5件”."""
    nearest = _dimensions(backwards[0]) or {}
    wider, items = [nearest], [backwards[0]]
    for item in backwards[1:]:
        whole = _dimensions(item)
        if whole is None or "；" in text[item.number.end : backwards[0].number.start]:
            break
        if not _fits(whole, predicate):
            continue
        if predicate.kind == "flow" and _JOINED.match(text, item.number.end, backwards[0].number.start):
            flows = tuple(dict.fromkeys((*whole.get("flow", ()), *nearest.get("flow", ()))))
            wider, items = [{**nearest, "flow": flows}], [item, *items]
        elif predicate.kind == "outcome":
            cases = tuple(dict.fromkeys((*whole["case"], *wider[-1]["case"])))
            wider.append({**nearest, "case": cases})
    return wider, items, ()


def _of_sentence_before(
    paragraph: ParagraphState, sentence: tuple[int, int], clause: ClauseSpan
) -> Sequence[ReadNumber]:
    """The last number of the sentence before, where the words open theirs (“……3件。均获维持。”)."""
    last = [item for item in paragraph.numbers_read if item.number.start < sentence[0]][-1:]
    return last if clause.start == sentence[0] and last and _is_counted(last[0]) else ()


def _of_clauses(
    reader: ScopeReader, text: str, sentence: tuple[int, int], clause: ClauseSpan, predicate: Predicate
) -> Divided | None:
    """What a clause before names without a number: “因信息公开引发的行政诉讼，经审理，全部维持”."""
    if (
        predicate.kind == "column"
        and set_words().only.match(text, predicate.start)
        and _APPLY.search(text, predicate.start, predicate.end)
    ):
        return [{"flow": ("received",)}], [], ()
    if predicate.kind != "outcome" or "；" in text[sentence[0] : clause.start]:
        return None
    named = dimensions_of(text, tags_of(text, sentence[0], clause.start, reader.year))
    return ([{"case": named["case"]}], [], ()) if "case" in named and "outcome" not in named else None


def _of_any(predicate: Predicate, counted: Sequence[ReadNumber]) -> Divided | None:
    """The applications of which a sentence counts some: “办结27件，其中……，全部按时办结”."""
    known = [item.claim.subject or "" for item in counted if item.claim]
    of_applications = predicate.kind == "flow" and len(known) == len(counted)
    return ([{"flow": ("received",)}], [], ()) if of_applications and known[-1].startswith("applications.") else None


def _dimensions(item: ReadNumber) -> Dimensions | None:
    """What a number counts; None where that is not known."""
    if item.claim is None:
        return None
    own = {kind: names for kind, names in item.frame.dimensions.items() if kind in _KINDS}
    bare = set(item.frame.dimensions) == {"topic"}
    if bare or (item.claim.subject == "applications.received.total" and not own):
        return {"flow": ("received",)}  # “三件申请”: whether these are all of them, their number tells
    return own if own and item.claim.subject else None


def _fits(whole: Dimensions, predicate: Predicate) -> bool:
    """Whether the statement can be one on all of ``whole``: cases end in an outcome, applications in a result."""
    if predicate.kind in ("outcome", "case"):
        if "case" not in whole:
            return False
        if predicate.kind == "outcome":
            had = whole.get("outcome", ())
            return not had or (had == ("concluded",) and not set(predicate.names) & {"concluded", "pending"})
        return "outcome" not in whole and "suit" in whole["case"] + ("suit",) * (len(whole["case"]) > 1)
    if "case" in whole:
        return False
    if predicate.kind == "flow":
        return bool(set(whole.get("flow", ())) & _STARTED) and not {"result", "column"} & set(whole)
    if predicate.kind == "column":
        return "column" not in whole and bool({"flow", "result"} & set(whole))
    groups = whole.get("result", ())
    if groups:
        return len(groups) == 1 and all(name.startswith(f"{groups[0]}.") for name in predicate.names)
    return bool({"flow", "column"} & set(whole))


def subjects_of_pair(whole: Dimensions, predicate: Predicate) -> tuple[str, str] | None:
    """Two subjects: of the whole, and of the part that all of it is said to be."""
    names, first = predicate.names, subject(whole)
    if predicate.kind == "flow":
        second: str | None = "applications.concluded.total"
    elif predicate.kind == "result":
        base = {kind: n for kind, n in whole.items() if kind == "column"}
        second = subject({**base, "result": names})
    else:
        second = subject({**whole, predicate.kind: names})
    return (first, second) if first and second and first != second else None
