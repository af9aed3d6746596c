"""What shows one problem of a report: its outcomes and cells, excerpts and quotations, the arithmetic, places in the original."""

from __future__ import annotations

from audit.present.agency.evidence._alike import AlikeText, alike, beside, is_on_alike_texts
from audit.present.agency.evidence._arithmetic import arithmetic
from audit.present.agency.evidence._around import MOST_ON_A_PAGE, AroundText, around, whole_part
from audit.present.agency.evidence._cellplaces import cell_pages, cell_place
from audit.present.agency.evidence._evidence import (
    OF_THE_TEXT,
    cells_of,
    faulty_places,
    passage_place,
    speaking,
    testimony,
    vain_places,
)
from audit.present.agency.evidence._excerpt import Excerpt, concerned, excerpts
from audit.present.agency.evidence._pictured import PicturedPlace, PlacePicture, picture_of, pictured, pictures
from audit.present.agency.evidence._quotes import Quote, Quotes, quotes, units_first

__all__ = [
    "MOST_ON_A_PAGE",
    "OF_THE_TEXT",
    "AlikeText",
    "AroundText",
    "Excerpt",
    "PicturedPlace",
    "PlacePicture",
    "Quote",
    "Quotes",
    "alike",
    "arithmetic",
    "around",
    "beside",
    "cell_pages",
    "cell_place",
    "cells_of",
    "concerned",
    "excerpts",
    "faulty_places",
    "is_on_alike_texts",
    "passage_place",
    "picture_of",
    "pictured",
    "pictures",
    "quotes",
    "speaking",
    "testimony",
    "units_first",
    "vain_places",
    "whole_part",
]
