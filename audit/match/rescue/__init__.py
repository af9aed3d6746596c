"""The stage before the tables: text that has lost its grid is gathered into rows and whole sentences again."""

from __future__ import annotations

from audit.match.rescue._formwords import consists_of_pieces
from audit.match.rescue._rescue import Gathered, Rescued, RowOrigin, rescue

__all__ = ["Gathered", "Rescued", "RowOrigin", "consists_of_pieces", "rescue"]
