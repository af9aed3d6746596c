"""The sentences that tell people how many cells of each table were not read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from audit.forms import Form
from audit.model._report import Printed


def notes_on_cells(
    form: Form | None, cells: Collection[str], printed: Sequence[Printed], recognised: Collection[int]
) -> list[str]:
    """One sentence (Chinese) for each table of ``form`` of which not all cells are among ``cells``; none without a form.

    ``printed`` are the labels that the report prints, ``recognised`` its pages that were read as pictures: whether lines are
    one there is not certain.
    """
    found = []
    blocks = [label for label in printed if label.kind == "block"]
    sure = [label for label in blocks if label.place.page not in recognised]
    for table in form.tables if form else ():
        missing = [cell for cell in table.cells if cell.key not in cells]
        as_one = sum(any(label.prints_for(table.number, cell.row) for label in blocks) for cell in missing)
        gone = sum(any(label.prints_for(table.number, cell.row) for label in sure) for cell in missing)
        parts = (
            f"{gone}个因几行印作一行而未印" if gone else "",
            f"{n}个所在的几行识读为一行，是否印出未能确定" if (n := as_one - gone) else "",
            f"未能确定{n}个" if (n := len(missing) - as_one) else "",
        )
        if missing:
            found.append(f"表{table.number}应有{len(table.cells)}个单元格，{'，'.join(filter(None, parts))}。")
    return found
