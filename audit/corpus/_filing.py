"""One report put to an agency and a year: by what it says of itself, else by its file's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from audit.corpus._files import by_file
from audit.corpus._placed import folders
from audit.corpus._versions import NO_MARK, CorrectionMark, Preference, mark_of, preferred
from audit.corpus.roster import Agency, Naming, RosterNames
from audit.model import Report, own_path
from audit.text import fold
from audit.words import only_year, year_in

By = Literal["report", "file", "none"]


@dataclass(frozen=True, slots=True)
class Filing:
    """A report put to an agency and a year.

    ``report`` comes under the agency's name in the roster where its own words mean that agency; ``printed`` is the name
    that they give.
    ``by`` says what decided: what the report says, else the name of its file. ``in_text`` and ``in_name`` are what the
    report's own words and the file's name mean in the roster; ``file_year`` is the year in the name of the file, or
    of its folder, where it names exactly one. ``mark`` is how the report says that it is a corrected one.
    """

    report: Report
    agency: Agency | None
    year: int | None
    by: By
    in_text: Naming
    in_name: Naming
    file_year: int | None = None
    printed: str | None = None
    mark: CorrectionMark = NO_MARK

    @property
    def called(self) -> str | None:
        """The agency's name, else the one that the report gives itself."""
        return self.agency.name if self.agency else self.printed


def put(report: Report, names: RosterNames) -> Filing:
    """``report`` put to the agency and year that it names, else its file; one that is not there is put to none."""
    if report.absence == "nowhere":
        return Filing(report, None, None, "none", Naming("unknown"), Naming("unknown"))
    path = own_path(report.source)
    place = names.regions.of_folders(folders(report.source))
    in_text, in_name = names.recognise(report.agency, place), by_file(path, names, place)
    agency: Agency | None = in_text.agency
    by: By = "report" if agency else "none"
    if agency is None and in_name.agency and _fits(report.agency, in_text, in_name.agency, names):
        agency, by = in_name.agency, "file"
    file_year = only_year(path.stem) or only_year(path.parent.name)
    kept = _listed(report, agency) if agency and by == "report" else report
    printed = report.called or report.agency
    return Filing(kept, agency, _year(report, path), by, in_text, in_name, file_year, printed, mark_of(report))


def _year(report: Report, path: PurePath) -> int | None:
    """The report's year, else that of its file or folder; where title and period differ, only one of theirs."""
    in_name, in_folder = only_year(path.stem), only_year(path.parent.name)
    titled = year_in(report.title[0]) if report.title else None
    if report.year or not (titled and report.period):
        return report.year or in_name or in_folder
    # The file's name was weighed already, when the report was read.
    return in_folder if in_name is None and in_folder in (titled, report.period[1].year) else None


def _listed(report: Report, agency: Agency) -> Report:
    """``report`` under the roster's name; what it calls itself is kept where that says more than the roster's words, or a folder said more."""
    if report.agency == agency.name:
        return report
    shorter = fold(agency.name).endswith(fold(report.agency or ""))
    return replace(report, agency=agency.name, called=report.called or (None if shorter else report.agency))


def _fits(printed: str | None, in_text: Naming, agency: Agency, names: RosterNames) -> bool:
    """Whether a report that names nobody for certain can be that of ``agency``, which its file names."""
    if in_text.how == "ambiguous":
        return agency in in_text.candidates
    return not names.contradicts(printed, agency)


def preferences(filings: Iterable[Filing], chosen: str = "") -> dict[str, Preference]:
    """How far each filing of one agency and year is the one to go by, by source, see ``_versions``; ``chosen`` is the SHA-256 of the file that a person chose.

    Which of the corrected ones is the later tells only where each says it for certain.
    """
    every = list(filings)
    is_told = all(one.mark.time for one in every if one.mark.word)
    return {
        one.report.source: preferred(
            one.report,
            by_file=one.by != "report",
            mark=one.mark if is_told else one.mark._replace(time=0),
            chosen=chosen,
        )
        for one in every
    }
