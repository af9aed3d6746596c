"""A review of several faulty reports, its ledger, and office programs that save it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pytest

import audit
from audit import decisions, readers
from audit.assessment import Assessment
from audit.corpus import Corpus
from audit.findings import Outcome
from audit.ledgers import Imported, take
from audit.model import Report
from audit.render.results import data
from audit.score import shipped
from tests.generate.formats import flat
from tests.generate.report import truth

SHEETS = ("整改台账", "无法核对")


@cache
def reports_in(folder: Path) -> tuple[Report, ...]:
    """The reports in a folder that does not change."""
    return tuple(audit.read_all([str(folder)]))


#: The last check of each report by its path: the report, what it was checked against, and what was found.
CHECKED: dict[str, tuple[tuple[object, ...], Sequence[Outcome]]] = {}


def outcomes_in(corpus: Corpus) -> dict[str, Sequence[Outcome]]:
    """What is found on each report by its path; one that was checked before, as it is and against the same, is not checked again."""
    found = {}
    for report in (filing.report for filing in corpus.filings):
        given = report, corpus.earlier(report), corpus.sought(report)
        if report.source not in CHECKED or CHECKED[report.source][0] != given:
            CHECKED[report.source] = given, audit.check(report, given[1], doubtful=given[2])
        found[report.source] = CHECKED[report.source][1]
    return found


@dataclass(frozen=True)
class Desk:
    """A work folder with reports, a record, and what follows from both."""

    folder: Path
    reports: Path
    roster: str = ""

    @property
    def record(self) -> str:
        return str(self.folder / decisions.NAME)

    def assessed(self) -> Assessment:
        kept = self.record if Path(self.record).exists() else ""
        terms = audit.Review(rubric=str(shipped()), decisions=kept, roster=self.roster).terms()
        corpus = audit.assemble(reports_in(self.reports), terms)
        return audit.assess(corpus, terms, outcomes_in(corpus))

    def ledger(self, out: str = "结果") -> Path:
        """The ledger that a run writes."""
        folder = self.folder / out
        folder.mkdir(exist_ok=True)
        review = self.assessed()
        pages = {report.source: f"{report.agency}{report.year}年.html" for report, _ in review.audited}
        assert not data.write(folder, review, pages)
        return folder / "ledger.xlsx"

    def take(self, path: Path, who: str = "张三", **options) -> Imported:
        return take(path, self.record, who, lambda *plans: repr(plans), **options)

    def events(self, kind: str = "decision"):
        with decisions.open_record(self.record) as record:
            return [event for event in record.events() if event.kind == kind]


@pytest.fixture(scope="session")
def faulty_reports(tmp_path_factory):
    """Reports whose sums do not hold, of different agencies."""
    return faulty(tmp_path_factory.mktemp("faulty") / "报告", NUMBER)


def faulty(folder: Path, number: int) -> Path:
    """The folder, made with so many reports whose sums do not hold."""
    folder.mkdir()
    for seed in range(5, 5 + number):
        made = truth.make(seed, consistent=False)
        (folder / f"{seed}.txt").write_text(flat.write(made), "utf-8")
    return folder


#: Reports of the review.
NUMBER = 6


@pytest.fixture
def desk(tmp_path, faulty_reports):
    """A work folder with the faulty reports and no record yet."""
    return Desk(tmp_path, faulty_reports)


@pytest.fixture(scope="session")
def first_ledger(tmp_path_factory, faulty_reports):
    """The ledger of the review before anybody decided anything."""
    return Desk(tmp_path_factory.mktemp("first"), faulty_reports).ledger()


def heads(sheet) -> dict[str, int]:
    """The columns of a sheet by head, from 1."""
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def fill(path: Path, to: Path, change) -> Path:
    """A copy of the ledger in which ``change`` was made to the workbook."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(to)
    return to


def put(sheet, row: int, **said: object) -> None:
    """Fill in cells of a row by the heads of their columns."""
    for head, value in said.items():
        sheet.cell(row, heads(sheet)[head]).value = value


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    folder.mkdir()
    command = [readers.libreoffice(), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / path.name
