"""By what names the server gives the desk what it is opened on; they load nothing else."""

from __future__ import annotations

from collections.abc import Mapping

#: The variable that names the file in which the server says what to open.
ENVIRONMENT = "GKAUDIT_DESK"
#: What a setting of the desk is called (Chinese), in the order in which it is shown.
SETTING_NAMES: Mapping[str, str] = {
    "who": "核查人",
    "decisions": "人工记录",
    "roster": "机关名录",
    "rubric": "评分办法",
    "previous": "以往年度的报告",
    "profile": "核查方案",
    "asof": "判断是否到期的日期",
    "out": "输出目录",
}
