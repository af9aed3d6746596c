"""A reader is a folder that declares its formats: nothing else has to know of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from audit.readers import formats
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT

FAMILY = '''
"""Reports that a registry system exports, backwards."""

from audit.readers import Format

__all__ = ["FORMATS"]

FORMATS = (
    Format(
        name="backwards",
        suffixes=(".bkw",),
        reader=f"{__name__}.backwards",
        recognise=lambda file: file.data.startswith(b"BACKWARDS"),
        memory=MEMORY,
    ),
)
'''
READER = """
from dataclasses import replace

from audit.readers.text import plain


def read(data):
    return replace(plain.read(data.removeprefix(b"BACKWARDS").decode()[::-1].encode()), format="backwards")
"""
#: What the door of a family declares of files that otherwise stand beside reports.
DECLARED = """
from audit.readers import Format

FORMATS = (
    Format(
        name="registry",
        suffixes=(".json", ".db"),
        passed_over=(".db",),
        reader=f"{__name__}.backwards",
        recognise=lambda file: file.data.startswith(b"BACKWARDS"),
    ),
)
"""
FOUND = """
import json, sys
import audit
from audit import sources
found = sources.expand([sys.argv[1]])
print(json.dumps([[source, report.format, len(report.cells)] for source, report in zip(found, audit.read_all(found))]))
"""
SCRIPT = """
import json, sys
import audit
report = audit.read(sys.argv[1])
print(json.dumps([report.format, len(report.cells), report.notes]))
"""


@pytest.mark.parametrize("memory", ["None", "2**28"])
def test_a_family_is_found_in_the_folder_of_readers_also_by_the_process_that_runs_apart(
    tmp_path: Path, memory: str
) -> None:
    shutil.copytree(ROOT / "audit", tmp_path / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    family = tmp_path / "audit/readers/registry"
    family.mkdir()
    (family / "__init__.py").write_text(FAMILY.replace("MEMORY", memory), "utf-8")
    (family / "backwards.py").write_text(READER, "utf-8")
    report = tmp_path / "报告.docx"
    report.write_bytes(b"BACKWARDS" + flat.write(truth.make(4))[::-1].encode())
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(report)], check=True, capture_output=True, cwd=tmp_path)
    note = "文件名后缀为“.docx”，按内容识别为backwards格式并照此读取。"
    assert json.loads(done.stdout) == ["backwards", len(truth.make(4).cells), [note]]


def test_files_of_a_new_family_are_found_in_folders_and_archives(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "audit", tmp_path / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    family, reports = tmp_path / "audit/readers/registry", tmp_path / "年报"
    family.mkdir()
    reports.mkdir()
    (family / "__init__.py").write_text(DECLARED, "utf-8")
    (family / "backwards.py").write_text(READER.replace('"backwards"', '"registry"'), "utf-8")
    made = truth.make(4)
    report = b"BACKWARDS" + flat.write(made)[::-1].encode()
    with zipfile.ZipFile(reports / "乙.zip", "w") as package:
        package.writestr("局/乙.json", report)
        package.writestr("局/名录.csv", "名称,类别")
    for name, data in {"甲.JSON": report, "丙.db": report, "名录.csv": b"x", "日志.log": b"x"}.items():
        (reports / name).write_bytes(data)
    done = subprocess.run([sys.executable, "-c", FOUND, "年报"], check=True, capture_output=True, cwd=tmp_path)
    cells = len(made.cells)
    assert json.loads(done.stdout) == [
        ["年报/乙.zip!局/乙.json", "registry", cells],
        ["年报/甲.JSON", "registry", cells],
    ]


def test_in_folders_nothing_else_is_passed_over_of_what_the_formats_that_ship_declare() -> None:
    assert {suffix for format_ in formats().values() for suffix in format_.passed_over} == {".csv"}
    assert all(set(format_.passed_over) <= set(format_.suffixes) for format_ in formats().values())


def test_names_are_given_once_and_every_reader_is_there() -> None:
    for name, format_ in formats().items():
        assert format_.name == name
        assert callable(getattr(__import__(format_.reader, fromlist=["read"]), "read", None))
        assert format_.suffixes == tuple(suffix.lower() for suffix in format_.suffixes)
        assert all(suffix.startswith(".") for suffix in format_.suffixes)


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "docs/能读取的文件.md"])
def test_pages_promise_no_file_that_nothing_reads(page: str) -> None:
    known = {suffix for format_ in formats().values() for suffix in format_.suffixes} | {".zip"}
    text = (ROOT / page).read_text("utf-8")
    lists = [line for line in text.splitlines() if line.startswith(("**可以读取**", "**It reads**", "| "))]
    named = {suffix for line in lists for suffix in re.findall(r"(?<![\w/.])\.[a-z]{2,5}(?![\w/])", line)}
    assert {".docx", ".pdf"} & named
    assert named <= known
