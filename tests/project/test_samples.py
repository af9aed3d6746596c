"""The samples are what their README says: every planted fault is found in its place, and nothing else is."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from audit import corpus as corpora
from audit import sources
from audit.findings import Outcome
from audit.forms import load
from audit.model import Report
from audit.pipeline import check, read_all
from audit.readers import libreoffice
from audit.reuse import find
from audit.rules import catalogue, run_corpus
from audit.sources import rosters
from tests import components
from tests.generate.report.planting import Fault
from tests.generate.samples.build import DATA, FOLDER, files
from tests.generate.samples.collection import SAMPLES
from tests.generate.samples.readme import absent, clean
from tests.generate.samples.roster import ENTRIES
from tests.generate.samples.sample import Sample

OFFICE_FILES = [sample for sample in SAMPLES if Path(sample.name).suffix in (".docx", ".odt", ".xlsx")]
PLANTED = [(sample, fault) for sample in SAMPLES for fault in sample.faults]


def by_file(sample):
    return sample.file


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """Every report by its file below the folder, as the README names it."""
    return {str(Path(report.source).relative_to(FOLDER)): report for report in read_all([FOLDER])}


@pytest.fixture(scope="module")
def corpus(reports) -> corpora.Corpus:
    return corpora.assemble(reports.values(), rosters.load(DATA / "roster.csv"))


@pytest.fixture(scope="module")
def outcomes(reports, corpus) -> dict[str, list[Outcome]]:
    """Every outcome by file, those on agencies without a report under the agency's name."""
    found = {file: check(report, corpus.earlier(report)) for file, report in reports.items()}
    files_of = {report.source: file for file, report in reports.items()}
    reuse = find(reports.values())
    for outcome in (o for rule in catalogue() if rule.scope == "corpus" for o in run_corpus(rule, corpus, reuse)):
        found.setdefault(files_of.get(outcome.source, outcome.agency or ""), []).append(outcome)
    return found


def failing(outcomes: list[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.verdict == "fail"]


def shows(report: Report, outcome: Outcome, fault: Fault) -> bool:
    """Whether ``outcome`` is the finding of ``fault``, in its place."""
    texts = (outcome.message, *(evidence.raw for evidence in outcome.places))
    return (
        (outcome.rule, outcome.verdict) == (fault.rule, "fail")
        and (not fault.cell or not outcome.cells or fault.cell in outcome.cells)
        and any(fault.shows in text for text in texts)
        and (fault.section is None or fault.section in sections(report, outcome))
    )


def sections(report: Report, outcome: Outcome) -> set[int]:
    """The sections in which the places of ``outcome`` outside tables stand."""
    places = {(e.place.line, e.place.paragraph) for e in outcome.places if e.place.table is None}
    return {p.section for p in report.passages if (p.place.line, p.place.paragraph) in places}


def test_the_files_are_what_the_script_builds():
    made = files()
    assert {f"samples/{path.name}" for path in FOLDER.iterdir()} | {"roster.csv"} == set(made)
    assert [name for name, content in made.items() if (DATA / name).read_bytes() != content] == []


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, str]:
    """What LibreOffice prints of every office file of the collection, without spaces, by the file's name."""
    components.demand("libreoffice")
    folder = tmp_path_factory.mktemp("opened")
    for sample in OFFICE_FILES:
        (folder / sample.name).write_bytes(sources.load(str(FOLDER / sample.file))[0])
    command = [libreoffice(), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *(str(folder / s.name) for s in OFFICE_FILES)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {path.stem: _printed(path) for path in folder.glob("*.pdf")}


def _printed(path: Path) -> str:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.slow
@pytest.mark.parametrize("sample", OFFICE_FILES, ids=by_file)
def test_a_sample_opens_in_libreoffice(sample: Sample, opened):
    """Who clicks on a sample sees the report: the agency, the first section and the last."""
    shown = opened[Path(sample.name).stem]
    for words in (sample.agency, "总体情况", "其他需要报告的事项"):
        assert words in shown


def test_the_readme_lists_all_files_of_the_folder(reports):
    assert sorted(reports) == sorted(sample.file for sample in SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=by_file)
def test_a_sample_is_read_whole(sample: Sample, reports):
    report = reports[sample.file]
    assert (report.status, report.agency, report.year, report.edition) == (
        "read",
        sample.agency,
        sample.year,
        sample.edition,
    )
    assert set(report.cells) == set(load(sample.edition).cells)
    assert not report.unplaced


@pytest.mark.parametrize(("sample", "fault"), PLANTED, ids=[f"{s.file} {f.rule} {f.place}" for s, f in PLANTED])
def test_every_planted_fault_is_found_where_the_list_says(sample: Sample, fault: Fault, reports, outcomes):
    file = fault.at or sample.file
    assert any(shows(reports[file], outcome, fault) for outcome in outcomes[file]), fault.what
    if fault.suggested:
        assert fault.cell in {outcome.suggestion.cell for outcome in outcomes[file] if outcome.suggestion}


@pytest.mark.parametrize("sample", SAMPLES, ids=by_file)
def test_nothing_fails_that_the_list_does_not_explain(sample: Sample, outcomes):
    expected = Counter(fault.rule for by, fault in PLANTED if (fault.at or by.file) == sample.file)
    for also in sample.also:
        expected[also.rule] += also.count
    found = failing(outcomes[sample.file])
    assert Counter(outcome.rule for outcome in found) == expected, [(o.rule, o.message) for o in found]


def test_a_clean_sample_has_no_failing_outcome_at_all(outcomes):
    assert len(clean(SAMPLES)) >= 24
    assert {
        sample.file: failing(outcomes[sample.file]) for sample in clean(SAMPLES) if failing(outcomes[sample.file])
    } == {}


def test_the_agencies_without_a_report_are_those_of_the_list(outcomes):
    named = {entry.name for entry in ENTRIES}
    found = {name: [o.rule for o in failing(about)] for name, about in outcomes.items() if name in named}
    assert found == {name: ["F001"] for name in absent(SAMPLES)}


def test_every_report_has_its_line_in_the_roster(corpus):
    assert {filing.agency.name if filing.agency else None for filing in corpus.filings} <= {e.name for e in ENTRIES}
    assert corpus.year == 2024


def test_a_parent_that_sums_passes_and_one_that_does_not_fails(outcomes):
    """Where the unit's own table does not add up, it is open whether the parent is wrong."""
    sums = {
        file: Counter(o.verdict for o in outcomes[file] if o.rule == "H001")
        for file in ("云州市人民政府2024.docx", "青禾县人民政府2024.docx")
    }
    assert sums == {"云州市人民政府2024.docx": {"pass": 3}, "青禾县人民政府2024.docx": {"fail": 2, "undecided": 2}}


def test_the_roster_uses_every_column():
    header, *lines = (DATA / "roster.csv").read_text("utf-8-sig").splitlines()
    used = [any(cells) for cells in zip(*(line.split(",") for line in lines), strict=True)]
    assert used == [True] * len(header.split(","))


def test_the_collection_is_a_small_county():
    years = {sample.agency: {s.year for s in SAMPLES if s.agency == sample.agency} for sample in SAMPLES}
    assert len(years) >= 24
    assert {entry.level for entry in ENTRIES if entry.name in years} == {"市级", "县级", "乡级"}
    assert sum({2023, 2024} <= found for found in years.values()) >= 14
    assert len({sample.kind for sample in SAMPLES}) >= 8
