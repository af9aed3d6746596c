"""How the pages of a ruled document were taken apart, counted."""

from __future__ import annotations

from typing import Any

from audit.document import PageLayout


def page_json(layout: PageLayout) -> dict[str, Any]:
    """The object that the contract promises for it (docs/contract)."""
    return {
        "page": layout.number,
        "recognised": layout.recognised,
        "rulings": layout.count("ruling"),
        "strokes": layout.count("stroke"),
        "tables": layout.tables,
        "cells": layout.count("cell"),
        "lines": layout.count("line"),
        "furniture": layout.count("furniture"),
    }
