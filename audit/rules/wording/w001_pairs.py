"""括号、引号或书名号不成对

依据：GB/T 15834—2011《标点符号用法》：括号、引号、书名号成对使用。
核对：逐段核对圆括号、方括号、六角括号、引号、书名号的左右两半是否相配，全角半角的同种括号视为一对；直引号按个数核对。
不判：“1）”“一）”等序号的右括号；英文缩写中的撇号；左半在本段、右半在其后三段之内的（可能跨段引用或排版折行）为无法核对；表格内的文字。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from audit.findings import Outcome
from audit.model import Passage
from audit.rules import Case, rule
from audit.rules._passages import MOST_PLACES, Hit, evidence, narrative, one_per_hit, where

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "[": "]",
    "〔": "〕",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
}
#: Halves that may be set in either width.
_SAME = str.maketrans("()[]【】", "（）［］［］")
_OPEN = {left.translate(_SAME): right.translate(_SAME) for left, right in _PAIRS.items()}
_CLOSE = {right: left for left, right in _OPEN.items()}
_NUMBER_BRACKET = re.compile(
    r"(?:^|(?<=[\s。；：，、;:,.]))(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z]|[①-⑳])[)）]"
)
_NEAR = 3


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per half without its other half; one pass where all pair."""
    passages = list(narrative(case.report))
    singles = [_singles(passage) for passage in passages]
    marks = [{mark for _, mark in group} for group in singles]
    hits: list[Hit] = []
    undecided: list[Hit] = []
    for index, passage in enumerate(passages):
        for position, mark in singles[index]:
            hit = Hit(
                passage, position, position + 1, f"{where(passage)}的“{passage.text[position]}”没有与之配对的符号"
            )
            (undecided if _elsewhere(mark, index, marks) else hits).append(hit)
    for hit in undecided[:MOST_PLACES]:
        place = evidence(hit.passage, hit.start, hit.end, where(hit.passage))
        message = f"{hit.message}，另一半可能在相邻段落"
        yield case.outcome("undecided", message, f"{hit.passage.text[:12]}:{hit.start}", [place], severity="info")
    if hits or not undecided:
        yield from one_per_hit(case, hits, "括号、引号、书名号均成对")


def _singles(passage: Passage) -> list[tuple[int, str]]:
    """Positions of the halves of ``passage`` that do not pair, with the folded mark."""
    ignored = {match.end() - 1 for match in _NUMBER_BRACKET.finditer(passage.text)}
    stack: list[tuple[int, str]] = []
    single: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    straight: list[int] = []
    for position, char in enumerate(passage.text):
        mark = char.translate(_SAME)
        if char == '"':
            straight.append(position)
        elif mark in _OPEN:
            stack.append((position, mark))
            waiting[mark] += 1
        elif mark in _CLOSE and not _apostrophe(passage.text, position):
            if waiting[_CLOSE[mark]]:
                while stack[-1][1] != _CLOSE[mark]:
                    waiting[stack[-1][1]] -= 1
                    single.append(stack.pop())
                waiting[stack.pop()[1]] -= 1
            elif position not in ignored or mark != "）":
                single.append((position, mark))
    if len(straight) % 2:
        single.append((straight[-1], '"'))
    return sorted(single + stack)


def _apostrophe(text: str, position: int) -> bool:
    return text[position] == "’" and text[position - 1 : position].isascii() and position > 0


def _elsewhere(mark: str, index: int, marks: Sequence[set[str]]) -> bool:
    """Whether the other half stands alone in a near paragraph: behind an opening half, before a closing one."""
    other = _OPEN.get(mark) or _CLOSE.get(mark) or mark
    if mark in _OPEN:
        near = marks[index + 1 : index + 1 + _NEAR]
    elif mark in _CLOSE:
        near = marks[max(0, index - _NEAR) : index]
    else:
        near = [*marks[max(0, index - _NEAR) : index], *marks[index + 1 : index + 1 + _NEAR]]
    return any(other in group for group in near)
