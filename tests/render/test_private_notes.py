"""What people write on a report is shown without anybody's numbers, in whatever a batch writes."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd

from audit import decisions
from audit.__main__ import main
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ruled import Ruled, on

WRONG, MOBILE = "applications.received.total", "13800138000"


def everything_in(folder):
    """The text of each file of a folder of results."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".ipynb", ".csv", ".jsonl"):
            yield path.read_text("utf-8")
        elif path.suffix == ".xlsx":
            yield from (str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row)
        elif path.suffix == ".parquet":
            yield pd.read_parquet(path).to_csv()


def test_a_mobile_number_in_a_note_is_shown_nowhere(tmp_path):
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    wrong = dict(known.cells) | {WRONG: str(int(known.cells[WRONG]) + 90)}
    (tmp_path / "报告" / "一.txt").write_text(flat.write(replace(known, cells=wrong)), "utf-8")
    work = Ruled(tmp_path)
    about = on(work.assess().examined()[0], 1)
    work.keep(
        decisions.decide(about, "confirmed", f"已电话联系{MOBILE}核对"),
        decisions.handle(about, {"person": f"王某，手机{MOBILE}", "result": f"见Tel{MOBILE}"}),
    )
    out = tmp_path / "结果"
    main(["audit", str(tmp_path / "报告"), "--out", str(out), "--decisions", str(work.record)])
    shown = list(everything_in(out))
    assert sum("138******00" in text for text in shown) >= 3
    assert not [text for text in shown if MOBILE in text]
