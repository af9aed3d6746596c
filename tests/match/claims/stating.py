"""Reports that state some paragraphs beside tables of known numbers."""

from __future__ import annotations

from collections.abc import Mapping

from audit.document import Place
from audit.forms import load
from audit.match.claims import read_claims
from audit.model import Passage, Report, ReportCell


def stating(*paragraphs: str, section: int = 1, values: Mapping[str, int]) -> Report:
    """A report that states ``paragraphs`` in ``section``; its tables print ``values`` by cell, and 0 in all other cells."""
    form = load("2021")
    cells = {
        key: ReportCell(key, "number", values.get(key, 0), str(values.get(key, 0)), Place(table=1, row=row, column=1))
        for row, key in enumerate(form.cells, 1)
    }
    passages = tuple(Passage(text, Place(paragraph=n), section) for n, text in enumerate(paragraphs, 1))
    claims, sets = read_claims(passages, 2024, "清河县水务局", form)
    return Report(
        source="例.txt",
        sha256="0" * 64,
        format="text",
        status="read",
        agency="清河县水务局",
        year=2024,
        edition="2021",
        passages=passages,
        cells=cells,
        claims=claims,
        sets=sets,
    )
