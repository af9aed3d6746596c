"""What kinds of things there are to correct in a report: the closed list by which causes are known from version to version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

#: A kind of cause. The list is short and lasts: it is part of the key by which people's decisions are kept.
CauseKind = Literal[
    "cell",
    "swap",
    "line",
    "totals",
    "sums",
    "unread",
    "missing",
    "blank",
    "label",
    "figure",
    "carried",
    "unusual",
    "units",
    "part",
    "form",
    "wording",
    "copied",
    "filing",
]
#: What a rule looks at, where the kind of its causes does not tell what people have to look at to settle them.
RuleMatter = Literal[
    "",
    "title",
    "period",
    "contact",
    "date",
    "edition",
    "citation",
    "headings",
    "introduction",
    "required",
    "tables",
    "personal",
    "units",
    "filed",
    "versions",
    "year",
    "organ",
    "roster",
    "file",
]
#: What people read for each kind, tables first, then text, then the report as a whole.
CAUSE_NAMES: Mapping[CauseKind, str] = {
    "cell": "单元格填错",
    "swap": "两格数字互换",
    "line": "行列错位或误填",
    "totals": "合计未随分项更新或填错",
    "sums": "表内数字不相合",
    "unread": "文件不完整或有内容未能读取",
    "missing": "表格或单元格缺失",
    "blank": "单元格未填或所填不全是数字",
    "label": "表格项目名称",
    "figure": "正文数字",
    "carried": "与上一年度衔接",
    "unusual": "数字变化或比率异常",
    "units": "与所属单位的数字",
    "part": "部分或应有内容",
    "form": "标题、序号、联系方式等形式",
    "wording": "文字",
    "copied": "内容雷同",
    "filing": "报送与公布",
}
#: What people read for each kind where nothing is surely a fault: what was to be compared, not what would be wrong with it.
OPEN_CAUSE_NAMES: Mapping[CauseKind, str] = {
    "cell": "单元格数字",
    "swap": "两格数字",
    "line": "行列数字",
    "totals": "合计数字",
    "sums": "表内数字关系",
    "unread": "文件不完整或有内容未能读取",
    "missing": "表格或单元格",
    "blank": "单元格内容",
    "label": "表格项目名称",
    "figure": "正文数字",
    "carried": "与上一年度衔接",
    "unusual": "数字变化或比率",
    "units": "与所属单位的数字",
    "part": "部分或应有内容",
    "form": "标题、序号、联系方式等形式",
    "wording": "文字",
    "copied": "与其他报告的文字",
    "filing": "报送与公布",
}
#: What the outcomes of a family are by themselves, where a rule says nothing else.
KIND_OF_FAMILY: Mapping[str, CauseKind] = {
    "filing": "filing",
    "completeness": "form",
    "arithmetic": "sums",
    "consistency": "figure",
    "hierarchy": "units",
    "peers": "unusual",
    "originality": "copied",
    "wording": "wording",
}
