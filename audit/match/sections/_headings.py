"""Which lines are the headings of the report's sections: one weighing of level, wording, order and position.

A document numbers its parts in one style, its scheme: the outermost in which a title with its own number is found. A
part is a line of the scheme. What is numbered in an inner style is a part only where it bears the part's own number,
stands between its neighbours, and does not go on a list inside a part: “（二）依申请公开” behind “（一）主动公开” goes on one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from audit.forms import Form, TitleMatch, section_named, speaks_of
from audit.text import clean
from audit.words.numbering import LEVELS, Numbering, heading_numbering, level_of

#: A title with its text behind it on the same line: “一、总体情况。2024年……”.
_TITLE_MARKS = "。：:"
_SHORTEST_TITLE, _LONGEST_RUN_IN_TITLE = 2, 40
#: Levels whose lines carry Chinese numbers without brackets: parts even where the number is a wrong one.
_CHINESE_LEVELS = 2
#: Level of a line without a number.
_LEVEL_WITHOUT_NUMBER = len(LEVELS)
#: What a line's own number is worth beside its wording, and text behind it, which a table of contents lacks.
_WORTH_OF_OWN_NUMBER, _WORTH_OF_TEXT_BEHIND = 4, 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be the heading of ``section``; ``index`` is its paragraph's, ``rest`` the text behind a run-in title.

    ``before`` is the index of the line that it follows in a list of its own style, None where it begins one. ``followed``
    says that the next line is none of these.
    """

    index: int
    section: int
    wording: TitleMatch
    count: Numbering | None
    rest: str = ""
    before: int | None = None
    followed: bool = True

    @property
    def numeral(self) -> str:
        """The printed number without brackets and marks, "" where there is none."""
        return self.count.printed.strip("（）() 　、.．第部分章节") if self.count else ""

    @property
    def level(self) -> int:
        """The level of its number's style."""
        return self.count.level if self.count else _LEVEL_WITHOUT_NUMBER

    @property
    def has_own_number(self) -> bool:
        """Whether its number is the section's own."""
        return self.count is not None and self.count.number == self.section

    @property
    def known(self) -> bool:
        """Whether its words name a section and nothing else that a report has."""
        return self.wording >= TitleMatch.OTHER

    @property
    def weight(self) -> int:
        """How much speaks for it being a heading, where the parts are numbered at its level: more is better."""
        return self.wording + _WORTH_OF_OWN_NUMBER * self.has_own_number + _WORTH_OF_TEXT_BEHIND * self.followed


def headings(texts: Sequence[str], form: Form) -> list[Heading]:
    """The headings of the sections among ``texts``, the document's paragraphs, in printed order; one a section at most."""
    found = candidates(texts, form)
    scheme = _scheme(found)
    shifts = Counter(_shift(item) for item in found if item.level == scheme and item.known and item.count)
    parts = [item for item in found if _is_part(item, scheme, shifts)]
    chosen = _in_order(parts)
    lines = {item.index for item in found}
    moved = [item for item in parts if item.section not in chosen and item.known]
    for item in sorted(moved, key=lambda item: (-item.weight, item.index)):
        if item.section not in chosen and not _is_listed(item, lines, chosen):
            chosen[item.section] = item
    for section in form.sections:
        if section not in chosen:
            others = [item for item in found if item.section == section and _is_slip(item, scheme, chosen)]
            if others:
                chosen[section] = max(others, key=lambda item: (item.weight, -item.index))
    return sorted(chosen.values(), key=lambda item: item.index)


def _shift(item: Heading) -> int:
    """By how much the number of a line is higher than its section's own."""
    return item.count.number - item.section if item.count else 0


@dataclass(slots=True)
class _OpenLists:
    """The lists open at a line: by level the last number and its line."""

    open: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, count: Numbering, index: int) -> int | None:
        """Enter a numbered line; the line whose number it follows, None where it begins a list or skips."""
        number, line = self.open.get(count.level, (0, -1))
        self.open = {level: last for level, last in self.open.items() if level < count.level}
        self.open[count.level] = count.number, index
        return line if line >= 0 and number == count.number - 1 else None


def candidates(texts: Sequence[str], form: Form) -> list[Heading]:
    """The lines that may be headings of sections, in printed order."""
    lists = _OpenLists()
    found: list[Heading] = []
    for index, text in enumerate(clean(printed).strip() for printed in texts):
        count = heading_numbering(text)
        before = lists.add(count, index) if count else None
        heading = _heading(index, text, count, before, form)
        if heading:
            found.append(heading)
    indices = {item.index for item in found}
    return [
        Heading(h.index, h.section, h.wording, h.count, h.rest, h.before, h.index + 1 not in indices or bool(h.rest))
        for h in found
    ]


def _heading(index: int, text: str, count: Numbering | None, before: int | None, form: Form) -> Heading | None:
    """The heading that a paragraph is, None for most."""
    words = text[count.end if count else 0 :].strip()
    named = section_named(words, form.edition) if words else None
    if named:
        return Heading(index, named.section, named.wording, count, "", before)
    if count is None or count.number not in form.sections:
        return None
    if count.level <= level_of("item") and not count.in_brackets and speaks_of(words, count.number):
        return Heading(index, count.number, TitleMatch.SPEAKS, count, "", before)
    end = min((place for mark in _TITLE_MARKS if (place := words.find(mark)) >= 0), default=-1)
    run_in = section_named(words[:end], form.edition) if _SHORTEST_TITLE <= end <= _LONGEST_RUN_IN_TITLE else None
    # An aspect with its text behind it (“（一）主动公开政府信息情况。…”) is none.
    if run_in and run_in.section == count.number and not count.in_brackets:
        return Heading(index, run_in.section, run_in.wording, count, words[end + 1 :], before)
    return None


def _scheme(found: Sequence[Heading]) -> int:
    """The level of the document's parts."""
    sure = [item.level for item in found if item.has_own_number and item.known and not item.rest]
    sure = sure or [item.level for item in found if item.has_own_number]
    if sure:
        return min(sure)
    # Every number is wrong, or there is none: the level that bears most of the titles.
    levels = Counter(
        item.level
        for item in found
        if item.known and (item.level < _CHINESE_LEVELS or item.level == _LEVEL_WITHOUT_NUMBER)
    )
    return max(levels, key=lambda level: (levels[level], -level), default=_LEVEL_WITHOUT_NUMBER)


def _is_part(item: Heading, scheme: int, shifts: Mapping[int, int]) -> bool:
    """Whether a line of the document's own scheme is a part; a wrong number wants words that are the part's alone.

    Words that an aspect has as well are the part's where the numbers of other parts are shifted like its own: ``shifts``
    counts those of the scheme by how far they are.
    """
    if item.level != scheme:
        return False
    if item.has_own_number:
        return True
    if item.count is None:
        return item.known
    if scheme >= _CHINESE_LEVELS:
        return item.wording == TitleMatch.TITLE and item.before is None
    if item.known:
        return True
    return item.wording == TitleMatch.ASPECT and shifts.get(_shift(item), 0) > 1


def _in_order(items: Sequence[Heading]) -> dict[int, Heading]:
    """The headings that weigh most together among those that stand in the form's order, by section; the first of equals."""
    best: dict[int, tuple[int, tuple[Heading, ...]]] = {}
    for item in items:
        weight, chain = max(
            (best[section] for section in best if section < item.section), key=lambda entry: entry[0], default=(0, ())
        )
        if item.section not in best or weight + item.weight > best[item.section][0]:
            best[item.section] = weight + item.weight, (*chain, item)
    chain = max(best.values(), key=lambda entry: entry[0], default=(0, ()))[1]
    return {item.section: item for item in chain}


def _is_listed(item: Heading, lines: Collection[int], chosen: Mapping[int, Heading]) -> bool:
    """Whether a line stands in a list of headings, such as a table of contents: ``lines`` beside it that are none of the parts."""
    taken = {heading.index for heading in chosen.values()}
    beside = {index for index in (item.index - 1, item.index + 1) if index in lines}
    return bool(beside) and not beside & taken


def _is_slip(item: Heading, scheme: int, chosen: Mapping[int, Heading]) -> bool:
    """Whether a line of another level is a part that was numbered by mistake, or not at all.

    Its words are the part's alone, its number is right or missing, it stands between its neighbours and in no list.
    """
    if item.level == scheme or not item.known or not (item.has_own_number or item.count is None):
        return False
    if item.before is not None and item.before not in {heading.index for heading in chosen.values()}:
        return False
    return all((other.index < item.index) == (section < item.section) for section, other in chosen.items())
