"""What the words of a share name: its part (“自然人申请”), its whole (“占新收申请的”), and what it stands in (“其中”)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.match.claims.frames import (
    BREAK,
    NOTHING,
    Dimensions,
    Frames,
    dimensions_of,
    names_quantity,
    narrowing_words,
    subject,
    unknown_words,
)
from audit.match.claims.lexicon import Tag
from audit.match.claims.shares._rows import RowOfShares, row_of_shares, stands_in_brackets, words_begin
from audit.match.claims.shares._wholes import named_whole, stated_basis, whole_around
from audit.match.claims.shares._words import NAMED_RATE, OF_WHOLE, PART_BEHIND, RATES, VAGUE
from audit.patterns import regex

#: Between the parts and the words of their shares.
_DEALS = regex("(?:申请)?(?:分别|各自?|均|合计?|共|大?约|所)*$")
#: Before the name of a part: it is joined to another one, of which the words are not known.
_JOINED_TO = regex("[\u4e00-\u9fff][和与及或](?:予以|属于?|因)?$")
_TOGETHER = regex("共占|合占|合计占|总共占|一共占|共计占")
_SAME_FOR_EACH = regex("各自?占|均占|都占")
#: Kinds that a part is told by: what is merely received or answered is the whole.
_KINDS_OF_PARTS = frozenset(("result", "column", "outcome", "decision", "case"))


class ShareOf(NamedTuple):
    """What the words of a share name.

    ``part`` is what it is of (``others`` are what that may be as well), ``base`` the whole that is named, ``within`` what it
    stands in (“在…中”, “其中”); ``narrowed`` are words that narrow the part or the whole. ``naming`` are the tags that name
    the part, none where a word beside them is not known.
    """

    part: str | None = None
    others: tuple[str, ...] = ()
    base: str | None = None
    within: str | None = None
    narrowed: str = ""
    naming: tuple[Tag, ...] = ()


class _PartWords(NamedTuple):
    """What names the part of a share: dimensions, tags, the bounds of their words, and what narrows them."""

    dimensions: Dimensions
    tags: Sequence[Tag]
    words: tuple[int, int]
    narrowed: str


def share_of(frames: Frames, index: int, sentence: tuple[int, int]) -> ShareOf:
    """What the share at ``index`` is of. The words before the first of a list of shares tell of all of them, one by one."""
    row = row_of_shares(frames, index, sentence)
    number, this = frames.numbers[row.head], frames.numbers[index]
    text = frames.text if stands_in_brackets(frames, number) else frames.masked
    first = words_begin(frames, row.head, sentence)
    lead = text[first : number.start]
    of = OF_WHOLE.search(text, first, number.start)
    stop = of.start() if of else number.start
    if deals := _DEALS.search(text[first:stop]):
        stop -= len(deals[0])
    around = whole_around(frames, sentence, number.start, text)
    begin = max([first, around.end, *(match.end() for match in BREAK.finditer(text, first, stop))])
    named = NAMED_RATE.search(lead)
    part = _part_before(frames, text, (begin, stop), named, first)
    if not names_quantity(part.dimensions) and (match := PART_BEHIND.match(text, this.end)):
        part = _part_behind(frames, text, match.end(), sentence[1], part.narrowed)
    known = not unknown_words(text, *part.words, [tag for tag in part.tags if tag.start < part.words[1]])
    tags = part.tags
    if of and tags:
        tags = frames.between(text, begin, of.start())
    elif named:
        end = part.words[1]
        tags = [*tags, Tag("result", named["name"], end, end + len(named["name"]))]
    narrowed = around.narrowed or part.narrowed
    if tags and part.dimensions and _is_joined(text, begin, tags, lead):
        narrowed = narrowed or lead
    own = _dealt(part.dimensions, row, each=row.length == 1 and _SAME_FOR_EACH.search(lead) is not None)
    base = stated_basis(frames, sentence, this)
    vague = of is not None and VAGUE.search(of[0]) is not None
    if not base and of and not vague:
        base = named_whole(frames, text, of)
    if vague and not around.dimensions and _KINDS_OF_PARTS & set(own):
        base = frames.outer.last  # “占该类的”, of a part that is named
    part_subject, others = (
        _part_and_others(own, around.dimensions or base) if _KINDS_OF_PARTS & set(own) else (None, ())
    )
    naming = tuple(tags) if known else ()
    return ShareOf(part_subject, others, _subject(base), _subject(around.dimensions), narrowed, naming)


def _part_before(
    frames: Frames, text: str, words: tuple[int, int], named: re.Match[str] | None, first: int
) -> _PartWords:
    """The part as the ``words`` before the share name it, or the name of the rate itself (“予以公开率”), ``named``."""
    tags = frames.between(text, *words)
    if named:
        own = {**dimensions_of(text, tags), **RATES[named["name"]]}
        if "outcome" in own and "case" not in own and "case" in frames.memory:
            own["case"] = frames.memory["case"]  # “行政复议5件，维持率”
        return _PartWords(own, tags, (words[0], first + named.start("name")), "")
    if VAGUE.search(text, *words):
        return _PartWords(NOTHING, tags, words, "")
    own = dimensions_of(text, tags)
    return _PartWords(own, tags, words, narrowing_words(text, *words, tags, own))


def _part_behind(frames: Frames, text: str, begin: int, last: int, narrowed: str) -> _PartWords:
    """What the words behind the share name, to the end of its clause: “71.67%来自自然人”."""
    end = BREAK.search(text, begin, last)
    words = (begin, end.start() if end else last)
    tags = frames.between(text, *words)
    own = dimensions_of(text, tags)
    narrowed = narrowed or narrowing_words(text, begin, tags[-1].end if tags else begin, tags, own)
    return _PartWords(own, tags, words, narrowed)


def _is_joined(text: str, begin: int, tags: Sequence[Tag], lead: str) -> bool:
    """Whether the part is told together with another one whose words are not known: “公开和部分公开共占”."""
    alone = _TOGETHER.search(lead) is not None and len(tags) == 1
    return alone or _JOINED_TO.search(text, begin, tags[0].start) is not None


def _subject(dimensions: Dimensions) -> str | None:
    """The quantity that the dimensions name; None where they name none by themselves."""
    return subject(dimensions) if names_quantity(dimensions) else None


def _part_and_others(own: Dimensions, whole: Dimensions) -> tuple[str | None, tuple[str, ...]]:
    """The subject of a part, with what its whole tells besides; a column alone may be of any line with columns."""
    full = dict(own)
    kinds = set(own)
    for kind in ("flow", "result", "column", "case"):
        if kind in whole and kind not in own and _goes_with(kind, kinds):
            full[kind] = whole[kind]
    open_column = "column" in full and not {"flow", "result"} & set(full)
    others = (subject({**full, "flow": ("concluded",)}) or "",) if open_column else ()
    return subject(full), tuple(filter(None, others))


def _goes_with(kind: str, kinds: set[str]) -> bool:
    """Whether a part that is told by ``kinds`` takes over ``kind`` from its whole."""
    if kind == "case":
        return "outcome" in kinds
    if kind == "column":
        return "result" in kinds
    return "column" in kinds and not {"flow", "result"} & kinds


def _dealt(own: Dimensions, row: RowOfShares, *, each: bool) -> Dimensions:
    """Of several names before a row of shares, the one of this share; none where ``each`` of them has the same share."""
    if each:
        return NOTHING
    if row.length == 1:
        return own
    kinds = (kind for kind, names in own.items() if len(names) > 1 and kind in ("result", "column", "outcome"))
    several = next(kinds, "")
    fits = bool(several) and len(own[several]) == row.length
    return {**own, several: (own[several][row.place],)} if fits else NOTHING
