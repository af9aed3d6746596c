"""Runs of a .docx that print in white or too small to be seen."""

from __future__ import annotations

from lxml import etree

from audit.readers.flow import WHITE, is_white_hex
from audit.readers.word._numbering import W

#: Sizes in half points that nobody can read.
_TINY = ("1", "2", "3", "4")


def faint(run: etree._Element, properties: etree._Element) -> str | None:
    """What stands for the digits of a run that nobody sees: nothing for tiny ones, a word for white ones; None for all others."""
    size = colour = ""
    for child in properties:
        if child.tag == W + "sz":
            size = child.get(W + "val") or ""
        elif child.tag == W + "color":
            colour = "FFFFFF" if child.get(W + "themeColor") == "background1" else (child.get(W + "val") or "").upper()
    if size in _TINY:
        return ""
    if not is_white_hex(colour) or not any(char.isdigit() for text in run.itertext(W + "t") for char in str(text)):
        return None
    return None if _shaded(run) else WHITE


def _shaded(run: etree._Element) -> bool:
    """Whether a run, or the paragraph, cell or table around it, states a background."""
    for element in (run, *run.iterancestors(W + "p", W + "tc", W + "tbl")):
        for properties in element.iterchildren(W + "rPr", W + "pPr", W + "tcPr", W + "tblPr"):
            if any(
                child.tag == W + "highlight" or not _is_paper(child.get(W + "fill") or "auto")
                for child in properties.iterchildren(W + "highlight", W + "shd")
            ):
                return True
    return False


def _is_paper(fill: str) -> bool:
    return fill.lower() == "auto" or is_white_hex(fill)
