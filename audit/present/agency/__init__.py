"""The page of one report, part by part."""

from __future__ import annotations

from audit.present.agency._page import appendix, findings, head, unplaced
from audit.present.agency._sharing import side_by_side
from audit.present.agency._tables import NO_FORM, claim_rows, tables

__all__ = ["NO_FORM", "appendix", "claim_rows", "findings", "head", "side_by_side", "tables", "unplaced"]
