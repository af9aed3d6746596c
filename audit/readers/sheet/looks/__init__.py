"""How the cells of a workbook look: number formats, fonts, colours, conditional formats."""

from __future__ import annotations

from audit.readers.sheet.looks._colours import BLACK, Colour, Palette, colour_of, palette_of
from audit.readers.sheet.looks._conditions import ConditionalFormats, ConditionalRule, StyleChange, is_comparison
from audit.readers.sheet.looks._looks import CellText, SheetFont, Style, TextPiece, plain_text, read_text
from audit.readers.sheet.looks._numberformat import Shown, number_format, shown, shown_text

__all__ = [
    "BLACK",
    "CellText",
    "Colour",
    "ConditionalFormats",
    "ConditionalRule",
    "Palette",
    "SheetFont",
    "Shown",
    "Style",
    "StyleChange",
    "TextPiece",
    "colour_of",
    "is_comparison",
    "number_format",
    "palette_of",
    "plain_text",
    "read_text",
    "shown",
    "shown_text",
]
