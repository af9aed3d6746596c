"""What the stages of the match found → the report: in the script of the document, without anybody's private numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from audit.match._script import AsPrinted
from audit.match._stages import Stages
from audit.match.claims import MAX_CLAIMS
from audit.model import Claim, Report, ReportCell, SetClaim
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
        title=who.title,
        published=_date(document.meta.get("published")),
        sections=sections,
        passages=passages,
        cells={key: _masked_cell(cell) for key, cell in condition.tables.cells.items()},
        claims=tuple(map(_masked_claim, claims)),
        sets=tuple(map(_masked_set, sets)),
        claims_cut=claims_cut,
        unplaced=tuple(replace(item, raw=masked(item.raw)) for item in condition.tables.unplaced),
        printed=condition.tables.printed,
        unread=condition.unread,
        broken_off=condition.broken_off,
        ends_after=condition.ends_after,
        shattered=condition.shattered,
        recognised=frozenset(map(int, document.meta.get("recognised", "").split())),
        notes=(*document.notes, *condition.notes, *_doubts(who.doubt, claims_cut=claims_cut)),
    )


def _doubts(of_year: str, *, claims_cut: bool) -> Iterable[str]:
    """What there is to say of text that was not read to its end and of a year that is not certain (Chinese)."""
    if claims_cut:
        yield f"正文中的数字多达{MAX_CLAIMS:,}处，远多于一份年度报告，其后的没有读取。"
    if of_year:
        yield of_year


def _masked_claim(claim: Claim) -> Claim:
    text, sentence, printed = masked(claim.text), masked(claim.sentence), masked(claim.printed)
    hidden = replace(claim, text=text, sentence=sentence, printed=printed)
    return claim if hidden == claim else hidden


def _masked_set(stated: SetClaim) -> SetClaim:
    numbers = tuple(map(_masked_claim, stated.numbers))
    text, sentence, printed = masked(stated.text), masked(stated.sentence), masked(stated.printed)
    return replace(stated, text=text, sentence=sentence, printed=printed, numbers=numbers)


def _masked_cell(cell: ReportCell) -> ReportCell:
    """The cell as it may be shown; where it prints a number and nothing else there is nothing to hide."""
    if cell.kind == "number" and not cell.note:
        return cell
    raw = masked(cell.raw)
    return cell if raw == cell.raw else replace(cell, raw=raw)


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
