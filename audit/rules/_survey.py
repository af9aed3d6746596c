"""Rules over many reports at once: what they are given, and how they run. Adding a rule never touches this file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from audit.corpus import Agency, Corpus
from audit.document import Place
from audit.findings import Details, Evidence, Facts, Outcome, Verdict, Whose, make_outcome
from audit.model import Report
from audit.profiles import UNCHANGED, Profile
from audit.reuse import Reuse
from audit.rules._rule import Rule


@dataclass(frozen=True, slots=True)
class Survey:
    """What a rule with ``scope="corpus"`` is given: all reports of the review, the rule itself, the comparison of texts.

    ``reuse`` is None where the texts were not compared.
    """

    corpus: Corpus
    rule: Rule
    reuse: Reuse | None = None

    def outcome(
        self,
        about: Report | Agency,
        verdict: Verdict,
        facts: Facts,
        locus: str,
        places: Sequence[Evidence] = (),
        **details: Unpack[Details],
    ) -> Outcome:
        """An outcome on a report, or on an agency of the roster that has none."""
        report = about if isinstance(about, Report) else None
        whose = Whose(
            report.source if report else self.corpus.roster.source,
            report.agency if report else about.name if isinstance(about, Agency) else None,
            report.year if report else self.corpus.year,
        )
        return make_outcome(self.rule, whose, verdict, facts, locus, places=places, **details)


def run_corpus(
    item: Rule,
    corpus: Corpus,
    reuse: Reuse | None = None,
    profile: Callable[[str | None], Profile] = lambda _: UNCHANGED,
) -> list[Outcome]:
    """The outcomes of one rule over many reports.

    ``reuse`` is the comparison of the reports' texts, if there was one. ``profile`` gives the profile of an agency by
    its name: what it switches off is left out, what it grades is graded.
    """
    found = []
    for outcome in item.check(Survey(corpus, item, reuse)):
        chosen = profile(outcome.agency)
        severity = chosen.severity(item.id)
        if not chosen.is_off(item.id):
            found.append(replace(outcome, severity=severity) if severity else outcome)
    return found


def roster_line(agency: Agency) -> list[Evidence]:
    """The line of the roster that names ``agency``; nothing where no roster was given."""
    return [Evidence(agency.place._replace(sheet="名录"), agency.raw, "机关名录", "roster")] if agency.raw else []


def file_name(report: Report) -> Evidence:
    """The name of the report's file as evidence."""
    return Evidence(Place(), report.source, "文件", "file_name")


def title_line(report: Report) -> list[Evidence]:
    """The report's title line; nothing where none was found."""
    return [Evidence(report.title[1], report.title[0], "标题", "title")] if report.title else []
