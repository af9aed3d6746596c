"""Marks of notes: small raised numbers behind a word or at the end of a sentence, which belong to no text."""

from __future__ import annotations

from audit.patterns import regex

#: A number as marks of notes print it: 1, [1], （1）, ①.
_NUMBER = regex(r"\s*(?:注)?(?:\d{1,3}|[\[［（(〔]\d{1,3}[\]］）)〕]|[①-⑳])\s*")
_WORD_OR_END = regex("[\u4e00-\u9fff）》〉”’」】〕。；：！？、，]")
#: What stands behind a word with a mark where nothing can be counted by the mark's number: the end, or a mark of punctuation.
_NO_WORD = regex("[（）《》〈〉“”‘’「」【】〔〕。；：！？、，(),;:?!]?")


def may_mark_note(text: str) -> bool:
    """Whether ``text``, printed above its line, may be the mark of a note."""
    return _NUMBER.fullmatch(text) is not None


def marks_note(text: str, before: str, behind: str) -> bool:
    """Whether ``text``, printed above its line, is the mark of a note and nothing of the text.

    ``before`` and ``behind`` are the characters beside it, "" where none is. A number between a word and its measure may
    be meant: “收到<sup>3</sup>件”.
    """
    return may_mark_note(text) and _WORD_OR_END.fullmatch(before) is not None and _NO_WORD.fullmatch(behind) is not None
