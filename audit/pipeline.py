"""The whole flow on one page: source → document → report → outcomes. Read this first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from operator import is_
from pathlib import Path
from typing import TypeVar

from audit import corpus as corpora
from audit import decisions, profiles, readers, reuse, rulings, score, sources
from audit.assessment import Assessment, Terms
from audit.causes import gather_absent
from audit.corpus import Corpus
from audit.errors import OwnError, UsageError
from audit.findings import Outcome
from audit.forms import load
from audit.history import Sought
from audit.locate import attach
from audit.model import Report
from audit.profiles import Profile
from audit.reading import read
from audit.reportcauses import causes_of, with_one_evidence
from audit.reuse import Reuse
from audit.rules import catalogue, load_profiles, not_printed_cells, run, run_corpus
from audit.rulings import Decided, ReviewOrgans
from audit.score import Rubric, Score
from audit.sources import rosters

Result = TypeVar("Result")
_PLAIN = Terms()


@dataclass(frozen=True, slots=True)
class Review:
    """What a user asks for besides the reports: paths, names and a date as people write them; "" and () are none.

    ``decisions`` is the place of a record of decisions, without any password; ``in_steps`` is whether reports pass the steps of
    a review, as the work settings have it.
    """

    previous: Sequence[str] = ()
    roster: str = ""
    rubric: str = ""
    profile: Sequence[str] = ()
    asof: str = ""
    decisions: str = ""
    # What a batch has found is known by all that its notebooks are given, of which this is nothing.
    in_steps: bool = field(default=True, repr=False)

    def as_parameters(self) -> dict[str, str | Sequence[str]]:
        """What notebooks are given of it, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.repr}

    def terms(self) -> Terms:
        """The roster, the rubric, the profiles, the earlier reports and the day that these name; UsageError, in Chinese, for a faulty roster, rubric, profile or date."""
        return Terms(
            roster=rosters.load(self.roster) if self.roster else None,
            rubric=load_rubric(self.rubric) if self.rubric else None,
            profiles=load_profiles(self.profile),
            asof=_date(self.asof) if self.asof else None,
            previous=tuple(read_all(self.previous, self.roster)),
            decided=decided(self.decisions, in_steps=self.in_steps) if self.decisions else Decided(),
        )


def read_all(paths: Iterable[str | Path], left_out: str = "") -> Iterator[Report]:
    """Read every report under ``paths`` (files, folders, archives) but the file ``left_out``, in a fixed order."""
    found = sources.expand(list(paths), left_out)
    with readers.prepared(contents(found)):
        for source in found:
            yield read(source)


def contents(found: Iterable[str]) -> Iterator[bytes]:
    """The bytes of each source that can be had, one at a time; why the others cannot, reading them will say."""
    for source in found:
        try:
            data = sources.load(source)[0]
        except Exception:  # noqa: S112 – whatever it is, it must not cost the other files their audit
            continue
        yield data


def check(
    report: Report,
    previous: Sequence[Report] = (),
    profile: Sequence[Profile] = (),
    doubtful: Sought | None = None,
) -> list[Outcome]:
    """Every outcome of every rule on ``report``; [] for an unreadable one.

    ``previous`` are earlier years' reports. ``profile`` are those that the user chose; each counts only for the
    agencies it is made for, and the later one wins. ``doubtful`` is ``Corpus.sought`` where a corpus chose ``previous``.
    """
    if report.status == "unreadable":
        return []
    form = load(report.edition) if report.edition else None
    outcomes = list(run(report, form, previous, profiles.merged(profile, report.agency), doubtful))
    return attach(outcomes, report, form, previous) if form else outcomes


def assemble(reports: Iterable[Report], terms: Terms) -> Corpus:
    """The reports of one review, each put to its agency and year, with the cells that people corrected and the reports that they chose."""
    readable = [report for report in terms.previous if report.status != "unreadable"]
    corpus = corpora.assemble(reports, terms.roster, previous=readable, asof=terms.asof)
    if not terms.decided:
        return corpus
    organs = ReviewOrgans(corpus)
    chosen = replace(corpus, chosen=terms.decided.chosen(corpus, organs))
    return chosen.revised(partial(terms.decided.corrected, organs=organs))


def assess(
    corpus: Corpus,
    terms: Terms = _PLAIN,
    outcomes: Mapping[str, Sequence[Outcome]] | None = None,
    before: Assessment | None = None,
) -> Assessment:
    """Everything on the reports of one review.

    ``outcomes`` are those of ``check`` by source, where they are there already; only their reports are shown then.
    ``before`` is an assessment of the same files in which cells read otherwise: the comparison of texts is taken from it, and
    what follows from those of its ``outcomes`` that are given once more. A
    fault of our own costs what it befell and is told in ``failed``; no scores are given where a rule over many reports
    failed, since they would be too good.
    """
    failed: dict[str, OwnError] = {}
    reports = [filing.report for filing in corpus.filings]
    if outcomes is None:
        jobs = {r.source: partial(check, r, corpus.earlier(r), terms.profiles, corpus.sought(r)) for r in reports}
        outcomes = {source: found for source, job in jobs.items() if (found := _tried(job, source, failed)) is not None}
    across = _across(corpus, terms, failed, before.reuse if before else None)
    known = {report.source: found for report, found in before.audited} if before else {}
    audited = tuple(
        (report, _same(known.get(report.source, ()), own, across.outcomes.pop(report.source, ())))
        for report in reports
        if (own := outcomes.get(report.source)) is not None
    )
    same = {report.source for report, found in audited if found is known.get(report.source)}
    # What was found on a report that could not be checked goes with it: the rest alone would look like a clean one.
    received = {report.source for report in reports}
    absent = tuple(o for source, found in across.outcomes.items() if source not in received for o in found)
    causes = {source: gathered for source, gathered in before.causes.items() if source in same} if before else {}
    for report, each in audited:
        if report.source not in causes:
            gathered = _tried(partial(causes_of, corpus, report, each), report.source, failed)
            causes |= {report.source: gathered} if gathered is not None else {}
    causes = _tried(partial(with_one_evidence, corpus, causes), "同一年度的多份报告", failed) or causes
    aliases = {agency.name: agency.aliases for agency in corpus.roster.agencies}
    absent_causes = gather_absent(absent, aliases)
    lacks = {name: _tried(partial(not_printed_cells, one.report), name, failed) for name, one in corpus.every.items()}
    lacking = {source: cells for source, cells in lacks.items() if cells is not None}
    review = _with_rulings(
        Assessment(terms, corpus, audited, absent, across.reuse, {}, failed, causes, absent_causes, not_printed=lacking)
    )
    return replace(review, scores=scores(review, terms.rubric, before)) if terms.rubric and across.complete else review


def _same(known: Sequence[Outcome], own: Sequence[Outcome], across: Sequence[Outcome]) -> Sequence[Outcome]:
    """What was found on a report: ``known`` itself where it begins with the very outcomes of ``own`` and ends like ``across``."""
    made = (*own, *across)
    return known if len(known) == len(made) and all(map(is_, known, own)) and known == made else made


def decided(place: str, *, in_steps: bool = True) -> Decided:
    """What people decided, from the record at ``place``; DecisionsError or UsageError, in Chinese, where it cannot be read.

    ``in_steps`` as ``Review`` has it.
    """
    with decisions.open_record(place, reading=True) as record:
        return Decided(record.standings(), in_steps=in_steps)


def _with_rulings(review: Assessment) -> Assessment:
    """``review`` with what people decided on each of its reports, and how events call the organ of each."""
    known = review.terms.decided
    organs = ReviewOrgans(review.corpus, review.causes, review.absent_causes)
    return replace(
        review,
        rulings={
            report.source: known.on(report, review.causes.get(report.source, ()), organs)
            for report, _ in review.audited
        },
        absent_rulings=known.on_absent(review.absent_causes, organs),
        **known.beside(review.year, organs, [report for report, _ in review.audited])._asdict(),
    )


@dataclass(frozen=True, slots=True)
class _Across:
    """What was found over all reports together, by source; ``complete`` unless a fault of our own kept some back."""

    outcomes: dict[str, list[Outcome]]
    reuse: Reuse | None
    complete: bool


def _across(corpus: Corpus, terms: Terms, failed: dict[str, OwnError], known: Reuse | None) -> _Across:
    before = len(failed)
    reuse = known or _tried(partial(_reuse, corpus), "文字比对", failed)
    found: dict[str, list[Outcome]] = {}
    for item in catalogue():
        if item.scope == "corpus":
            job = partial(run_corpus, item, corpus, reuse, partial(profiles.merged, terms.profiles))
            for outcome in _tried(job, f"规则{item.id}", failed) or ():
                found.setdefault(outcome.source, []).append(outcome)
    return _Across(found, reuse, len(failed) == before)


def _tried(job: Callable[[], Result], name: str, failed: dict[str, OwnError]) -> Result | None:
    """What ``job`` gives; where it fails by a fault of our own, None, and that under its name."""
    try:
        return job()
    except Exception as error:  # a fault of our own must not cost the other reports their audit
        failed[name] = OwnError.of(error)
        return None


def _reuse(corpus: Corpus) -> Reuse | None:
    """What the texts of the judged reports share with each other's and with earlier ones, under the roster's names."""
    filings = [f for f in (*corpus.filings, *corpus.background) if f.report.status != "unreadable"]
    named = [replace(f.report, agency=f.agency.name) if f.agency else f.report for f in filings]
    return reuse.find(named).about({f.report.source for f in corpus.filings}) if len(named) > 1 else None


def load_rubric(path: str | Path) -> Rubric:
    """The rubric in the TOML file ``path``, or the supplied one of that name; UsageError, in Chinese, where it is faulty."""
    return score.load(path, {rule.id for rule in catalogue()})


def scores(review: Assessment, rubric: Rubric, before: Assessment | None = None) -> dict[str, Score]:
    """The scores of the year under review: by source, and by name for agencies that have no readable report.

    Of several versions of one report the one to go by is scored, and nothing besides: a damaged copy gives no score, nor
    does a report whose causes could not be gathered. Scores of ``before``, by the same rubric, hold where the same was found
    and decided.
    """
    corpus = review.corpus
    counted = [filing for filing in corpus.under_review() if corpus.counts(filing)]
    under_review = {filing.report.source for filing in counted}
    readable = {report.source for report, _ in review.audited if report.status != "unreadable"}
    same = _scored_before(review, rubric, before) if before else {}
    found = {
        report.source: same.get(report.source)
        or score.score(
            rubric,
            outcomes,
            review.causes[report.source],
            _counted(review, report, rubric),
            agency=report.agency,
            year=report.year,
        )
        for report, outcomes in review.audited
        if report.source in under_review & readable & review.causes.keys()
    }
    reported = {f.agency.name for f in counted if f.agency and f.report.source in readable}
    by_agency: dict[str, list[Outcome]] = {}
    for outcome in review.absent:
        if outcome.agency and outcome.agency not in reported:
            by_agency.setdefault(outcome.agency, []).append(outcome)
    absent = review.absent_causes
    decided = rulings.for_score(review.absent_rulings, None, None)
    return found | {
        n: score.score(rubric, own, absent, decided, agency=n, year=corpus.year) for n, own in by_agency.items()
    }


def _counted(review: Assessment, report: Report, rubric: Rubric) -> Mapping[str, score.Decision]:
    return rulings.for_score(review.decided(report), report.agency, report.year, rubric)


def _scored_before(review: Assessment, rubric: Rubric, before: Assessment) -> dict[str, Score]:
    """The scores of ``before`` on which nothing has another bearing in ``review``, by source."""
    known = {report.source: (found, _counted(before, report, rubric)) for report, found in before.audited}
    return {
        report.source: before.scores[report.source]
        for report, found in review.audited
        if report.source in before.scores
        and found is known[report.source][0]
        and _counted(review, report, rubric) == known[report.source][1]
    }


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"日期“{text}”无法识别，应写作2025-01-31。") from error
