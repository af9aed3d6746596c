"""Problems of section 五 one by one, the measures in it, and whether one answers the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.model import Passage
from audit.rules.completeness._lookup import wordings
from audit.text import widened
from audit.words import ONE_TO_NINE

_POINT = re.compile(rf"(?:[{ONE_TO_NINE}]是|第[{ONE_TO_NINE}]，|（[{ONE_TO_NINE}]）|[1-9][.．、])")
#: Where the problems end: how texts turn to what is done about them.
_TURN = re.compile(
    r"""
      (?:(?:\d{4}|本)年的?)? (?: 改进 (?:情况|措施|工作|方向|办法|思路|计划) | 整改 (?:情况|措施) | 工作 (?:措施|打算) )
    | 下一?步 | 下一?(?:年|阶段) | 今后 | 针对 (?:以上|上述|这些|存在的?|上面|此)
    """,
    re.VERBOSE,
)
_SENTENCE_END = "。；"


@dataclass(frozen=True, slots=True)
class Problem:
    """One of the problems that a section lists; ``start`` and ``end`` are its place in ``passage``."""

    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        """The problem."""
        return self.passage.text[self.start : self.end]


def problems(passages: Sequence[Passage]) -> tuple[list[Problem], str]:
    """The problems listed before the text turns to measures, and all text behind; [] where they are not listed."""
    found: list[Problem] = []
    for number, passage in enumerate(passages):
        text = widened(passage.text)
        # A title names both problems and measures: it turns to nothing.
        turn = next((m for m in _TURN.finditer(text) if "问题" not in text[max(0, m.start() - 8) : m.start()]), None)
        found += _listed(passage, text[: turn.start()] if turn else text)
        if turn and found:
            return found, text[turn.start() :] + "".join(widened(p.text) for p in passages[number + 1 :])
        if turn:
            return [], ""
    return [], ""


def _listed(passage: Passage, text: str) -> list[Problem]:
    starts = list(_POINT.finditer(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    items = []
    for match, end in zip(starts, ends, strict=False):
        stop = min((at for mark in _SENTENCE_END if (at := text.find(mark, match.end(), end)) >= 0), default=end)
        if stop > match.end():
            items.append(Problem(passage, match.end(), stop))
    return items


def unanswered(listed: Sequence[Problem], measures: str) -> list[Problem]:
    """Those of ``listed`` that speak of matters of which ``measures`` say nothing, in any of their words."""
    topics = [re.compile("|".join(words["words"])) for words in wordings("topics").values()]
    found = []
    for problem in listed:
        spoken = [topic for topic in topics if topic.search(problem.words)]
        shared = any(pair in measures for pair in _pairs(problem.words))
        if spoken and not shared and not any(topic.search(measures) for topic in spoken):
            found.append(problem)
    return found


def _pairs(words: str) -> set[str]:
    """Groups of four characters that tell a matter in the problem's own words."""
    return {
        words[at : at + 4] for at in range(len(words) - 3) if re.fullmatch("[\u4e00-\u9fff]{4}", words[at : at + 4])
    }
