"""What a rule on many reports at once is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from audit.corpus import Agency, Corpus
from audit.findings import Details, Evidence, Facts, Outcome, Verdict, Whose, make_outcome
from audit.model import Report
from audit.reuse import Reuse
from audit.rules._rule import Rule


@dataclass(frozen=True, slots=True)
class Survey:
    """What a rule with ``scope="corpus"`` is given.

    ``corpus`` are all reports of the review with their roster, ``rule`` is the rule itself, ``reuse`` the comparison of the
    reports' texts, None where they were not compared.
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
        """An outcome of this rule on a report, or on an agency of the roster without one; the rest as ``Case.outcome``."""
        report = about if isinstance(about, Report) else None
        whose = Whose(
            report.source if report else self.corpus.roster.source,
            report.agency if report else about.name if isinstance(about, Agency) else None,
            report.year if report else self.corpus.year,
        )
        return make_outcome(self.rule, whose, verdict, facts, locus, places=places, **details)
