"""Sub-headings of section 一: the first words of what is numbered, titled or made a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from audit.model import Passage
from audit.patterns import regex
from audit.rules.kit import Evidence, data_file, passage_evidence
from audit.words import MYRIADS, ONE_TO_NINE, POINT, TENS, measures
from audit.words.numbering import Style, numbering

#: What ends a sub-heading: the end of its sentence; a comma only where a sentence with figures follows.
_END_OF_LEAD, _COMMA = regex(r"[。；：;:]"), regex("[，,]")
_FIGURES = regex(rf"\d|[{ONE_TO_NINE}{TENS}{MYRIADS}]+[{''.join(measures('papers', 'issues'))}次个]")
_LONGEST_LEAD = 40
#: More sub-headings than any report has.
_MOST_LEADS = 100
#: A paragraph that begins with a title of its own: “主动公开方面：……”, “依申请公开依法规范。……”; so many make sub-headings.
_TITLED = regex(r"\s*[\u4e00-\u9fff]{4,18}[：:。](?=.{10})")
_FEWEST_TITLED = 3
_BRACKETED: frozenset[Style] = frozenset(("paragraph", "paragraph_half", "clause"))
Lead = tuple[str, Evidence]


def names_one(text: str, words: Iterable[str]) -> bool:
    """Whether ``text`` holds one of ``words``."""
    return any(word in text for word in words)


def sub_headings(passages: Sequence[Passage]) -> tuple[list[Lead], bool]:
    """The first words behind each running number of the outermost style; else paragraphs that begin with a title, else “一是…”.

    The last says whether they are points (“一是…”).
    """
    numbered = [(p, count) for p in passages if (count := numbering(p.text)) and count.style != "point"]
    if numbered:
        # Brackets of either width count as one level: “（1）” among “（一）” is a slip, not a lower level.
        bracketed = [item for item in numbered if item[1].style in _BRACKETED]
        outer = {numbered[0][1].style} if not bracketed else _BRACKETED | {"section"}
        found = ((p, count.end) for p, count in numbered if count.style in outer)
    else:
        titled = [p for p in passages if _TITLED.match(p.text) and not numbering(p.text) and _names_aspect(p.text)]
        if len(titled) >= _FEWEST_TITLED:
            return [_lead(p, 0) for p in titled], False
        found = ((p, match.end()) for p in passages for match in POINT.finditer(p.text))
    return [_lead(p, end) for p, end in islice(found, _MOST_LEADS)], not numbered


def _names_aspect(text: str) -> bool:
    words = _heading(text)
    return any(names_one(words, known["headings"]) for known in data_file(__package__, "aspects").values())


def _heading(text: str) -> str:
    """The sub-heading that ``text`` begins with, to its end; of a sentence that runs on, what stands before its first comma."""
    words = _END_OF_LEAD.split(text[: _LONGEST_LEAD + 1], maxsplit=1)[0]
    if len(words) > _LONGEST_LEAD or _FIGURES.search(words):
        words = _COMMA.split(words, maxsplit=1)[0]
    return words.strip()


def _lead(passage: Passage, start: int) -> Lead:
    words = _heading(passage.text[start:])
    return words, passage_evidence(passage, 0, start + len(words), "小标题")


def mention(passages: Sequence[Passage], title: str) -> list[Evidence]:
    """Where the running text of section 一 first holds ``title``, [] where it does not."""
    for passage in passages:
        start = passage.text.find(title)
        if start >= 0:
            return [passage_evidence(passage, start, start + len(title), "第一部分")]
    return []
