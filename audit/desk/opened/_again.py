"""What is checked anew when a person has corrected a cell, or chosen which report counts: the report, those that are held against it, and what compares all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit import pipeline
from audit.assessment import Assessment
from audit.corpus import Corpus
from audit.findings import Outcome
from audit.model import Report
from audit.rules import catalogue
from audit.rulings import Decided


def checked_again(review: Assessment, as_read: Sequence[Report], known: Decided) -> Assessment:
    """``review`` with the cells as ``known`` has them corrected and the reports that it has chosen; ``as_read`` are its reports without any correction.

    Reports whose cells, and those of the reports that they are compared with in their order, are as they were keep what was found on them.
    """
    terms = replace(review.terms, decided=known)
    corpus = pipeline.assemble(as_read, terms)
    before, now = _corrected(review.corpus), _corrected(corpus)
    moved = {source for source in now if now[source] != before.get(source, ())}
    across = {rule.id for rule in catalogue() if rule.scope == "corpus"}
    outcomes: dict[str, Sequence[Outcome]] = {}
    for report, found in review.audited:
        own = corpus.by_source[report.source].report
        earlier, doubtful = corpus.earlier(own), corpus.sought(own)
        beside = {one.source for one in (own, *earlier, *doubtful.doubtful)}
        if beside & moved or _sources(earlier) != _sources(review.corpus.earlier(report)):
            outcomes[own.source] = pipeline.check(own, earlier, terms.profiles, doubtful)
        else:
            outcomes[own.source] = [one for one in found if one.rule not in across]
    made = pipeline.assess(corpus, terms, outcomes, review)
    return replace(made, failed={**review.failed, **made.failed})


def _sources(reports: Sequence[Report]) -> list[str]:
    return [one.source for one in reports]


def _corrected(corpus: Corpus) -> Mapping[str, object]:
    return {source: filing.report.corrected for source, filing in corpus.every.items()}
