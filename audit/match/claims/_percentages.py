"""Percentages and changes: which of them a number is, and of what."""

from __future__ import annotations

import re
from dataclasses import replace

from audit.match.claims._paragraph import Paragraph, make, trimmed, words_of
from audit.match.claims._shareof import ShareOf, is_share, share_of
from audit.match.claims.frames import (
    BREAK,
    MONTHLY,
    clauses_between,
    gathered,
    is_filler,
    is_primary,
    narrowing_words,
    rises,
    step_words,
    subject,
    unknown_words,
)
from audit.match.claims.lexicon import MAX_SENTENCE, Clause, Surroundings, headed, topics_in
from audit.match.claims.numbers import Quantity, approximate, bound_of_share, is_money
from audit.match.claims.scope import Reader
from audit.model import Bound, Claim, Role, Scope
from audit.words import NUMERAL, YEAR, measures

_COUNTED = (*measures("papers", "cases"), "%", "倍", "个百分点")
#: Compared with something else than an earlier year.
_OTHER_COMPARED = re.compile(
    rf"""
      环比
    | (?: 较 (?![大快多少高低为小明好强弱]) | (?<![占对相同环可百类无攀]) 比 (?![例重较率]) | 与(?=[^，。；]*相?比) )
      (?! \s* (?: (?:上一?|去|前一?|往|同) 年 | 同期 | 上年同期 | {YEAR} | 此前 | 原 ) )
    | (?:较|比) 往年
    """,
    re.VERBOSE,
)
#: Where what a change is of ends and the comparison begins.
_MOVES = re.compile(
    r"""
      (?: 数 | 数量 | 总量 | 总数 | 量 | 件数 )?
      (?: 同比 | (?: [较比与同] | 相较于? | 相比于? ) (?: 上 | 去 | 20 | 前 )    # compared with whom
        | 大幅 | 明显 | 略 | 小幅 | 持续                                       # by how much
        | [增升降减涨落跌] | 上升 | 下降 | 回落 | 提高 | [多少] (?=\d)         # which way
        | 月均 | 平均 | 每                                                     # in a month
      )
    """,
    re.VERBOSE,
)
_LEVEL = headed(
    rf"""
      (?:与|同|和|较|跟) (?:上一?年度?|去年|上年度?|{YEAR}年度?) (?:同期)? (?:的)? (?:[\d,]+\S{{1,2}})? (?:数量|水平|总数|总量)?
      (?: (?:基本|大体|大致|总体)? (?:保持|维持)? (?:持平|相同|一致) | 没有变化|相当(?!于) )
    | 同比 (?:基本)? 持平
    | (?P<behind> (?:基本|大体|大致|总体)? (?:保持|维持)? 持平 )
    """,
    re.VERBOSE,
)
#: None of them is without one of these.
_SAME = re.compile("持平|相同|一致|没有变化|相当")
#: What points back to several figures, or to one of them, says nothing of the last one alone.
_POINTS_BACK = re.compile(f"前者|后者|[{NUMERAL}]者|[{NUMERAL}][项类种]|合计|一共|共计|总共|累计|各类")
_EARLIER = re.compile("同比|[与较比同和](?:上一?年|去年|前一年)")
_MEAN = re.compile(MONTHLY)
#: What stands for the figure before a change: “年末待办125件，存量减少13件”.
_OF_BEFORE = re.compile("存量|余量|体量|规模|绝对数|总体|整体|净")
#: What begins a clause that says something of the figure before it, or why that is so.
_SAYS_OF_BEFORE = re.compile(
    r"""
      (?: 其?主要 | 大多 | 多[为以系] | 均 | 都 | 全部 | 皆 | 已 | 并 | 且 | 集中 | 分布 | 涵盖 | 为 | 呈 | 创 | 达到? | 占 | 以 | 是
        | (?: 申请 )? (?: 内容 | 事项 | 总量 | 数量 | 量 )  )            # what it is like
    | 受 | 因 | 由于 | 随着 | 依法 | 按[时期] | 较 | 与 | 同 | 相[较比]        # why, how, against what
    | 涉及 (?! [^，。；]* (?: [的类型] | 突出 | 明显 | 最多 | 增多 | 居多 ) $ )
    """,
    re.VERBOSE,
)
_FORECAST = re.compile("力争|确保|计划|目标|争取|预计|预期|将(?=再|进一步)")


def rate(
    reader: Reader,
    paragraph: Paragraph,
    sentence: tuple[int, int],
    around: Surroundings,
    index: int,
    *,
    named: str | None,
    part: Role,
) -> Claim | None:
    """The claim of a percentage or a change; ``part`` is its part in a comparison, ``named`` what it says to be a change of."""
    number = paragraph.numbers[index]
    if number.numeral and number.unit not in _COUNTED and not is_money(number.unit):
        return None
    counts, begin = _worded(reader, paragraph, around)
    counts = "mean.monthly" if part == "mean" else _moved(paragraph, sentence, around, number, part) or counts
    shared = _shared(paragraph, sentence, index, part) if counts in (None, "share") else None
    if shared is not None:
        counts, number = "share", _widely_bound(paragraph, sentence, number)
    if counts == "rate.concluded" and unknown_words(
        paragraph.text, _own_clause(paragraph, sentence, index)[0], begin, ()
    ):
        counts = None  # “提前办结率”
    if counts == "change.base" or (counts is None and part == "base"):
        counts = "change.base"
    topics = topics_in(around.lead, reader.year)
    if counts == "rate.concluded" and (topics[-1][0] if topics else paragraph.topics.now) != "applications":
        counts = None
    scope, bound = _scope(reader, paragraph, around, number, known=counts is not None, times=part == "times")
    begin = trimmed(paragraph.text, begin, number.start)
    again = paragraph.about is None and (counts or "").startswith("change.")
    paragraph.about = paragraph.changed if again else paragraph.about
    if not named and (counts or "").startswith("change.") and _of_something_else(paragraph, sentence, index):
        paragraph.about = None
    named = named if named and is_money(number.unit) == named.startswith("disclosure.fees") else None
    if named:  # “办结总量较上年增加20件” says of what itself
        paragraph.about = named
    claim = make(paragraph, sentence, (begin, number.end), number, subject=counts, scope=scope, bound=bound)
    # “网上渠道增加900件，增幅60.2%”: the next change may be of that channel as well.
    paragraph.changed, paragraph.about = claim.about if scope == "report" else None, None
    if shared is None:
        narrowed = _narrowed(paragraph, sentence, index) if named else _spoken_between(paragraph, sentence, index)
        return replace(claim, role=part, part=named, narrowed_by=narrowed)
    return replace(
        claim,
        role=part,
        scope="other_year" if part == "base" else scope,
        bound=Bound("compared") if part == "base" else bound,
        part=shared.part,
        others=shared.others,
        base=shared.base,
        within=shared.within,
        narrowed_by=shared.narrowed,
        told=words_of(paragraph, shared.told),
    )


def _of_something_else(paragraph: Paragraph, sentence: tuple[int, int], index: int) -> bool:
    """Whether the clause of a change names what it is of in words that nobody knows: it is not of the figure before then."""
    first, end = _own_clause(paragraph, sentence, index)
    frames = paragraph.frames
    if any(tag.kind == "besides" for tag in frames.between(paragraph.text, first, end)):
        return True
    return not is_filler(_OF_BEFORE.sub("", paragraph.text[first:end]))


def _spoken_between(paragraph: Paragraph, sentence: tuple[int, int], index: int) -> str:
    """The words of a clause, between the figure before and the change, that may name what the change is of, "" where none do.

    “，涉及学籍的尤为突出，同比增长61.2%” may be of those; what says something of the figure before (“，主要集中在……”) names nothing.
    """
    text, numbers = paragraph.text, paragraph.frames.numbers
    first = max(sentence[0], numbers[index - 1].end if index else 0)
    between = clauses_between(text, first, _own_clause(paragraph, sentence, index)[0])
    told = (text[start:end] for start, end in between if not _SAYS_OF_BEFORE.match(text, start, end))
    return next((words for words in told if not is_filler(words)), "")


def _own_clause(paragraph: Paragraph, sentence: tuple[int, int], index: int) -> tuple[int, int]:
    """Where the clause of the change at ``index`` begins, and where in it the comparison does."""
    text, numbers = paragraph.text, paragraph.frames.numbers
    start = numbers[index].start
    first = max(sentence[0], numbers[index - 1].end if index else 0)
    first = max([first, *(match.end() for match in BREAK.finditer(text, first, start))])
    stop = max(first, step_words(text, numbers[index], sentence[0]))
    moved = _MOVES.search(text, first, stop)
    return first, moved.start() if moved else stop


def _scope(
    reader: Reader, paragraph: Paragraph, around: Surroundings, number: Quantity, *, known: bool, times: bool
) -> tuple[Scope, Bound | None]:
    """Of whom and when the number speaks, and what fixes that; ``known`` says that it is a share or a change."""
    # “仅为上年的三分之一” names the earlier year to compare with.
    now = paragraph.before.now if times else paragraph.scopes.now
    if now is not None:
        return now.scope, now.bound
    words = reader.words.scope
    channel = words["channel"].search(around.lead)
    if known and channel and not words["all_channels"].search(around.lead):
        return "channel", Bound("channel", channel[0])
    near = max(0, number.start - MAX_SENTENCE)
    sentence = max(paragraph.text.rfind("。", near, number.start), near)
    if known and (
        match := words["adjusted"].search(
            paragraph.text, paragraph.behind_numbers(sentence, number.start), number.start
        )
    ):
        return "unclear", Bound("excluded", match[0])
    if known and number.unit != "%" and _POINTS_BACK.search(around.lead):
        return "unclear", Bound("again", around.lead.strip())
    if known and _FORECAST.search(paragraph.text, sentence, number.start) is None:
        return "report", None
    return "change" if number.unit != "%" and not known else "unclear", Bound("wording")


def _shared(paragraph: Paragraph, sentence: tuple[int, int], index: int, part: Role) -> ShareOf | None:
    """What the percentage is a share of; None where it is none."""
    if paragraph.numbers[index].unit != "%" or part in ("step", "times"):
        return None
    if part != "now" or paragraph.shared is None:  # “占比由上年的67.96%上升到71.67%”: both are of the same
        found = is_share(paragraph.frames, index, sentence)
        paragraph.shared = share_of(paragraph.frames, index, sentence) if found else None
    return paragraph.shared


def _widely_bound(paragraph: Paragraph, sentence: tuple[int, int], number: Quantity) -> Quantity:
    """The number with a bound that stands before the words of its whole: “超过无法提供总数的一半”."""
    found = bound_of_share(paragraph.text, sentence[0], number.start)
    if found is None or (number.approximate is not None and number.approximate.how != "about"):
        return number
    exact_to = number.approximate.step if number.approximate else None
    return number._replace(exact=False, approximate=approximate(found, number.value, exact_to))


def _worded(reader: Reader, paragraph: Paragraph, around: Surroundings) -> tuple[str | None, int]:
    """The subject of the words of ``claims.toml`` nearest to the number, and where they begin."""
    best, subject, begin = -1, None, around.start
    further = reader.words.further_changes if paragraph.changed else ()
    for wording in (*reader.words.rates, *further):
        for match in wording.words.finditer(around.lead):
            if match.end() > best:
                best, subject, begin = match.end(), wording.subject, around.start + match.start()
    return subject, begin


def _moved(
    paragraph: Paragraph, sentence: tuple[int, int], around: Surroundings, number: Quantity, part: Role
) -> str | None:
    """The kind of change that a step or a multiple is; None where it is none against an earlier year."""
    if part not in ("step", "times"):
        return None
    breaks = [match.end() for match in BREAK.finditer(paragraph.text, sentence[0], number.start)]
    if _OTHER_COMPARED.search(around.lead) or _OTHER_COMPARED.search(
        paragraph.text, max(breaks, default=sentence[0]), number.start
    ):
        return None
    if part == "times":
        return "change.ratio"
    up = rises(paragraph.text, number, sentence[0])
    return None if up is None else "change.growth" if up else "change.decline"


def _narrowed(paragraph: Paragraph, sentence: tuple[int, int], index: int) -> str:
    """The words that narrow what the change at ``index`` says that it is of (“涉及征地的申请同比增长”), "" where none do."""
    text, frames = paragraph.text, paragraph.frames
    number = frames.numbers[index]
    first, end = _own_clause(paragraph, sentence, index)
    found = frames.between(text, first, end)
    if not found and end < number.start and (mean := _MEAN.search(text, first, number.start)):
        first, end = mean.end(), number.start  # “平均每月收到申请10件”
        found = frames.between(text, first, end)
    own = gathered(text, found)
    return narrowing_words(text, first, end, found, own) if is_primary(own) else text[first:end] or text


def levels(text: str) -> bool:
    """Whether a text may say that a number is as it was in the year before."""
    return _SAME.search(text) is not None


def level(reader: Reader, paragraph: Paragraph, sentence: tuple[int, int], clause: Clause) -> Claim | None:
    """The claim of a clause that says that a number is as it was in the year before: “与上年持平”."""
    text, frames = paragraph.text, paragraph.frames
    match = _LEVEL.search(text, clause.start, clause.end)
    if match is None or (reader.year is not None and str(reader.year) in match[0]):
        return None
    if match["behind"] and _EARLIER.search(text, sentence[0], match.start()) is None:
        return None
    first = paragraph.behind_numbers(clause.start, match.start())
    found = frames.between(text, first, match.start())
    own = gathered(text, found)
    about = subject(own) if is_primary(own) else paragraph.about or paragraph.changed
    if about is None or (is_primary(own) and narrowing_words(text, first, match.start(), found, own, whole=True)):
        return None
    nearly = re.search("基本|大体|大致|总体|相当", match[0])
    about_so = approximate("about", 0) if nearly else None
    number = Quantity(match.start(), match.end(), 0, "", about_so is None, numeral=True, approximate=about_so)
    now = paragraph.before.now
    scope: Scope = now.scope if now else "report"
    bound = now.bound if now else None
    claim = make(paragraph, sentence, match.span(), number, subject="change.level", scope=scope, bound=bound)
    return replace(claim, about=about, role="step")
