"""The same input gives the same files, byte for byte: whatever the order of the files, the number of workers and their kind."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from audit.pipeline import Review
from audit.render import audit_batch
from tests.generate.samples.build import DATA, FOLDER

#: Every further report costs a page in both batches.
FILES = ("青禾县民政局2024.txt", "青禾县民政局2023.docx")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Reports of several formats and two years, one twice, one that cannot be read."""
    folder = tmp_path_factory.mktemp("given")
    for name in FILES:
        shutil.copy(FOLDER / name, folder)
    shutil.copy(FOLDER / FILES[0], folder / "民政局（再次报送）.txt")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    return folder


def digests(folder):
    """All that a batch leaves but its cache and its record of runs, which tells times."""
    made = (path for path in folder.iterdir() if path.is_file() and path.name != "运行记录.jsonl")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}


def test_order_workers_and_how_these_are_begun_change_no_byte(source, tmp_path, monkeypatch):
    review = Review(roster=str(DATA / "roster.csv"), rubric=str(DATA / "rubric.toml"), profile=["生态环境"])
    given = sorted(source.iterdir())
    made = []
    for number, (paths, workers, way) in enumerate([(given, 1, "fork"), (given[::-1], 2, "spawn")]):
        monkeypatch.setenv("GKAUDIT_ENGINE", way)
        out = tmp_path / str(number)
        result = audit_batch(paths, out, workers=workers, review=review, date="2025-03-01", progress=False)
        assert not result.failed
        assert len(result.pages) == len(FILES) + 1
        made.append(digests(out))
    first, second = made
    assert first == second
    assert {"index.html", "index.ipynb", "ledger.xlsx", "manifest.jsonl", "cells.parquet", "scores.parquet"} <= set(
        first
    )
