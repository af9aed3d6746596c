"""The characters that the words of a pattern can begin with, so that a lexicon is tried only where one of them stands.

A regular expression of many alternatives tries them all at every character of a text. A lexicon that knows the first
characters of each alternative tries at a character only those that can begin there, which are two or three of a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import digits

from audit.patterns import regex

#: One item of a pattern with what says how often it stands: a group’s opening, a class, an escape or a character.
_ITEM = regex(
    r"""
      (?P<look>  \( \? (?: (?P<ahead> = ) | <?[=!] ) )     # looks ahead or back: takes no character
    | (?P<begin> \^ )                    # takes none either
    | (?P<group> \( (?: \?: | \?P<\w+> )? )
    | (?P<class> \[ (?P<any> \^ | (?= [^\]]* \\u ) )? (?P<members> [^\]]+ ) \] )
    | (?P<digit> \\d )
    | (?P<blank> \\s )                   # in folded text, where all white space is one
    | (?P<wide>  \\[SwWDbBu] | [.$] )    # no lexicon begins with one of these
    | \\? (?P<char> . )
    """,
    re.VERBOSE,
)
#: How often an item stands, and what of that allows it to be absent.
_OFTEN = regex(r"(?P<absent>[?*]|\{0?(?:,\d*)?\})|\+|\{\d+(?:,\d*)?\}")
#: What a verbose pattern holds for its readers alone, and what of it is no such thing.
_LAYOUT = regex(r"(?P<kept> \\. | \[ [^\]]+ \] ) | \s+ | \# [^\n]*", re.VERBOSE)
_RANGE = regex(r"(.)-(.)|(.)")
#: What holds no opening or end of a group, and no “|” between alternatives: characters, escapes and classes.
_PLAIN = r"(?: [^()|\[\\] | \\. | \[ \^? [^\]]+ \] )*+"
_NEXT_BRACKET = regex(rf"(?: {_PLAIN} \|?+ )*+ (?P<mark> [()] )", re.VERBOSE)
_NEXT_BAR = regex(rf"{_PLAIN} (?P<mark> [(|] )", re.VERBOSE)


def as_pattern(words: str | Sequence[str]) -> str:
    r"""``words`` of a lexicon as one pattern: alternatives joined, and those on several lines without blanks and comments.

    >>> as_pattern(["上年", "\n  去年      # by a word\n| 前年\n"])
    '上年|去年|前年'
    """
    if not isinstance(words, str):
        return "|".join(map(as_pattern, words))
    return _without_layout(words) if "\n" in words else words


def _without_layout(pattern: str) -> str:
    """A verbose pattern without its blanks and comments, as ``re`` reads it."""
    return _LAYOUT.sub(lambda match: match["kept"] or "", pattern)


def compile_for_search(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``pattern``, compiled so that a search tries it only at the characters that it can begin with.

    A search finds by itself where to try a pattern that begins with plain characters, but not one that begins with what
    stands before it or with groups of groups.
    """
    bare = _without_layout(pattern) if flags & re.VERBOSE else pattern
    first = first_characters(bare)
    inside = re.escape("".join(sorted(first)))
    inside += r"\d" * first.issuperset(digits) + r"\s" * (" " in first)  # in whichever script a text has them
    return re.compile(f"(?=[{inside}])(?:{bare})")


def without_conditions(pattern: str) -> str:
    """``pattern`` without what it forbids beside its own characters, and without where it must begin or end.

    It matches wherever ``pattern`` matches in a piece of the text, so that one pass over the whole text finds all pieces
    that ``pattern`` need not be tried on.
    """
    kept, position = [], 0
    while match := _ITEM.match(pattern, position):
        position = match.end()
        if match["look"] and match["look"].endswith("!"):
            position = _end_of_group(pattern, position)
        elif match["group"]:
            kept.append("(?:")
        elif not match["begin"] and match[0] != "$":
            kept.append(match[0])
    return "".join(kept)


def first_characters(pattern: str) -> frozenset[str]:
    r"""The characters that what ``pattern`` matches can begin with.

    Raises:
        ValueError: it can match nothing, or begin with any character (“.”, “[^…]”, “\w”, a range of Chinese characters).
    """
    found, empty = _of_alternatives(pattern)
    if empty:
        raise ValueError(f"{pattern!r} can match without a character")
    return found


def _of_alternatives(pattern: str) -> tuple[frozenset[str], bool]:
    """The first characters of any alternative, and whether one of them can match without any."""
    read = [_of_sequence(part) for part in alternatives(pattern)]
    return frozenset().union(*(found for found, _ in read)), any(empty for _, empty in read)


def _of_sequence(pattern: str) -> tuple[frozenset[str], bool]:
    """The first characters of one alternative, and whether it can match without any."""
    found: frozenset[str] = frozenset()
    ahead = ""
    position = 0
    while match := _ITEM.match(pattern, position):
        position = _end_of_group(pattern, match.end()) if match["look"] or match["group"] else match.end()
        often = _OFTEN.match(pattern, position)
        if match["look"] or match["begin"]:
            ahead = pattern[match.end() : position - 1] if match["ahead"] else ahead
            continue
        if match["wide"] or match["any"] is not None:
            raise ValueError(f"{pattern!r} can begin with any character")
        inner, empty = _of_item(match, pattern[match.end() : position - 1])
        found |= inner
        position = often.end() if often else position
        if not empty and not (often and often["absent"]):
            return found, False
    if ahead and not found:  # it takes no character, but one of these stands there
        return _of_alternatives(ahead)
    return found, True


def _of_item(match: re.Match[str], inside: str) -> tuple[frozenset[str], bool]:
    """The first characters of one group, class or character, and whether it can match without any."""
    if match["group"]:
        return _of_alternatives(inside)
    if match["digit"] or match["blank"]:
        return frozenset(digits if match["digit"] else " "), False
    return frozenset(_members(match["members"]) if match["members"] else match["char"]), False


def _members(inside: str) -> str:
    """The characters of a class, ranges written out."""
    inside = inside.replace(r"\d", digits).replace("\\", "")
    return "".join(
        one or "".join(map(chr, range(ord(first), ord(last) + 1))) for first, last, one in _RANGE.findall(inside)
    )


def alternatives(pattern: str) -> list[str]:
    """The alternatives of ``pattern``, cut at each “|” outside groups and classes."""
    found, first, position = [], 0, 0
    while match := _NEXT_BAR.match(pattern, position):
        position = match.end()
        if match["mark"] == "(":
            position = _end_of_group(pattern, position)
        else:
            found.append(pattern[first : position - 1])
            first = position
    return [*found, pattern[first:]]


def _end_of_group(pattern: str, position: int) -> int:
    """Where the group ends that is open at ``position``."""
    depth = 1
    while depth and (match := _NEXT_BRACKET.match(pattern, position)):
        depth += 1 if match["mark"] == "(" else -1
        position = match.end()
    return position
