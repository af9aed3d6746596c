"""What a batch leaves for counting and follow-up: the ledger (.xlsx) and the data files (.parquet)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet
from xlsxwriter.exceptions import FileCreateError

from audit import schema, sources
from audit.assessment import Assessment
from audit.causes import Cause
from audit.disk import files, folders
from audit.errors import RoomError
from audit.model import Report
from audit.present import facts, overview, workbooks
from audit.present.workbooks import frames
from audit.render.results import ledgerfile

#: No page is known by the source of its report.
_NO_PAGES: Mapping[str, str] = {}

#: Reports that are made a frame of at a time.
_REPORTS_AT_ONCE = 50


def write(
    folder: Path,
    assessment: Assessment,
    pages: Mapping[str, str] = _NO_PAGES,
    ledger: str = sources.LEDGER,
) -> dict[str, Exception]:
    """Write the ledger and the data files into ``folder``; why some could not be written, by their names.

    One that cannot be written, as where another program holds it, costs no other. ``pages`` are the names of the pages by
    source, to which the ledger leads; ``ledger`` is the ledger's name.
    """
    audited, causes = assessment.audited, assessment.every_cause()
    made: dict[str, Callable[[Path], object]] = {
        ledger: partial(_ledger, folder / ledger, assessment, pages),
        "cells.parquet": lambda part: _table("cells", map(frames.cells, _portions(audited)), part),
        "outcomes.parquet": lambda part: _table("outcomes", _outcomes(assessment, causes), part),
        "reports.parquet": lambda part: _table("reports", [frames.reports(audited, assessment.left_out)], part),
        "rates.parquet": lambda part: _table("rates", [frames.rates(assessment.corpus)], part),
    }
    if assessment.terms.rubric:
        made["scores.parquet"] = lambda part: _table("scores", [frames.scores(assessment.scores)], part)
    failed: dict[str, Exception] = {}
    for name, make in made.items():
        try:
            _written(folder / name, make, is_ledger=name == ledger)
        except Exception as error:  # whatever it is, it must not cost the overview and the other files
            failed[name] = error
    return failed


def write_ledger(folder: Path, assessment: Assessment, pages: Mapping[str, str], ledger: str) -> None:
    """Write the ledger alone, as ``write`` does; RenderError or OSError where it cannot be written."""
    _written(folder / ledger, partial(_ledger, folder / ledger, assessment, pages), is_ledger=True)


def _written(path: Path, make: Callable[[Path], object], *, is_ledger: bool) -> None:
    """Have ``make`` write what then stands at ``path`` as a whole; what somebody saved as a ledger meanwhile stays."""
    whole = partial(files.whole, place=ledgerfile.place) if is_ledger else files.whole
    try:
        with whole(path) as part, _as_the_system_says():
            make(part)
    except Exception as error:
        # What writes the ledger keeps its parts among the temporary files, and tells what kept it back in its own way.
        if folders.is_full():
            raise RoomError(folders.no_room()) from error
        raise


def _ledger(path: Path, assessment: Assessment, pages: Mapping[str, str], part: Path) -> None:
    """The ledger that is to stand at ``path``, written into ``part``."""
    place = _places(assessment)

    def made() -> None:
        workbooks.write(
            sorted(assessment.audited, key=lambda pair: place(pair[0].source)),
            part,
            assessment.terms.profiles,
            scores=dict(sorted(assessment.scores.items(), key=lambda item: place(item[0])))
            if assessment.terms.rubric
            else None,
            missing=overview.missing_rows(assessment) if assessment.corpus.roster.given else None,
            beyond=assessment.absent,
            causes=assessment.every_cause(),
            settings=overview.setting_rows(assessment),
            lost=overview.lost_rows(assessment),
            follow=_follow_up(assessment, pages),
        )

    ledgerfile.noted(path.parent, path.name, part, made)


def _places(assessment: Assessment) -> Callable[[str], int]:
    """The line of a given roster by the source of a report, or by the name of an agency without one; all are in one place where there is no roster."""
    roster, filings = assessment.corpus.roster, assessment.corpus.by_source
    lines = {agency.name: number for number, agency in enumerate(roster.agencies)} if roster.given else {}

    def place(source: str) -> int:
        agency = filings[source].agency if source in filings else None
        return lines.get(agency.name if agency else source, len(lines))

    return place


def _follow_up(assessment: Assessment, pages: Mapping[str, str]) -> workbooks.FollowUp:
    """What the ledger shows of what people decided, and where its rows lead."""
    terms = assessment.terms
    items = terms.rubric.items if terms.rubric else ()
    return workbooks.FollowUp(
        terms.decided,
        assessment.rulings,
        assessment.absent_rulings,
        assessment.gone,
        pages,
        assessment.year,
        {item.name: item.default for item in items if item.manual},
        terms.office.correction_days,
        {report.source: why for report, _ in assessment.audited if (why := assessment.left_out(report))},
        {report.source: why for report, _ in assessment.audited if (why := _chosen(assessment, report))},
        assessment.intake().words(),
    )


def _chosen(assessment: Assessment, report: Report) -> str:
    """What tells that ``report`` counts of several of its agency and year (Chinese); "" where it does not, or is the only one."""
    found = assessment.versions(report)
    return found.why if found and len(found.files) > 1 and found.counted == report.source else ""


@contextmanager
def _as_the_system_says() -> Iterator[None]:
    """Let what keeps the ledger from being written be told as what it is: its library wraps what the system says."""
    try:
        yield
    except FileCreateError as error:
        raise next((cause for cause in error.args if isinstance(cause, OSError)), error) from error


def _portions(audited: Sequence[facts.Audited]) -> Iterator[Sequence[facts.Audited]]:
    """The reports, some at a time: as a frame a cell takes many times what it takes as a line of a table."""
    yield from (audited[start : start + _REPORTS_AT_ONCE] for start in range(0, max(1, len(audited)), _REPORTS_AT_ONCE))


def _outcomes(assessment: Assessment, causes: Sequence[Cause]) -> Iterator[pd.DataFrame]:
    follow = _follow_up(assessment, _NO_PAGES)
    for some in _portions(assessment.audited):
        told = workbooks.proposals_by_outcome(some, causes, follow)
        yield frames.outcomes(some, (), causes, assessment.standings, told)
    told = workbooks.proposals_by_outcome([(None, assessment.absent)], causes, follow)
    yield frames.outcomes((), assessment.absent, causes, assessment.standings, told)


def _table(name: str, each: Iterable[pd.DataFrame], path: Path) -> None:
    """Write the frames, one below the other, with their kind and version in the file's metadata; pandas shows them as ``frame.attrs`` too."""
    tag = schema.tag(f"{name}-table")
    found = []
    for frame in each:
        frame.attrs[schema.NAME] = tag
        found.append(pa.Table.from_pandas(frame, preserve_index=False))
    table = pa.concat_tables(found)
    parquet.write_table(table.replace_schema_metadata({**table.schema.metadata, schema.NAME: tag}), path)
