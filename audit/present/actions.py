"""What whoever settles a problem does, or looks at: by the matter of its rule, by what is wanting, by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from audit.causes import Problem
from audit.findings import CauseKind, Comparison, Missing, NoNumber, NoNumbers, RuleMatter


class Settling(NamedTuple):
    """What settles a problem (Chinese): what is ``due`` on one that is surely a fault, what is to be found out about one that is likely.

    ``left_open`` is what to look at where nothing could be compared.
    """

    due: str
    sought: str
    left_open: str


BY_KIND: Mapping[CauseKind, Settling] = {
    "cell": Settling("改正填错的一格", "该格及其合计", "原件中的该格"),
    "swap": Settling("两格对调", "两格是否填反", "原件中的两格"),
    "line": Settling("改正该行列", "该行列是否错位", "原件中的该行列"),
    "totals": Settling("改正合计", "分项与合计哪一个不实", "原件中的合计"),
    "sums": Settling("核对各格后改正填错的", "各格哪一个不实", "原件中的各格"),
    "unread": Settling("重新提供完整文件", "文件是否完整", "文件是否完整；可改用原文件重新核查"),
    "missing": Settling("补印缺少的表格或单元格", "表格或单元格是否缺少", "原件中有无这些单元格"),
    "blank": Settling("补填，没有的填0", "是否漏填，没有的填0", "原件中该格是否漏填"),
    "label": Settling("改正项目名称", "项目名称与格式是否一致，有误的改正", "原件中的项目名称"),
    "figure": Settling("核对台账后改正不实的一处", "台账，哪一处不实", "该数字所指的事项、时间和范围，再与表格对照"),
    "carried": Settling("核对两年台账后改正", "两年台账，改正或说明", "补充以往年度的报告后重新核查"),
    "unusual": Settling("核对数字后改正", "数字是否属实，属实的可以说明原因", "数字是否属实"),
    "units": Settling("与所属单位核对后改正", "所属单位的数字，改正或说明口径", "先核对所属单位的报告"),
    "part": Settling("补写", "是否应当写明，应当的补写", "原件中有无该内容，应当写明的补写"),
    "form": Settling("改正", "原件是否如此，有误的改正", "原件所印的该项内容"),
    "wording": Settling("改正或删去", "原件是否如此，有误的改正", "原件中的文字"),
    "copied": Settling("重写", "是否照抄，属实的重写", "两份报告的原文"),
    "filing": Settling("重新报送或说明", "报送的是哪一份、哪一机关的", "报送的文件"),
}
#: The same by the matter of the rule, where the kind alone does not tell what to look at.
BY_MATTER: Mapping[RuleMatter, Settling] = {
    "title": Settling("改正标题", "标题和统计期限，有误的改正", "标题所写的年度"),
    "period": Settling("改正统计期限", "统计期限，有误的改正", "原件中的统计期限"),
    "contact": Settling("改正联系方式", "联系方式是否写错，写错的改正", "联系方式是否写全、写对"),
    "date": Settling("改正日期或说明", "日期是否属实，逾期的说明原因", "实际公布日期和期限"),
    "edition": Settling("改用本年度的格式", "所用格式是否为本年度的", "所用格式是否为本年度的"),
    "citation": Settling("改正文号或文件名称", "所引文件的文号和名称，有误的改正", "所引文件的文号和名称"),
    "headings": Settling("改正标题或序号", "标题、序号和次序，有误的改正", "原件中的标题和序号"),
    "introduction": Settling("改正引言", "引言与各部分是否一致，不一致的改正", "引言与各部分是否一致"),
    "tables": Settling("按台账重填", "是否误填其他报告的数字，误填的按台账重填", "两份报告的该表"),
    "units": Settling("与所属单位核对后改正", "所属单位的数字，改正或说明口径", "先核对所属单位的报告"),
    "personal": Settling("删去个人信息", "是否属于个人信息，属于的删去", "是否属于个人信息"),
    "filed": Settling("报送或说明", "是否已经报送", "收到的文件中有无该报告"),
    "versions": Settling("确认以哪一份为准", "以哪一份为准，请机关确认", "以哪一份为准，请机关确认"),
    "year": Settling("改正年度", "文件名、报告和所查年度哪一个有误", "报告的年度"),
    "organ": Settling("确认是哪一机关的报告", "是哪一机关的报告，写错的改正", "是哪一机关的报告"),
    "roster": Settling(
        "确认机关名称",
        "名录是否遗漏该机关，或材料是否属于本次核查",
        "名录是否遗漏该机关，或材料是否属于本次核查",
    ),
    "file": Settling("重新提供文件", "文件能否打开、是否完整", "改用原文件重新核查"),
}
#: What comes of a comparison for want of numbers in the tables.
_LACKING_CELLS = ("unread", "blank", "incomplete")
_FILLED = Settling("只填数字，删去单位和文字", "所填单位、文字，改为只填数字", "所填单位、文字")
#: The same by what cells print that lack a number: words or units behind their numbers, or nothing where a total is due.
_BY_WHAT_IS_PRINTED: Mapping[NoNumber, Settling] = {
    "text": _FILLED,
    "note": _FILLED,
    "total": Settling("按分项之和补填合计", "合计是否漏填，漏填的按分项之和补填", "合计是否漏填"),
}


def action(problem: Problem) -> str:
    """What whoever settles the problem does (Chinese): “改：…” where it is surely a fault, “查：…” where it is likely or open.

    What a person confirmed is a fault for sure. "" where the headline already says what to change for certain.
    """
    settling = _settling(problem)
    if problem.verdict != "fail":
        return f"查：{settling.left_open}"
    if problem.cause and problem.cause.changes:
        is_told = problem.severity == "error"
        return "" if is_told else "改：已认定属实，按所列改正" if problem.is_confirmed else "查：核实后改正"
    is_sure = problem.severity == "error" or problem.is_confirmed
    return f"改：{settling.due}" if is_sure else f"查：{settling.sought}"


def due_on(problem: Problem) -> str:
    """What is due on the problem where it is a fault (Chinese)."""
    return _settling(problem).due


def _settling(problem: Problem) -> Settling:
    told, kind = problem.root.facts, problem.kind
    if isinstance(told, NoNumbers) and (printed := _BY_WHAT_IS_PRINTED.get(told.why)):
        return printed
    if isinstance(told, Comparison) and told.result in _LACKING_CELLS:
        return BY_KIND[kind]._replace(left_open="原件表格中空白或未能读取的单元格")
    if kind != problem.root.cause_kind:
        return BY_KIND[kind]
    if isinstance(told, Missing) and isinstance(name := told.value("missing"), str) and kind in ("form", "filing"):
        return Settling(f"补上{name}", f"原件有无{name}，没有的补上", f"原件有无{name}")
    return BY_MATTER.get(problem.root.matter, BY_KIND[kind])
