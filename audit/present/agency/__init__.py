"""The page of one report, part by part; each part takes what was found on it."""

from __future__ import annotations

from audit.present.agency._appendix import appendix
from audit.present.agency._claims import claim_rows
from audit.present.agency._problems import one_problem, problems
from audit.present.agency._sharing import side_by_side, texts_beside
from audit.present.agency._tables import NO_FORM, likely_cells, tables
from audit.present.agency._verdict import head, verdict
from audit.present.agency.evidence import PicturedPlace, cell_pages, cell_place, cells_of, picture_of, pictured
from audit.present.agency.paragraphs import as_read

__all__ = [
    "NO_FORM",
    "PicturedPlace",
    "appendix",
    "as_read",
    "cell_pages",
    "cell_place",
    "cells_of",
    "claim_rows",
    "head",
    "likely_cells",
    "one_problem",
    "picture_of",
    "pictured",
    "problems",
    "side_by_side",
    "tables",
    "texts_beside",
    "verdict",
]
