"""Printed characters to lines of text, and lines to the text of a cell or paragraph.

Shared by the readers of fixed-layout formats (PDF, OFD). All boxes are in points from the top left
corner of the page as displayed. Nothing here knows rulings or pages.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from audit.patterns import regex
from audit.words import MYRIADS, NUMERAL, ORDINAL

#: Characters that may be a part of a number: two of them on both sides of a break are never joined.
_PART_OF_NUMBER = regex(rf"[0-9０-９.．,，%％{NUMERAL}{MYRIADS}\-—－]")
_PART_OF_FIGURE = regex(r"[0-9０-９.．,，%％]")
_PART_OF_WORD = regex(r"[0-9A-Za-z.,%)(]")
_UNBROKEN = regex(r"[!-~]+")
_LATIN = regex(r"[A-Za-z]")
_HEADING = regex(rf"\s*(?:[（(]?[{ORDINAL}]{{1,3}}[)）、．.]|[（(]\d{{1,2}}[)）]|\d{{1,2}}[、．.](?!\d))")
#: Width of a full-width character of a font, as a share of the height of its boxes.
_EM_OF_HEIGHT = 0.8
#: Gaps between two characters of one line, in full-width characters: that from which a space stands between parts of a
#: figure or of a Latin word, that from which one stands between others, and that from which two digits are two numbers.
_MIN_GAP_IN_WORD, _MIN_GAP_OF_WORDS, _MIN_GAP_OF_NUMBERS = 0.2, 0.6, 0.6
#: How far two runs of one line may lie over one another, in full-width characters.
_MAX_OVERLAP = 0.35
#: Distance between the middles of two runs from which they are of two lines, in full-width characters.
_MIN_LINE_DISTANCE = 0.35
#: Distance in full-width characters within which the same text printed again is a second print of the first.
_DOUBLE_PRINT_DISTANCE = 0.3
#: Share of a digit's height below which the one beside it is of another size.
_MIN_HEIGHT_SHARE = 0.8
#: Height in points of the bands in which runs printed twice are looked for.
_BAND_HEIGHT = 8.0
#: What a full line of a cell leaves free: points of the cell's padding, and a share of one more character.
_CELL_PADDING, _CELL_SLACK = 12, 0.3
#: Characters of a line that is long enough to show where the margin is. The third of these lines that reaches farthest
#: tells it, or so many of them.
_LONG_LINE, _FEWEST_LINES_AT_MARGIN = 12, 3
#: Room in full-width characters that a full line leaves at the right margin at most; before a word or number in half width,
#: which goes down as a whole, so much and so much more for each of its characters.
_MAX_ROOM, _ROOM_BEFORE_WORD, _ROOM_OF_LATIN = 1.7, 0.9, 0.55
#: Room in full-width characters below which not even one more digit fits.
_NO_ROOM_FOR_DIGIT = 0.4
#: Indent in full-width characters from which a line begins a paragraph.
_MIN_INDENT = 0.9
#: Share by which the sizes of two lines of one paragraph differ at most, and the distance between their tops in full-width characters.
_MAX_SIZE_DIFFERENCE, _MAX_LINE_PITCH = 0.12, 3.2
#: What a character is shown as that the file gives no text for: no number is read out of a text that holds it.
UNKNOWN = "\ufffd"
_NO_TEXT = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\uffff\ud800-\uf8ff]")
#: From this share of unknown characters on a page its text counts as not readable.
_GARBLED_SHARE = 0.1


class Run(NamedTuple):
    """Characters drawn side by side on one line; ``em`` is the width of a full-width character in points.

    ``confidence`` is below 1 where they were recognised in a picture.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    confidence: float = 1.0


class PageLine(NamedTuple):
    """One printed line: its text, box and size, and the runs it is made of from left to right."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    runs: tuple[Run, ...]


def make_run(text: str, x0: float, top: float, x1: float, bottom: float) -> Run:
    """A run whose ``em`` is told by its full-width characters, else by the height of its font."""
    if max(text) > "\u2e80":
        latin = sum(char < "\u2000" for char in text)
        return Run(text, x0, top, x1, bottom, (x1 - x0) / (len(text) - latin / 2))
    return Run(text, x0, top, x1, bottom, _EM_OF_HEIGHT * (bottom - top))


def mark_unknown(text: str) -> str:
    """``text`` with every character that the file's fonts do not explain replaced by UNKNOWN."""
    return _NO_TEXT.sub(UNKNOWN, text)


def is_garbled(runs: Sequence[Run]) -> bool:
    """Whether too many characters are unknown for the page to be read."""
    return sum(run.text.count(UNKNOWN) for run in runs) > _GARBLED_SHARE * sum(len(run.text) for run in runs)


def drop_double_prints(runs: Sequence[Run]) -> Sequence[Run]:
    """``runs`` without those printed twice over nearly the same place (bold by double printing)."""
    once = _drop_doubles(runs)
    if len(once) == len(runs):
        return runs
    # Where some are, runs of another length may lie over one another as well: look at each character.
    return _drop_doubles([part for run in once for part in _characters(run)])


def _drop_doubles(runs: Sequence[Run]) -> list[Run]:
    seen: dict[tuple[str, int], list[Run]] = {}
    kept = []
    for run in runs:
        near = min(_DOUBLE_PRINT_DISTANCE * run.em, _BAND_HEIGHT)
        rows = range(int((run.top - near) / _BAND_HEIGHT), int((run.top + near) / _BAND_HEIGHT) + 1)
        if any(
            abs(run.x0 - other.x0) < near and abs(run.top - other.top) < near
            for row in rows
            for other in seen.get((run.text, row), ())
        ):
            continue
        seen.setdefault((run.text, int(run.top / _BAND_HEIGHT)), []).append(run)
        kept.append(run)
    return kept


def _characters(run: Run) -> Iterator[Run]:
    """The characters of ``run``, each where it stands if all of one width class are equally wide."""
    widths = [2 if char > "\u2000" else 1 for char in run.text]
    unit = (run.x1 - run.x0) / sum(widths)
    x = run.x0
    for char, width in zip(run.text, widths, strict=True):
        yield run._replace(text=char, x0=x, x1=x + width * unit)
        x += width * unit


def compose_lines(runs: Iterable[Run]) -> list[PageLine]:
    """The lines that ``runs`` make, from top to bottom, whatever order they were drawn in."""
    lines = []
    group: list[Run] = []
    middle = 0.0
    for run in sorted(runs, key=_middle):
        if group and _middle(run) - middle > 2 * _MIN_LINE_DISTANCE * min(run.em, group[0].em):
            lines.append(_line(group))
            group = []
        if not group:
            middle = _middle(run)
        group.append(run)
    if group:
        lines.append(_line(group))
    return lines


def _middle(run: Run) -> float:
    """Twice the middle, which differs less than top or bottom between the fonts of one line."""
    return run.top + run.bottom


def _line(group: list[Run]) -> PageLine:
    if len(group) == 1:
        run = group[0]
        return PageLine(run.text, run.x0, run.top, run.x1, run.bottom, run.em, (run,))
    group.sort(key=lambda run: run.x0)
    parts = [group[0].text]
    reach = group[0].x1
    for before, run in pairwise(group):
        overlaps = reach - run.x0 > _MAX_OVERLAP * min(run.em, group[0].em)
        # Figures printed over one another are no number, nor is a figure with the small mark of a note behind it.
        are_two = overlaps or _of_other_size(before, run)
        parts.append("\t" if are_two else _space(parts[-1][-1:], run.text[:1], (run.x0 - reach) / run.em))
        parts.append(run.text)
        reach = max(reach, run.x1)
    return PageLine(
        "".join(parts),
        group[0].x0,
        min(run.top for run in group),
        reach,
        max(run.bottom for run in group),
        max(run.em for run in group),
        tuple(group),
    )


def _of_other_size(left: Run, right: Run) -> bool:
    """Whether digits of clearly different height meet; the fonts of one number differ by less."""
    if not (_PART_OF_FIGURE.match(left.text[-1:]) and _PART_OF_FIGURE.match(right.text[:1])):
        return False
    heights = left.bottom - left.top, right.bottom - right.top
    return min(heights) < _MIN_HEIGHT_SHARE * max(heights)


def _space(left: str, right: str, gap: float) -> str:
    """What stands between two characters of one line that are ``gap`` full-width characters apart."""
    if _PART_OF_FIGURE.match(left) and _PART_OF_FIGURE.match(right):
        # A tab, not a space: a space inside a number may be read over, two numbers must stay two.
        return "" if gap < _MIN_GAP_IN_WORD else " " if gap < _MIN_GAP_OF_NUMBERS else "\t"
    if _PART_OF_WORD.match(left) and _PART_OF_WORD.match(right):
        return "" if gap < _MIN_GAP_IN_WORD else " "
    return "" if gap < _MIN_GAP_OF_WORDS else " "


def split_at_gaps(line: PageLine, gap: float = 1.0) -> list[tuple[Run, ...]]:
    """The runs of ``line`` in groups that stand at least ``gap`` full-width characters apart."""
    groups: list[list[Run]] = [[line.runs[0]]]
    reach = line.runs[0].x1
    for run in line.runs[1:]:
        if run.x0 - reach >= gap * min(run.em, line.em):
            groups.append([])
        groups[-1].append(run)
        reach = max(reach, run.x1)
    return [tuple(group) for group in groups]


def cell_text(lines: Sequence[PageLine], left: float, right: float) -> str:
    """The text of a cell between ``left`` and ``right``.

    A line that fills the cell runs on into the next; other breaks stay, and so does every break between two
    parts of a number, since they may be two numbers.
    """
    text = ""
    filled = False
    for line in lines:
        printed = line.text.replace("\t", "\n")
        if text:
            numbers = _PART_OF_NUMBER.match(text[-1]) and _PART_OF_NUMBER.match(printed[:1])
            text += "\n" if numbers or not filled else _joint(text[-1], printed[:1])
        text += printed
        filled = fills_cell(line, left, right)
    return text


def fills_cell(line: PageLine, left: float, right: float, characters: int = 1) -> bool:
    """Whether ``line`` leaves no room for so many more ``characters`` between ``left`` and ``right``."""
    return right - left - (line.x1 - line.x0) < (characters + _CELL_SLACK) * line.em + _CELL_PADDING


def _joint(left: str, right: str) -> str:
    return " " if _LATIN.match(left) and _LATIN.match(right) else ""


def right_margin(lines: Sequence[PageLine]) -> float | None:
    """Where full lines end: the right edge that several long lines share, or None for too few lines."""
    ends = sorted((line.x1 for line in lines if len(line.text) >= _LONG_LINE), reverse=True)
    return statistics.median(ends[: max(_FEWEST_LINES_AT_MARGIN, len(ends) // 3)]) if ends else None


def continues_paragraph(
    previous: PageLine, line: PageLine, left: float, right: float | None, *, apart: bool = False
) -> bool:
    """Whether ``line`` carries on the paragraph of ``previous``.

    It does where the line before it reaches the right margin and it is neither indented nor of another size, nor
    begins with a number of its own after a full stop. ``apart`` says that a page break stands between them.
    """
    em = line.em
    word = _UNBROKEN.match(line.text)
    # A number or word that does not fit goes down as a whole and leaves more room than a character.
    room = (_MAX_ROOM if word is None else max(_MAX_ROOM, _ROOM_BEFORE_WORD + _ROOM_OF_LATIN * len(word[0]))) * em
    if right is None or right - previous.x1 > room or line.x0 - left > _MIN_INDENT * em:
        return False
    height, before = line.bottom - line.top, previous.bottom - previous.top
    if abs(previous.em - em) > _MAX_SIZE_DIFFERENCE * em and abs(before - height) > _MAX_SIZE_DIFFERENCE * height:
        return False
    if not apart and not 0 <= line.top - previous.top < _MAX_LINE_PITCH * em:
        return False
    return not (previous.text[-1:] in "。：；:;！？" and _HEADING.match(line.text))


def join_line(text: str, line: PageLine, previous: PageLine, right: float | None) -> str:
    """``text`` carried on by ``line``; digits on both sides are one number only where no room was left for one more."""
    printed = line.text.replace("\t", " ")
    if text and _PART_OF_FIGURE.match(text[-1]) and _PART_OF_FIGURE.match(printed[:1]):
        whole = right is not None and right - previous.x1 < _NO_ROOM_FOR_DIGIT * line.em
        return text + ("" if whole else " ") + printed
    return text + (_joint(text[-1:], printed[:1]) if text else "") + printed
