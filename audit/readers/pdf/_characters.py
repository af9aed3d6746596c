"""The characters of a PDF page as runs of text, with words for digits that nobody sees."""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pypdfium2.raw as pdfium

from audit.patterns import regex
from audit.readers.flow import POLICY, Print
from audit.readers.page import UNKNOWN, Run, make_run, mark_unknown
from audit.readers.pdf._fence import Fence

#: pdfium marks a hyphen at the end of a line with the first two.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
#: Stand for digits in white and for covered ones; no text of a font holds them, since ``mark_unknown`` takes out private characters.
WHITE_DIGIT, COVERED_DIGIT = "\ue000", "\ue001"
_WORDS = {WHITE_DIGIT: POLICY[Print.WHITE].mark, COVERED_DIGIT: POLICY[Print.COVERED].mark}
_UNSEEN = regex(f"{WHITE_DIGIT}+|{COVERED_DIGIT}+")
#: Characters of a page whose direction is looked at.
_SAMPLED_CHARACTERS = 40
#: Widest gap between two characters of a run, in heights of a character, and least height of one, in points.
_MAX_GAP, _MIN_HEIGHT = 0.16, 0.5
#: The first sign of Chinese and Japanese; figures after one may belong to the next cell.
_FIRST_CHINESE = "\u2e80"


def page_text(text_page: Any, count: int) -> str:
    """One character for each of the page's ``count``, unknown ones replaced."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or "\x00" in text:
        codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
        text = "".join(chr(code) if code <= sys.maxunicode else UNKNOWN for code in codes)
    text = mark_unknown(text.translate(_HYPHENS))
    # Without a map pdfium passes glyph numbers for characters: some of them look like figures.
    unmapped = pdfium.FPDFText_HasUnicodeMapError
    if any(unmapped(text_page, index) for index, char in enumerate(text) if "!" <= char <= "\xff"):
        text = "".join(UNKNOWN if unmapped(text_page, index) else char for index, char in enumerate(text))
    return text


def mark_digits(text: str, mark: str, unseen: list[int]) -> str:
    """``text`` with a mark for each digit at ``unseen``: nobody sees it, and the number it stands at is not read."""
    places = {index for index in unseen if text[index].isdigit()}
    return "".join(mark if index in places else char for index, char in enumerate(text)) if places else text


def in_words(run: Run) -> Run:
    """``run`` with words for the digits that nobody sees."""
    if not _UNSEEN.search(run.text):
        return run
    return run._replace(text=_UNSEEN.sub(lambda match: _WORDS[match[0][0]], run.text))


def drawn_by(text_page: Any, count: int, objects: set[int]) -> list[int]:
    """Indexes of the characters that belong to text objects at these addresses."""
    found = []
    for index in range(count) if objects else ():
        owner = pdfium.FPDFText_GetTextObject(text_page, index)
        if owner and ctypes.addressof(owner.contents) in objects:
            found.append(index)
    return found


def direction(text_page: Any, text: str) -> int:
    """The quarter turns clockwise that bring most of the page's text upright."""
    sample = [index for index, char in enumerate(text) if not char.isspace()]
    step = max(1, len(sample) // _SAMPLED_CHARACTERS)
    angles = Counter(
        round(-pdfium.FPDFText_GetCharAngle(text_page, index) / (math.pi / 2)) % 4 for index in sample[::step]
    )
    return angles.most_common(1)[0][0] if angles else 0


def make_runs(
    text: str, places: Iterable[tuple[float, float, float, float]], hidden: frozenset[int], fence: Fence
) -> list[Run]:
    """The page's characters in runs, each side by side on one line without a gap or a ruling before figures."""
    runs: list[Run] = []
    start = -1
    x0 = top = x1 = bottom = near = 0.0
    index = -1
    for index, (char, (left, high, right, low)) in enumerate(zip(text, places, strict=True)):
        if start >= 0:
            gap = left - x1
            if (
                -near < gap < near
                and -near < high + low - top - bottom < near
                and not char.isspace()
                and index not in hidden
                and not (char.isdigit() and text[index - 1] > _FIRST_CHINESE and fence.between(x1, left, high, low))
            ):
                x1 = right
                if high < top or low > bottom:
                    top, bottom = min(top, high), max(bottom, low)
                continue
            runs.append(make_run(text[start:index], x0, top, x1, bottom))
            start = -1
        if char.isspace() or index in hidden:
            continue
        start, x0, top, x1, bottom = index, left, high, right, low
        near = _MAX_GAP * (low - high)
    if start >= 0:
        runs.append(make_run(text[start : index + 1], x0, top, x1, bottom))
    return [run for run in runs if run.em > _MIN_HEIGHT]
