"""A scanned page to what it prints: cells and lines recognised one by one, each twice.

A number counts only where both readings of it agree and the marks on the paper bear it out. Whatever else holds ink
carries UNKNOWN, so that no number is read out of it and it is never taken for a blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter

import cv2
import numpy as np

from audit.patterns import regex
from audit.readers.page import UNKNOWN, PrintedPage, Run, Stroke, find_grids, is_table
from audit.readers.scan._bounds import Watch, memory_as_overrun
from audit.readers.scan._image import Grey, Upright, upright
from audit.readers.scan._recognise import RecognisedLine, recognise
from audit.readers.scan.ink import (
    DigitPrint,
    Ink,
    Strip,
    agrees,
    crop,
    digit_print,
    ink,
    is_blank,
    is_slash,
    rulings,
    strips,
)
from audit.words import MYRIADS, NUMERAL

#: Highest confidence of anything recognised.
_MAX_CONFIDENCE = 0.99
#: Least confidence of a figure, of a text’s digits, and of a text at all.
_MIN_FIGURE_CONFIDENCE, _MIN_DIGITS_CONFIDENCE, _MIN_TEXT_CONFIDENCE = 0.5, 0.6, 0.3
#: Margins of the two readings of a strip, above and beside, in its heights.
_FIRST_MARGINS, _SECOND_MARGINS = (0.12, 0.2), (0.28, 0.35)
#: Free room that parts two texts of one line, in full-width characters: in a cell, and elsewhere.
_CELL_GAP, _LINE_GAP = 1.8, 2.5
_HAN = regex(r"[\u3400-\u9fff]")
#: What may be a part of a number in a text.
_NUMERAL = regex(rf"[0-9０-９.．,，%％{NUMERAL}{MYRIADS}]")
_NUMBER_IN_CHARACTERS = regex(rf"[{NUMERAL}{MYRIADS[0]}]+")
#: What a slash is taken for, and the confidence of one told by its shape.
_SLASH_LOOKALIKES, _SLASH_CONFIDENCE = {"", "/", "／", "1", "7", "l", "I", "|", "J"}, 0.9
#: A lone zero that one reading takes for a letter or mark of the same shape.
_ZERO_LOOKALIKES = ({"0", "O"}, {"0", "o"}, {"0", "〇"}, {"0", "○"})
#: One form of punctuation, for comparing readings.
_HALF_WIDTH = str.maketrans("，．（）：；％", ",.():;%")
#: Least confidence at which words without numbers are read once; and the size in full-width characters of small marks.
_READ_ONCE_FROM, _MAX_SMALL_MARK = 0.9, 0.6
#: Mean confidence from which a page stands upright beyond doubt, strips that tell it, and characters of a line.
_MIN_LEGIBILITY, _STRIPS_TRIED, _CHARACTERS_OF_LINE = 0.7, 12, 8


@dataclass(frozen=True, slots=True)
class _PreparedPage:
    """A page before recognition: its rulings, its ink, the strips of each cell of each table and those elsewhere.

    ``width``, ``height`` and ``matrix`` are those of the upright page. ``blind`` are the boxes (in points) of cells that hold ink of which no line can be made.
    """

    width: float
    height: float
    matrix: tuple[float, ...]
    horizontal: list[Stroke]
    vertical: list[Stroke]
    ink: Ink
    tables: list[list[list[Strip]]]
    lines: list[Strip]
    blind: list[tuple[float, float, float, float]]


def read_page(grey: Grey, number: int, width: float) -> PrintedPage:
    """What the picture ``grey`` of page ``number``, ``width`` points wide, prints.

    ReadError for too few pixels, OverrunError where it takes more time or memory than any page of a report.
    """
    cv2.setNumThreads(1)
    watch = Watch()
    with memory_as_overrun():
        turn, prepared = _turn_upright(grey, width, watch)
        runs = [*_read_cells(prepared.ink, prepared.tables, watch), *_read_lines(prepared.ink, prepared.lines, watch)]
    runs += [
        Run(UNKNOWN, x0, top, x1, bottom, max(1.0, 0.5 * (bottom - top))) for x0, top, x1, bottom in prepared.blind
    ]
    return PrintedPage(
        number,
        prepared.width,
        prepared.height,
        runs,
        prepared.horizontal,
        prepared.vertical,
        (-turn) % 4,
        matrix=prepared.matrix,
        confidence=_MAX_CONFIDENCE,
    )


def _turn_upright(grey: Grey, width: float, watch: Watch) -> tuple[int, _PreparedPage]:
    """The page with its text upright, and the quarter turns counterclockwise that brought it there."""
    best = _try_turn(grey, width, 0, watch)
    for turn in (2, 1, 3):
        if best[0] >= _MIN_LEGIBILITY:
            break
        best = max(best, _try_turn(grey, width, turn, watch), key=itemgetter(0))
    return best[1:]


def _try_turn(grey: Grey, width: float, turn: int, watch: Watch) -> tuple[float, int, _PreparedPage]:
    """How legible the page is after so many quarter turns counterclockwise."""
    turned = np.ascontiguousarray(np.rot90(grey, turn))
    prepared = _prepare(upright(turned, width if turn % 2 == 0 else width * grey.shape[0] / grey.shape[1]), watch)
    return _legibility(prepared, watch), turn, prepared


def _legibility(prepared: _PreparedPage, watch: Watch) -> float:
    """Mean certainty of a few of the longest strips as lines of words, 1 for a page without any strip."""
    found = [*prepared.lines, *(strip for table in prepared.tables for cell in table for strip in cell)]
    longest = sorted(found, key=lambda s: (s.x0 - s.x1, s.y0))[:_STRIPS_TRIED]
    if not longest:
        return 1.0
    # Long lines take long: the beginning of each tells enough.
    shown = [crop(prepared.ink, strip, *_FIRST_MARGINS)[:, : 12 * (strip.y1 - strip.y0)] for strip in longest]
    # Characters that lie on their side are recognised too, but only a few of them make a line.
    scores: list[float] = [
        reading.confidence**0.25 * min(1.0, len(_HAN.findall(reading.text)) / _CHARACTERS_OF_LINE)
        for reading in recognise(shown, watch)
    ]
    widths = [strip.x1 - strip.x0 for strip in longest]
    return sum(score * width for score, width in zip(scores, widths, strict=True)) / sum(widths)


def _prepare(page: Upright, watch: Watch) -> _PreparedPage:
    watch.look()
    horizontal, vertical, ruled = rulings(page.grey, page.scale)
    found = ink(page.grey, ruled, page.scale)
    free = list(found.marks)
    tables: list[list[list[Strip]]] = []
    blind: list[tuple[float, float, float, float]] = []
    regions = [grid for grid in find_grids(horizontal, vertical) if is_table(grid)]
    for grid in sorted(regions, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        table: list[list[Strip]] = []
        for box in grid.boxes:
            watch.look()
            x0, y0, x1, y1 = (round(edge * page.scale) for edge in (box.x0, box.top, box.x1, box.bottom))
            inside = [m for m in free if x0 <= (m.x0 + m.x1) / 2 < x1 and y0 <= (m.y0 + m.y1) / 2 < y1]
            if inside:
                table.append(strips(found, inside, _CELL_GAP))
            elif not is_blank(found, x0 + 1, y0 + 1, x1, y1):
                middle, half = (box.top + box.bottom) / 2, min(5.0, (box.bottom - box.top) / 4)
                blind.append((box.x0 + 2, middle - half, box.x1 - 2, middle + half))
        taken = {mark.label for cell in table for strip in cell for mark in strip.marks}
        free = [mark for mark in free if mark.label not in taken]
        tables.append(table)
    size = page.width, page.height
    return _PreparedPage(*size, page.matrix, horizontal, vertical, found, tables, strips(found, free, _LINE_GAP), blind)


def _read_cells(page: Ink, tables: Sequence[Sequence[Sequence[Strip]]], watch: Watch) -> list[Run]:
    """The text of the cells, line by line where it stands."""
    flat = [strip for table in tables for cell in table for strip in cell]
    pairs = dict(zip(flat, _read_twice(page, flat, watch), strict=True))
    alike = {
        strip: text
        for strip, (a, b) in pairs.items()
        if (text := _without_dust(a)) == _without_dust(b) and min(a.confidence, b.confidence) >= _MIN_FIGURE_CONFIDENCE
    }
    anywhere = digit_print([(text, strip) for strip, text in alike.items()])
    runs = []
    for table in tables:
        printed = digit_print([(alike[s], s) for cell in table for s in cell if s in alike]) or anywhere
        for cell in table:
            words = {strip: len(_HAN.findall(pairs[strip][0].text)) for strip in cell}
            for strip in cell:
                a, b = pairs[strip]
                named = sum(words.values()) - words[strip] >= 2
                if (
                    named
                    and max(strip.x1 - strip.x0, strip.y1 - strip.y0) < _MAX_SMALL_MARK * page.em
                    and not a.text.isdigit()
                ):
                    # A comma or quotation mark on a line of its own; a label does not hang on it.
                    continue
                if _HAN.search(a.text + b.text):
                    text, confidence = _agreed_text(a, b, alone=not named)
                else:
                    text, confidence = _agreed_figure(a, b, strip, page, printed)
                # Ink without a reading is no blank.
                runs.append(_make_run(text or UNKNOWN, confidence, strip, page))
    return runs


def _read_lines(page: Ink, found: Sequence[Strip], watch: Watch) -> list[Run]:
    """The text outside tables; what cannot be read there is left out unless it may be a number."""
    runs = []
    for strip, (a, b) in zip(found, _read_twice(page, found, watch), strict=True):
        text, confidence = _agreed_text(a, b, alone=False)
        if text and (confidence >= _MIN_TEXT_CONFIDENCE or _NUMERAL.search(text)):
            runs.append(_make_run(text, confidence, strip, page))
    return runs


def _read_twice(page: Ink, found: Sequence[Strip], watch: Watch) -> list[tuple[RecognisedLine, RecognisedLine]]:
    """Two readings of each strip with different margins; words that are certain at first sight are read once."""
    first = recognise([crop(page, strip, *_FIRST_MARGINS) for strip in found], watch)
    again = [
        index
        for index, reading in enumerate(first)
        if reading.confidence < _READ_ONCE_FROM or _NUMERAL.search(reading.text) or not _HAN.search(reading.text)
    ]
    closer = recognise([crop(page, found[index], *_SECOND_MARGINS) for index in again], watch)
    second = dict(zip(again, closer, strict=True))
    return [(reading, second.get(index, reading)) for index, reading in enumerate(first)]


def _agreed_figure(
    a: RecognisedLine, b: RecognisedLine, strip: Strip, page: Ink, printed: DigitPrint | None
) -> tuple[str, float]:
    """What a strip of a cell says that holds no Chinese character."""
    confidence = round(min(_MAX_CONFIDENCE, (a.confidence + b.confidence) / 2), 2)
    text = _without_dust(a) or _without_dust(b)
    if {_without_dust(a), _without_dust(b)} <= _SLASH_LOOKALIKES and not strip.cut and is_slash(strip, page):
        return "/", _SLASH_CONFIDENCE
    alike = _without_dust(a) == _without_dust(b)
    if {_without_dust(a), _without_dust(b)} in _ZERO_LOOKALIKES:
        text, alike = "0", True
    if alike and confidence >= _MIN_FIGURE_CONFIDENCE and not strip.cut and agrees(text, strip, page, printed):
        return text, confidence
    return text.replace(UNKNOWN, "") + UNKNOWN, confidence


def _without_dust(reading: RecognisedLine) -> str:
    """A reading without the spaces that the model sees in figures printed wide, and without dust around it.

    The marks tell what is one number.
    """
    return reading.text.replace(" ", "").strip(".,，。、·'`‘’")


def _agreed_text(a: RecognisedLine, b: RecognisedLine, *, alone: bool) -> tuple[str, float]:
    """What a line of text says; characters of numbers on which the readings differ are unknown.

    ``alone`` says that nothing else stands in its cell, so that it may be a number written in characters.
    """
    better, other = (a, b) if a.confidence >= b.confidence else (b, a)
    confidence = round(min(_MAX_CONFIDENCE, (a.confidence + b.confidence) / 2), 2)
    if alone and len(_without_dust(better)) <= 1 and better.text != "无":
        # No label is one character: a figure may have been taken for it.
        return better.text + UNKNOWN, confidence
    if alone and _NUMBER_IN_CHARACTERS.fullmatch(better.text):
        sure = a.text == b.text and confidence >= _MIN_FIGURE_CONFIDENCE
        return better.text + ("" if sure else UNKNOWN), confidence
    if alone and _without_dust(a) == _without_dust(b) and confidence >= _MIN_DIGITS_CONFIDENCE:
        return _without_dust(a), confidence
    mine, theirs = better.text.translate(_HALF_WIDTH), other.text.translate(_HALF_WIDTH)
    if mine == theirs:
        pairs = zip(better.text, a.certain, b.certain, strict=True)
        shown = (
            UNKNOWN if max(x, y) < _MIN_DIGITS_CONFIDENCE and _NUMERAL.match(char) else char for char, x, y in pairs
        )
        return "".join(shown), confidence
    text = ""
    for kind, start, end, low, high in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        doubtful = kind != "equal" and _NUMERAL.search(mine[start:end] + theirs[low:high])
        text += UNKNOWN if doubtful else better.text[start:end]
    return text, confidence


def _make_run(text: str, confidence: float, strip: Strip, page: Ink) -> Run:
    k = page.scale
    x0, top, x1, bottom = strip.x0 / k, strip.y0 / k, strip.x1 / k, strip.y1 / k
    wide = sum(1.0 if char > "\u2000" else 0.5 for char in text)
    em = (x1 - x0) / wide if _HAN.search(text) and len(text) > 1 else (bottom - top) / 0.75
    return Run(text, x0, top, x1, bottom, max(em, 1.0), confidence)
