"""A batch that is killed and started again ends as one that was not; ``benchmarks/kills.py`` does so at many more points."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace

import pytest

from tests.generate.samples.build import FOLDER
from tests.killing import Batch, chosen, contents, faults

FILES = ("青禾县教育局2023.txt", "青禾县水利局2023.docx")
#: One after the other in the same folder, in the order in which a batch comes to them: each goes on where the last was killed.
POINTS = ("list of pages: half a line", "ledger 1: before its name")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at under /proc")
def test_a_batch_that_is_killed_again_and_again_ends_as_one_that_is_not(tmp_path):
    given, before = tmp_path / "given", tmp_path / "before"
    given.mkdir()
    batch = Batch(given, tmp_path / "out", tmp_path)
    for name in FILES:
        if len(list(given.iterdir())) == len(FILES) - 1:  # the last one arrives after an earlier run
            batch.whole()
            shutil.copytree(batch.out, before)
        shutil.copy(FOLDER / name, given)
    batch.whole()
    whole = contents(batch.out)
    assert {"index.html", "ledger.xlsx", "cells.parquet", "manifest.jsonl", "rules.html"} <= whole.keys()
    assert "本次新到1份" in whole["index.html"].decode("utf-8")
    shutil.rmtree(batch.out)
    shutil.copytree(before, batch.out)
    points = [replace(point, number=1) for point in chosen(POINTS)]
    assert len(points) == len(POINTS)
    for point in points:
        killed = batch.killed_at(point)
        assert killed.reached, point.name
        assert killed.gone, point.name
    batch.whole()
    assert list(faults(batch, killed, whole, contents(before))) == []
