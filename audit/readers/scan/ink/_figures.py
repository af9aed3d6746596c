"""Whether a recognised figure is what the ink says: each digit its mark, no mark without its digit.

Recognisers drop one of two like digits, or take dust for a dot or a dash; the marks show it.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audit.patterns import regex
from audit.readers.scan._image import INK_DARKNESS, Grey, components
from audit.readers.scan.ink._strips import Ink, InkMark, Strip

#: What stands in value cells: digits with separators, a sign, a slash.
FIGURE = regex(r"[-—–－─]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?")
_DASHES = regex(r"[-—–－─]{1,4}")
_SLASHES = regex(r"[/／]")
#: A figure whose one separator may be a comma or a point.
_COMMA_OR_POINT = regex(r"[0-9]{1,3}[.．][0-9]{3}")
#: A mark at least this share of the digits’ height may be a digit.
_MIN_DIGIT_SHARE = 0.7
#: Digits of one table differ in height by at most this factor.
_MAX_HEIGHT_FACTOR = 1.25
#: Width of a digit’s ink in its height; distance of two digits’ middles where a separator stands between, in distances.
_DIGIT_WIDTH, _MIN_PARTED_DISTANCE = 0.55, 1.3
#: A slash leans by at least so much of its height, an upright one by no more.
_MIN_SLASH_SLANT, _MAX_UPRIGHT_SLANT = 0.22, 0.16
#: A slash leans by no more than this, and its ink stands no farther from a straight line; in heights.
_MAX_SLASH_SLANT, _MAX_OFF_STROKE = 1.3, 0.14
_ONES, _SEVENS = ("1", "１"), ("7", "７")
#: Least reach of the flag of a one, in heights.
_MIN_FLAG = 0.1
#: Least width of the bar of a seven, in heights: a slash has none.
_MIN_BAR = 0.32
#: How far pieces of one mark stand over one another at least, as a share of the narrower one's width.
_MIN_SHARED_WIDTH = 0.4
#: Least width of a sign in front of digits, and of a comma's tail below them, in heights.
_MIN_SIGN_WIDTH, _MIN_TAIL = 0.25, 0.1
#: Distance of two digits' middles where no figure tells it, and width beyond which a mark is no single digit, in heights;
#: the gap between two digits, in distances of their middles.
_DEFAULT_ADVANCE, _MAX_DIGIT_WIDTH, _GAP_OF_ADVANCE = 0.75, 0.95, 0.25
#: Figures that tell how digits are printed.
_MIN_FIGURES = 3
#: How much darker than paper a pixel of a digit is: digits that touch at the first level may stand apart at the next.
_DARKNESS_LEVELS = (INK_DARKNESS, 110, 150)


@dataclass(frozen=True, slots=True)
class DigitPrint:
    """How digits are printed: their height and the distance of their middles, in pixels; None where nothing tells."""

    height: float
    advance: float | None


def digit_print(figures: Sequence[tuple[str, Strip]]) -> DigitPrint | None:
    """How the plain digits in ``figures`` (reading, strip) are printed; None where there are too few."""
    plain = [(text, strip) for text, strip in figures if text.isascii() and text.isdigit()]
    if len(plain) < _MIN_FIGURES:
        return None
    height = statistics.median(strip.y1 - strip.y0 for _, strip in plain)
    advances = [
        (strip.x1 - strip.x0 - _DIGIT_WIDTH * height) / (len(text) - 1) for text, strip in plain if len(text) > 1
    ]
    return DigitPrint(height, statistics.median(advances) if len(advances) >= _MIN_FIGURES else None)


def agrees(text: str, strip: Strip, page: Ink, printed: DigitPrint | None) -> bool:
    """Whether the marks of ``strip`` are those of the figure, dash or slash ``text``."""
    if _DASHES.fullmatch(text):
        return all(mark.width >= 2.5 * mark.height for mark in strip.marks)
    if _SLASHES.fullmatch(text):
        return is_slash(strip, page)
    if text in _ONES and not (abs(_slant(page, strip)) <= _MAX_UPRIGHT_SLANT and _has_flag(page, strip)):
        return False
    if text in _SEVENS and not _has_bar(page, strip):
        return False
    if not FIGURE.fullmatch(text) or _COMMA_OR_POINT.fullmatch(text):
        return False
    printed = printed or DigitPrint(0.7 * page.em, None)
    part = page.grey[strip.y0 : strip.y1, strip.x0 : strip.x1]
    return any(_are_digits_of(text, marks, part, printed) for marks in _at_each_level(part, page.scale))


def is_slash(strip: Strip, page: Ink) -> bool:
    """Whether ``strip`` is one straight stroke that leans to the right: recognisers take it for a one."""
    if len(strip.marks) != 1 or not _MIN_SLASH_SLANT <= _slant(page, strip) <= _MAX_SLASH_SLANT:
        return False
    ys, xs = np.nonzero(page.grey[strip.y0 : strip.y1, strip.x0 : strip.x1] < 255 - INK_DARKNESS)
    rest = xs - np.polyval(np.polyfit(ys, xs, 1), ys)
    return bool(np.abs(rest).max() <= _MAX_OFF_STROKE * (strip.y1 - strip.y0))


def _slant(page: Ink, strip: Strip) -> float:
    """How far the ink of the top third stands to the right of that of the bottom third, in heights."""
    part = page.grey[strip.y0 : strip.y1, strip.x0 : strip.x1] < 255 - INK_DARKNESS
    third = max(1, len(part) // 3)
    ends = [np.nonzero(rows)[1] for rows in (part[:third], part[-third:])]
    if not all(len(end) for end in ends):
        return math.inf
    # The flag of a one leans to the left, its foot to neither side: the middle of the stem tells.
    top, bottom = (float(np.median(end)) for end in ends)
    return 1.5 * (top - bottom) / (strip.y1 - strip.y0)


def _has_flag(page: Ink, strip: Strip) -> bool:
    """Whether the ink reaches farther left near the top than in the middle: a bare stroke may be a piece of a ruling."""
    inked = page.grey[strip.y0 : strip.y1, strip.x0 : strip.x1] < 255 - INK_DARKNESS
    height = len(inked)
    near_top, middle = inked[: max(2, height * 2 // 5)], inked[height // 2 : max(height // 2 + 1, height * 4 // 5)]
    if not (near_top.any() and middle.any()):
        return False
    stem = float(np.median(middle.argmax(axis=1)[middle.any(axis=1)]))
    return stem - float(np.flatnonzero(near_top.any(axis=0))[0]) >= max(1.0, _MIN_FLAG * height)


def _has_bar(page: Ink, strip: Strip) -> bool:
    """Whether the ink of the top fifth is a bar."""
    height = strip.y1 - strip.y0
    top = page.grey[strip.y0 : strip.y0 + max(2, height // 5), strip.x0 : strip.x1] < 255 - INK_DARKNESS
    columns = np.flatnonzero(top.any(axis=0))
    return len(columns) > 0 and int(columns[-1] - columns[0]) >= _MIN_BAR * height


def _at_each_level(part: Grey, scale: float) -> Iterator[list[InkMark]]:
    for level in _DARKNESS_LEVELS:
        found = components(part < 255 - level).tolist()
        marks = [InkMark(x, y, x + w, y + h, 0) for x, y, w, h, _ in found if max(w, h) >= scale]
        if marks:
            yield marks


def _are_digits_of(text: str, marks: Sequence[InkMark], part: Grey, printed: DigitPrint) -> bool:
    """Whether ``marks`` are the digits of ``text``, with its sign before and its separators between."""
    joined = _join_overlapping(marks)
    tallest = max(mark.height for mark in joined)
    if not printed.height / _MAX_HEIGHT_FACTOR <= tallest <= printed.height * _MAX_HEIGHT_FACTOR:
        return False
    digits = [mark for mark in joined if mark.height >= _MIN_DIGIT_SHARE * tallest]
    rest = [mark for mark in joined if mark.height < _MIN_DIGIT_SHARE * tallest]
    count = sum(char.isdigit() for char in text)
    if not digits or sum(_digits_in(mark, printed) for mark in digits) != count:
        return False
    signed = not text[0].isdigit()
    before = [mark for mark in rest if mark.x1 <= digits[0].x0]
    if signed != any(mark.width >= _MIN_SIGN_WIDTH * tallest for mark in before):
        return False
    return _are_separated_as(text[1:] if signed else text, digits, rest, part, printed)


def _are_separated_as(
    text: str, digits: Sequence[InkMark], rest: Sequence[InkMark], part: Grey, printed: DigitPrint
) -> bool:
    """Whether digits stand apart just where ``text`` prints a separator, and the separator looks as it reads."""
    if len(digits) != sum(char.isdigit() for char in text):
        # Where digits touch, nothing tells a dot from dust.
        return text.isdigit()
    separators = [""] * len(digits)
    seen = 0
    for char in text:
        if char.isdigit():
            seen += 1
        else:
            separators[seen - 1] = char
    for separator, (left, right) in zip(separators, pairwise(digits), strict=False):
        distance = (right.x0 + right.x1 - left.x0 - left.x1) / 2
        advance = printed.advance or _DEFAULT_ADVANCE * printed.height
        if bool(separator) != (distance > _MIN_PARTED_DISTANCE * advance):
            return False
        if separator and not any(left.x1 - 1 <= mark.x0 and mark.x1 <= right.x0 + 1 for mark in rest):
            return False
        if separator:
            # A comma goes below the digits, a point does not.
            below = part[max(left.y1, right.y1) :, left.x1 : right.x0]
            deep = max(1, round(_MIN_TAIL * printed.height))
            reaches = len(below) >= deep and bool(np.any(below[deep - 1 :] < 255 - INK_DARKNESS))
            if reaches != (separator in ",，"):
                return False
    return True


def _join_overlapping(marks: Sequence[InkMark]) -> list[InkMark]:
    """``marks`` from left to right, pieces that stand over one another joined."""
    joined: list[InkMark] = []
    for mark in sorted(marks):
        last = joined[-1] if joined else None
        if last and min(last.x1, mark.x1) - mark.x0 > _MIN_SHARED_WIDTH * min(last.width, mark.width):
            joined[-1] = InkMark(
                last.x0, min(last.y0, mark.y0), max(last.x1, mark.x1), max(last.y1, mark.y1), last.label
            )
        else:
            joined.append(mark)
    return joined


def _digits_in(mark: InkMark, printed: DigitPrint) -> int:
    """How many digits a mark is: one, or more where they touch; 0 where it is too wide for one and nothing tells."""
    if printed.advance is None:
        return 1 if mark.width <= _MAX_DIGIT_WIDTH * printed.height else 0
    return max(1, round((mark.width + _GAP_OF_ADVANCE * printed.advance) / printed.advance))
