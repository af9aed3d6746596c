"""Brackets, quotation marks and book-title marks: the two halves of each pair, and halves that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from audit.model import Passage
from audit.patterns import regex
from audit.words import ORDINAL

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
#: Every half, in either width, and the mark that is both.
_MARK = regex("[" + re.escape("".join([*_PAIRS, *_PAIRS.values(), *_OPEN, *_CLOSE, '"'])) + "]")
_NUMBER_BRACKET = regex(rf"(?:^|(?<=[\s。；：，、;:,.]))(?:\d{{1,3}}|[{ORDINAL}]{{1,3}}|[a-zA-Z]|[①-⑳])[)）]")
#: What a web page offers beside a report's text, left open where its buttons are no text: “【字体：”.
_FURNITURE = regex(r"[【\[（(]\s*(?:字体|字号|打印|关闭|收藏|分享|大\s*中\s*小)[^【】\[\]（）()]{0,12}$")
#: Paragraphs on either side in which the other half is looked for.
_PARAGRAPHS_AROUND = 3


def singles(passage: Passage) -> list[tuple[int, str]]:
    """Positions of the halves of ``passage`` that do not pair, with the folded mark."""
    ignored = {match.end() - 1 for match in _NUMBER_BRACKET.finditer(passage.text)}
    furniture = found.start() if (found := _FURNITURE.search(passage.text)) else None
    stack: list[tuple[int, str]] = []
    single: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    straight: list[int] = []
    for match in _MARK.finditer(passage.text):
        position, mark = match.start(), match[0].translate(_SAME)
        if mark == '"':
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
    return sorted(half for half in single + stack if half[0] != furniture)


def is_elsewhere(mark: str, index: int, marks: Sequence[set[str]]) -> bool:
    """Whether the other half stands alone in a near paragraph: behind an opening half, before a closing one.

    ``marks`` are the single halves of each paragraph, and ``mark`` is one of those of ``marks[index]``.
    """
    other = _OPEN.get(mark) or _CLOSE.get(mark) or mark
    if mark in _OPEN:
        near = marks[index + 1 : index + 1 + _PARAGRAPHS_AROUND]
    elif mark in _CLOSE:
        near = marks[max(0, index - _PARAGRAPHS_AROUND) : index]
    else:
        near = [*marks[max(0, index - _PARAGRAPHS_AROUND) : index], *marks[index + 1 : index + 1 + _PARAGRAPHS_AROUND]]
    return any(other in group for group in near)


def _apostrophe(text: str, position: int) -> bool:
    """Whether the closing quotation mark follows a letter of the Latin alphabet."""
    return text[position] == "’" and text[position - 1 : position].isascii() and position > 0
