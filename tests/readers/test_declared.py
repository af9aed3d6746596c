"""A reader is a folder that declares its formats: nothing else has to know of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
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
