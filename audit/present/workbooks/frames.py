"""Reports and outcomes as data frames, for the data files and for whoever wants to count on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import pandas as pd

from audit.causes import Cause, by_outcome, membership
from audit.corpus import Corpus
from audit.coverage import coverage
from audit.decisions import OPEN, Standing
from audit.findings import Outcome
from audit.model import Report, ReportCell
from audit.persons import masked, masked_note
from audit.present import facts
from audit.rulings import noted
from audit.score import Score
from audit.text import Value, show

#: Beyond this a binary float no longer holds every whole number.
_EXACT = 2**53
_NOTHING_DECIDED: Mapping[int, Standing] = {}
_NOTHING_PROPOSED: Mapping[int, str] = {}


def outcomes(
    audited: Iterable[facts.Audited],
    beyond: Iterable[Outcome] = (),
    causes: Iterable[Cause] = (),
    standings: Mapping[int, Standing] = _NOTHING_DECIDED,
    proposals: Mapping[int, str] = _NOTHING_PROPOSED,
) -> pd.DataFrame:
    """One row an outcome, ``beyond`` those that belong to no report; compared values as text so that no digit is lost.

    ``causes`` tell which of them are one thing to correct, ``standings`` how people decided on it, and
    ``proposals`` what the organ is told to change, by the outcome's ``id()``.
    """
    known = by_outcome(causes)
    columns = {
        "agency": "string", "year": "Int64", "source": "string", "rule": "string", "title": "string",
        "verdict": "string", "severity": "string", "confidence": "float64", "section": "Int64", "message": "string",
        "basis": "string", "expected": "string", "actual": "string", "difference": "string", "cells": "string",
        "suggested_cell": "string", "suggested_value": "string", "place": "string", "raw": "string", "key": "string",
        "cause": "string", "cause_evidence": "string", "cause_kind": "string", "cause_position": "Int64",
        "decision": "string", "decided_by": "string", "decision_reason": "string", "decision_note": "string",
        "proposal": "string",
    }  # fmt: skip
    rows = [
        (
            outcome.agency, outcome.year, outcome.source, outcome.rule, outcome.title,
            outcome.verdict, outcome.severity, outcome.confidence, section, outcome.message,
            outcome.basis, _text(outcome.expected), _text(outcome.actual), _text(outcome.difference),
            " ".join(outcome.cells),
            outcome.suggestion.cell if outcome.suggestion else None,
            _text(outcome.suggestion.value) if outcome.suggestion else None,
            outcome.places[0].place.describe() if outcome.places else None,
            outcome.places[0].raw if outcome.places else None,
            outcome.key,
            *membership(known, outcome),
            *_decision(standings.get(id(outcome), OPEN) if id(outcome) in known else None),
            proposals.get(id(outcome)),
        )
        for outcome, section in [
            *((outcome, facts.section_of(outcome, report)) for report, found in audited for outcome in found),
            *((outcome, None) for outcome in beyond),
        ]
    ]  # fmt: skip
    return _frame(rows, columns)


def _decision(standing: Standing | None) -> tuple[str | None, str | None, str | None, str | None]:
    """How the cause of an outcome stands, by whom and why, several with a semicolon between; nothing for an outcome without a cause."""
    if standing is None:
        return None, None, None, None
    each = (
        [one.who for one in standing.by],
        [str(one.data.get("reason") or "") for one in standing.by],
        noted(standing.notes, standing.by),
    )
    who, reason, note = (masked_note("；".join(dict.fromkeys(filter(None, words)))) or None for words in each)
    return standing.state, who, reason, note


def scores(scored: Mapping[str, Score]) -> pd.DataFrame:
    """One row an item of an agency's score; points as text, exact to the cent; ``total`` is the agency's."""
    columns = {
        "agency": "string", "year": "Int64", "source": "string", "rubric": "string", "grade": "string",
        "total": "string", "low": "string", "high": "string", "item": "string", "points": "string", "earned": "string",
        "state": "string", "note": "string",
    }  # fmt: skip
    rows = [
        (
            score.agency, score.year, source, score.rubric, score.grade,
            _text(score.total), _text(score.low), _text(score.high), item.item, _text(item.points), _text(item.earned),
            item.state, item.note or None,
        )
        for source, score in scored.items()
        for item in score.items
    ]  # fmt: skip
    return _frame(rows, columns)


def rates(corpus: Corpus) -> pd.DataFrame:
    """One row a rate of a report under review: the rate as a part of 1, why there is none, its standing among peers."""
    columns = {
        "agency": "string", "year": "Int64", "source": "string", "rate": "string", "name": "string",
        "numerator": "string", "denominator": "string", "value": "Float64", "reason": "string", "group": "string",
        "peers": "Int64", "median": "Float64", "percentile": "Float64",
    }  # fmt: skip
    rows = []
    for source, own in corpus.rates.items():
        report = corpus.by_source[source].report
        for key, metric in own.metrics.items():
            place = own.standings.get(key)
            rows.append((
                report.agency, report.year, source, key, metric.definition.name,
                _text(metric.numerator), _text(metric.denominator),
                None if metric.value is None else float(metric.value), metric.reason or None, own.group or None,
                place.size if place else None, float(place.median) if place else None,
                float(place.percentile) if place else None,
            ))  # fmt: skip
    return _frame(rows, columns)


def cells(audited: Collection[facts.Audited]) -> pd.DataFrame:
    """One row a printed cell: ``value`` with all its digits as text, ``number`` only where a float holds it exactly."""
    columns = {
        "agency": "string", "year": "Int64", "source": "string", "edition": "string", "key": "string",
        "kind": "string", "value": "string", "number": "Float64", "raw": "string", "confidence": "float64",
        "place": "string", "corrected": "boolean",
    }  # fmt: skip
    corrected = {report.source: {one.key for one in report.corrected} for report, _ in audited}
    rows = [
        (
            report.agency, report.year, report.source, report.edition, key,
            cell.kind, _text(cell.value), _number(cell), cell.raw, cell.confidence, cell.place.describe(),
            key in corrected[report.source],
        )
        for report, _ in audited
        for key, cell in report.cells.items()
    ]  # fmt: skip
    return _frame(rows, columns)


def reports(audited: Iterable[facts.Audited], left_out: Callable[[Report], str]) -> pd.DataFrame:
    """One row a report: what was read of it, how many outcomes of each kind it has, how much of its text was decided, whether it counts.

    ``left_out`` says why the numbers of the review do not count a report (Chinese), "" where they do.
    """
    columns = {
        "agency": "string", "year": "Int64", "source": "string", "sha256": "string", "format": "string",
        "status": "string", "edition": "string", "cells": "Int64", "unplaced": "Int64",
        "pass": "Int64", "fail": "Int64", "undecided": "Int64", "error": "Int64", "warning": "Int64", "info": "Int64",
        "notes": "string", "failure": "string",
        "sentences_decided": "Int64", "sentences_undecided": "Int64", "sentences_unjudged": "Int64",
        "figures_decided": "Int64", "figures_undecided": "Int64", "figures_unjudged": "Int64",
        "counted": "boolean", "left_out": "string",
    }  # fmt: skip
    rows = []
    for report, found in audited:
        counts = facts.counts(found)
        covered = coverage(report, found) if report.status != "unreadable" else None
        why = left_out(report)
        rows.append(
            (
                report.agency,
                report.year,
                report.source,
                report.sha256,
                report.format,
                report.status,
                report.edition,
                len(report.cells),
                len(report.unplaced),
                *(counts[name] for name in ("pass", "fail", "undecided", "error", "warning", "info")),
                "；".join(report.notes),
                report.error,
                *(
                    (*covered.sentences.numbers, *covered.figures.numbers, not why, why or None)
                    if covered
                    else (None,) * 8
                ),
            )
        )
    return _frame(rows, columns)


def _frame(rows: Sequence[tuple[object, ...]], columns: dict[str, str]) -> pd.DataFrame:
    path = list(columns).index("source")
    clean = [
        tuple(
            _encodable(masked(value) if at == path and isinstance(value, str) else value)
            for at, value in enumerate(row)
        )
        for row in rows
    ]
    return pd.DataFrame(clean, columns=list(columns)).astype(columns)


def _encodable(value: object) -> object:
    """A text without lone surrogates (they stand in file names that are no UTF-8)."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _text(value: Value | str | None) -> str | None:
    return value if isinstance(value, str) or value is None else show(value)


def _number(cell: ReportCell) -> float | None:
    value = cell.value
    if value is None or not -_EXACT <= value <= _EXACT:
        return None
    number = float(value)
    return number if number == value or repr(number) == show(value) else None
