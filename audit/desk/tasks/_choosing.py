"""Which of several reports of one agency and year counts."""

from __future__ import annotations

from collections.abc import Mapping

from audit import decisions
from audit.decisions import DecisionSubject
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.tasks._moved import Findings, moved
from audit.errors import UsageError
from audit.rulings import points_kept


def _choose(work: Work, asked: Asked) -> Answered:
    """Have the report of a row count, and no other one of its agency and year."""
    work.catch_up()
    row = work.row(asked.text("agency"))
    versions = row.versions
    if row.report is not None and row.report.status == "unreadable":
        raise UsageError("这份报告未能读取，不能计入评分和汇总，没有选定。")
    if row.report is None or versions is None or len(versions.files) < 2:
        raise UsageError(f"“{row.name}”本年度没有另一份可以读取的报告，不必选定。")
    if not versions.can_be_chosen(row.source):
        raise UsageError(f"现在就是以“{versions.file}”为准（{versions.why}），不必再选定。")
    whose, year = work.organs.filed[row.source]
    subject = DecisionSubject(whose.name, year, names=work.organs.only_its(whose))
    before = Findings.of(work)
    names = work.enter([decisions.choose(subject, row.report.sha256, versions.files[row.source])])
    row = work.row(row.id)
    # A row that could not be checked again does not know yet that another report counts.
    told = f"{row.versions.words()}{points_kept(row.rulings)}" if row.versions and not row.is_stale else ""
    return after(work, names, row, work.looked[1], f"{row.name}{year}年度：{told}{moved(work, before, row)}")


VERBS: Mapping[str, WorkVerb] = {"choose": _choose}
