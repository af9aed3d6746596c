"""A share against the figures of its own sentence: “无法提供的1035件，本机关不掌握的占84.20%，共975件” can be decided without tables.

The part is the number that the words before the share point to, the whole the one that they name as such or the only one
that can be divided so. Where the words leave either open, the share is wrong only if it is a misprint of what both give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from audit.findings import Counted, Share, Side, rate, rate_may_be
from audit.model import JUDGED_SCOPES, Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.comparison import text_evidence, text_side
from audit.rules.consistency.figures import is_misprinted_rate
from audit.rules.consistency.nearby import UNITS_OF_RATES
from audit.rules.consistency.shares._bases import stated_bases, totals
from audit.rules.consistency.shares._shares import row_before
from audit.rules.kit import Case, Outcome
from audit.text import Value, added
from audit.words import ONE_TO_NINE, chinese_number

#: Several numbers together: “三者占”, “两项合计占”, “二者合起来”.
_TOGETHER = regex(
    rf"""
      (?P<many>[{ONE_TO_NINE}两]) (?: 者 | 项 | 类 | 种 | 部分 | 类情形 ) [^，。；\d]{{0,8}} $            # so many of them
    | (?: 合计 | 共计? | 合起来 | 加起来 | 加在一起 | 相加 | 之和 ) [^，。；\d]{{0,4}} $                   # all of them
    """,
    re.VERBOSE,
)
_FORMER, _LATTER = regex("前者"), regex("后者")
#: Right behind its part, a share says nothing else: “，占比达”, “，纠正比例”, “（占办结总数的”.
_OWN = regex(
    r"""
      [^，。；（(、\d]{0,8} [，、；（(]? (?:其中)? (?:仅|只|已|约|所|就|大约|达|高达|不到|超过?|将?近|接近|逾|相当于|恰?为)*
      (?: 占 | (?:所占)?的?(?:比例|比重|占比|份额) | (?:结果|被)?(?:纠[错正]|败诉|维持)(?:率|的?比例|占比) | 相当于 )
    """,
    re.VERBOSE,
)
#: A number that stands behind its share: “占84.20%，共975件”.
_BEHIND = regex(r"[，、（(]?(?:共计?|计|合计|为|即|有|达|总共)")
#: What is divided: “1035件答复中，”.
_DIVIDED = regex(r"[^，。；\d]{0,12}(?:[，（(:]?其中|[，（(]当中|中(?!断|止)|里|当中|之中)")
#: A number with its unit at the end of what it counts.
_NUMBER = regex(r"[\d.,]+\s?\S{0,2}$")
_OF_ALL = regex("总数|总量|总体|全部|三类|合计")
_OPENED = regex(r"\s*[（(]\s*(?:约|即|为)?")
_SHARE = regex(rf"[就约仅]?(?:占|相当于|比例)|[\d.]+\s*[%％]|[{ONE_TO_NINE}]成|[^，。；]分之")
_ASIDE = ("base", "step", "times", "mean")


class _PartOfShare(NamedTuple):
    """The number that a share may be of, with the figures of the sentence that state it."""

    side: Side
    claims: tuple[Claim, ...]


class _WholeOfShare(NamedTuple):
    """What a share may be taken of: ``named`` by words, ``near`` to it, or any that it ``may`` be."""

    side: Side | Counted
    how: Literal["named", "near", "may"]


def share_of_sentence(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Outcome | None:
    """Hold the share at ``index`` against the numbers of its sentence; None where they do not tell what it should be.

    ``above`` are the claims of the sentences before it in the paragraph.
    """
    share = claims[index]
    part = _part(passage, claims, index)
    if part is None:
        return None
    wholes = [
        whole
        for whole in _wholes(case, passage, claims, index, part=part, above=above)
        if whole.side.value and whole.side.number >= part.side.number
    ]
    if not wholes:
        return None
    results = [rate_may_be(share.value, share.approximate, rate(part.side.number, one.side.number)) for one in wholes]
    places = (text_evidence(share), *map(text_evidence, part.claims))
    facts = Share(text_side(share), part.side, tuple(one.side for one in wholes))
    fitting = next((one for one, result in zip(wholes, results, strict=True) if result), None)
    if fitting is not None:
        return case.outcome("pass", replace(facts, fitting=fitting.side), locus, places)
    row = row_before(passage, [c for c in _counts(claims[:index]) if c.role != "whole"])
    together = [added(c.value for c in row[start:]) for start in range(len(row) - 1)]
    alike = (
        rate_may_be(share.value, share.approximate, rate(value, one.side.number))
        for value in together
        for one in wholes
    )
    if None in results or any(result is not False for result in alike):
        return None
    named = tuple(one.side for one in wholes if one.how == "named")
    near = tuple(
        one.side
        for one in wholes
        if one.how == "near" and is_misprinted_rate(share.value, rate(part.side.number, one.side.number))
    )
    blamed = named or near
    return case.outcome("fail", replace(facts, wholes=blamed), locus, places, confidence=0.7) if blamed else None


def is_of_several(passage: Passage, claims: Sequence[Claim], index: int) -> bool:
    """Whether the words before the share at ``index`` take several numbers before it together."""
    free = [c for c in _counts(claims[:index]) if c.role != "whole"]
    return len(free) > 1 and _TOGETHER.search(_words(passage, free, claims[index])) is not None


def _words(passage: Passage, free: Sequence[Claim], share: Claim) -> str:
    """The words between the last number and those that say that a share follows."""
    start = free[-1].place.end or 0 if free else (share.place.start or 0) - share.start
    return _SHARE.split(passage.text[start : share.place.end or 0])[0]


def _counts(claims: Sequence[Claim]) -> list[Claim]:
    """The exact numbers of things that were counted this year."""
    return [
        c
        for c in claims
        if c.unit not in (*UNITS_OF_RATES, "") and c.exact and c.role not in _ASIDE and c.scope != "other_year"
    ]


def _part(passage: Passage, claims: Sequence[Claim], index: int) -> _PartOfShare | None:
    """The number that the share at ``index`` is of, None where the sentence leaves that open."""
    share = claims[index]
    counts = _counts(claims[:index])
    free = [c for c in counts if c.role != "whole"]
    words = _words(passage, free, share)
    if words.endswith("各"):
        return None
    if together := _TOGETHER.search(words):
        return _sum(free, together["many"])
    alone = bool(free) and all(c.unit != "%" for c in claims[claims.index(free[-1]) : index])
    if alone and (inner := _in_bracket(passage, free, share)):
        return inner
    if len(free) > 1 and (_FORMER.search(words) or _LATTER.search(words)):
        return _of(free[-2] if _FORMER.search(words) else free[-1])
    whole = next((c for c in reversed(counts) if c.role == "whole"), None)
    named = share.part or (whole.subject if whole and whole.subject != share.base else None)
    if named and (same := [c for c in _counts(claims) if c.subject == named and c.role != "whole"]):
        return _of(same[-1])
    again = next((c for c in free if _is_named(c, words)), None)
    if again is not None:
        return _of(again)
    behind = claims[index + 1] if index + 1 < len(claims) else None
    if behind is not None and behind in _counts([behind]) and behind.subject in (None, share.part):
        between = passage.text[share.place.end or 0 : behind.place.end or 0]
        if _BEHIND.match(between) and not (free and _is_own(passage, free[-1], share, claims)):
            return _of(behind)
    if free and _is_own(passage, free[-1], share, claims):
        return _of(free[-1])
    return None


def _is_named(claim: Claim, words: str) -> bool:
    """Whether the words right before a share name a number by its own words: “强制153件；强制最多，占”."""
    name = _NUMBER.sub("", claim.text)
    return len(name) > 1 and re.search(rf"[，；。、]{re.escape(name)}", words) is not None


def _is_own(passage: Passage, part: Claim, share: Claim, claims: Sequence[Claim]) -> bool:
    """Whether nothing but other shares of the same part stands between a number and the share."""
    last = part
    for one in claims[claims.index(part) + 1 : claims.index(share) + 1]:
        if (
            one.unit == "%"
            and last.unit == "%"
            and _OPENED.fullmatch(passage.text, last.place.end or 0, one.place.start or 0)
        ):
            last = one  # “占办结总数近两成（19.6%）”
        elif one.unit == "%" or one.role == "whole":
            if not _OWN.match(passage.text, last.place.end or 0, one.place.end or 0) and last.role != "whole":
                return False
            last = one
        elif one.role == "base":
            last = one  # “不予公开45件，上年为18件；占办结总数103件的43.69%”
        else:
            return False
    return last is share


def _of(claim: Claim) -> _PartOfShare:
    return _PartOfShare(text_side(claim), (claim,))


def _sum(counts: Sequence[Claim], many: str | None) -> _PartOfShare | None:
    """The numbers before the share together: as many as the words say, else all but one that these divide."""
    values = [c.value for c in counts]
    divided = len(counts) > 2 and values[0] >= added(values[1:])
    number = (chinese_number(many) if many else None) or len(counts) - divided
    parts = tuple(counts[-number:])
    if len(parts) < max(number, 2) or len({c.unit for c in parts}) > 1:
        return None
    return _PartOfShare(replace(text_side(parts[-1]), value=added(c.value for c in parts), words=""), parts)


def _in_bracket(passage: Passage, counts: Sequence[Claim], share: Claim) -> _PartOfShare | None:
    """The number before a bracket that closes before the share, or those inside it: “公开类答复（予以公开5件、部分公开9件）占”."""
    text, last = passage.text, counts[-1]
    opened = max(text.rfind(mark, 0, last.place.start or 0) for mark in "(（")
    closed = min((at for mark in ")）" if (at := text.find(mark, opened + 1)) >= 0), default=-1)
    if opened < 0 or not (last.place.end or 0) <= closed < (share.place.start or 0):
        return None
    outer = [c for c in counts if (c.place.end or 0) <= opened]
    if outer and opened - (outer[-1].place.end or 0) <= 1:
        return _of(outer[-1])
    inside = [c for c in counts if (c.place.start or 0) > opened]
    return _sum(inside, None) if len(inside) > 1 else None


def _wholes(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, part: _PartOfShare, above: Sequence[Claim]
) -> Iterator[_WholeOfShare]:
    """What the share may be taken of, what the words name first."""
    share = claims[index]
    counts = [c for c in _counts(claims) if c not in part.claims and c.unit == part.claims[0].unit]
    whole = next((c for c in reversed(claims[:index]) if c.role == "whole" and c not in part.claims), None)
    if whole is not None and all(c.unit != "%" for c in claims[claims.index(whole) + 1 : index]):
        yield _WholeOfShare(text_side(whole), how="named")
        return
    before = claims[index - 1] if index else share
    inner = before.unit == "%" and _OPENED.fullmatch(passage.text, before.place.end or 0, share.place.start or 0)
    if base := share.base or (before.base if inner else None):  # “占办结总数近两成（19.6%）”
        yield from (_WholeOfShare(one, how="named") for one in stated_bases(case, share, base, (*above, *claims)))
        return
    divided = [c for c in counts if _is_divided(passage, c, part, share)]
    yield from (_WholeOfShare(text_side(c), how="named") for c in divided[-1:])
    if share.within and not divided:
        inside = stated_bases(case, share, share.within, (*above, *claims))
        yield from (_WholeOfShare(one, "named" if isinstance(one, Side) else "near") for one in inside)
    rows = [c for c in _counts(claims[:index]) if c.role != "whole" and c.unit == part.claims[0].unit]
    earlier = [c for c in counts if c not in divided and (c.place.start or 0) < (part.claims[0].place.start or 0)]
    yield from (_WholeOfShare(text_side(c), "near" if c in (earlier[0], earlier[-1]) else "may") for c in earlier)
    yield from (_WholeOfShare(text_side(c), "may") for c in _counts(above) if c.unit == part.claims[0].unit)
    if len(rows) > 1 and not _sums_up(rows):
        together = replace(text_side(rows[-1]), value=added(c.value for c in rows), words="")
        yield _WholeOfShare(together, "named" if _OF_ALL.search(share.text) else "near")
    if not divided and part.claims[0].scope in JUDGED_SCOPES:
        subjects = {c.subject or "" for c in part.claims}
        yield from (_WholeOfShare(one, "near") for one in totals(case, sorted(subjects)[:1]) if len(subjects) == 1)


def _is_divided(passage: Passage, whole: Claim, part: _PartOfShare, share: Claim) -> bool:
    """Whether words say that a number is divided into parts of which the share's is one."""
    if whole.value < part.side.number:
        return False
    if whole.subject is not None and whole.subject == share.within:
        return True
    between = passage.text[whole.place.end or 0 : part.claims[0].place.end or 0]
    return bool(between) and "；" not in between and _DIVIDED.match(between) is not None


def _sums_up(rows: Sequence[Claim]) -> bool:
    """Whether the last number of a row is the sum of those before it."""
    total: Value = added(c.value for c in rows[:-1])
    return rows[-1].value == total
