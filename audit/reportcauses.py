"""The causes of what was found on each report; that there are several reports of one organ and year is one thing in all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from audit.causes import Cause, gather
from audit.corpus import Corpus, Filing
from audit.findings import Outcome
from audit.model import Report
from audit.profiles import Profile
from audit.rules import catalogue, run_corpus

#: The matter of the rule that compares the reports of one organ and year.
_SEVERAL = "versions"


def causes_of(corpus: Corpus, report: Report, outcomes: Iterable[Outcome]) -> tuple[Cause, ...]:
    """The causes of what was found on ``report``, with the roster's name of its organ where one was given."""
    filing = corpus.by_source.get(report.source)
    agency = filing.agency if filing and corpus.roster.given else None
    known = (agency.name, agency.aliases) if agency else ("", ())
    return gather(report, outcomes, corpus.earlier(report), *known)


def with_one_evidence(
    corpus: Corpus,
    causes: Mapping[str, tuple[Cause, ...]],
    found: Mapping[str, Sequence[Outcome]],
    profile: Callable[[str | None], Profile],
) -> dict[str, tuple[Cause, ...]]:
    """``causes`` by source, of which those that say that there are several reports of one organ and year show one evidence.

    It is that of the report that would count if no person had chosen one: whoever decides on it does so once, and which
    report is chosen changes nothing of what the reports say. Where the causes of that report could not be gathered, each
    keeps its own. ``found`` are the outcomes by source of all reports that were checked, ``profile`` gives an organ's.
    """
    rule = next(one for one in catalogue() if one.matter == _SEVERAL)
    told = dict(causes)
    for usual, filings in corpus.several():
        here = [one.report.source for one in filings if any(map(_is_several, causes.get(one.report.source, ())))]
        first = usual.report.source
        if not here or (first in found and first not in causes):
            continue
        own = causes.get(first, ())
        if first not in found or not corpus.counts(usual):
            compared = partial(run_corpus, rule, profile=profile)
            own = _as_usual(corpus, usual, filings, found.get(first, ()), compared)
        evidence = next((one.evidence for one in own if _is_several(one)), "")
        for source in here if evidence else ():
            told[source] = tuple(replace(one, evidence=evidence) if _is_several(one) else one for one in causes[source])
    return told


def _is_several(cause: Cause) -> bool:
    return cause.root.matter == _SEVERAL


def _as_usual(
    corpus: Corpus,
    usual: Filing,
    filings: Sequence[Filing],
    found: Iterable[Outcome],
    compared: Callable[[Corpus], Iterable[Outcome]],
) -> tuple[Cause, ...]:
    """The causes on the report of ``usual``, on which ``found`` is known, as they are where nobody chose another of the ``filings``.

    ``compared`` gives the outcomes of the rule that compares them.
    """
    own = usual.report.source
    again = compared(replace(corpus, filings=tuple(filings), background=(), chosen={}))
    every = [*(one for one in found if one.matter != _SEVERAL), *(one for one in again if one.source == own)]
    return causes_of(corpus, usual.report, every)
