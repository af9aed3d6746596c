"""What the sheets are called that people fill in, and the columns that are read back; columns are known by these heads."""

from __future__ import annotations

from collections.abc import Mapping

from audit.decisions import HANDLING_NAMES

CAUSES_SHEET, OPEN_SHEET, POINTS_SHEET, SUMMARY_SHEET = "整改台账", "无法核对", "人工评分", "汇总"
#: What is decided on a cause, and why.
RULED, REASON, NOTE = "认定", "理由", "备注"
#: Points for a manual item.
AWARDED = "评分"
#: How a cause is put right: the column of each thing that is kept of it.
HANDLED: Mapping[str, str] = HANDLING_NAMES
#: The hidden column by which a row is known again, whatever else is done with it.
MARK = "核对码"
CLOSED_WORDS = ("是", "否")
#: Reasons that are offered; others may be written.
REASONS = (
    "与原件一致", "识读有误", "属于规定允许的情形", "统计口径不同", "已更正重报", "需向单位核实", "其他"
)  # fmt: skip
#: The column that says where the summary counts a row: as a problem of the report to go by, as a report that is wanting, or nowhere.
COUNTED = "计数"
COUNTED_WORDS = ("计入", "未报送", "不计入")
#: Every column that people fill in.
FILLED = (RULED, REASON, NOTE, AWARDED, *HANDLED.values())
#: Columns that say what a row is about: they must still say what its mark does.
TELLING = ("机关", "年度", "问题", "归并编号", "评分项")
#: What else a row says by which people find it again.
NUMBER, LEVEL = "问题序号", "级别"
BESIDE = (NUMBER, LEVEL)
#: What the column of the level says of a cause that there is no more.
GONE = "不再出现"
