"""Problems and measures of section 五 where the text itself pairs them: by number, by label, or by saying that it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audit.patterns import regex
from audit.rules.completeness.content._problems import PROBLEM, is_only_a_problem, may_tell_measure, tells_problem
from audit.words import ORDINAL, whole_number

#: How a report pairs them: it names the problems' numbers, it numbers both by label, it has a measure under each problem, it
#: says that it takes the problems one by one.
Way = Literal["numbers", "labels", "under", "announced"]

_N = rf"(?:[{ORDINAL}两]{{1,3}}|\d{{1,2}})"
_AT = r"(?<![^。；：，、）\s])"  # behind a mark, a blank or nothing
_MARK = r"(?=[：，、。\s是])"
_PROBLEM = "(?:问题|不足|短板|差距|欠缺)"
_TARGET = rf"(?:第({_N})(?:个?(?:{_PROBLEM}|方面|类)|[个点项])|{_PROBLEM}之?({_N})|其({_N}))"
_TURN = "(?:针对|对于|对|围绕|就|关于|聚焦|为?解决|为?破解|为?补齐|为?回应)"
_MEASURE = "(?:措施|对策|举措|办法|做法|改进|整改)"

_LABEL = regex(rf"{_AT}(?:{_PROBLEM}之?({_N}){_MARK}|第({_N})个{_PROBLEM}{_MARK})")
_MEASURE_LABEL = regex(rf"{_AT}(?:改进|整改|应对)?{_MEASURE}之?({_N}){_MARK}")
_UNDER = regex(rf"(?:改进|整改|应对)?{_MEASURE}(?:情况|措施)?：")
#: How headings are numbered, and lists too.
_OUTER = (regex(rf"{_AT}（({_N})）"), regex(rf"{_AT}(\d{{1,2}})[.．、](?!\d)"))
#: The ways of numbering a list; a list has one of them.
_LISTS = (
    _LABEL,
    regex(rf"{_AT}第({_N})(?:个?方面|[点项])?(?=[：，、。\s是])"),
    regex(rf"{_AT}其({_N})(?=[：，、\s是])"),
    regex(rf"{_AT}({_N})是(?!否)"),
    *_OUTER,
)
#: A numbered heading on its own, of the problems or of the measures; no item of a list.
_HEADING = regex(
    rf"""
    [^，。；：\n]{{0,10}} (?: {_PROBLEM} | 改进 | 整改 | 措施 | 打算 | 下一步 ) [^，。；：\n]{{0,8}}    # what it names
    (?: [。：] | \s* (?: \n | $ ) )
    """,
    re.VERBOSE,
)
_HEADING_BEHIND = regex(
    rf"""
    (?<=[。；\n])
    (?: [（(]? {_N} [）)、.．] )?                                                       # its running number
    [^，。；：\n]{{0,10}} (?:改进|整改|措施|打算|下一步|安排|做法|办法|计划) [^，。；：\n]{{0,10}}   # what it names
    [。：]? \s* \Z
    """,
    re.VERBOSE,
)
_REFERENCE = regex(rf"{_TURN}(?:上述|以上|上面|前述|所列|存在的)?{_TARGET}")
_ANY = regex(_TARGET)
#: How many problems there are, by the text's own words.
_COUNT = regex(
    rf"""
      (?<! 第 ) ({_N}) (?: 个 | 方面 | [项点条处类大] ) [^，。；：\n]{{0,12}} {_PROBLEM}    # 三个方面的问题
    | {_PROBLEM} 有 ({_N}) (?= [：，。] )                                                   # 问题有三：
    """,
    re.VERBOSE,
)
#: That the measures go through the problems one by one. The match ends where the list begins.
_ANNOUNCED = regex(
    rf"""
    (?: (?:针对|对照|围绕|对于|对|就)? (?:以上|上述|这些?|前述|上面|所列|存在的) [^。；：\n]{{0,8}} {_PROBLEM} [^。；：\n]{{0,14}}?
        (?:逐[项一条个点]|一一|分别) [^。；：，\n]{{0,4}} (?:提出|采取|制定|作出|整改|改进|解决|回应)
      | (?:整改|改进|对应的?) (?:措施|做法|情况|办法) (?:如下)? 与(?:之|上述问题|以上问题|问题) (?:逐[项一条]|一一)? (?:相)?对应
      | (?:相?对应|对号)的 (?:整改|改进)? (?:措施|做法|情况|办法|举措|安排) (?=是|有|如下|为|：)
      | (?:针对|对照|围绕|对于|对|就) (?:以上|上述|这些?|前述|上面|所列)? (?P<problems>{_N}) (?:个|方面|[项点条处类]) [^。；：\n]{{0,6}} {_PROBLEM}
        [^。；：\n]{{0,12}}? (?:采取|提出|制定)了?(?:以下|如下)? (?P<measures>{_N}) [个项条点] [^。；：\n]{{0,4}} (?:措施|举措|办法|对策)
    )
    (?:(?!主要|重点)[^。；\n]){{0,12}}? (?=[：，。\n])
    """,
    re.VERBOSE,
)
_MEASURES_COUNTED = regex(rf"{_N}(?:个?方面|[项条点])[^。；：\n]{{0,4}}(?:措施|举措|办法|对策|工作)")
#: That a measure answers several problems, or one that it does not name by its number.
_JOINT = regex(
    rf"""
      {_TARGET} [、和与及至到—~-] | [、和与及至到—~-] {_TARGET} | {_PROBLEM}{_N}[、和与及至到]
    | 第{_N} [、和与及至到] (?:第)?{_N}
    | [前后]{_N}[个项点方类] | 其余 | 其他(?:{_N}|问题|不足|方面) | 余下 | 剩余 | 最后一[个项点] | 另一[个项点] | 另外?{_N}[个项点]
    | 一并 | 统筹 | 共[性同]问题 | (?:{_PROBLEM}|项|条)[^。；，]{{0,8}}(?:均|都|全部)
    | (?:以上|上述|这些)[^。；，]{{0,6}}(?:措施|做法|办法|举措)
    """,
    re.VERBOSE,
)
#: A measure in words of its own problem: “针对解读单一的问题”.
_IN_WORDS = regex(rf"(?:针对(?!性)|对于|围绕)(?!(?:上述|以上|上面|前述|所列|存在的)?{_TARGET})")
#: What may go on to another measure, without a number.
_GOES_ON = regex("同时|此外|另外|另|还|最后|再[次者]|其次|以及|下一?步|今后")


_ENDS = regex(r"[。；！）”]\s*\Z")
#: Characters in front of a list that say what it lists.
_CHARACTERS_BEFORE = 30


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One of a numbered list: its number, and where it stands in the section's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pairing:
    """The problems that a text pairs with measures, ``without`` those that have none; ``heading`` is where it says that it does.

    Of measures that are only announced to go one by one, ``measures`` is their number: which problem is left out is not known.
    """

    way: Way
    problems: tuple[ListedItem, ...]
    without: tuple[ListedItem, ...]
    heading: ListedItem
    measures: int = 0


def pairing(text: str) -> Pairing | None:
    """How section 五 pairs problems with measures; None where it does not, or not so that one can be said to be missing.

    ``text`` has full-width marks, and a line break behind each paragraph; where it ends in no sentence, more may follow.
    """
    if not _ENDS.search(text):
        return None
    for way in (_by_numbers, _by_labels, _under_each, _by_announcement):
        if found := way(text):
            return found
    return None


def _by_numbers(text: str) -> Pairing | None:
    """“针对第一个问题，…；针对第二个问题，…”, behind a list of problems."""
    answers = _items(_REFERENCE, text, 0, len(text))
    if not answers:
        return None
    turn = answers[0].start
    problems = _problems(text, turn)
    measures = text[turn:]
    if not problems or _JOINT.search(measures) or _IN_WORDS.search(measures):
        return None
    return _paired("numbers", text, problems, answers)


def _by_labels(text: str) -> Pairing | None:
    """“问题一：… 问题二：… 措施一：… 措施二：…”, in any order."""
    labels, answers = _items(_LABEL, text, 0, len(text)), _items(_MEASURE_LABEL, text, 0, len(text))
    if not answers or not _is_list(labels) or _JOINT.search(text) or _REFERENCE.search(text):
        return None
    starts = [item.start for item in (*labels, *answers)]
    problems, measures = ([_up_to(item, starts) for item in items] for items in (labels, answers))
    found = _paired("labels", text, problems, measures)
    last = max(item.number for item in measures)
    # Fewer measures at the end may answer several problems, unless each stands with its problem.
    together = all(low.start < high.start for low, high in zip(measures, problems[1:], strict=False))
    return found if not found or together or all(item.number < last for item in found.without) else None


def _under_each(text: str) -> Pairing | None:
    """“问题一：… 措施：… 问题二：… 措施：…”: the last problem has none, where each before it has one."""
    problems = _items(_LABEL, text, 0, len(text))
    if not _is_list(problems) or _JOINT.search(text):
        return None
    last, before = problems[-1], problems[:-1]
    if any(len(_UNDER.findall(text, one.start, one.end)) != 1 for one in before):
        return None
    heading = ListedItem(1, before[0].start, before[0].end)
    if _UNDER.search(text, last.start):
        return Pairing("under", tuple(problems), (), heading)
    if not is_only_a_problem(text[last.start :]):
        return None
    return Pairing("under", tuple(problems), (last,), heading)


def _by_announcement(text: str) -> Pairing | None:
    """“针对上述问题，逐项整改：一是…；二是…”, behind a list of problems that is longer."""
    announced = _ANNOUNCED.search(text)
    if announced is None:
        return None
    problems = _problems(text, announced.start())
    counted = announced["measures"] and whole_number(announced["measures"])
    if announced["measures"] and (counted != len(problems) or whole_number(announced["problems"]) != counted):
        return None
    if not announced["measures"] and _MEASURES_COUNTED.search(text, announced.start()):
        return None
    measures = _only_list(text, announced.end(), len(text), fewest=1)
    heading = ListedItem(0, announced.start(), announced.end())
    if not problems or not measures or re.search(r"[。\n]", text[announced.end() + 1 : measures[0].start].strip()):
        return None
    if len(measures) >= len(problems):
        return Pairing("announced", tuple(problems), (), heading, len(measures))
    if _JOINT.search(text, announced.end()) or any(may_tell_measure(_words(text, problem)) for problem in problems):
        return None
    if len(measures) + 1 in _numbers(text, announced.end()) or _goes_on(text, measures):
        return None
    return Pairing("announced", tuple(problems), tuple(problems[len(measures) :]), heading, len(measures))


def _paired(way: Way, text: str, problems: Sequence[ListedItem], answers: Sequence[ListedItem]) -> Pairing | None:
    """The problems against the numbers that measures name; None where one may be answered without its number."""
    numbers = {answer.number for answer in answers}
    if not numbers <= {problem.number for problem in problems}:
        return None
    without = [problem for problem in problems if problem.number not in numbers]
    heading = answers[0]
    if not without:
        return Pairing(way, tuple(problems), (), heading)
    if len(without) > len(numbers) or not all(is_only_a_problem(_words(text, problem)) for problem in without):
        return None
    if way == "numbers" and _numbers(text, heading.start) & {problem.number for problem in without}:
        return None
    if _goes_on(text, answers):
        return None
    return Pairing(way, tuple(problems), tuple(without), heading)


def _goes_on(text: str, measures: Sequence[ListedItem]) -> bool:
    """Whether a measure without a number may stand behind one of ``measures``."""
    words = [text[one.start : one.end].strip("。；\n ") for one in measures]
    return any(re.search(r"[。；\n]", one) for one in words) or _GOES_ON.search(words[-1]) is not None


def _words(text: str, item: ListedItem) -> str:
    """The words of an item, without a heading behind it that belongs to what follows."""
    return _HEADING_BEHIND.sub("", text[item.start : item.end])


def _up_to(item: ListedItem, starts: Sequence[int]) -> ListedItem:
    """``item``, which ends where the next of ``starts`` is."""
    return replace(item, end=min([item.end, *(start for start in starts if start > item.start)]))


def _numbers(text: str, start: int) -> set[int]:
    """All numbers behind ``start`` that may be those of problems or measures, however they are written."""
    return {number for pattern in (_ANY, *_LISTS) for _, number in _matches(pattern, text, start, len(text))}


def _problems(text: str, turn: int) -> list[ListedItem]:
    """The list of problems before ``turn``; [] where there is none, or the text gives another number of them."""
    listed = _only_list(text, 0, turn, fewest=2)
    heading = {whole_number(found[1] or found[2]) for found in _COUNT.finditer(text, 0, turn)}
    if not listed or heading - {len(listed)}:
        return []
    # What is listed is problems where the words in front say so, or each item does.
    before = text[max(0, listed[0].start - _CHARACTERS_BEFORE) : listed[0].start]
    named = PROBLEM.search(before) or all(tells_problem(text[item.start : item.end]) for item in listed)
    return listed if named else []


def _only_list(text: str, start: int, end: int, *, fewest: int) -> list[ListedItem]:
    """The list that stands in ``text[start:end]``; [] where none does, or several do."""
    lists = [_items(pattern, text, start, end) for pattern in _LISTS]
    found = [items for items in lists if _is_list(items, fewest)]
    return found[0] if len(found) == 1 else []


def _is_heading(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether the number that ``match`` found is that of a heading, which stands at the beginning of a line."""
    text = match.string
    begins = match.start() == 0 or text[match.start() - 1] == "\n"
    return pattern in _OUTER and begins and _HEADING.match(text, match.end()) is not None


def _items(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[ListedItem]:
    """What ``pattern`` numbers in ``text[start:end]``, each up to the next one."""
    matches = list(_matches(pattern, text, start, end))
    ends = [*(begin for begin, _ in matches[1:]), end]
    return [ListedItem(number, begin, stop) for (begin, number), stop in zip(matches, ends, strict=False)]


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text, start, end):
        number = whole_number(next(filter(None, match.groups())))
        if number is not None and not (start == 0 and _is_heading(pattern, match)):
            yield match.start(), number


def _is_list(items: Sequence[ListedItem], fewest: int = 2) -> bool:
    """Whether the numbers run from one on, without a gap."""
    return len(items) >= fewest and [item.number for item in items] == list(range(1, len(items) + 1))
