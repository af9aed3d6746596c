"""What a reader saw, before any meaning: paragraphs and tables in reading order, each with its place.

All ordinals are counted from 1. ``paragraph`` counts paragraphs that print something and stand
outside tables; ``table`` counts tables; ``row`` and ``column`` count grid lines of a table, spanned
ones included; ``line`` counts lines of a text file. ``start`` and ``end`` count characters of a
paragraph from 0, ``end`` excluded. ``bbox`` is (left, top, right, bottom) in points from the
page's top left corner.

What there are hundreds of in a document are named tuples: made, compared and passed between processes at little cost.
"""

from __future__ import annotations

from audit.document._document import Block, Cell, Document, Paragraph, Place, Skipped, SkippedKind, Table, whole
from audit.document._pages import Crop, Crops, Cut, Framed, Layout, MarkKind, PageLayout, PageMark

__all__ = [
    "Block",
    "Cell",
    "Crop",
    "Crops",
    "Cut",
    "Document",
    "Framed",
    "Layout",
    "MarkKind",
    "PageLayout",
    "PageMark",
    "Paragraph",
    "Place",
    "Skipped",
    "SkippedKind",
    "Table",
    "whole",
]
