"""README.md of the samples: what they are, how to check them, and everything that is planted in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.generate.samples.roster import ENTRIES, units
from tests.generate.samples.sample import Sample

_TEXT = """# 样例报告

本目录的报告由本项目自行编写，机关、地名、电话和数据均为虚构（{figures}的表格数字取自一份真实报告，机关和文字另行编写）。报告、本说明和名录由脚本生成（源码中的 `python -m tests.generate.samples`），不手工修改。

共{count}份报告，分属{agencies}家机关，其中{both}家有2023、2024两个年度；所查年度为2024年。机关分三级：{levels}。名录随工具提供（`--roster 样例`），列有{roster}家机关及其别名、层级、类别、地区、汇总机关、应报文件、应报日期和联系电话。

在本目录的上一级目录核查全部样例（`样例目录` 换成本目录的名称）：

```
gkaudit audit 样例目录 --roster 样例 --out 核查结果
```

除下面列出的以外，样例报告之间、报告与名录之间没有植入其他差错：有两个年度的，结转件数和现行有效件数前后衔接；云州市人民政府的表二、表三、表四逐格等于所汇总{city}家单位之和，青禾县人民政府汇总{county}家单位，有植入的差错；其余机关的文字各不相同。按上述命令核查，“不符”的结果（含提示）与下面两张表完全一致：{clean}份报告没有任何“不符”的结果，其余每份列明植入的差错和由此引出的其他结果。

## 各份报告的差错

“引出的其他结果”是植入的差错或者版式特点必然带来的“不符”，不是另外植入的差错。

| 文件 | 机关 | 年度 | 格式 | 版式特点 | 植入的差错（位置：差错，发现的规则） | 引出的其他结果（规则：原因） |
|---|---|---|---|---|---|---|
{reports}
## 多份报告之间的差错

与名录、其他机关、汇总机关或者上一年度比较才能发现的差错。

| 规则 | 结果所在的文件或机关 | 位置 | 植入的差错 |
|---|---|---|---|
{across}"""


def readme(samples: Sequence[Sample]) -> str:
    """The text for ``samples``."""
    years = {sample.agency: {s.year for s in samples if s.agency == sample.agency} for sample in samples}
    counts = [(level, sum(entry.level == level for entry in ENTRIES)) for level in ("市级", "县级", "乡级")]
    return _TEXT.format(
        figures="、".join(sample.agency for sample in samples if sample.figures),
        count=len(samples),
        agencies=len(years),
        both=sum({2023, 2024} <= found for found in years.values()),
        levels="、".join(f"{level}{number}家" for level, number in counts),
        roster=len(ENTRIES),
        city=len(units("云州市人民政府")),
        county=len(units("人民政府")),
        clean=len(clean(samples)),
        reports="".join(_row(sample, samples) for sample in samples),
        across="".join(sorted(_across(samples))),
    )


def clean(samples: Sequence[Sample]) -> list[Sample]:
    """The samples in which nothing is to be found."""
    marked = {fault.at for sample in samples for fault in sample.faults}
    return [s for s in samples if not s.faults and not s.also and s.file not in marked]


def absent(samples: Sequence[Sample], year: int = 2024) -> list[str]:
    """The agencies of the roster without a report for ``year``, in its order."""
    reported = {sample.agency for sample in samples if sample.year == year}
    return [entry.name for entry in ENTRIES if entry.name not in reported]


def _row(sample: Sample, samples: Sequence[Sample]) -> str:
    faults = [f"{f.place}：{f.what}（{f.rule}）" for f in sample.faults if not f.across]
    beside = [f.rule for s in samples for f in s.faults if f.across and sample.file in (s.file, f.at)]
    faults += [f"见下节（{'、'.join(beside)}）"] if beside else []
    also = [f"{a.rule}{f'（{a.count}项）' if a.count > 1 else ''}：{a.why}" for a in sample.also]
    shown = (_file(sample.file), sample.agency, sample.year, sample.kind, sample.difficulty)
    return f"| {' | '.join(map(str, shown))} | {'<br>'.join(faults) or '无'} | {'<br>'.join(also) or '无'} |\n"


def _across(samples: Sequence[Sample]) -> Iterator[str]:
    for sample in samples:
        for fault in sample.faults:
            if fault.across:
                yield f"| {fault.rule} | {_file(fault.at or sample.file)} | {fault.place} | {fault.what} |\n"
    for name in absent(samples):
        yield f"| F001 | {name} | 名录 | 没有2024年度的报告 |\n"


def _file(name: str) -> str:
    """A file's name for people; in an archive, behind the archive's."""
    return name.replace("!", "中的")
