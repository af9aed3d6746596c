"""What the words next to a number tell: those of its own clause, in any order of verb, number and noun.

“予以公开87件”, “87件予以公开”, “作出予以公开答复的87件” tell the same. What stands before the number counts more than what
stands behind it, and both more than a clause before (``_clausesbefore``): each only fills what the nearer words leave open
(``adds``, ``refines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.frames._frame import ReadSoFar
from audit.match.claims.frames._spots import IS, Spot, Tagged
from audit.match.claims.frames.quantities import Named, adds, dimensions_of, names_quantity
from audit.match.claims.lexicon import Tag
from audit.patterns import regex
from audit.words import measures

#: What says something of all, or of another thing, behind a number: what stands behind it does not tell what is counted.
_SAYS_OF = regex(
    r"""
      均 | 全部 | 都 | 皆 | 逐 | 各 | 全 (?= [是为系由] ) | 清一色 | 一律 | 个个 | 件件     # of each
    | 无一 | 没有 | 一 [件个例] [也都]                          # of none
    | 当中 | 之中 | 中 (?! 断 | 止 ) | 里                     # of some
    | (?<! 予 ) 以 (?! [上及] ) | 由 (?= [^，。；、]{0,12} (?:提出|提交|申请) )   # how, by whom
    """,
    re.VERBOSE,
)
_ABOUT = regex("涉及|关于|有关|反映|针对")
_OF_PARTS = ("中", "当中", "之中", "里")
_OF_ALL = ("均", "全部", "都", "皆")
#: What is denied of the number before.
_DENIED = regex("[无没未不非](?!正当|法|现成)")
_DENIED_BEHIND = regex("(?:申请|提出|的)*(?:无关|不相干|不沾边|不在其列|除外)")
#: “235件诉讼无未结”: none of them is what stands behind.
_NONE_OF = regex(
    f"""
    (?: 无 | 没有 | 零 | 未有 | 不存在 )
    一? [件{"".join(measures("cases", "instances"))}]?
    (?: 被 | 有 | 系 | 是 | 为 )? $
    """,
    re.VERBOSE,
)
#: When that was left which was not yet dealt with: “年初手里有3件没办完” is of the year before.
_AT_FIRST = regex("年初|年头")
#: When in the year: a number received then is but a part.
_WHEN = regex("月|[年岁]末|年底|下旬|临近|最后")
#: What is left over: the clause behind it tells what becomes of it.
_LEFT = regex("(?:[尚还仍]|至今)[有剩余]|其余|[剩余]下|剩余|还剩|(?<!其)余$")
_REST_OF_LIST = regex(r"其[他它](?:情形|情况|类型|类)?(?:的|有)?$")


def read_own_clause(tagged: Tagged, index: int, spot: Spot, so_far: ReadSoFar) -> tuple[Named, list[Tag], int]:
    """Read the own clause of the number at ``index``: what it tells, by which tags, and where the words end that belong to it."""
    text, end, last, stop = spot.text, tagged.numbers[index].end, spot.sentence[1], spot.stop
    naming = tagged.between(text, spot.left, spot.position)
    own = dimensions_of(text, naming)
    behind = tagged.between(text, end, stop)
    predicate = None if stop == end or IS.match(text, end) else _SAYS_OF.search(text, end, stop)
    if predicate:
        nearer = [tag for tag in behind if tag.start < predicate.start()]
        if names_quantity(own) or predicate[0] in _OF_PARTS or (nearer and predicate[0] != "由"):
            behind, stop = nearer, predicate.start()
    fits: Named = {}
    if behind:
        behind = _without_denied(text, end, _without_reasons(text, end, stop, behind), named=names_quantity(own))
        if flows := [tag for tag in behind if tag.kind == "flow"] if tagged.runs_on(index, stop, last) else []:
            # “86件新收申请年内答复85件”: the later verb is that of the next number.
            behind = [tag for tag in behind if tag.start <= flows[0].start]
    if not names_quantity(own) and (
        any(_is_when(text, end, tag) for tag in behind) or (not behind and _LEFT.search(spot.lead))
    ):
        behind = _goes_over(tagged, index, stop, last)
    if behind:
        more = dimensions_of(text, [tag for tag in behind if tag.kind != "besides" or tag.start - end <= 1])
        fits = {kind: names for kind, names in more.items() if adds(own, kind)}
        naming += [tag for tag in behind if tag.kind in fits]
    if predicate and not own and predicate[0] in _OF_ALL and fits and "外" not in text[end : predicate.start()]:
        after = dimensions_of(text, tagged.between(text, predicate.end(), spot.stop))
        fits |= {kind: names for kind, names in after.items() if kind == "outcome"}
    if own and not fits and tagged.runs_on(index, stop, last):
        stop = end  # “新收86件加上年结转2件”: the words belong to the next number
    own = fits | own if fits else own
    return _as_led(own, spot, so_far), naming, stop


def _as_led(own: Named, spot: Spot, so_far: ReadSoFar) -> Named:
    """Correct ``own`` by the words right before the number: “年初还剩” is carried in, “其他” is the last column or line."""
    if own.get("flow") == ("carried_out",) and _AT_FIRST.search(spot.lead):
        return own | {"flow": ("carried_in",)}
    if not names_quantity(own) and _REST_OF_LIST.search(spot.lead):
        return _rest_of_list(own, so_far)
    return own


def _is_when(text: str, end: int, tag: Tag) -> bool:
    """Whether the tag behind a number tells only at what time of the year its applications came: “尚有1份于12月下旬收到”."""
    return tag.kind == "flow" and tag.value in ("received", "accepted") and bool(_WHEN.search(text, end, tag.start))


def _goes_over(tagged: Tagged, index: int, stop: int, last: int) -> list[Tag]:
    """The tag, behind ``stop`` and before the next number, that says that they are carried out of the year: “，结转下年办理”."""
    following = min(last, tagged.numbers[index + 1].start) if index + 1 < len(tagged.numbers) else last
    ends = min((at for mark in "。；" if (at := tagged.text.find(mark, stop, following)) >= 0), default=following)
    return [tag for tag in tagged.between(tagged.text, stop, ends) if tag.value == "carried_out"][:1]


def _without_reasons(text: str, start: int, stop: int, behind: Sequence[Tag]) -> list[Tag]:
    """The tags behind a number but for verbs within a reason: “3件因未收到回复”; “因……结转下年” still says that it is carried."""
    reason = text.find("因", start, stop)
    behind = [tag for tag in behind if not _NONE_OF.search(text, start, tag.start)]
    about = _ABOUT.search(text, start, stop)  # “1件申请涉及企业商业秘密”
    return [
        tag
        for tag in behind
        if not (tag.kind == "flow" and 0 <= reason < tag.start and "carried" not in tag.value)
        and not (tag.kind == "column" and about and about.end() <= tag.start)
    ]


def _without_denied(text: str, end: int, behind: Sequence[Tag], *, named: bool) -> list[Tag]:
    """The tags behind a number without what it is denied to be: “部分公开的13件，与商业企业无关”, “全不是自然人提出的”.

    ``named`` says that the number's own words name what it counts; of applicants a denial is never such a name.
    """
    found, start = list[Tag](), end
    for tag in behind:
        denied = _DENIED.search(text, start, tag.start) or _DENIED_BEHIND.match(text, tag.end)
        if denied and (named or tag.kind == "column"):
            break
        found.append(tag)
        start = tag.end
    return found


def _rest_of_list(own: Named, so_far: ReadSoFar) -> Named:
    """“其他5件” at the end of a list: the last column, or the last line of 其他处理."""
    if "column" in so_far.last:
        return own | {"column": ("other_organisation",)}
    if any(name.split(".")[0] == "other" for name in so_far.last.get("result", ())):
        return own | {"result": ("other.other",)}
    return own
