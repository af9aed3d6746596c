"""What settles a problem, as data: by the matter of its rule, by what is wanting, by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from audit.causes import Problem
from audit.findings import CauseKind, Comparison, Missing, NoNumber, NoNumbers, Recognised, RuleMatter


class Settling(NamedTuple):
    """What settles a problem (Chinese): what is ``due`` on one that is surely a fault, what is to be found out about one that is likely.

    ``left_open`` is what to look at where nothing could be compared. ``asked`` is what the organ is asked to verify before
    anything is due, and in which case it is. ``remains`` says that this is still to be verified once a person confirmed the
    finding: what was found does not tell whether, or on which side, anything is wrong.
    """

    due: str
    sought: str
    left_open: str
    asked: str = "核实；确有误的"
    remains: bool = False


BY_KIND: Mapping[CauseKind, Settling] = {
    "cell": Settling("按台账改正填错的一格", "该格及其合计", "原件中的该格", "核实该格及其合计；确有误的"),
    "swap": Settling("将填反的两格对调", "两格是否填反", "原件中的两格", "核实两格是否填反；确有填反的"),
    "line": Settling("按台账改正该行列", "该行列是否错位", "原件中的该行列", "核实该行列是否错位；确有错位的"),
    "totals": Settling(
        "按台账改正合计或分项", "分项与合计哪一个不实", "原件中的合计", "核实分项与合计哪一个不实；确有误的"
    ),
    "sums": Settling("对照台账改正填错的单元格", "各格哪一个不实", "原件中的各格", "核实各格哪一个不实；确有误的"),
    "unread": Settling(
        "重新提供完整文件",
        "文件是否完整",
        "文件是否完整；可改用原文件重新核查",
        "核实文件是否完整；确有缺损的",
    ),
    "missing": Settling(
        "补印缺少的表格或单元格",
        "表格或单元格是否缺少",
        "原件中有无这些单元格",
        "核实原件有无这些单元格；确实缺少的",
    ),
    "blank": Settling("补填数字，没有的填0", "是否漏填，没有的填0", "原件中该格是否漏填", "核实是否漏填；确有漏填的"),
    "label": Settling(
        "按格式改正项目名称", "项目名称与格式是否一致，有误的改正", "原件中的项目名称", "核实项目名称；与格式不一致的"
    ),
    "figure": Settling(
        "按台账改正不实的一处",
        "台账，哪一处不实",
        "该数字所指的事项、时间和范围，再与表格对照",
        "对照台账核实哪一处是实际数、统计口径是否一致；确有误的",
    ),
    "carried": Settling(
        "按台账改正不实的一处",
        "两年台账，改正或说明",
        "补充以往年度的报告后重新核查",
        "对照两年台账核实数字是否衔接；确有误的",
    ),
    "unusual": Settling(
        "改正为实际数",
        "是否为实际数，是的可以说明原因",
        "是否为实际数",
        "核实是否为实际数；是实际数的可以说明原因，确有误的",
        remains=True,
    ),
    "units": Settling(
        "改正不实的数字",
        "所属单位的数字，改正或说明口径",
        "先核对所属单位的报告",
        "与所属单位核实各自的数字和统计口径；口径不同的予以说明，确有误的",
        remains=True,
    ),
    "part": Settling(
        "补写应当写明的内容",
        "是否应当写明，应当的补写",
        "原件中有无该内容，应当写明的补写",
        "核实原件有无该内容；应当写明而没有的",
    ),
    "form": Settling("按格式和有关规定改正", "原件是否如此，有误的改正", "原件所印的该项内容", "核实原件；确有误的"),
    "wording": Settling("改正该处文字", "原件是否如此，有误的改正", "原件中的文字", "核实原件；确有误的"),
    "copied": Settling(
        "按本机关本年度的实际情况重写",
        "是否照抄，照抄的重写",
        "两份报告的原文",
        "核实相同的文字是否反映本机关本年度的实际情况；确属照搬的",
    ),
    "filing": Settling(
        "重新报送或说明情况",
        "报送的是哪一份、哪一机关的",
        "报送的文件",
        "核实报送的是哪一份、哪一机关的报告；确有误的",
    ),
}
#: The same by the matter of the rule, where the kind alone does not tell what to look at.
BY_MATTER: Mapping[RuleMatter, Settling] = {
    "title": Settling("改正标题", "标题和统计期限，有误的改正", "标题所写的年度", "核实标题和统计期限；确有误的"),
    "period": Settling("改正统计期限", "统计期限，有误的改正", "原件中的统计期限", "核实统计期限；确有误的"),
    "contact": Settling(
        "改正联系方式", "联系方式是否写错，写错的改正", "联系方式是否写全、写对", "核实联系方式；确有误的", remains=True
    ),
    "required": Settling(
        "按规定补写该项内容",
        "是否应当写明，应当的补写",
        "原件中有无该内容，应当写明的补写",
        "核实原件有无该内容；应当写明而没有的",
    ),
    "date": Settling(
        "改正日期或说明逾期的原因",
        "日期是否写错，逾期的说明原因",
        "实际公布日期和期限",
        "核实日期；日期有误或确已逾期的",
    ),
    "edition": Settling(
        "改用本年度的格式",
        "所用格式是否为本年度的",
        "所用格式是否为本年度的",
        "核实所用的格式；确非本年度格式的",
    ),
    "citation": Settling(
        "改正文号或文件名称",
        "所引文件的文号和名称，有误的改正",
        "所引文件的文号和名称",
        "核实所引文件的文号和名称；确有误的",
    ),
    "headings": Settling(
        "按格式改正标题或序号",
        "标题、序号和次序，有误的改正",
        "原件中的标题和序号",
        "核实标题、序号和次序；确与格式不一致的",
        remains=True,
    ),
    "introduction": Settling(
        "改正引言，使其与各部分一致",
        "引言与各部分是否一致，不一致的改正",
        "引言与各部分是否一致",
        "核实引言与各部分是否一致；确不一致的",
    ),
    "tables": Settling(
        "按台账重新填写该表",
        "是否误填其他报告的数字，误填的按台账重填",
        "两份报告的该表",
        "对照台账核实该表数字；确属误填其他报告数字的",
    ),
    "units": BY_KIND["units"],
    "personal": Settling(
        "删去个人信息", "是否属于个人信息，属于的删去", "是否属于个人信息", "核实是否属于个人信息；确属个人信息的"
    ),
    "filed": Settling(
        "报送本年度报告，或说明未报送的原因",
        "是否已经报送",
        "收到的文件中有无该报告",
        "核实是否已经报送；确未报送的",
    ),
    "versions": Settling(
        "确认以哪一份为准",
        "以哪一份为准，请机关确认",
        "以哪一份为准，请机关确认",
        "核实各份报告；内容不同的",
    ),
    "year": Settling(
        "改正年度",
        "文件名、报告和所查年度哪一个有误",
        "报告的年度",
        "核实文件名和报告的年度；确有误的",
        remains=True,
    ),
    "organ": Settling(
        "改正机关名称，或重新报送本机关的报告",
        "是哪一机关的报告，写错的改正",
        "是哪一机关的报告",
        "核实是哪一机关的报告；确有误的",
    ),
    "roster": Settling(
        "确认机关名称",
        "名录是否遗漏该机关，或材料是否属于本次核查",
        "名录是否遗漏该机关，或材料是否属于本次核查",
        "核实机关名称和名录；不一致的",
    ),
    "file": Settling(
        "重新提供可以读取的文件",
        "文件能否打开、是否完整",
        "改用原文件重新核查",
        "核实文件能否打开、是否完整；确有缺损的",
    ),
}
#: What comes of a comparison for want of numbers in the tables; that it is so says of none that it is wrong.
_LACKING_CELLS = ("unread", "blank", "incomplete")
_FILLED = Settling(
    "只填数字，删去单位和文字", "所填单位、文字，改为只填数字", "所填单位、文字", "核实所填内容；确有单位、文字的"
)
#: The same by what cells print that lack a number: words or units behind their numbers, or nothing where a total is due.
_BY_WHAT_IS_PRINTED: Mapping[NoNumber, Settling] = {
    "text": _FILLED,
    "note": _FILLED,
    "total": Settling(
        "按分项之和补填合计", "合计是否漏填，漏填的按分项之和补填", "合计是否漏填", "核实合计是否漏填；确有漏填的"
    ),
}

#: The same of what was recognised in pictures, which nobody has held against the original.
_LEFT_OPEN_IN_PICTURES = "对照原件，是否识别差错"
_ASKED_OF_PICTURES = "对照原件核对该处文字，属于识别差错的不必改；原件确有误的"


def settling_of(problem: Problem) -> Settling:
    """What settles ``problem``: what is due on it, and what is to be looked at or verified before."""
    settling = _by_what_was_found(problem)
    if isinstance(problem.root.facts, Recognised) and not problem.is_confirmed:
        return settling._replace(left_open=_LEFT_OPEN_IN_PICTURES, asked=_ASKED_OF_PICTURES)
    return settling


def _by_what_was_found(problem: Problem) -> Settling:
    told, kind = problem.root.facts, problem.kind
    if isinstance(told, NoNumbers) and (printed := _BY_WHAT_IS_PRINTED.get(told.why)):
        return printed
    if isinstance(told, Comparison) and told.result in _LACKING_CELLS:
        return BY_KIND[kind]._replace(left_open="原件表格中空白或未能读取的单元格", remains=True)
    if kind != problem.root.cause_kind:
        return BY_KIND[kind]
    if isinstance(told, Missing) and isinstance(name := told.value("missing"), str) and kind in ("form", "filing"):
        return Settling(
            f"补上{name}", f"原件有无{name}，没有的补上", f"原件有无{name}", f"核实原件有无{name}；确实没有的"
        )
    return BY_MATTER.get(problem.root.matter, BY_KIND[kind])
