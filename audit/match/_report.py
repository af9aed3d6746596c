"""What the stages of the match found → the report: in the script of the document, without anybody's private numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from audit.match._private import find_private
from audit.match._script import AsPrinted
from audit.match._stages import Stages
from audit.match.claims import MAX_CLAIMS
from audit.model import Report
from audit.persons import masked


def report(stages: Stages, source: str, sha256: str) -> Report:
    """The report that ``stages`` found; ``source`` is its path as given."""
    document, who, condition = stages.rescued.document, stages.reading.identity, stages.condition
    sections, passages = stages.reading.outline.sections, condition.passages
    claims, sets = stages.claims.claims, stages.claims.sets
    if stages.is_traditional:
        own = AsPrinted(stages.printed)
        sections, passages = own.sections(sections), own.passages(passages)
        claims, sets = own.claims(claims), own.sets(sets)
    private = find_private(stages.printed, passages, condition.tables.cells.values())
    hide = private.hide
    claims_cut = len(claims) == MAX_CLAIMS
    return Report(
        source=source,
        sha256=sha256,
        format=document.format,
        status=condition.status,
        agency=who.agency,
        year=who.year,
        edition=stages.reading.form.edition if stages.reading.form else None,
        period=who.period,
        period_text=who.period_text,
        title=(masked(who.title[0], private.words), who.title[1]) if who.title else None,
        published=_date(document.meta.get("published")),
        sections=tuple(replace(section, printed=hide(section.printed)) for section in sections),
        passages=tuple(map(private.passage, passages)) if private.words or private.spans else passages,
        private=private.words,
        private_places=private.places(),
        cells={key: private.cell(cell) for key, cell in condition.tables.cells.items()},
        claims=tuple(private.claim(claim) for claim in claims if private.counts(claim)),
        sets=tuple(map(private.set, sets)) if private.words else sets,
        claims_cut=claims_cut,
        unplaced=tuple(map(private.unplaced, condition.tables.unplaced)),
        printed=tuple(
            label if (text := hide(label.text, label.place)) == label.text else replace(label, text=text)
            for label in condition.tables.printed
        ),
        unread=condition.unread,
        broken_off=condition.broken_off,
        ends_after=condition.ends_after,
        shattered=condition.shattered,
        recognised=document.recognised,
        notes=(*document.notes, *map(hide, condition.notes), *_doubts(who.doubt, claims_cut=claims_cut)),
    )


def _doubts(of_year: str, *, claims_cut: bool) -> Iterable[str]:
    """What there is to say of text that was not read to its end and of a year that is not certain (Chinese)."""
    if claims_cut:
        yield f"正文中的数字多达{MAX_CLAIMS:,}处，远多于一份年度报告，其后的没有读取。"
    if of_year:
        yield of_year


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
