"""What a batch leaves for counting and follow-up: the ledger (.xlsx) and the data files (.parquet)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from audit import sources
from audit.assessment import Assessment
from audit.present import filing, frames, ledger
from audit.render import store


def write(folder: Path, assessment: Assessment) -> dict[str, Exception]:
    """Write the ledger and the data files into ``folder``; why some could not be written, by their names.

    One that cannot be written, as where another program holds it, costs no other.
    """
    audited, given = assessment.audited, assessment.corpus.roster.given
    made: dict[str, Callable[[Path], object]] = {
        sources.LEDGER: lambda part: ledger.write(
            audited,
            part,
            assessment.terms.profiles,
            scores=assessment.scores if assessment.terms.rubric else None,
            missing=filing.missing_rows(assessment) if given else None,
            beyond=assessment.absent,
            settings=filing.setting_rows(assessment),
        ),
        "cells.parquet": lambda part: frames.cells(audited).to_parquet(part, index=False),
        "outcomes.parquet": lambda part: frames.outcomes(audited, assessment.absent).to_parquet(part, index=False),
        "reports.parquet": lambda part: frames.reports(audited).to_parquet(part, index=False),
        "rates.parquet": lambda part: frames.rates(assessment.corpus).to_parquet(part, index=False),
    }
    if assessment.terms.rubric:
        made["scores.parquet"] = lambda part: frames.scores(assessment.scores).to_parquet(part, index=False)
    failed: dict[str, Exception] = {}
    for name, make in made.items():
        try:
            with store.whole(folder / name) as part:
                make(part)
        except Exception as error:  # whatever it is, it must not cost the overview and the other files
            failed[name] = error
    return failed
