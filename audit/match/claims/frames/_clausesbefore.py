"""What clauses without a number tell of the number behind them: “自然人申请，新收86件，办结85件”."""

from __future__ import annotations

import re

from audit.match.claims.frames._divided import DEALS, SUMS
from audit.match.claims.frames._frame import ReadSoFar
from audit.match.claims.frames._spots import Spot, Tagged, clauses_between
from audit.match.claims.frames.narrowing import OF_KINDS, POINTING, is_filler, narrowing_words, unknown_words
from audit.match.claims.frames.quantities import NOUNS, PRIMARY, Named, dimensions_of, names_quantity, refines
from audit.match.claims.lexicon import Tag
from audit.model import Role
from audit.patterns import regex
from audit.words import NUMERAL

#: What is said of the number before: it tells nothing of the next one.
_PREDICATE = regex("均|都|全部|皆|已|系")
#: Applicants of whom something is said to be, and matters that an application is about.
_OF_APPLICANTS = regex("(?:申请|提出的?|提交的?|[中里的]|方面)$")
#: What a clause denies is spoken of, not counted.
_DENIED = regex(
    r"""
      没有
    | 未 (?! 按 | 补 | 缴 | 经 | 提 | 办结 | 审结 )   # names of lines and stages
    | 无 (?! 法 | 正当 | 现成 )
    """,
    re.VERBOSE,
)
#: A clause that says that something was not done narrows nothing: “未设立目录以外的收费项目，”.
_SAYS_NOTHING = regex(
    "(?:我局|本机关)?(?:未|没有|无)(?:设立|收取|发生|发现|出现|开展|开设|产生|新增)[^，。；、]*(?<![的中里])$"
)
#: “行政诉讼以其他结果为主，173件中占99件”: what most of them are is not what the number counts of which it is told.
_MOSTLY = regex("(?:为主|居多|最多|为多|为最)$")
#: What a number is compared with, which what follows does not count: “，超过直接起诉案件数量，其中结果纠正23件”.
_COMPARES = regex("(?:已|均|也|还|明显|大幅|远|略)*(?:超过|高于|低于|多于|少于|不及|超出|大于|小于|[比较]|相当于)")
_AMONG = regex(r"[\d,]+\s?[件起宗](?:[^，。；\d]{0,6})(?:当中|之中|中|里)")
#: Characters behind a name that say nothing of their own, at most.
_MAX_CHARACTERS_BEHIND_NAME = 3
#: What says of applicants which place they take.
_RANKS = regex(
    rf"""
    (?: [{NUMERAL}]? [类种] )? (?: 申请人? | 申请主体 | 主体 )? (?: 申请 )? (?: 量 | 数量 )?      # 这类申请人的申请量
    (?: [仍还也]? [是为占居系] | 最 | 较 | 更 | 活跃 | 排 | 位 ) [^，。；\d]{{1,14}} $               # 仍占多数
    """,
    re.VERBOSE,
)


def add_clauses_before(
    tagged: Tagged, so_far: ReadSoFar, spot: Spot, own: Named, naming: list[Tag], *, part: Role
) -> tuple[Named, list[Tag]]:
    """Add to ``own`` and ``naming`` what the clauses before the number's own tell, as far back as no number stands in them.

    They are looked at only where the own clause tells by itself what is counted or says nothing else. What narrows in
    them narrows all that follows in the sentence (``so_far.narrowed``).
    """
    if spot.left - spot.first <= 1 or POINTING.search(spot.lead):
        return own, naming
    summed = not names_quantity(own) and SUMS.search(spot.lead) is not None
    for start, end in reversed(clauses_between(spot.text, spot.first, spot.left)):
        if spot.follows and start == spot.first and _PREDICATE.match(spot.text, start):
            continue
        found = tagged.between(spot.text, start, end)
        if _may_narrow(spot, start, end, own):
            so_far.narrowed = so_far.narrowed or narrowing_words(spot.text, start, end, found, own, whole=True)
        found = _naming_tags(spot, start, end, found, own)
        if found and (names_quantity(own) or part in ("base", "now") or is_filler(DEALS.sub("", spot.lead))):
            own, more = _with_clause(spot, own, dimensions_of(spot.text, found), summed=summed)
            naming = [*(tag for tag in found if tag.kind in more), *naming]
            if "outcome" in more and "case" in own:
                so_far.head = {"outcome": more["outcome"]}  # “被维持的，复议30件，诉讼105件”
    return own, naming


def _may_narrow(spot: Spot, start: int, end: int, own: Named) -> bool:
    """Whether a clause may narrow what follows: the name of a line is not narrowed by what was said long before.

    “针对…的情形，坚持…，属于行政查询事项的630件”
    """
    close_by = end + 1 == spot.left or not any("." in name for name in own.get("result", ()))
    return close_by and not _SAYS_NOTHING.match(spot.text, start, end)


def _with_clause(spot: Spot, own: Named, more: Named, *, summed: bool) -> tuple[Named, Named]:
    """``own`` with what a clause before tells, ``more``, and what of that was added; a sum counts both together."""
    if summed:  # “予以公开5件、部分公开9件，两项合计14件”
        same = set(own) & set(more) & set(PRIMARY)
        own = own | {kind: tuple(dict.fromkeys((*more[kind], *own[kind]))) for kind in same}
    fits = {kind: names for kind, names in more.items() if refines(own, kind, names)}
    if "case" in own and "outcome" in more and not spot.follows and "outcome" not in own:
        fits["outcome"] = more["outcome"]
    return own | fits, fits


def clause_on_applicants(tagged: Tagged, spot: Spot, own: Named) -> str:
    """The clause right before the number's own, if it may tell whose applications are counted; "" if it does not.

    “自然人仍占多数，为64件” does, in words that no lexicon knows: the number is not of those who were counted before.
    """
    clauses = clauses_between(spot.text, spot.first, spot.left)
    if names_quantity(own) or not clauses or clauses[-1][1] + 1 != spot.left or not is_filler(spot.lead):
        return ""
    start, end = clauses[-1]
    column = any(tag.kind == "column" for tag in tagged.between(spot.text, start, end))
    return spot.text[start:end] if column else ""


def _is_example(text: str, end: int, tag: Tag) -> bool:
    """Whether ``tag`` names a line only as an example, which “等” behind it says: “对重复申请、索要出版物等申请，不予处理”."""
    return "." in tag.value and "等" in text[tag.end : end]


def _names_applicants(text: str, start: int, end: int, found: list[Tag]) -> bool:
    """Whether the clause only names applicants, or says which place they take: “法人这一块”, “自然人仍占多数”."""
    last = max(tag.end for tag in found if tag.kind == "column")
    alone = end - last <= _MAX_CHARACTERS_BEHIND_NAME or _RANKS.match(text, last, end) is not None
    return alone and not unknown_words(text, start, found[0].start, [])


def _naming_tags(spot: Spot, start: int, end: int, found: list[Tag], own: Named) -> list[Tag]:
    """Of the tags of a clause without a number, those that may tell what the number behind it counts; its own clause names ``own``."""
    text = spot.text
    if spot.follows and _COMPARES.match(text, start, end):
        return []
    named = any(tag.kind == "column" for tag in found) and not _OF_APPLICANTS.search(text[start:end])
    if (
        named
        and unknown_words(text, start, end, found)
        and not (OF_KINDS.search(spot.lead) or _names_applicants(text, start, end, found))
    ):
        found = [tag for tag in found if tag.kind != "column"]  # “服务企业与服务群众并重的思路，” names no applicants
    if any(tag.kind == "besides" for tag in found) or _DENIED.search(text, start, end):
        found = [tag for tag in found if tag.kind in NOUNS]
    if "result" in own and "." not in own["result"][0]:
        found = [tag for tag in found if tag.kind != "result" or not _is_example(text, end, tag)]
    if _MOSTLY.search(text, start, end) and _AMONG.match(text, spot.position):
        found = [tag for tag in found if tag.kind not in ("result", "outcome", "column")]
    return found
