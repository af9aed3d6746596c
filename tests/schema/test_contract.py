"""What the toolkit gives to programs is what docs/contract says, and what it gave before."""

from __future__ import annotations

import csv
import io
import json
from copy import deepcopy
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

import audit
from audit import decisions, schema
from audit.__main__ import main
from audit.commands.calls import output
from audit.errors import RenderError
from audit.findings import CAUSE_NAMES
from audit.pipeline import Review, assemble, assess
from audit.render import audit_batch
from audit.render.results import data, store
from audit.schema import contract
from tests.generate.contract import build as pages
from tests.generate.contract import facts as contract_facts
from tests.generate.contract import goldens
from tests.generate.samples.build import DATA, FOLDER
from tests.roots import ROOT, SHARED

PUBLISHED = SHARED / "contract" / "cells.csv"
#: The type that a column of a data file has, by the word for it.
TYPES = {"string": "string", "text": "string", "integer": "int64", "number": "double", "boolean": "bool"}


@pytest.fixture(scope="module")
def today():
    """What the toolkit gives today: objects by golden and name."""
    return goldens.made()


@pytest.fixture(scope="module")
def written(tmp_path_factory, faulty):
    """A folder with the ledger, in which all sheets have something to say, and all data files."""
    folder = tmp_path_factory.mktemp("data")
    record = tmp_path_factory.mktemp("record") / decisions.NAME
    with decisions.open_record(record) as opened:
        of_another_year = decisions.DecisionSubject("甲局", 2001, "e" * 16, "0" * 16)
        opened.add([decisions.decide(of_another_year, "dismissed")], "张三")
    roster, rubric = str(DATA / "roster.csv"), str(DATA / "rubric.toml")
    terms = Review(roster=roster, rubric=rubric, decisions=str(record)).terms()
    assert data.write(folder, assess(assemble([faulty[0]], terms), terms)) == {}
    return folder


def test_the_folder_is_what_the_code_says():
    """After a change to commands, objects or forms: python -m tests.generate.contract."""
    made = pages.files()
    there = {path.relative_to(pages.FOLDER).as_posix() for path in pages.FOLDER.rglob("*") if path.is_file()}
    assert there == set(made)
    assert [name for name, text in made.items() if (pages.FOLDER / name).read_bytes() != text.encode()] == []


@pytest.mark.shared("contract/cells.csv")
def test_every_key_published_before_is_still_there():
    first = list(csv.reader(io.StringIO(PUBLISHED.read_text("utf-8"))))
    now = list(csv.reader(io.StringIO(pages.cells())))
    assert now[0] == first[0]
    assert [row for row in first if row not in now] == []


def test_no_object_given_before_has_lost_or_changed_anything(today):
    """Where only something was added: python -m tests.generate.contract.goldens."""
    before = goldens.stored()
    assert set(before) == {"extract", "check", "doctor", "manifest", "parquet", "ledger"}
    assert list(goldens.differences(before, today)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it.pop("verdict"), ".check.k.verdict is gone"),
        (lambda it: it.update(verdict="undecided"), ".check.k.verdict was 'fail', is 'undecided'"),
        (lambda it: it.update(message=None), ".check.k.message was '差1', is None"),
        (lambda it: it.update(expected="15"), ".check.k.expected was 15, is '15'"),
        (lambda it: it["places"].clear(), ".check.k.places[0] is gone"),
        (lambda it: it["places"][0].pop("row"), ".check.k.places[0].row is gone"),
        (lambda it: it["cells"].remove("b"), ".check.k.cells lacks 'b'"),
    ],
)
def test_what_is_lost_or_changed_is_told(change, said):
    golden = {"verdict": "fail", "message": "差1", "expected": 15, "places": [{"row": 2}], "cells": ["a", "b"]}
    now = deepcopy(golden) | {"message": "相差1", "cause": "new", "facts": [{}]}
    now["places"].append({"row": 3})
    assert list(goldens.differences({"check": {"k": golden}}, {"check": {"k": now}})) == []
    change(now)
    assert list(goldens.differences({"check": {"k": golden}}, {"check": {"k": now}})) == [said]


@pytest.mark.parametrize(
    ("name", "kind"), [("extract", "report"), ("check", "outcome"), ("doctor", "component"), ("manifest", "page")]
)
def test_every_object_is_as_described_and_has_no_field_besides(name, kind, today):
    described = Draft202012Validator(pages.json_schema(contract().kinds[kind], closed=True))
    found = {key: [error.message for error in described.iter_errors(each)] for key, each in today[name].items()}
    assert {key: errors for key, errors in found.items() if errors} == {}
    assert {next(iter(each.items())) for each in today[name].values()} == {("schema", f"gongkai-audit/{kind}/1")}


def test_every_field_described_is_given(today):
    """Nothing is promised that no object has."""
    for name, kind in {"extract": "report", "check": "outcome", "doctor": "component", "manifest": "page"}.items():
        given = {field for each in today[name].values() for field in each}
        assert {field.name for field in contract().kinds[kind].fields} == given - {"schema"}


def test_every_kind_of_cause_is_described():
    (kinds,) = (field.values for field in contract().kinds["outcome"].fields if field.name == "cause_kind")
    assert dict(kinds) == dict(CAUSE_NAMES)


def test_an_outcome_tells_the_kind_of_its_cause_and_where_it_stands_in_it(capsys):
    report = FOLDER / "青禾县水利局2024.docx"
    main(["check", str(report), "--json"])
    objects = {each["key"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    terms = Review().terms()
    causes = assess(assemble([audit.read(report)], terms), terms).every_cause()
    assert max(len(cause.outcomes) for cause in causes) > 1
    told = ("cause", "cause_evidence", "cause_kind", "cause_position")
    expected = dict.fromkeys(objects, (None, None, None, None)) | {
        outcome.key: (cause.key, cause.evidence, cause.kind, position)
        for cause in causes
        for position, outcome in enumerate(cause.outcomes, 1)
    }
    assert {key: tuple(each[name] for name in told) for key, each in objects.items()} == expected


def test_agencies_without_a_report_are_told_apart(today):
    absent = [each for each in today["check"].values() if each["rule"] == "F001" and each["verdict"] != "pass"]
    assert len({(each["agency"], each["year"]) for each in absent}) == len(absent) > 1


def test_every_fact_and_every_field_of_it_is_told_in_words():
    """A new kind of facts, or a new field or value of one, is told in audit/schema/facts.toml, and nothing else is."""
    facts, inside = contract_facts.described()
    told = {
        name: (part.title, {f.name: (f.text, f.values) for f in part.fields})
        for name, part in {**facts, **inside}.items()
    }
    assert {name: words for name, words in told.items() if not words[0]} == {}
    lacking = [
        (n, f)
        for n, (_, each) in told.items()
        for f, (text, said) in each.items()
        if not text or not all(said.values())
    ]
    assert lacking == []
    assert {name: set(words.fields) for name, words in contract().facts.items()} == {
        name: set(each) for name, (_, each) in told.items()
    }


@pytest.mark.parametrize("kind", contract().tables, ids=lambda kind: kind.name)
def test_a_data_file_has_the_columns_described_and_names_its_kind(kind, written):
    path = written / f"{kind.name.removesuffix('-table')}.parquet"
    found = pq.read_schema(path)
    columns = {column.name: str(column.type).removeprefix("large_") for column in found}
    assert columns == {field.name: TYPES[field.type] for field in kind.fields}
    assert found.metadata[b"schema"].decode() == kind.tag
    assert pd.read_parquet(path).attrs["schema"] == kind.tag


def test_the_ledger_has_the_columns_described_and_names_its_kind(written):
    promised = contract()
    book = openpyxl.load_workbook(written / "ledger.xlsx")
    assert {each.name: each.value for each in book.custom_doc_props.props} == {"schema": promised.ledger.tag}
    assert book.sheetnames == [field.name for field in promised.ledger.fields]
    parts = {field.name: promised.parts[field.type.strip("[]")] for field in promised.ledger.fields}
    for sheet in book:
        heads = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
        items = {head for head in heads if sheet.title == "评分" and head.endswith("）")}
        assert [head for head in heads if head not in items] == [f.name for f in parts[sheet.title].fields]


def test_exit_codes_are_those_of_the_command_line_and_of_its_page():
    promised = contract().exits
    codes = [output.DONE, output.UNREADABLE, output.USAGE, output.OWN_FAILURE]
    assert sorted(promised) == codes
    page = (ROOT / "docs" / "命令.md").read_text("utf-8")
    assert [code for code, text in promised.items() if f"| {code} | {text} |" not in page] == []


def _page(folder: Path, name: str) -> None:
    for ending in store.ENDINGS:
        (folder / f"{name}{ending}").touch()


def test_pages_listed_by_an_earlier_or_a_later_version_are_known_again(tmp_path):
    """An entry without a version, and one with fields that came later, are the entries that they were."""
    entry = {"name": "甲", "source": "甲.docx", "fingerprint": "f", "sha256": "s"}
    later = {"schema": "gongkai-audit/page/1", **entry, "name": "乙", "made": "2030-01-01"}
    lines = [entry, {**entry, "sha256": "", "name": "丙"}, later, ["甲"], {"name": "丁"}]
    (tmp_path / store.MANIFEST).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    for name in "甲乙丙丁":
        _page(tmp_path, name)
    store.refuse_newer(tmp_path)
    assert store.finished(tmp_path) == {
        "甲": store.StoredPage("甲", "甲.docx", "f", "s"),
        "丙": store.StoredPage("丙", "甲.docx", "f"),
        "乙": store.StoredPage("乙", "甲.docx", "f", "s"),
    }


def test_a_folder_of_a_newer_version_is_refused_and_left_as_it_is(small_reports, tmp_path, capsys):
    line = json.dumps({"schema": "gongkai-audit/page/2", "title": "甲"}) + "\n"
    (tmp_path / store.MANIFEST).write_text(line, "utf-8")
    _page(tmp_path, "甲")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RenderError, match="由更新版本的工具写成"):
        audit_batch([small_reports], tmp_path, progress=False)
    assert main(["audit", str(small_reports), "--out", str(tmp_path)]) == output.OWN_FAILURE
    said = capsys.readouterr().err
    assert "gongkai-audit/page/2" in said
    assert "请升级本工具，或用 --out 换一个文件夹" in said
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / store.MANIFEST).read_text("utf-8") == line


@pytest.mark.parametrize(
    ("found", "newer"),
    [
        ("gongkai-audit/page/2", True),
        ("gongkai-audit/page/10", True),
        ("gongkai-audit/page/1", False),
        ("gongkai-audit/report/2", False),
        ("other/page/2", False),
        ("page/x", False),
        (None, False),
        (2, False),
    ],
)
def test_a_newer_version_is_told_from_this_one_and_from_what_is_none(found, newer):
    assert schema.is_newer("page", found) is newer
