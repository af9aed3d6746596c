"""What part a number has in a comparison of years: the earlier number, the step between both, or the later number."""

from __future__ import annotations

import re

from audit.match.claims.lexicon import compile_for_search
from audit.match.claims.numbers import PrintedNumber
from audit.model import Role
from audit.patterns import regex
from audit.words import NUMERAL, YEAR

_EARLIER_YEAR = rf"(?:上一?年度?|去年|上年度?|{YEAR}年度?|上年同期|前一?年)"
_MOVED = """
      整合 | 精简 | 扩充 | 扩大 | (?:增|升|降|减|涨|落|跌)(?:加|长|少|低|高)? | 上升 | 下降 | 增长 | 增加 | 减少
    | 回落 | 提高 | 缩减 | 压缩 | 下调 | 猛增 | 激增 | 骤增 | 骤降 | 锐减 | 变
"""
#: What is said of the earlier number besides: “2023年同期新收的”, “去年全年办结量”.
_OF_BASE = """(?:
      同期 | 全年 | 末 | 度                                                          # when
    | 新收 | 收到 | 收取 | 受理 | 办结 | 办理 | 答复 | 申请 | (?:主动)? 公开 | 发布 | 更新 | 信息
    | 基数 | 量 | 数 | 总数 | 总量 | 共 | 仅 | 只 | 有 | 为 | 是 | 的 | 水平 | 基数  # how many
)*"""
#: Between the word of a step and its number.
_FILLS = """(?:
      了 | 约 | 近 | 幅度? | 为 | 达到? | 到 | 率 | 将 | 是 | 又
    | 超过? | 逾 | 突破 | 不足 | 不到 | 未到 | 高达 | 至少 | 接近 | 将近 | 仅    # how exactly
    | 均 | 分别 | 整整 | 足足 | 大约 | 以上
    | 明显 | 略有? | 较快 | 有所 | 速度? | 比例 | 总量 | 数量                    # how strongly, of what
){0,3}"""
_BASE = compile_for_search(
    rf"""
      (?:较|比|与|同|相较于?|相比于?|和|是|为|在) {_EARLIER_YEAR} {_OF_BASE} $
    | (?:由|从|自) {_EARLIER_YEAR}? {_OF_BASE} $
    | [，、；(] (?:而|比)? {_EARLIER_YEAR} {_OF_BASE} (?:则为|仅有|也是)? $
    """,
    re.VERBOSE,
)
#: The earlier number in a clause that names nothing else.
_ASIDE = regex(
    rf"""
    [，、；(] (?: 而 | 比 )? {_EARLIER_YEAR} (?: 同期 | 全年 | 末 | 度 )*      # of which year
    (?: 的 | 为 | 是 | 有 | 仅 | 只 | 仅为 | 则为 | 仅有 | 也是 )? $
    """,
    re.VERBOSE,
)
_DONE_ASIDE = regex(
    rf"""
    [，、；(] (?: 而 | 比 )? {_EARLIER_YEAR} (?: 同期 | 全年 | 度 )*           # of which year
    (?: 新收 | 收到 | 收取 | 受理 | 办结 | 办理 | 答复 | 公开 | 制发 | 办 )    # what was done
    (?: 了 | 的 )? $
    """,
    re.VERBOSE,
)
_CHANGE_BEHIND = regex(r"[，；](?:同比|净|实际)?(?:增|减|上升|下降|上涨|涨|提高|回落|下调)")
_FROM = regex(r"(?:由|从)[^，。；\d]{0,10}$")
_TO = regex(rf"[^。；，\d]{{0,4}} [，]? [^。；，\d]{{0,8}} (?: {_MOVED} ) (?: 至 | 到 | 为 | 成 )", re.VERBOSE)
_STEP = compile_for_search(
    rf"""
    (?: (?P<word> 净?增收|净?减收|净?增加?长?|(?:大幅|明显|快速)?增[多长加幅速]|猛增|激增|骤增|剧增|净?减少?|锐减|骤减|骤降|陡增|陡降
        |上升|下降|上涨|上浮|涨|下滑|下跌|提高|提升|扩大|降低|回落|回升|下调|缩减|压缩|压减|缩短|减负|降幅|增幅|升幅|涨幅|跌幅|增速|降 )
      {_FILLS}
    | (?P<more> (?<![更许很至最]) 多 (?:出|收|了|办结?|受理|公开|接收)? | [高低](?:出|了) | (?<![至不]) 少 (?:收|了|办结?|受理)? ) (?:约|近)?
    | (?P<difference> (?:[相只仅]|之|还)? 差 (?:距|额)? (?:为|是|仅|只|了|有)* | 差距 [^，。；、\d]{{0,4}} | 超出 | 领先 | 落后
        | (?: [多少高低] [于出过] | 超[出过] | 超 (?![时期限额标越级载前一半]) (?=[^，。；、\d]{{2}}) | 领先 | 落后 | 不及 ) [^，。；、\d]{{1,12}} )
    | (?P<gap> (?:高|多|低|少)[于出] {_EARLIER_YEAR} (?:同期|水平|的)* ) (?:了|约|近)?
    ) \s* $
    """,
    re.VERBOSE,
)
#: “16.5%的增幅”, “上升的16.5%”.
_STEP_BEHIND = regex("的?(?P<word>增长|增幅|涨幅|升幅|增速|上升|降幅|跌幅|下降|减少|增加)(?![至到])")
#: A step that tells its direction itself.
_OF_ITSELF = regex("减半|腰斩|翻")
_NOW = compile_for_search(
    rf"""
    (?: (?: {_MOVED} ) (?: 至 | 到 | 为 | 成 ) | 变为 | 达到? )    # how it came there
    (?: 本年度? | 今年 | {YEAR}年度? )? (?:的)?                    # of which year
    (?: 约 | 近 | 超过? | 逾 )? $
    """,
    re.VERBOSE,
)
_ANY_MOVED = regex(_MOVED, re.VERBOSE)
_REACHED = regex("达到?$")
#: How many times the earlier number: “是上年的”, “相当于2023年7818件的”, “增至原来的”.
_TIMES = regex(
    rf"""
      (?:{_EARLIER_YEAR}|原来|往年|同期|原有) [^，。；、\d]{{0,12}} (?:[\d.,]+ \s? [^\d，。；、]{{1,4}})? 的? (?:约|近|超过?|逾|不足|不到|将近|接近)? \s* $
    | (?:{_MOVED}|扩大|翻)(?:至|到|为|成) [^，。；\d]{{0,8}} $
    """,
    re.VERBOSE,
)
_IS_TIMES_THAT = regex(
    rf"""
      (?<! 率 ) (?<! 例 ) (?<! 重 ) (?: 是 | 为 | 仅 | 只有 | 相当于 | 不足 | 不到 | 达到? | 约 | 近 | 超过 ) \s?
      (?: {_EARLIER_YEAR} | 原来 ) [^，。；、\d]{{0,12}}                       # of which year
      (?: [\d.,]+ \s? [^\d，。；、]{{1,4}} )? 的                         # with its number
      (?: 约 | 近 | 不到 | 不足 | 超过 )? \s? $
    """,
    re.VERBOSE,
)
_WHOLE = regex(r"(?:占|为|是|达到?|相当于|足|近|过)[^，。；\d]{0,20}$")
_OF_WHOLE = regex(
    rf"""
      \)? (?: 中 | 之 )? 的? (?: 约 | 近 | 将近 | 超过? | 不到 | 不足 )?
      (?: [\d.]+ \s? % | [{NUMERAL}]成 | [{NUMERAL}]分之 | 百分之 | 一半 )
    """,
    re.VERBOSE,
)
#: What deals steps out to names before it, and what then parts one step from the next: “新收、办结分别增加31件、27件”.
_DEALT = regex("分别|依次|各自?(?=[^，。；、\\d]{0,6}[增减多少高低升降涨])")
_NEXT_DEALT = regex("[、，]?(?:和|及|与|以及|并)?(?:约|近)?")
_RISES = regex("增|升|涨|多|提高|高|扩大|浮|翻")
#: Words of a number of each month.
MONTHLY = "月均|平均每个?月|每个?月平均|月平均"
_MEAN = regex(rf"(?:{MONTHLY})[^，。；\d]{{0,12}}$")
_CHARACTERS_AROUND = 24
_UNITS_OF_CHANGE = ("个百分点", "倍")


def role(text: str, number: PrintedNumber, start: int, year: int | None) -> Role:
    """The part of ``number`` in a comparison; ``start`` is where its sentence begins in ``text``, ``year`` the report's."""
    lead = text[max(start, number.start - _CHARACTERS_AROUND) : number.start]
    behind = text[number.end : number.end + _CHARACTERS_AROUND]
    if "均" in lead and _MEAN.search(lead):
        return "mean"
    if _of_times(lead, number, year):
        return "times"
    if number.unit in _UNITS_OF_CHANGE or _OF_ITSELF.match(text, number.start, number.end):
        return "step"
    whole = _WHOLE.search(lead)
    if whole and (
        _OF_WHOLE.match(behind) or ("占" in whole[0] and behind.startswith(("的", "中", "之", ")的", ")中")))
    ):
        return "whole"
    if _NOW.search(lead) and not (_REACHED.search(lead) and _STEP.search(lead)):
        return "now" if not _REACHED.search(lead) or _moved_before(text, start, number.start) else ""
    match = _earlier(lead if number.start - _CHARACTERS_AROUND > start else f"，{lead}", year)
    if match and (not match[0].lstrip().startswith(("由", "从", "自")) or _TO.match(behind)):
        return "base"
    if ("由" in lead or "从" in lead) and _FROM.search(lead) and _TO.match(behind):
        return "base"
    step = _STEP.search(lead)
    share = step is not None and step["difference"] is not None and number.unit == "%"  # “超过办结总数的一半”
    if step and not share and not lead.endswith(("至", "到", "成")):
        return "step"
    return "step" if number.unit and _STEP_BEHIND.match(behind) and number.unit == "%" else ""


def is_next_step(text: str, before: PrintedNumber, number: PrintedNumber, start: int) -> bool:
    """Whether ``number`` is the next of several changes behind “分别” (“分别增加31件、27件”), right behind the change ``before``."""
    joined = _NEXT_DEALT.fullmatch(text, before.end, number.start) is not None
    return joined and before.unit == number.unit and _DEALT.search(text, start, before.start) is not None


def _of_times(lead: str, number: PrintedNumber, year: int | None) -> bool:
    """Whether the number says how many times an earlier one the later number is."""
    if number.unit not in ("倍", "%"):
        return False
    match = _TIMES.search(lead)
    if match is None or (year is not None and str(year) in match[0]):
        return False
    return number.unit == "倍" or _IS_TIMES_THAT.search(lead) is not None


def _moved_before(text: str, start: int, position: int) -> bool:
    """Whether words between ``start`` and ``position`` say that something rose, fell or became something else."""
    return _ANY_MOVED.search(text, start, position) is not None


def _earlier(lead: str, year: int | None) -> re.Match[str] | None:
    """The words before a number that name an earlier year than the report's."""
    match = _BASE.search(lead)
    return match if match and (year is None or str(year) not in match[0]) else None


def ends_in_earlier_year(text: str, start: int, position: int, year: int | None) -> bool:
    """Whether the words up to ``position`` end with an earlier year to compare with, of which a bracket gives the number: “比2023年（31起）”."""
    return _earlier(f"，{text[max(start, position - _CHARACTERS_AROUND) : position]}", year) is not None


def is_aside(text: str, number: PrintedNumber, start: int, year: int | None) -> bool:
    """Whether the earlier number stands in a clause of its own: “去年为69件”."""
    match = _ASIDE.search(text[max(start, number.start - _CHARACTERS_AROUND) : number.start])
    if match is None:  # “上年收取484.77万元，增加424.31万元”: a verb, and a change right behind
        lead = text[max(start, number.start - _CHARACTERS_AROUND) : number.start]
        match = _DONE_ASIDE.search(lead) if _CHANGE_BEHIND.match(text, number.end) else None
    return match is not None and (year is None or str(year) not in match[0])


def step_words(text: str, number: PrintedNumber, start: int) -> int:
    """Where the words begin that say which way the number changed (“多出19件”); where the number begins, if none stand before it."""
    match = _STEP.search(text[max(start, number.start - _CHARACTERS_AROUND) : number.start])
    return number.start - (match.end() - match.start()) if match else number.start


def rises(text: str, number: PrintedNumber, start: int) -> bool | None:
    """Whether the words of a step say that the number rose; None where they say neither."""
    if itself := _OF_ITSELF.match(text, number.start, number.end):
        return itself[0] == "翻"
    match = _STEP.search(text[max(start, number.start - _CHARACTERS_AROUND) : number.start])
    word = (match["word"] or match["more"] or match["gap"]) if match else None
    if word is None and (behind := _STEP_BEHIND.match(text, number.end)):
        word = behind["word"]
    return None if word is None else _RISES.search(word) is not None
