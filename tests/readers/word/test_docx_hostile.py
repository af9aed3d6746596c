"""Word documents made to harm, or damaged: refused in Chinese, at once."""

from __future__ import annotations

import io
import zipfile

import pytest

from audit.containers import MAX_UNPACKED
from audit.errors import ReadError
from audit.readers.word.docx import read
from tests.generate.formats.docx import cell, package, paragraph, row, table, write
from tests.generate.report.truth import make
from tests.readers.word.test_docx import from_body


def _bomb() -> bytes:
    buffer = io.BytesIO(package(paragraph("甲")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/big.xml", "w") as stream:
        for _ in range(MAX_UNPACKED // 2**20 + 1):
            stream.write(bytes(2**20))
    return buffer.getvalue()


def _without(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(paragraph("甲")))) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return buffer.getvalue()


def _one_part(text: str) -> bytes:
    return package("", parts={"word/document.xml": text})


HOSTILE = {
    "truncated": lambda: write(make(1))[:3000],
    "bomb": _bomb,
    "no main part": lambda: _without("word/document.xml"),
    "no body": lambda: _one_part("<document/>"),
    "empty main part": lambda: _one_part(""),
    "broken XML": lambda: _one_part("<w:document"),
    "DTD": lambda: _one_part('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "huge gridSpan": lambda: package(table(row(cell("甲", '<w:gridSpan w:val="100000000"/>')))),
    "huge gridBefore": lambda: package(table(row(cell("甲"), properties='<w:gridBefore w:val="99999"/>'))),
    "too many cells": lambda: package(table(*[row(*[cell("", '<w:gridSpan w:val="64"/>')] * 64)] * 50)),
    "endless nesting": lambda: package("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_chinese_reason(name: str) -> None:
    with pytest.raises(ReadError, match=r"[\u4e00-\u9fff]{4,}"):
        read(HOSTILE[name]())


def test_nesting_as_deep_as_xml_allows_is_read() -> None:
    inner = paragraph("底")
    for _ in range(60):
        inner = table(row(cell(content=inner) + cell("旁")))
    assert len(from_body(inner).tables) == 60
