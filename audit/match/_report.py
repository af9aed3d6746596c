"""What the stages of the match found → the report: in the script of the document, without anybody's private numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from audit.match._script import AsPrinted
from audit.match._stages import Stages
from audit.match.claims import MAX_CLAIMS
from audit.model import Claim, Passage, Report, ReportCell, SetClaim
from audit.persons import masked, private_spans, private_words


def report(stages: Stages, source: str, sha256: str) -> Report:
    """The report that ``stages`` found; ``source`` is its path as given."""
    document, who, condition = stages.rescued.document, stages.reading.identity, stages.condition
    sections, passages = stages.reading.outline.sections, condition.passages
    claims, sets = stages.claims.claims, stages.claims.sets
    if stages.is_traditional:
        own = AsPrinted(stages.printed)
        sections, passages = own.sections(sections), own.passages(passages)
        claims, sets = own.claims(claims), own.sets(sets)
    private = private_words(passage.raw() for passage in passages)
    hide = partial(masked, known=private)
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
        title=(hide(who.title[0]), who.title[1]) if who.title else None,
        published=_date(document.meta.get("published")),
        sections=tuple(replace(section, printed=hide(section.printed)) for section in sections),
        passages=tuple(_with_private(passage, private) for passage in passages),
        private=private,
        cells={key: _masked_cell(cell, hide) for key, cell in condition.tables.cells.items()},
        claims=tuple(_masked_claim(claim, hide) for claim in claims),
        sets=tuple(_masked_set(stated, hide) for stated in sets),
        claims_cut=claims_cut,
        unplaced=tuple(replace(item, raw=hide(item.raw)) for item in condition.tables.unplaced),
        printed=tuple(
            label if (text := hide(label.text)) == label.text else replace(label, text=text)
            for label in condition.tables.printed
        ),
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


def _with_private(passage: Passage, private: Sequence[str]) -> Passage:
    spans = private_spans(passage.raw(), private)
    return replace(passage, private=spans) if spans else passage


def _masked_claim(claim: Claim, hide: Callable[[str], str]) -> Claim:
    text, sentence, printed = hide(claim.text), hide(claim.sentence), hide(claim.printed)
    if (text, sentence, printed) == (claim.text, claim.sentence, claim.printed):
        return claim
    return replace(claim, text=text, sentence=sentence, printed=printed)


def _masked_set(stated: SetClaim, hide: Callable[[str], str]) -> SetClaim:
    numbers = tuple(_masked_claim(claim, hide) for claim in stated.numbers)
    text, sentence, printed = hide(stated.text), hide(stated.sentence), hide(stated.printed)
    return replace(stated, text=text, sentence=sentence, printed=printed, numbers=numbers)


def _masked_cell(cell: ReportCell, hide: Callable[[str], str]) -> ReportCell:
    """The cell as it may be shown; where it prints a number and nothing else there is nothing to hide."""
    if cell.kind == "number" and not cell.note:
        return cell
    raw = hide(cell.raw)
    return cell if raw == cell.raw else replace(cell, raw=raw)


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
