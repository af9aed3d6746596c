"""Sentences that say something of all cases or applications (“均获维持”, “全部办结”), and what they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.findings import Claimed, Evidence
from audit.model import Claim, Passage
from audit.rules import Case
from audit.rules.consistency._paragraphs import between, bounded_at
from audit.text import widened
from audit.words import COUNTY, TOWNS, YEAR

_SENTENCE = re.compile(r"[^。！？]{1,400}")
_UPHELD = re.compile(
    r"(?:均|全部|都)(?:获|获得|被|予以|予|得到|已)?(?:复议机关|人民法院|法院)?(?:判决|决定|裁定)?(?:结果)?维持"
)
#: No case was lost: by itself, or because all were won.
_UNLOST = re.compile(
    r"""
      (?:均|全部|都) 已? (?:获得?|以)? 胜诉
    | (?:均未|均无|未有|未|无|没有)
      (?:发生|出现|产生|被|有|因|一件|任何|案件|行政|复议|诉讼|机关|人民|法院)*
      (?:败诉|纠错|纠正) (?!率)
    """,
    re.VERBOSE,
)
_SETTLED = re.compile(r"(?:均|全部|都)?已(?:全部|经|依法)?审结(?![^，。；]{0,6}\d|的)")
_WAITING = re.compile(
    r"(?:正在|正处于|均在|都在|尚在|仍在)审理(?:之中|过程中|中|阶段)?(?![^，。；]{0,6}\d|的)|(?:均|都|全部)尚?未审结"
)
_DONE = re.compile(
    r"(?:均|全部|都)(?:已)?(?:按时|按期|依法|及时|在(?:法定|规定)(?:期限|时限)内)*(?:予以)?(?:办结|办理完毕)"
)
_OF_CASES: tuple[tuple[Claimed, re.Pattern[str]], ...] = (
    ("unlost", _UNLOST),
    ("settled", _SETTLED),
    ("waiting", _WAITING),
)
_ABOUT_APPLICATIONS = re.compile("依申请公开|信息公开申请")
_ELSEWHERE = re.compile(
    f"上年(?!度?结转)|去年|往年|近年|下属|各(?:{TOWNS}|单位|部门|[{COUNTY}])|建议|提案|信访|投诉|留言|热线|工单"
)
#: Words that name a route, “未经复议直接起诉” and “复议后起诉” being suits.
SUITS = ("suit_direct", "suit_after_review")
_ROUTES = (
    (re.compile("(?<!未经)复议(?!后)"), ("review",)),
    (re.compile("诉讼|起诉|应诉"), SUITS),
)


@dataclass(frozen=True, slots=True)
class Universal:
    """The words that something holds of all, in the ``number``-th place of the report.

    ``routes`` are the cases that they may speak of, as cell keys name them (“suit_direct”), none where they speak of
    applications; ``nearest`` are those named last before them; ``concluded`` says that only cases “审结” are meant.
    ``kind`` is what holds: all “upheld”, none lost (“unlost”), all “settled”, all “waiting”, all applications “done”;
    ``cases`` is the number of cases stated right before, where the words are of those; ``sentence`` is the whole sentence.
    """

    said: Evidence
    sentence: str
    number: int
    routes: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    concluded: bool = False
    kind: Claimed = "done"
    cases: Claim | None = None


def universals(case: Case) -> Iterator[Universal]:
    """All of the report's own year and organ, in printed order; two of one sentence have the same number."""
    number = 0
    for passage in case.report.passages:
        if passage.heading or passage.section == 5:
            continue
        for sentence in _SENTENCE.finditer(widened(passage.text)):
            if not _speaks_elsewhere(case, sentence[0]):
                found = [
                    universal
                    for universal in _in_sentence(case, passage, sentence, number)
                    if not bounded_at(case, universal.said.place)
                ]
                number += len(found)
                yield from found


def _speaks_elsewhere(case: Case, sentence: str) -> bool:
    """Whether the sentence is on another year, another body or other matters than applications."""
    years = {int(year) for year in re.findall(rf"({YEAR})年", sentence)}
    return bool(_ELSEWHERE.search(sentence)) or bool(years - {case.report.year})


def _in_sentence(case: Case, passage: Passage, sentence: re.Match[str], number: int) -> Iterator[Universal]:
    told = _told(case, passage, sentence)
    if match := _UPHELD.search(sentence[0]):
        about = _spoken_of(sentence[0], match.start())
        if routes := _routes(about):
            clauses = re.split("[，,]", sentence[0][: match.end()])
            nearest = _routes(next((clause for clause in reversed(clauses) if _routes(clause)), ""))
            place = _place(passage, sentence, match)
            yield Universal(place, told, number, routes, nearest, "审结" in about, "upheld")
    for kind, words in _OF_CASES:
        match = words.search(sentence[0])
        about = _spoken_of(sentence[0], match.start()) if match else ""
        if match is None or not (routes := _routes(about[: about.find(match[0]) + len(match[0])])):
            continue
        named = [_routes(clause) for clause in re.split("[，,]", sentence[0][: match.end()])]
        nearest = next((found for found in reversed(named) if found), routes)
        if re.search("[胜败]诉", match[0]):
            nearest = SUITS
        cases = _cases_before(case, passage, sentence, match)
        yield Universal(_place(passage, sentence, match), told, number, routes, nearest, kind=kind, cases=cases)
    match = _DONE.search(sentence[0])
    if match and _about_applications(case, passage, sentence) and not re.search("复议|诉讼", sentence[0]):
        yield Universal(_place(passage, sentence, match), told, number)


def _told(case: Case, passage: Passage, sentence: re.Match[str]) -> str:
    """The whole sentence, as the claims that it states have it."""
    offset = passage.place.start or 0
    stated = between(case, passage.place, offset + sentence.start(), offset + sentence.end())
    return stated[0].sentence if stated else sentence[0].strip()


def _cases_before(case: Case, passage: Passage, sentence: re.Match[str], match: re.Match[str]) -> Claim | None:
    """The number of cases that stands before ``match`` with no other number between them; None where there is none."""
    offset = (passage.place.start or 0) + sentence.start()
    before = between(case, passage.place, offset, offset + match.start())
    if not before or not (before[-1].subject or "").startswith("litigation.") or not before[-1].exact:
        return None
    return before[-1] if (before[-1].subject or "").endswith(".total") and before[-1].value else None


def _about_applications(case: Case, passage: Passage, sentence: re.Match[str]) -> bool:
    """Whether the sentence names applications, or states figures that are theirs (“办结27件，其中……，全部按时办结”)."""
    offset = passage.place.start or 0
    return bool(_ABOUT_APPLICATIONS.search(sentence[0])) or any(
        (claim.subject or "").startswith("applications.") and claim.scope == "report"
        for claim in between(case, passage.place, offset + sentence.start(), offset + sentence.end())
    )


def _spoken_of(sentence: str, position: int) -> str:
    """The part between semicolons that holds ``position``, with those before it up to one that names a route."""
    start, end = position, sentence.find("；", position)
    while start > 0:
        start = max(sentence.rfind("；", 0, start - 1) + 1, 0)
        if any(word.search(sentence[start:position]) for word, _ in _ROUTES) or start == 0:
            break
    return sentence[start : end if end >= 0 else len(sentence)]


def _routes(text: str) -> tuple[str, ...]:
    return tuple(route for word, names in _ROUTES if word.search(text) for route in names)


def _place(passage: Passage, sentence: re.Match[str], match: re.Match[str]) -> Evidence:
    start, end = sentence.start() + match.start(), sentence.start() + match.end()
    return Evidence(passage.place.span(start, end), passage.raw(start, end), "正文")
