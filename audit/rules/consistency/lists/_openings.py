"""How a list opens behind the number that it divides, and whether its words say that it leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.nearby import BRACKETS
from audit.text import unbracketed
from audit.words import NUMERAL, ONE_TO_NINE, channels, chinese_number, measures, one_of

#: How a list opens: as parts among a whole (“其中”), or as the whole dealt out (“按渠道分，”, “分别为”, a colon or bracket).
Opening = Literal["", "among", "divided"]

#: By what a whole is dealt out: “按渠道分，”, “分情形看，”, “从栏目看，”.
_BY = r"""
    (?: 按 [^，,。；;：:（(\d]{1,14}? (?:分 | 看 | 计 | 统计 | 排列 | 顺序 | 归类)
      | [分从] (?! 别 | 全 | 总 | 整 ) [^，,。；;：:（(\d]{1,12}? (?:看 | 来说 | 统计)
      | 分 (?!别) [^，,。；;：:（(\d]{1,6} (?=为|是) )
"""
#: What names the parts before “分别为”: “一至四季度”, “三种情形”, “占比由高到低”.
_PARTIES = rf"""
    (?: 按 [^，,。；;：:（(\d]{{1,14}} | 各? [^，,。；;：:（(\d]{{0,4}} (?:情形|原因|理由|结果|类别|类型)
      | [{ONE_TO_NINE}每] [至到、]? [{ONE_TO_NINE}]? 季度 | [{NUMERAL}\d]+ (?:类 | 种 | {one_of(measures("others"))}) [^，,。；;：:（(\d]{{0,6}}
      | (?:占比|数量)? [由从] [多高大] [到至] [少低小] | 具体 | 各类? )
"""
_AMONG = regex(r"[^。；;)）]{0,12}(?:其中|内有)|[^。；;)）），,、\d]{0,4}[，,]?\s*(?:主要|具体)?(?:包括|包含)")
#: What opens a list only behind the sole number of its unit.
_DIVIDED = regex(
    rf"""
      [^。；;)）\d]{{0,12}} [。；;] \s* (?P<anew>其中)
    | [^，,。；;：:（()）\d]{{0,8}}?                                            # the rest of a noun: “314条信息：”
      (?: (?P<colon> (?: [，,] [^，,。；;：:（()）\d]{{1,16}} )? [：:] )
        | [，,]? \s* {_PARTIES}? [，,]? (?:分别|依次) (?:为|是|由|来自|属于|有)
        | [，,]? \s* (?: 可?分为 | 分成 | 划分为 | 归类?为 ) | [，,] \s* 即 (?=[^，,。；;《\d]{{1,14}}\d)
        | [，,] \s* {_BY}
        | [，,] \s* [由来] (?=[^，,。；;]* (?:构成|组成|完成|承担)) )
    """,
    re.VERBOSE,
)
#: What opens a sentence that divides a number of the one before it, once more or for the first time.
_ANEW = regex(rf"\s*{_BY}", re.VERBOSE)
_TOLD_BY = regex(rf"[^，,。；;：:（(\d]{{0,8}}[，,] \s* {_BY}", re.VERBOSE)
#: Words so wide that what they name together is no kind of the total.
_ANYTHING = regex("信息|文件|工作|情况|事项|活动|会议|人员|内容|政务")
#: Words by which the list has only some of the parts: “数量最多的三种情形分别为”.
_SOME = regex(rf"最|主要(?!负责|领导)|较[多大高]|居前|前[{NUMERAL}]|突出|重点|典型|部分(?!公开)")
_SENTENCE_ENDS = "。；;！？"
#: The item that the others leave over: none of a table's lines (“其他处理”, “其他组织”).
_LEFT_OVER = regex("其余|剩余|余下")
_REST = regex(rf"(?:{_LEFT_OVER.pattern}|其[他它])(?!组织|处理|结果|法律|主体)")
#: How many parts there are, in words before the list or right behind it: “两个渠道”, “两类”.
_COUNTS = regex(
    rf"""
    (?P<count> [{NUMERAL}]+ | (?<!\d)\d(?!\d) )                                                       # so many
    (?: 个 | 种 | 大?类 | 大 | 支 | [条项](?=渠道|途径) | 家(?=医院|单位|公司) | (?=[期季]) )            # by this measure
    (?P<noun>渠道|途径|平台|账号|方式|形式|情形|情况|方面|部分|类别|栏目|板块|领域|原因|队伍|医院|单位|公司|季度|期)?
    """,
    re.VERBOSE,
)
_BEHIND = regex(
    rf"""
    (?: [^，。；;\d]{{0,2}}? (?P<count>[{NUMERAL}]) (?: [个种] | 大?类 | 支 | 部分 )   # behind the last number's measure
      | [，,] (?P<ways>[{NUMERAL}]) 种 (?:方式|渠道|途径) )
    (?! [占合共加相之] )                                                           # what is said of them together
    """,
    re.VERBOSE,
)
#: Nouns of which the parts must be named as such, since the same whole may be dealt out otherwise.
_WAYS = ("渠道", "途径", "平台", "账号", "方式", "形式")
_WAY = regex(
    f"""
      {one_of(channels("requests", "publishing"))}
    | 号 | 来信 | 来访 | 热线 | 信箱 | 线上 | 线下 | 书面 | 座谈 | 文字 | 图 | 视频 | 音频
    """,
    re.VERBOSE,
)
_LOOSE_NOUNS = frozenset(("", "情形", "情况", "方面", "部分", "类别", "原因"))
#: Names of parts that make up a whole: both halves of a year, its quarters, both ways to do a thing.
_WHOLES = tuple(
    tuple(pair.split())
    for pair in (
        "上半年 下半年", "线上 线下", "网上 线下", "网上 窗口", "原创 转载", "主办 会办", "主办 协办", "独办 会办",
        "一季度 二季度 三季度 四季度",
    )
)  # fmt: skip
_OF_A_YEAR = 4
_QUARTERS = regex(f"[{ONE_TO_NINE}](?:至|到|、)四个?季度|(?:[每各四]个?)季度")
_NUMBERED = regex(rf"第([{ONE_TO_NINE}]+)[^，。；、\d]")
_OPENS = regex(r"^.*(?:其中|包括|分别为|[，,：:（(])")
#: A number at the end of its words, with its measure.
NUMBER = regex(r"[\d,，.]+\D{0,3}$")


def plain(passage: Passage) -> Passage:
    """The passage without brackets around a number alone, which is that of the name before it: “宣讲队（15场）”."""
    return replace(passage, text=unbracketed(passage.text))


def opening(text: str, end: int, stop: int, *, alone: bool) -> Opening:
    """How the words between a total that ends at ``end`` and the first item before ``stop`` open a list, "" where they do not.

    ``alone`` says that no number of its unit stands before the total in its sentence.
    """
    if _AMONG.match(text, end, stop):
        return "among"
    match = _DIVIDED.match(text, end) if alone else None
    if match is None or match.end() > stop:
        return ""
    return "among" if match["anew"] or _SOME.search(match[0]) else "divided"


def opens_with_colon(text: str, end: int, stop: int) -> bool:
    """Whether it is but a colon that opens the list: what stands behind it may be no list."""
    match = None if _AMONG.match(text, end, stop) else _DIVIDED.match(text, end, stop)
    return bool(match and match["colon"])


def divides_anew(passage: Passage, first: Claim) -> bool:
    """Whether the sentence of ``first`` begins by what divides a number of a sentence before: “分情形看，”."""
    return _ANEW.match(passage.text, sentence_start(passage, first), first.place.end or 0) is not None


def divides_by(passage: Passage, total: Claim, first: Claim) -> bool:
    """Whether the words before ``first``, where a list begins, say by what the total is divided into it: “按渠道分”, “从栏目看”."""
    end, stop = total.place.end or 0, first.place.end or 0
    return _TOLD_BY.match(passage.text, end, stop) is not None or divides_anew(passage, first)


def sentence_start(passage: Passage, claim: Claim) -> int:
    """Where the words begin behind the last full stop or semicolon before the claim."""
    start = claim.place.start or 0
    return max(passage.text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1


def labels(passage: Passage, total: Claim, parts: Sequence[Claim]) -> list[str]:
    """The words before the number of each part, from the number before it."""
    found = []
    for before, part in pairwise((total, *parts)):
        words = passage.text[before.place.end or 0 : part.place.end or 0]
        found.append(NUMBER.sub("", BRACKETS.sub("", words)).strip(" ，,、；;：:（(和及与"))
    return found


def tells_some(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the words that open the list say that it has only some of the parts."""
    return _SOME.search(passage.text, total.place.end or 0, parts[0].place.start or 0) is not None


def names_all(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the words say that the parts are all: the last is the rest, they are as many as the words say, or make up a year."""
    named = labels(passage, total, parts)
    rest = len(named) > 1 and _REST.match(named[-1]) is not None
    return rest or counts_all(passage, total, parts)


def counts_all(passage: Passage, total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the parts are as many as the words tell, are all named before their total, or make up a year."""
    named = labels(passage, total, parts)
    if len(parts) < 2:
        return False
    return make_a_whole(named) or _are_counted(passage, total, parts, named) or _are_named(passage, total, named)


def are_kinds_of(total: Claim, named: Sequence[str]) -> bool:
    """Whether the names of all parts end with the same word, which names the total: “解读稿96篇，部门解读54篇、专家解读22篇”."""
    end = min(named, key=len)[-2:]
    names_total = len(end) > 1 and end in total.text and _ANYTHING.search(end) is None
    return names_total and all(label.endswith(end) and len(label) > len(end) for label in named)


def leaves_over(label: str) -> bool:
    """Whether an item of this name is what the others leave over."""
    return _LEFT_OVER.match(label) is not None


def all_of(passage: Passage, total: Claim, parts: Sequence[Claim]) -> int:
    """How many items there are up to that with which the list is complete by its words, 0 where they do not say so."""
    named = labels(passage, total, parts)
    return next((n for n, label in enumerate(named, 1) if n > 1 and (leaves_over(label) or make_a_whole(named[:n]))), 0)


def make_a_whole(named: Sequence[str]) -> bool:
    """Whether parts of these names make up a whole: both halves of a year, its quarters, the first to the last."""
    if _QUARTERS.search(named[0]) and len(named) == _OF_A_YEAR:
        return True
    numbered = [match[1] for label in named if (match := _NUMBERED.match(label))]
    if [chinese_number(one) for one in numbered] == list(range(1, len(named) + 1)):
        return True
    return any(
        len(named) == len(names)
        and all(name in label for name, label in zip(names, named, strict=True))
        and len({label.rpartition(name)[2] for name, label in zip(names, named, strict=True)}) == 1
        for names in _WHOLES
    )


def _are_counted(passage: Passage, total: Claim, parts: Sequence[Claim], named: Sequence[str]) -> bool:
    text, end = passage.text, parts[-1].place.end or 0
    behind = _BEHIND.match(text, end)
    if behind and chinese_number(behind["count"] or behind["ways"]) == len(parts):
        return True
    if tells_some(passage, total, parts):
        return False
    start = sentence_start(passage, total)
    return any(
        _value(counted["count"]) == len(parts) and _fits(counted["noun"] or "", named)
        for counted in _COUNTS.finditer(text, start, parts[0].place.start or 0)
    )


def _are_named(passage: Passage, total: Claim, named: Sequence[str]) -> bool:
    """Whether the parts are named together before the total: “邀请局长、镇长31人次……，其中局长24人次、镇长7人次”."""
    before = passage.text[sentence_start(passage, total) : total.place.end or 0]
    names = [_OPENS.sub("", label).removesuffix("级") for label in named]
    if not all(name and name in before for name in names):
        return False
    row = "级?[、和及与]".join(map(re.escape, names))
    return re.search(f"(?:^|[^、和及与]){row}(?![、和及与])", before) is not None


def _fits(noun: str, named: Sequence[str]) -> bool:
    """Whether parts of these names can be the things counted: “三种渠道” are no kinds of information."""
    if noun in _WAYS:
        return all(not label or _WAY.search(label) or _REST.match(label) for label in named[1:])
    return noun in _LOOSE_NOUNS or all(noun in label for label in named[1:])


def _value(count: str) -> int | None:
    return int(count) if count.isdecimal() and count.isascii() else chinese_number(count)
