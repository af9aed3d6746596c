"""Which edition of the form a report is held against where its tables lost their grid and their labels their lines."""

from __future__ import annotations

import pytest

from audit.match import match
from audit.readers.text import plain

#: Table 二 as it comes out of narrow cells: labels are broken over lines, and a piece of one is a label of the other edition.
BROKEN = """
青禾县卫生健康局{year}年政府信息公开工作年度报告
一、总体情况
本机关有序开展工作。
二、主动公开政府信息情况
第二十条第（一）项
行政
5
1
40
规范性文件
0
0
0
第二十条第（五）项
信息内容
本年处理
决定数量
行政许可
71
第二十条第（六）项
行政处罚
18
行政强制
39
第二十条第（八）项
行政事业性收费
10
"""


@pytest.mark.parametrize(("year", "edition"), [(2024, "2021"), (2021, "2021"), (2020, "2019")])
def test_a_piece_of_a_broken_label_tells_no_edition_and_the_year_does(year, edition):
    report = match(plain.read(BROKEN.format(year=year).encode()), "a.txt", "0" * 64)
    assert (report.year, report.edition) == (year, edition)
