"""What a percentage says that it is a share of, and of what part, by words before it or behind: “约占新收申请的72.7%”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.match.claims.frames import (
    BREAK,
    NOTHING,
    Dimensions,
    Frames,
    gathered,
    is_primary,
    narrowing_words,
    subject,
    unknown_words,
)
from audit.match.claims.lexicon import Tag
from audit.match.claims.numbers import Quantity
from audit.words import NUMERAL, measures

_COUNTED = "".join(measures("papers", "cases"))
#: “占全部新收申请的72.7%”, “恰为不予公开总数的六成”.
_OF = re.compile(
    r"""
      占 (?:了|到|据|比)? (?P<of> [^，。；\d]{0,30} ) $
    | (?:为|是|达|到|至|于|过|足|近|约|逾|超|的) (?P<whose> [^，。；\d]{2,24} ) 的 \s? (?:约|近|将近|超过?|不足|不到)? $
    """,
    re.VERBOSE,
)
#: “以办结总数为基数”, “按新收数计”, “基数为…”.
_BASIS = re.compile(
    r"""
      (?:以|按照?) (?P<taken> [^，。；()]{2,26}? ) (?: (?:为|作为?) (?:基数|分母|口径) | 计(?:算|$|(?=[，。；)])) | 测算 )
    | (?:基数|分母) (?:为|是|系) (?P<told> [^，。；()]{2,26} )
    """,
    re.VERBOSE,
)
_IN = re.compile(r"(?:当中|之中|(?<!其)中(?![断止小心央介级华])|里|(?<!年)内(?![部容设]))(?=.)")
_DIVIDED = re.compile("其中|包括|包含|[，(]含|:")
#: What opens the words that name a whole before “中”.
_OPENS = re.compile("(?:而|且|但)?(?:在|从)?")
#: A share of what is named by its result: “予以公开率为”, “不予公开比例为”.
_NAMED = re.compile(
    r"""
      (?P<name> 予以公开 | 公开 | 部分公开 | 不予公开 | 无法提供 | 不予处理 | 纠错 | 纠正 | 败诉 | 胜诉 | 维持 | 结案 | 审结 )
      (?: 率 | (?: 的 | 所占 )? (?: 比例 | 占比 | 比重 ) ) [^，。；\d]{0,8} $
    """,
    re.VERBOSE,
)
_RATES: dict[str, Dimensions] = {
    "予以公开": {"result": ("granted",)},
    "公开": {"result": ("granted", "partial")},
    "部分公开": {"result": ("partial",)},
    "不予公开": {"result": ("refused",)},
    "无法提供": {"result": ("unavailable",)},
    "不予处理": {"result": ("rejected",)},
}
_OF_CASES = {"维持": "upheld", "胜诉": "upheld", "纠错": "corrected", "纠正": "corrected", "败诉": "corrected"}
_OF_CASES |= dict.fromkeys(("结案", "审结"), "concluded")
_RATES |= {name: {"outcome": (outcome,)} for name, outcome in _OF_CASES.items()}
#: The part stands behind: “71.67%来自自然人”, “超过四分之一作出了不予公开答复”.
_BEHIND = re.compile("的?(?:申请)?(?:来自|由|为|是|系|属于?|出自|源于|作出|被|因)")
_BEHIND_OF = re.compile("的(?:政府信息公开)?申请(?:量|件)?(?:来自|由|为|是|出自|源于)")
_IS_SHARE = re.compile(
    rf"""
      [{_COUNTED}] \s* \( \s* (?: 占比? | 约 )? \s* $                                    # 86件（占
    | 占 [^，。；\d]{{0,30}} $                                                          # 占新收申请的
    | 占 [^，。；\d]{{0,20}} [\d,]+ [{_COUNTED}] [^，。；\d]{{0,10}} 的 \s* $            # 占新收120件的
    | (?: 比例 | 比重 | 占比 | 份额 ) [^，。；\d]{{0,14}} $                              # 所占比例为
    """,
    re.VERBOSE,
)
_OF_NUMBER = re.compile(rf"[\d,]+[{_COUNTED}][^，。；\d]{{0,10}}的\s*$")
#: “…86件，超过总量的七成”, “…35件，接近三成”.
_BARE = re.compile(
    rf"""
      [\d{NUMERAL}] [{_COUNTED}] [^，。；\d]{{0,8}} ，
      (?: 约 | 大约 | 将?近 | 接近 | 超过? | 逾 | 不到 | 不足 | 未到 | 仅 | 只有 | 已 | 达 | 到 | 约为    # how much about
        | 其 | 总量 | 总数 | 总体 | 全部 | 的 )* $                                                      # of what
    """,
    re.VERBOSE,
)
#: Between the parts and the words of their shares.
_DEALS = re.compile("(?:申请)?(?:分别|各自?|均|合计?|共|大?约|所)*$")
_JOINED_TO = re.compile("[\u4e00-\u9fff][和与及或](?:予以|属于?|因)?$")
_TOGETHER = re.compile("共占|合占|合计占|总共占|一共占|共计占")
_EACH = re.compile("各自?占|均占|都占")
_CHAINED = re.compile("[、，和及与]|以及")
#: Kinds that a part is told by: what is merely received or answered is the whole.
_TELLING = frozenset(("result", "column", "outcome", "decision", "case"))
#: What a clause denies, or names by what was spoken of before, tells nothing of the number behind it.
_VAGUE = re.compile("此类|该类|这类|同类")


class ShareOf(NamedTuple):
    """What the words of a share name.

    ``part`` is what it is of (``others`` are what that may be as well), ``base`` the whole that is named, ``within`` what it
    stands in (“在…中”, “其中”); ``narrowed`` are words that narrow the part or the whole. ``told`` are the tags that name the
    part, none where a word beside them is not known.
    """

    part: str | None = None
    others: tuple[str, ...] = ()
    base: str | None = None
    within: str | None = None
    narrowed: str = ""
    told: tuple[Tag, ...] = ()


def is_share(frames: Frames, index: int, sentence: tuple[int, int]) -> bool:
    """Whether the percentage at ``index`` is a share, by the words around it or as the next of a list of shares."""
    number = frames.numbers[index]
    head, _, _ = _chain(frames, index, sentence)
    start, stop = _first(frames, head, sentence), frames.numbers[head].start
    text = frames.text
    lead, before = text[start:stop], text[sentence[0] : stop]
    if _IS_SHARE.search(before) or _OF_NUMBER.search(before) or _names_rate(frames, lead, start, stop):
        return True
    whose = _OF.search(lead)
    if whose and whose["whose"] and is_primary(gathered(text, frames.between(text, start, number.start))):
        return True
    if (
        frames.numbers[index].approximate
        and _BARE.search(before)
        and not re.search("同比|[较比](?:上|去|20)|相比", before)
    ):
        return True
    if _BEHIND_OF.match(text, frames.numbers[index].end):
        return True
    return _BEHIND.match(text, number.end) is not None and _container(frames, sentence, number.start, text)[1] > 0


def _names_rate(frames: Frames, lead: str, start: int, stop: int) -> bool:
    """Whether a share is named by its result; one of cases (“结案率”) only where cases are spoken of."""
    named = _NAMED.search(lead)
    if named is None or named["name"] not in ("胜诉", "结案", "审结"):
        return named is not None
    return "case" in frames.memory or any(tag.kind == "case" for tag in frames.between(frames.text, start, stop))


def share_of(frames: Frames, index: int, sentence: tuple[int, int]) -> ShareOf:
    """What the share at ``index`` is of. The words before the first of a list of shares tell of all of them, one by one."""
    head, place, length = _chain(frames, index, sentence)
    number = frames.numbers[head]
    text = frames.text if _inside(frames, number) else frames.masked
    first = _first(frames, head, sentence)
    lead = text[first : number.start]
    of = _OF.search(text, first, number.start)
    stop = of.start() if of else number.start
    stop -= len(_DEALS.search(text[first:stop])[0])  # type: ignore[index]
    container, end, narrowed = _container(frames, sentence, number.start, text)
    begin = max([first, end, *(m.end() for m in BREAK.finditer(text, first, stop))])
    named = _NAMED.search(lead)
    tags = frames.between(text, begin, stop)
    own: Dimensions = NOTHING
    if named:
        own = {**gathered(text, tags), **_RATES[named["name"]]}
        if "outcome" in own and "case" not in own and "case" in frames.memory:
            own["case"] = frames.memory["case"]  # “行政复议5件，维持率”
    elif not _VAGUE.search(text, begin, stop):
        own = gathered(text, tags)
        narrowed = narrowed or narrowing_words(text, begin, stop, tags, own)
    this = frames.numbers[index]
    words = (begin, first + named.start("name") if named else stop)
    if not is_primary(own) and (match := _BEHIND.match(text, this.end)):
        end_behind = BREAK.search(text, match.end(), sentence[1])
        words = (match.end(), end_behind.start() if end_behind else sentence[1])
        tags = behind = frames.between(text, *words)
        own = gathered(text, behind)
        narrowed = narrowed or narrowing_words(
            text, match.end(), behind[-1].end if behind else match.end(), behind, own
        )
    plain = not unknown_words(text, *words, [tag for tag in tags if tag.start < words[1]])
    if of and tags:
        tags = frames.between(text, begin, of.start())
    elif named:
        tags = [*tags, Tag("result", named["name"], words[1], words[1] + len(named["name"]))]
    if tags and own and (_JOINED_TO.search(text, begin, tags[0].start) or (_TOGETHER.search(lead) and len(tags) == 1)):
        narrowed = narrowed or lead  # “公开和部分公开共占”: of one of them the words are not known
    own = _dealt(own, place, length, each=length == 1 and _EACH.search(lead) is not None)
    vague = of is not None and _VAGUE.search(of[0]) is not None
    base = _basis(frames, sentence, this) or (_named(frames, text, of) if of and not vague else NOTHING)
    if vague and not container and _TELLING & set(own):
        base = frames.outer.last  # “占该类的”, of a part that is named
    if _TELLING & set(own):
        part, others = _part(own, container or base)
    else:
        part, others = None, ()
    return ShareOf(part, others, _subject(base), _subject(container), narrowed, tuple(tags) if plain else ())


def _subject(dimensions: Dimensions) -> str | None:
    return subject(dimensions) if is_primary(dimensions) else None


def _part(own: Dimensions, whole: Dimensions) -> tuple[str | None, tuple[str, ...]]:
    """The subject of a part, with what its whole tells besides; a column alone may be of any line with columns."""
    full = dict(own)
    kinds = set(own)
    for kind in ("flow", "result", "column", "case"):
        if kind in whole and kind not in own and _goes_with(kind, kinds):
            full[kind] = whole[kind]
    open_column = "column" in full and not {"flow", "result"} & set(full)
    others = (subject({**full, "flow": ("concluded",)}) or "",) if open_column else ()
    return subject(full), tuple(filter(None, others))


def _goes_with(kind: str, kinds: set[str]) -> bool:
    if kind == "case":
        return "outcome" in kinds
    if kind == "column":
        return "result" in kinds
    return "column" in kinds and not {"flow", "result"} & kinds


def _dealt(own: Dimensions, place: int, length: int, *, each: bool) -> Dimensions:
    """Of several names before a list of shares, that of the one at ``place``; none where ``each`` has the same share."""
    if each:
        return NOTHING
    several = next(
        (kind for kind, names in own.items() if len(names) > 1 and kind in ("result", "column", "outcome")), ""
    )
    if length == 1 or not several:
        return own if length == 1 else NOTHING
    return {**own, several: (own[several][place],)} if len(own[several]) == length else NOTHING


def _named(frames: Frames, text: str, of: re.Match[str]) -> Dimensions:
    group = "of" if of["of"] is not None else "whose"
    named = gathered(text, frames.between(text, of.start(group), of.end(group)))
    if "case" not in named and "outcome" in named and "case" in frames.memory:
        named |= {"case": frames.memory["case"]}
    return named


def _basis(frames: Frames, sentence: tuple[int, int], number: Quantity) -> Dimensions:
    """What the sentence says to take as the base: in brackets behind the number, before it, or for all its shares."""
    for match in _BASIS.finditer(frames.text, *sentence):
        group = "taken" if match["taken"] else "told"
        bracket = frames.text.rfind("(", number.end, match.start())
        at_once = bracket >= 0 and bracket - number.end <= 1
        inside = any(start < match.start() < end for start, end in frames.brackets)
        for_all = not inside and (
            match.end() <= number.start or re.search("均|都|各项", frames.text[number.end : match.start()])
        )
        if (
            at_once
            or for_all
            or (
                inside
                and match.end() <= number.start
                and not re.search("[，；]", frames.text[match.end() : number.start])
            )
        ):
            return gathered(frames.text, frames.between(frames.text, match.start(group), match.end(group)))
    return NOTHING


def _container(frames: Frames, sentence: tuple[int, int], position: int, text: str) -> tuple[Dimensions, int, str]:
    """What the words “在…中” or “其中” nearest before ``position`` divide, where they end, and what narrows it."""
    start = max(sentence[0], text.rfind("；", sentence[0], position) + 1)
    for match in reversed(list(_IN.finditer(text, start, position))):
        first = max([start, *(m.end() for m in BREAK.finditer(text, start, match.start()))])
        found: Sequence[Tag] = frames.between(text, first, match.start())
        dimensions = gathered(text, found)
        if is_primary(dimensions):
            opens = _OPENS.match(text, first)
            first = opens.end() if opens else first
            number = re.compile(r"\d").search(text, first, match.start())
            last = number.start() if number else match.start()
            told = [tag for tag in found if tag.end <= last]
            return dimensions, match.end(), narrowing_words(text, first, last, told, dimensions, whole=True)
    # “分别” deals out what stands before it.
    divided = _DIVIDED.search(frames.masked, start, position) is not None and "分别" not in text[start:position]
    return frames.outer.head if divided else NOTHING, 0, ""


def _inside(frames: Frames, number: Quantity) -> bool:
    return any(start < number.start < end for start, end in frames.brackets)


def _first(frames: Frames, index: int, sentence: tuple[int, int]) -> int:
    """Where the words begin that no number before takes: a whole with its number is part of what names it."""
    before = frames.numbers[index - 1] if index else None
    return max(sentence[0], before.end) if before else sentence[0]


def _chain(frames: Frames, index: int, sentence: tuple[int, int]) -> tuple[int, int, int]:
    """The first of the list of percentages that the one at ``index`` stands in, its place there, and how many they are."""
    numbers = frames.numbers

    def joined(left: int) -> bool:
        one, other = numbers[left], numbers[left + 1]
        between = frames.text[one.end : other.start]
        return one.unit == other.unit == "%" and one.start >= sentence[0] and _CHAINED.fullmatch(between) is not None

    head = last = index
    while head and joined(head - 1):
        head -= 1
    while last + 1 < len(numbers) and numbers[last + 1].start < sentence[1] and joined(last):
        last += 1
    return head, index - head, last - head + 1
