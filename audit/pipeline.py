"""The whole flow on one page: source → document → report → outcomes. Read this first."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audit import corpus as corpora
from audit import profiles, readers, sources
from audit.corpus import Corpus
from audit.errors import ReadError
from audit.findings import Outcome
from audit.forms import load
from audit.locate import attach
from audit.match import match
from audit.model import Report
from audit.profiles import Profile
from audit.rules import catalogue, run, run_corpus


def read(source: str | Path) -> Report:
    """Read one report: a file, or a file inside an archive (``x.zip!inner``).

    Never raises for a document's faults: what cannot be read comes back with ``status == "unreadable"`` and a Chinese
    ``error`` of what, why and what to do.
    """
    name = str(source)
    sha256 = ""
    try:
        data, file_name = sources.load(name)
        sha256 = hashlib.sha256(data).hexdigest()
        document = readers.read(data, file_name)
        report = match(document, name, sha256)
    except ReadError as error:
        return Report(source=name, sha256=sha256, format="unknown", status="unreadable", error=str(error))
    except Exception as error:  # a fault of our own must not cost the other files their audit
        reason = f"工具读取该文件时发生内部错误（{type(error).__name__}：{error}）。请将该文件反馈给维护人员，或另存为.docx后重试。"
        return Report(source=name, sha256=sha256, format="unknown", status="unreadable", error=reason)
    if not (report.sections or report.cells or report.title):
        return Report(
            source=name,
            sha256=sha256,
            format=document.format,
            status="unreadable",
            notes=document.notes,
            error="没有找到年度报告的标题、章节或表格，可能不是政府信息公开工作年度报告。请核对文件。",
        )
    return report


def read_all(paths: Iterable[str | Path]) -> Iterator[Report]:
    """Read every report under ``paths`` (files, folders, archives), in a fixed order."""
    found = sources.expand(list(paths))
    with readers.prepared(contents(found)):
        for source in found:
            yield read(source)


def contents(found: Iterable[str]) -> Iterator[bytes]:
    """The bytes of each source that can be had, one at a time."""
    for source in found:
        with contextlib.suppress(ReadError):
            yield sources.load(source)[0]


def load_profiles(names: str | Iterable[str]) -> tuple[Profile, ...]:
    """The profiles ``names`` (one or several, "" is none): shipped ones by name, others by the path of a .toml file.

    UsageError, in Chinese, where one is unknown or says what no profile may say.
    """
    given = [names] if isinstance(names, str) else names
    return profiles.load([name for name in given if name], {rule.id for rule in catalogue()})


def check(report: Report, previous: Sequence[Report] = (), profile: Sequence[Profile] = ()) -> list[Outcome]:
    """Every outcome of every rule on ``report``; [] for an unreadable one.

    ``previous`` are earlier years' reports. ``profile`` are those that the user chose; each counts only for the
    agencies it is made for, and the later one wins.
    """
    if report.status == "unreadable":
        return []
    form = load(report.edition) if report.edition else None
    outcomes = list(run(report, form, previous, profiles.merged(profile, report.agency)))
    return attach(outcomes, report, form, previous) if form else outcomes


def assemble(
    reports: Iterable[Report],
    previous: Iterable[Report] = (),
    roster: str | Path | None = None,
    asof: dt.date | None = None,
) -> Corpus:
    """The reports of one review, each put to its agency and year; UsageError where the ``roster`` file is faulty.

    ``previous`` are earlier reports to compare with; ``asof`` is the day of the review.
    """
    return corpora.assemble(reports, corpora.load(roster) if roster else None, previous=previous, asof=asof)


def check_corpus(corpus: Corpus, profile: Sequence[Profile] = ()) -> dict[str, list[Outcome]]:
    """The outcomes of the rules over many reports, by the source of the report they are about.

    Those on agencies without a report stand under the roster's source ("" without a roster).
    """
    found: dict[str, list[Outcome]] = {}
    for outcome in run_corpus(corpus, lambda agency: profiles.merged(profile, agency)):
        found.setdefault(outcome.source, []).append(outcome)
    return found
