"""A batch follows what people decide: pages whose decisions changed are made anew and only those, and all is there after a new start."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from audit import decisions
from audit.pipeline import Review
from audit.render import audit_batch
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, on


@pytest.mark.slow
def test_only_pages_whose_decisions_changed_are_made_anew_and_the_same_input_gives_the_same_bytes(tmp_path):
    (tmp_path / "报告").mkdir()
    for seed in (5, 9):
        known = truth.make(seed, consistent=False, year=2024, agency=truth.make(seed).body)
        (tmp_path / "报告" / f"{seed}.txt").write_text(flat.write(known), "utf-8")
    ruled, out = Ruled(tmp_path), tmp_path / "out"
    first, _ = ruled.assess().examined()
    ruled.keep(decisions.decide(on(first, 1), "pending", "已去函"))

    def made():
        review = Review(decisions=str(ruled.record))
        result = audit_batch([tmp_path / "报告"], out, workers=1, review=review, date="2025-03-01", progress=False)
        assert not result.failed
        files = (path for path in out.iterdir() if path.is_file() and path.name != "运行记录.jsonl")
        return result, {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    result, before = made()
    page = {source: path.name for source, path in result.pages.items()}
    ruled.keep(decisions.decide(on(first, 2), "dismissed", "口径不同"))
    result, after = made()
    assert result.reused == 1
    changed = {name for name in after if after[name] != before.get(name) and name.endswith(".html")}
    assert changed == {page[first.report.source], "index.html"}
    assert "口径不同" in (out / page[first.report.source]).read_text("utf-8")
    result, again = made()
    assert (result.reused, again) == (2, after)
    shutil.rmtree(out)  # the record lies beside it, and nothing that people decided goes with it
    _, anew = made()
    assert anew == after
