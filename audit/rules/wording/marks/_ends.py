"""How a paragraph ends, and whether the next one goes on with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from audit.model import Passage
from audit.patterns import regex
from audit.text import widened
from audit.words import DAY_OF_YEAR
from audit.words.numbering import numbering

SENTENCE_ENDS = tuple("。！？；：…!?;:.”’）)》】」』]〕")
COMMAS = tuple("，、,")
#: Characters of the shortest paragraph that is looked at, and of the shortest that is a sentence without a mark behind it.
SHORTEST_OF_TEXT, _SHORTEST_SENTENCE = 15, 30
#: Lines of which more than this share, of at least so many, ends in no mark come from a text that is cut into its lines.
_SHARE_OF_CUT_LINES, _FEWEST_LINES = Fraction(2, 5), 4
#: Characters of the longest numbered line that is a heading although it has a comma.
_LONGEST_HEADING = 50
#: Marks within a sentence or between sentences, once widened.
_INNER_MARK, _SENTENCE_MARK = regex("[，。；：]"), regex("[，。]")
#: A paragraph may end with a day, an address of the web or a long number, behind its last blank.
_NO_SENTENCE = regex(rf"{DAY_OF_YEAR}$|[\w./:-]\.(?:cn|com|net|org)|\d{{6}}$")


def last_character(passage: Passage) -> tuple[int, int]:
    """Where the last character that is printed stands."""
    end = len(passage.text.rstrip())
    return end - 1, end


def is_heading(passage: Passage) -> bool:
    """Whether the paragraph is a numbered line without a whole sentence in it, or holds no mark at all."""
    text = passage.text.strip()
    if numbering(text) and len(text) <= _LONGEST_HEADING and "。" not in text and not text.endswith(COMMAS):
        return True
    return _INNER_MARK.search(widened(text)) is None


def is_sentence(passage: Passage) -> bool:
    """Whether the paragraph is long enough to be a sentence, and ends in none of what needs no mark."""
    text = passage.text.strip()
    if len(text) < _SHORTEST_SENTENCE or not _SENTENCE_MARK.search(widened(text)):
        return False
    return _NO_SENTENCE.search(text.rsplit(maxsplit=1)[-1]) is None


def goes_on(passage: Passage, after: Passage | None) -> bool:
    """Whether the next paragraph of the same section goes on without a number of its own."""
    return after is not None and after.section == passage.section and numbering(after.text) is None


def lines_of_text(passages: Sequence[Passage]) -> tuple[int, int]:
    """How many paragraphs of text without a number of their own there are, and how many of them end in no mark at all."""
    lines = [p.text.strip() for p in passages if len(p.text.strip()) >= SHORTEST_OF_TEXT and numbering(p.text) is None]
    return len(lines), sum(not line.endswith((*SENTENCE_ENDS, *COMMAS)) for line in lines)


def are_cut(lines: int, cut: int) -> bool:
    """Whether so many of the lines end in no mark that the text was cut into lines, wherever its sentences end."""
    return lines >= _FEWEST_LINES and cut > lines * _SHARE_OF_CUT_LINES


def headings_going_on(passages: Sequence[Passage]) -> list[Passage]:
    """Section headings that end in a mark as if the sentence went on: “一、总体情况、”."""
    return [p for p in passages if p.heading and p.section and p.text.strip().endswith((*COMMAS, "；", ";"))]
