"""Reports put to agencies and years: from what each says of itself, checked against its file's name and the roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from audit.corpus._filing import Filing, preferences, put
from audit.corpus._peers import Rates, rates
from audit.corpus._placed import by_folder
from audit.corpus._reviewed import due_year, year_under_review
from audit.corpus._versions import Basis
from audit.corpus.roster import Agency, Roster, RosterNames, of_reports
from audit.history import NO_DOUBT, Sought, readings
from audit.model import Report
from audit.text import fold
from audit.words import parts, relation


@dataclass(frozen=True)
class Corpus:
    """All reports of one review: ``filings`` are judged, ``background`` are earlier ones to compare with.

    ``year`` is the year under review, None where no report is dated. ``asof`` is the day of the review, where one was
    given: what is due later is not yet missing. ``chosen`` is by an agency's name and a year the SHA-256 of the file that a
    person chose as the report to go by.
    """

    roster: Roster
    filings: tuple[Filing, ...]
    year: int | None
    asof: dt.date | None = None
    background: tuple[Filing, ...] = ()
    chosen: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def revised(self, revise: Callable[[Report], Report]) -> Corpus:
        """The same reports of the same agencies and years, each as ``revise`` gives it."""
        filings, background = (
            tuple(replace(filing, report=revise(filing.report)) for filing in one)
            for one in (self.filings, self.background)
        )
        return replace(self, filings=filings, background=background)

    @cached_property
    def by_source(self) -> Mapping[str, Filing]:
        """Each filing by its report's source."""
        return {filing.report.source: filing for filing in self.filings}

    @cached_property
    def every(self) -> Mapping[str, Filing]:
        """Each filing by its report's source, the earlier ones that are compared with included."""
        return {filing.report.source: filing for filing in (*self.background, *self.filings)}

    @cached_property
    def _filed(self) -> Mapping[tuple[str, int], tuple[Filing, ...]]:
        return _grouped(self.filings, self.chosen)

    @cached_property
    def _known(self) -> Mapping[str, Mapping[int, tuple[Report, ...]]]:
        """The readable reports of each agency's name and year: judged ones, then the background, each the one to go by first.

        Who gives a folder of earlier years may have this year's reports in it once more: such a copy must not take the
        place of the report that is judged.
        """
        known: dict[str, dict[int, tuple[Report, ...]]] = {}
        for groups in (self._filed, _grouped(self.background, self.chosen)):
            for (name, year), found in groups.items():
                years = known.setdefault(name, {})
                readable = (one.report for one in found if one.report.status != "unreadable")
                if versions := (*years.get(year, ()), *readable):
                    years[year] = versions
        return known

    def filed(self, agency: Agency, year: int) -> tuple[Filing, ...]:
        """All judged reports of ``agency`` for ``year``, the one to go by first."""
        return self._filed.get((agency.name, year), ())

    def versions(self, agency: Agency, year: int) -> tuple[Report, ...]:
        """The readable reports of ``agency`` for ``year``, the one to go by first."""
        return self._known.get(agency.name, {}).get(year, ())

    def report(self, agency: Agency, year: int) -> Report | None:
        """The readable report of ``agency`` for ``year`` to go by, or None."""
        return next(iter(self.versions(agency, year)), None)

    def agreed(self, agency: Agency, year: int) -> Report | None:
        """The report to go by without the cells that another version of it gives differently: nobody knows which holds."""
        found = self.versions(agency, year)
        if len(found) < 2:
            return next(iter(found), None)
        cells = {key: cell for key, cell in found[0].cells.items() if len(readings(found, key)) < 2}
        return replace(found[0], cells=cells)

    def readable(self, agency: Agency, year: int) -> tuple[Filing, ...]:
        """The judged reports of ``agency`` for ``year`` that can be read, the one to go by first."""
        return tuple(one for one in self.filed(agency, year) if one.report.status != "unreadable")

    def several(self) -> Iterator[tuple[Filing, ...]]:
        """Of each agency and year with several judged reports all of them, the one to go by first."""
        return (filed for filed in self._filed.values() if len(filed) > 1)

    def basis(self, agency: Agency, year: int) -> Basis:
        """What tells which of the ``readable`` reports of ``agency`` for ``year``, of which there are some, is the one to go by."""
        first, *others = self.readable(agency, year)
        other = next((one for one in others if one.report.sha256 != first.report.sha256), None)
        if other is None:
            return "same"
        every = preferences(self.filed(agency, year), self.chosen.get((agency.name, year), ""))
        return every[first.report.source].basis(every[other.report.source])

    def counts(self, filing: Filing) -> bool:
        """Whether ``filing`` is the one to go by for its agency and year; one without agency or year stands for itself."""
        if filing.agency is None or filing.year is None:
            return True
        return self.report(filing.agency, filing.year) in (filing.report, None)

    def earlier(self, report: Report) -> list[Report]:
        """The readable reports of the same agency for earlier years, the latest first, of each year the one to go by first.

        They come under this report's own name of the agency, for an alias is no other organ.
        """
        filing = self.by_source.get(report.source)
        if filing is None or filing.agency is None or filing.year is None:
            return []
        known = self._known.get(filing.agency.name, {})
        found = [one for year in sorted(known, reverse=True) if year < filing.year for one in known[year]]
        return [replace(one, agency=report.agency) for one in found]

    def history(self, report: Report) -> list[Report]:
        """The earlier reports of the same agency to go by, one a year, the latest first."""
        return list({one.year: one for one in reversed(self.earlier(report))}.values())[::-1]

    @cached_property
    def _by_words(self) -> Mapping[tuple[int, str], tuple[Filing, ...]]:
        """The readable filings of each year by the words of their organ's name, regions left away."""
        found: dict[tuple[int, str], list[Filing]] = {}
        for one in (*self.filings, *self.background):
            if one.year and one.called and one.report.status != "unreadable":
                for words in {words for _, words in parts(fold(one.called))}:
                    found.setdefault((one.year, words), []).append(one)
        return {key: tuple(filings) for key, filings in found.items()}

    def may_be_one(self, filing: Filing, other: Filing) -> bool:
        """Whether two filings that were put to different agencies, or one to none, may be of one organ all the same.

        Two lines of a given roster are two organs; a report that names nobody may be anybody's of another year.
        """
        if self.roster.given and filing.agency and other.agency:
            return filing.agency.name == other.agency.name
        if not (filing.called and other.called):
            return filing.year != other.year
        return relation(filing.called, other.called) != "other"

    def sought(self, report: Report) -> Sought:
        """What may be the organ's report of the year before, where none surely is."""
        filing = self.by_source.get(report.source)
        if filing is None or not filing.called or filing.year is None:
            return NO_DOUBT
        if filing.agency and self.report(filing.agency, filing.year - 1):
            return NO_DOUBT
        words = {words for _, words in parts(fold(filing.called))}
        near = {one.report.source: one for each in words for one in self._by_words.get((filing.year - 1, each), ())}
        found = sorted(source for source, one in near.items() if one is not filing and self.may_be_one(filing, one))
        return Sought(tuple(replace(near[source].report, agency=near[source].called) for source in found))

    def other_due_year(self) -> int | None:
        """The year that the roster's due dates are for, where it is not the one under review; else None."""
        due = due_year(self.roster)
        return due if due != self.year else None

    def passed_over(self) -> str:
        """That the year under review is not the one before the day of the review, and why (Chinese); "" where it is, or no day is given."""
        if not self.asof or self.year in (None, self.asof.year - 1):
            return ""
        return (
            f"判断日期{self.asof}的上一年度是{self.asof.year - 1}年度，没有收到该年度的报告，所查年度定为{self.year}年度；"
            "应报日期和整改期限是否已到，仍按判断日期判断。"
        )

    def unprecedented(self) -> tuple[str, ...]:
        """Who is under review and has no report of an earlier year, though earlier reports were given to compare with."""
        if not self.background:
            return ()
        dated = (f for f in self.under_review() if f.agency and f.year and f.report.status != "unreadable")
        return tuple(dict.fromkeys(f.agency.name for f in dated if f.agency and not self.earlier(f.report)))

    def under_review(self) -> tuple[Filing, ...]:
        """The filings of the year under review, and those whose year or agency is not known."""
        return tuple(filing for filing in self.filings if filing.year in (self.year, None))

    @cached_property
    def unknown(self) -> tuple[Filing, ...]:
        """The unreadable files that may be any agency's report for the year under review: their names tell none.

        What was read and is surely another document is none of them. A name may bear the year in which the report came out instead of the report's own.
        """
        years = (None, self.year, self.year + 1) if self.year else (None,)
        unread = (f for f in self.filings if f.report.status == "unreadable" and f.report.absence != "other")
        return tuple(filing for filing in unread if filing.agency is None and filing.year in years)

    @cached_property
    def rates(self) -> Mapping[str, Rates]:
        """The rates of the readable reports under review that count, by source, with their standing among peers."""
        return rates(f for f in self.under_review() if self.counts(f) and f.report.status != "unreadable")

    def peers(self, source: str, metric: str = "") -> tuple[Report, ...]:
        """The reports of the same group as that at ``source``, itself among them; with ``metric`` those that have this rate."""
        group = self.rates[source].group if source in self.rates else ""
        return tuple(
            self.by_source[other].report
            for other, rates in self.rates.items()
            if group and rates.group == group and (not metric or rates.metrics[metric].value is not None)
        )

    def later(self) -> tuple[Filing, ...]:
        """The filings of years after the one under review, where they are fewer than its own: likely slips.

        Where neither a roster nor a day of the review says which year that is, more than half of all dated filings have to be of it.
        """
        found = tuple(filing for filing in self.filings if filing.year and self.year and filing.year > self.year)
        own = sum(filing.year == self.year for filing in self.filings)
        given = self.roster.given or self.asof is not None
        dated = sum(filing.year is not None for filing in self.filings)
        return found if len(found) < own and (given or 2 * own > dated) else ()

    def missing(self) -> tuple[Agency, ...]:
        """The agencies of a given roster without any report for the year under review, in the roster's order."""
        if not self.roster.given or self.year is None:
            return ()
        return tuple(agency for agency in self.roster.agencies if not self.filed(agency, self.year))


def assemble(
    reports: Iterable[Report],
    roster: Roster | None = None,
    *,
    previous: Iterable[Report] = (),
    year: int | None = None,
    asof: dt.date | None = None,
) -> Corpus:
    """Put each report to its agency and year; without a roster the agencies are those that the reports name.

    ``previous`` are earlier reports that are compared with, not judged. ``year`` under review is, if not given, the one
    before ``asof`` where there is anything of it, else that of the roster's due dates, else that of most agencies' latest
    reports.
    """
    judged, earlier = list(reports), list(previous)
    if roster is None:
        placed = by_folder((*judged, *earlier))
        judged, earlier = placed[: len(judged)], placed[len(judged) :]
    sources = {report.source for report in judged}
    known = roster or of_reports((*judged, *earlier))
    names = RosterNames(known)
    filings = tuple(put(report, names) for report in judged)
    # The name of a file that was not read may bear the year in which it came out; with no agency in it, it is no report's.
    named = (f for f in filings if f.agency or f.report.status != "unreadable")
    dated_by = ((f.agency.name if f.agency else f.report.source, f.year) for f in named if f.year)
    reviewed = year or year_under_review(dated_by, roster, asof)
    if reviewed and (dated := known.dated(reviewed + 1)) is not known:
        known, names = dated, RosterNames(dated)
        filings = tuple(put(report, names) for report in judged)
    background = tuple(put(report, names) for report in earlier if report.source not in sources)
    return Corpus(known, filings, reviewed, asof, background)


def _grouped(
    filings: Iterable[Filing], chosen: Mapping[tuple[str, int], str]
) -> Mapping[tuple[str, int], tuple[Filing, ...]]:
    """The filings of each agency's name and year, the one to go by first."""
    groups: dict[tuple[str, int], list[Filing]] = {}
    for filing in filings:
        if filing.agency and filing.year:
            groups.setdefault((filing.agency.name, filing.year), []).append(filing)
    return {key: _in_order(found, chosen.get(key, "")) for key, found in groups.items()}


def _in_order(filings: Iterable[Filing], chosen: str) -> tuple[Filing, ...]:
    every = {one.report.source: one for one in filings}
    ranked = preferences(every.values(), chosen)
    return tuple(every[source] for source in sorted(ranked, key=ranked.__getitem__))
