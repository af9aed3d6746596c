"""Words that neither the lexicon of tags nor that of ``claims.toml`` knows, and words that name nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

from audit.match.claims.lexicon import Tag, vocabulary
from audit.patterns import regex
from audit.text import remembered
from audit.words import NUMERAL

#: Tags that are nouns, “□”, which words before them may narrow; all others are “▲”.
_NOUNS = frozenset(("topic", "case", "decision", "column"))
#: What stands for tags.
MASKS = "□▲"
_NO_MASKS = str.maketrans("", "", MASKS)
_RUN = regex("[\u4e00-\u9fff]{2,}")
_MARKS = regex(r"[\s“”，、]")
#: “等五类主体”: how many kinds are named.
_HOW_MANY = regex(rf"等?[{NUMERAL}][类种项者]")
#: What changes the number itself: what is left, taken away, added or told apart.
_AMOUNT = regex("[除含余另各加减扣占]|包括|上述|前述|[这该此]")


def is_filler(words: str) -> bool:
    """Whether ``words`` name nothing: a number behind them counts what the clause before speaks of."""
    return not words or (not unknown_rest(words).strip("等") and not words.rstrip().endswith("公开"))


def unknown_words(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The words of the clause that neither the lexicon of tags nor that of ``claims.toml`` knows."""
    return unknown_rest(with_tags_masked(text, start, end, found)).translate(_NO_MASKS)


def with_tags_masked(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The piece of ``text`` with “□” for each noun that a tag of ``found`` covers and “▲” for every other tag."""
    piece, position = [], start
    for tag in found:
        if tag.kind == "besides":
            continue
        piece += [text[position : tag.start], "□" if tag.kind in _NOUNS else "▲"]
        position = tag.end
    return "".join((*piece, text[position:end]))


def first_unknown_word(text: str, start: int, end: int, found: Sequence[Tag]) -> str:
    """The first word of two characters or more in the clause that no lexicon knows; in “兽药经营等许可” an example is none."""
    if found and found[0].kind == "decision" and text[found[0].start - 1] == "等":
        start = found[0].start
    return _first_unknown(with_tags_masked(text, start, end, found))


def may_be_part(text: str, start: int, end: int, found: Sequence[Tag]) -> bool:
    """Whether words from ``start`` to the number at ``end``, whose tags are ``found``, may make it a part of what it counts.

    Only words of substance that no lexicon knows can: those before the first name, which they may modify, and those between the
    last name and the number. What stands between the name of a line and its result says why or how (“国家秘密，经保密审查确认
    而不予公开”); elsewhere a reason picks some of those counted, and so does what is taken away or added.
    """
    if found and found[0].kind in ("column", "result") and text[found[0].start - 1] == "等":
        start = found[0].start  # “年鉴、公报等公开出版物”: the examples name no part
    masked = with_tags_masked(text, start, end, found)
    if _AMOUNT.search(masked):
        return True
    line = next((tag for tag in found if "." in tag.value), None)
    if line is None:
        return bool(_first_unknown(masked))
    first = min(tag.start for tag in found)
    return bool(_first_unknown(text[start:first]) or _first_unknown(text[found[-1].end : end]))


@remembered
def _first_unknown(words: str) -> str:
    """The first word of two characters or more that neither lexicon knows, "" where there is none."""
    known = vocabulary()
    rest = known.neutral.sub(" ", _HOW_MANY.sub(" ", known.everybody.sub(" ", words)))
    match = _RUN.search(rest)
    return match[0] if match else ""


@remembered
def unknown_rest(words: str) -> str:
    """The words that neither lexicon knows."""
    known = vocabulary()
    return _MARKS.sub("", known.neutral.sub("", _HOW_MANY.sub("", known.everybody.sub("", words))))
