"""What the words next to a number tell: those of its own clause, in any order, and of clauses before it without a number.

“予以公开87件”, “87件予以公开”, “作出予以公开答复的87件” tell the same. What stands before the number counts more than what
stands behind it, and both more than a clause before: each only fills what the nearer words leave open (``adds``, ``refines``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.match.claims.frames._dimensions import NOUNS, PRIMARY, Named, adds, dimensions_of, names_quantity, refines
from audit.match.claims.frames._divided import DEALS, SUMS
from audit.match.claims.frames._frame import ReadSoFar
from audit.match.claims.frames._narrowing import OF_KINDS, POINTING, is_filler, narrowing_words, unknown_words
from audit.match.claims.frames._spots import IS, Spot, Tagged, clauses_between
from audit.match.claims.lexicon import Tag
from audit.model import Role
from audit.words import NUMERAL, measures

#: What says something of all, or of another thing, behind a number: what stands behind it does not tell what is counted.
_SAYS_OF = re.compile(
    r"""
      均 | 全部 | 都 | 皆 | 逐 | 各 | 全 (?= [是为系由] ) | 清一色 | 一律 | 个个 | 件件     # of each
    | 无一 | 没有 | 一 [件个例] [也都]                          # of none
    | 当中 | 之中 | 中 (?! 断 | 止 ) | 里                     # of some
    | (?<! 予 ) 以 (?! [上及] ) | 由 (?= [^，。；、]{0,12} (?:提出|提交|申请) )   # how, by whom
    """,
    re.VERBOSE,
)
#: What is said of the number before: it tells nothing of the next one.
_PREDICATE = re.compile("均|都|全部|皆|已|系")
#: Applicants of whom something is said to be, and matters that an application is about.
_OF_APPLICANTS = re.compile("(?:申请|提出的?|提交的?|[中里的]|方面)$")
_ABOUT = re.compile("涉及|关于|有关|反映|针对")
_OF_PARTS = ("中", "当中", "之中", "里")
_OF_ALL = ("均", "全部", "都", "皆")
#: What is denied of the number before.
_NOT = re.compile("[无没未不非](?!正当|法|现成)")
_APART = re.compile("(?:申请|提出|的)*(?:无关|不相干|不沾边|不在其列|除外)")
#: What a clause denies is spoken of, not counted.
_DENIED = re.compile(
    r"""
      没有
    | 未 (?! 按 | 补 | 缴 | 经 | 提 | 办结 | 审结 )   # names of lines and stages
    | 无 (?! 法 | 正当 | 现成 )
    """,
    re.VERBOSE,
)
#: A clause that says that something was not done narrows nothing: “未设立目录以外的收费项目，”.
_SAYS_NOTHING = re.compile(
    "(?:我局|本机关)?(?:未|没有|无)(?:设立|收取|发生|发现|出现|开展|开设|产生|新增)[^，。；、]*(?<![的中里])$"
)
#: “行政诉讼以其他结果为主，173件中占99件”: what most of them are is not what the number counts of which it is told.
_MOSTLY = re.compile("(?:为主|居多|最多|为多|为最)$")
#: What a number is compared with, which what follows does not count: “，超过直接起诉案件数量，其中结果纠正23件”.
_COMPARES = re.compile("(?:已|均|也|还|明显|大幅|远|略)*(?:超过|高于|低于|多于|少于|不及|超出|大于|小于|[比较]|相当于)")
#: “235件诉讼无未结”: none of them is what stands behind.
_NONE_OF = re.compile(
    f"(?:无|没有|零|未有|不存在)一?[件{''.join(measures('cases', 'instances'))}]?(?:被|有|系|是|为)?$"
)
#: When that was left which was not yet dealt with: “年初手里有3件没办完” is of the year before.
_AT_FIRST = re.compile("年初|年头")
_AMONG = re.compile(r"[\d,]+\s?[件起宗](?:[^，。；\d]{0,6})(?:当中|之中|中|里)")
#: When in the year: a number received then is but a part.
_WHEN = re.compile("月|[年岁]末|年底|下旬|临近|最后")
#: What is left over: the clause behind it tells what becomes of it.
_LEFT = re.compile("(?:[尚还仍]|至今)[有剩余]|其余|[剩余]下|剩余|还剩|(?<!其)余$")
#: Kinds whose names stand in a row, each with its number in a bracket.
_IN_ROWS = frozenset(("column", "result", "outcome", "decision"))
#: So many characters behind a name say nothing of their own.
_SHORT = 3
#: What says of applicants which place they take.
_RANKS = re.compile(
    rf"(?:[{NUMERAL}]?[类种])?(?:申请人?|申请主体|主体)?(?:申请)?(?:量|数量)?(?:[仍还也]?[是为占居系]|最|较|更|活跃|排|位)[^，。；\d]{{1,14}}$"
)
_REST_OF_LIST = re.compile(r"其[他它](?:情形|情况|类型|类)?(?:的|有)?$")


def read_own_clause(tagged: Tagged, index: int, spot: Spot, so_far: ReadSoFar) -> tuple[Named, list[Tag], int]:
    """What the own clause of the number at ``index`` tells, the tags that do, and where the words end that it takes."""
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
    """``own`` as the words right before the number make it: what was left at the year's beginning, the rest of a list."""
    if own.get("flow") == ("carried_out",) and _AT_FIRST.search(spot.lead):
        return own | {"flow": ("carried_in",)}
    if not names_quantity(own) and _REST_OF_LIST.search(spot.lead):
        return _rest_of_list(own, so_far)
    return own


def _is_when(text: str, end: int, tag: Tag) -> bool:
    """Whether the tag behind a number tells only when in the year those came that it counts: “尚有1份于12月下旬收到”."""
    return tag.kind == "flow" and tag.value in ("received", "accepted") and bool(_WHEN.search(text, end, tag.start))


def _goes_over(tagged: Tagged, index: int, stop: int, last: int) -> list[Tag]:
    """The tag of the clauses behind ``stop``, up to the next number, that says that they go over into the next year."""
    following = min(last, tagged.numbers[index + 1].start) if index + 1 < len(tagged.numbers) else last
    ends = min((at for mark in "。；" if (at := tagged.text.find(mark, stop, following)) >= 0), default=following)
    return [tag for tag in tagged.between(tagged.text, stop, ends) if tag.value == "carried_out"][:1]


def _without_reasons(text: str, start: int, stop: int, behind: Sequence[Tag]) -> list[Tag]:
    """The tags behind a number without verbs that only tell a reason: “3件因未收到回复”; what is carried over is none."""
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
        denied = _NOT.search(text, start, tag.start) or _APART.match(text, tag.end)
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


def add_clauses_before(
    tagged: Tagged, so_far: ReadSoFar, spot: Spot, own: Named, naming: list[Tag], *, part: Role
) -> tuple[Named, list[Tag]]:
    """``own`` and ``naming`` with what clauses without a number tell that stand before the number's own clause.

    They are looked at only where the own clause tells by itself what is counted or says nothing else. What narrows in
    them narrows all that follows in the sentence (``so_far.narrowed``).
    """
    text, lead = spot.text, spot.lead
    if spot.left - spot.first <= 1 or POINTING.search(lead):
        return own, naming
    summed = not names_quantity(own) and SUMS.search(lead) is not None
    for start, end in reversed(clauses_between(text, spot.first, spot.left)):
        if spot.follows and start == spot.first and _PREDICATE.match(text, start):
            continue
        found = tagged.between(text, start, end)
        # The name of a line is not narrowed by what was said long before: “针对…的情形，坚持…，属于行政查询事项的630件”.
        nearer = end + 1 == spot.left or not any("." in name for name in own.get("result", ()))
        if nearer and not _SAYS_NOTHING.match(text, start, end):
            so_far.narrowed = so_far.narrowed or narrowing_words(text, start, end, found, own, whole=True)
        found = _naming_tags(spot, start, end, found, own)
        if not found or not (names_quantity(own) or part in ("base", "now") or is_filler(DEALS.sub("", lead))):
            continue
        more = dimensions_of(text, found)
        if summed:  # “予以公开5件、部分公开9件，两项合计14件”
            same = set(own) & set(more) & set(PRIMARY)
            own = own | {kind: tuple(dict.fromkeys((*more[kind], *own[kind]))) for kind in same}
        fits = {kind: names for kind, names in more.items() if refines(own, kind, names)}
        if "case" in own and "outcome" in more and not spot.follows and "outcome" not in own:
            fits["outcome"] = more["outcome"]
        naming = [*(tag for tag in found if tag.kind in fits), *naming]
        own = own | fits
        if "outcome" in fits and "case" in own and "outcome" in more:
            so_far.head = {"outcome": more["outcome"]}  # “被维持的，复议30件，诉讼105件”
    return own, naming


def named_before_bracket(tagged: Tagged, spot: Spot, bracket: int) -> tuple[Named, list[Tag]]:
    """What the name right before the bracket that opens at ``bracket`` tells of the only words in it: “自然人（2件）、企业（1件）”."""
    text = tagged.text
    start = max(text.rfind(mark, spot.sentence[0], bracket) for mark in "，；。:()") + 1
    found = tagged.between(text, max(start, spot.sentence[0]), bracket)
    row = [tag for tag in found if tag.kind in _IN_ROWS]
    if not row or row[-1].end != bracket or any(number.start >= start for number in tagged.numbers_before(bracket)):
        return {}, []
    return dimensions_of(text, row), row


def clause_on_applicants(tagged: Tagged, spot: Spot, own: Named) -> str:
    """The clause right before the number's own that may tell whose applications it counts, "" where none may.

    “自然人仍占多数，为64件” does, in words that nobody knows: it is not of those who were counted before.
    """
    clauses = clauses_between(spot.text, spot.first, spot.left)
    if names_quantity(own) or not clauses or clauses[-1][1] + 1 != spot.left or not is_filler(spot.lead):
        return ""
    start, end = clauses[-1]
    column = any(tag.kind == "column" for tag in tagged.between(spot.text, start, end))
    return spot.text[start:end] if column else ""


def _is_example(text: str, end: int, tag: Tag) -> bool:
    """Whether the line that ``tag`` names is one of several that “等” behind them leaves open: “对重复申请、索要出版物等申请，不予处理”."""
    return "." in tag.value and "等" in text[tag.end : end]


def _names_applicants(text: str, start: int, end: int, found: list[Tag]) -> bool:
    """Whether the clause is a name with hardly a word behind it, or ranks them: “法人这一块”, “自然人仍占多数”."""
    last = max(tag.end for tag in found if tag.kind == "column")
    alone = end - last <= _SHORT or _RANKS.match(text, last, end) is not None
    return alone and not unknown_words(text, start, found[0].start, [])


def _naming_tags(spot: Spot, start: int, end: int, found: list[Tag], own: Named) -> list[Tag]:
    """The tags of a clause without a number that may tell what a number behind it counts, whose clause names ``own``."""
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
