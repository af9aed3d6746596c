"""The sample reports are what their README says: every planted fault is found in its place, the clean ones pass."""

from __future__ import annotations

import pytest

import audit
from audit.findings import Outcome
from audit.model import Report
from tests.generate.collection import SAMPLES
from tests.generate.planting import Fault
from tests.generate.samples import FOLDER, files


def by_file(sample):
    return sample.file


def shows(report: Report, outcome: Outcome, fault: Fault) -> bool:
    """Whether ``outcome`` is the finding of ``fault``, in its place."""
    texts = (outcome.message, *(evidence.raw for evidence in outcome.places))
    return (
        (outcome.rule, outcome.verdict) == (fault.rule, "fail")
        and (not fault.cell or fault.cell in outcome.cells)
        and any(fault.shows in text for text in texts)
        and (fault.section is None or fault.section in sections(report, outcome))
    )


def sections(report: Report, outcome: Outcome) -> set[int]:
    """The sections in which the places of ``outcome`` outside tables stand."""
    places = {(e.place.line, e.place.paragraph) for e in outcome.places if e.place.table is None}
    return {p.section for p in report.passages if (p.place.line, p.place.paragraph) in places}


def test_the_files_are_what_the_script_builds():
    made = files()
    assert {path.name for path in FOLDER.iterdir()} == set(made)
    assert [name for name, content in made.items() if (FOLDER / name).read_bytes() != content] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=by_file)
def test_a_sample_is_read_whole(sample):
    report = audit.read(FOLDER / sample.file)
    assert (report.status, report.agency, report.year, report.edition) == (
        "read",
        sample.agency,
        sample.year,
        sample.edition,
    )
    assert not report.unplaced


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.faults], ids=by_file)
def test_every_planted_fault_is_found_where_the_list_says(sample):
    report = audit.read(FOLDER / sample.file)
    outcomes = audit.check(report)
    assert [f.what for f in sample.faults if not any(shows(report, o, f) for o in outcomes)] == []
    for fault in sample.faults:
        if fault.suggested:
            assert fault.cell in {o.suggestion.cell for o in outcomes if o.suggestion}


@pytest.mark.parametrize("sample", [s for s in SAMPLES if not s.faults], ids=by_file)
def test_a_clean_sample_gives_no_error_and_no_warning(sample):
    before = [s for s in SAMPLES if (s.agency, s.year) == (sample.agency, sample.year - 1)]
    outcomes = audit.check(audit.read(FOLDER / sample.file), [audit.read(FOLDER / s.file) for s in before])
    assert [o.message for o in outcomes if o.verdict == "fail" and o.severity != "info"] == []


def test_the_collection_is_varied():
    assert len(SAMPLES) >= 14
    assert len({sample.agency for sample in SAMPLES}) >= 9
    assert sum(not sample.faults for sample in SAMPLES) >= 5
    years = {sample.agency: {s.year for s in SAMPLES if s.agency == sample.agency} for sample in SAMPLES}
    assert sum({2023, 2024} <= found for found in years.values()) >= 3
