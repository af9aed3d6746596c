"""What moved between two settings is said: cells, findings with their sentence, nothing where nothing did."""

from __future__ import annotations

import pytest

from benchmarks.delta import moves
from benchmarks.snapshots import Setting, take
from tests.generate.formats import flat
from tests.generate.report import truth


def test_a_changed_figure_shows_as_a_cell_and_as_a_finding(tmp_path):
    made = truth.make(12, distinct=True)
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(made), "utf-8")
    before = take(Setting(), [tmp_path])
    assert moves(before, before) == []

    key = "applications.received.natural"
    number = made.cells[key]
    path.write_text(flat.write(made).replace(f"\t{number}\n", f"\t{number}7\n", 1), "utf-8")
    found = moves(before, take(Setting(), [tmp_path]))
    assert [move.kind for move in found if move.about == "cells" and key in move.text] == ["changed"]
    told = [move for move in found if move.about == "A301" and not move.passes]
    assert told
    assert all(f"{number}7" in move.text for move in told)


@pytest.mark.parametrize("text", ["fonts=some", "rev=HEAD,colour=red", "busy=many"])
def test_a_setting_that_there_is_not_is_refused(text):
    with pytest.raises(ValueError, match=r"fonts|colour|many"):
        Setting.parse(text)
