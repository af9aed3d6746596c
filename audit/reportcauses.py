"""The causes of what was found on each report; that there are several reports of one organ and year is one thing in all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from audit.causes import Cause, gather
from audit.corpus import Corpus
from audit.findings import Outcome
from audit.model import Report
from audit.rules import compared

#: The matter of the rule that compares the reports of one organ and year.
_SEVERAL = "versions"


def causes_of(corpus: Corpus, report: Report, outcomes: Iterable[Outcome]) -> tuple[Cause, ...]:
    """The causes of what was found on ``report``, with the roster's name of its organ where one was given."""
    filing = corpus.by_source.get(report.source)
    agency = filing.agency if filing and corpus.roster.given else None
    known = (agency.name, agency.aliases) if agency else ("", ())
    return gather(report, outcomes, corpus.earlier(report), *known)


def with_one_evidence(corpus: Corpus, causes: Mapping[str, tuple[Cause, ...]]) -> dict[str, tuple[Cause, ...]]:
    """``causes`` by source, of which those that say that there are several reports of one organ and year show one evidence.

    It is a hash of all that any of these reports holds of what they are compared by, so that a decision on them lapses
    whichever is changed, and wherever. Which of them counts, how their files are called and in what format they come
    changes nothing of it.
    """
    told = dict(causes)
    for filed in corpus.several():
        reports = [one.report for one in filed]
        here = [one.source for one in reports if any(map(_is_several, causes.get(one.source, ())))]
        held = "\x1e".join(sorted(map(compared, reports))) if here else ""
        evidence = hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        for source in here:
            told[source] = tuple(replace(one, evidence=evidence) if _is_several(one) else one for one in causes[source])
    return told


def _is_several(cause: Cause) -> bool:
    return cause.root.matter == _SEVERAL
