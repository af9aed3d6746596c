"""How a paragraph ends, and whether the next one goes on with it."""

from __future__ import annotations

import re

from audit.model import Passage
from audit.numbering import numbering
from audit.text import widened
from audit.words import DAY_OF_YEAR

SENTENCE_ENDS = tuple("。！？；：…!?;:.”’）)》】」』]〕")
COMMAS = tuple("，、,")
#: Characters of the shortest paragraph that is looked at, and of the shortest that is a sentence without a mark behind it.
SHORTEST_OF_TEXT, _SHORTEST_SENTENCE = 15, 30
#: Characters of the longest numbered line that is a heading although it has a comma.
_LONGEST_HEADING = 50
#: Marks within a sentence or between sentences, once widened.
_INNER_MARK, _SENTENCE_MARK = re.compile("[，。；：]"), re.compile("[，。]")
#: A paragraph may end with a day, an address of the web or a long number, behind its last blank.
_NO_SENTENCE = re.compile(rf"{DAY_OF_YEAR}$|[\w./:-]\.(?:cn|com|net|org)|\d{{6}}$")


def last_character(passage: Passage) -> tuple[int, int]:
    """Where the last character that is printed stands."""
    end = len(passage.text.rstrip())
    return end - 1, end


def is_heading(passage: Passage) -> bool:
    """A numbered line without any sentence in it, or a short line without any mark."""
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
