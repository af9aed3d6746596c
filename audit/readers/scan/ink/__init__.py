"""The ink of a scanned page: its rulings, its printed lines in strips, the marks of its digits."""

from __future__ import annotations

from audit.readers.scan.ink._figures import DigitPrint, agrees, digit_print, is_slash
from audit.readers.scan.ink._rulings import rulings
from audit.readers.scan.ink._strips import Ink, Strip, crop, ink, is_blank, strips

__all__ = [
    "DigitPrint",
    "Ink",
    "Strip",
    "agrees",
    "crop",
    "digit_print",
    "ink",
    "is_blank",
    "is_slash",
    "rulings",
    "strips",
]
