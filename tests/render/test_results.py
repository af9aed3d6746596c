"""The folder of results: one file that cannot be written costs no other, runs stay on record, and nobody else gets in."""

from __future__ import annotations

import json
import os
import sys

import pytest

from audit.disk.holding import LOCK, held
from audit.errors import RenderError
from audit.render import audit_batch
from tests.generate.formats import flat
from tests.generate.report import truth

LOG = "运行记录.jsonl"
TABLES = {"cells.parquet", "outcomes.parquet", "reports.parquet", "rates.parquet"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("来件") / "报告.txt"
    path.write_text(flat.write(truth.make(3)), "utf-8")
    return path


def run(report, out):
    return audit_batch([report], out, date="2025-03-01", workers=1, progress=False)


def test_each_table_that_cannot_be_written_is_told_and_costs_no_other(report, tmp_path):
    for name in ("rates.parquet", "outcomes.parquet"):
        (tmp_path / name).mkdir()
    found = run(report, tmp_path)
    failed = dict(found.failed)
    assert failed.keys() == {"rates.parquet", "outcomes.parquet"}
    assert all("无法写入" in why and "是文件夹" in why for why in failed.values())
    assert {path.name for path in tmp_path.glob("*.parquet") if path.is_file()} == TABLES - failed.keys()
    assert (tmp_path / "ledger.xlsx").is_file()
    assert found.index


def test_the_latest_hundred_runs_are_on_record_in_their_order(report, tmp_path):
    earlier = [json.dumps({"run": number}) for number in range(120)]
    (tmp_path / LOG).write_text("\n".join(earlier) + "\n", "utf-8")
    run(report, tmp_path)
    lines = (tmp_path / LOG).read_text("utf-8").splitlines()
    assert lines[:-1] == earlier[-99:]
    assert json.loads(lines[-1])["counts"]["pages"] == 1


def test_a_record_that_cannot_be_written_costs_nothing(report, tmp_path):
    (tmp_path / LOG).mkdir()
    found = run(report, tmp_path)
    assert (found.exit_code, found.failed) == (0, ())
    assert list((tmp_path / LOG).iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a locked file cannot be removed")
def test_a_folder_that_is_let_go_of_while_it_is_taken_is_held_all_the_same(tmp_path, monkeypatch):
    """A batch that ends takes its file away; whoever has just opened that must not wait at a file that is gone."""
    import fcntl

    lock, first = fcntl.flock, []

    def while_another_ends(stream, how):
        if not first:
            first.append(stream)
            (tmp_path / LOCK).unlink()
        return lock(stream, how)

    monkeypatch.setattr(fcntl, "flock", while_another_ends)
    with held(tmp_path):
        assert first
        assert (tmp_path / LOCK).exists()
        with pytest.raises(RenderError, match="正由另一次核查使用"), held(tmp_path):
            pass
    assert os.listdir(tmp_path) == []  # noqa: PTH208
