"""Build data/samples: reports of invented agencies, some clean, some with planted faults, and the list of both.

``python -m tests.generate.samples`` writes the folder anew, byte for byte the same on every run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from audit.forms import load
from tests.generate import docx, flat
from tests.generate.collection import CITY, COUNTY, SAMPLES, Sample
from tests.generate.docx import Layout
from tests.generate.prose import write_text
from tests.generate.truth import Agency, TextLine, Truth, make

FOLDER = Path(__file__).parents[2] / "data" / "samples"
_COLUMNS = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation")
_NORMATIVE = "disclosure.normative_documents"


def truth(sample: Sample) -> Truth:
    """What the report would say without its faults; figures follow from the year before where that is a sample."""
    form = load(sample.edition)
    drawn = make(sample.seed, sample.edition, sample.size, year=sample.year, agency=_agency(sample))
    cells = {**drawn.cells}
    if sample.figures is not None:
        cells = dict.fromkeys(cells, "0") | {key: str(value) for key, value in sample.figures.items()}
    before = [s for s in SAMPLES if (s.office, s.year) == (sample.office, sample.year - 1)]
    if before:
        _follow(cells, truth(before[0]).cells)
    for total in form.totals:
        cells[total.key] = str(sum(int(cells[part]) for part in total.parts))
    rng = random.Random(sample.seed)
    front, sections, back = write_text(rng, drawn.body, sample.year, form, cells, restate=True)
    made = replace(drawn, cells=cells, front=front, sections=sections, back=back)
    return _reworded(made, sample.year)


def build(sample: Sample) -> bytes:
    """The file of ``sample``, faults and all."""
    made = truth(sample)
    for fault in sample.faults:
        made = fault.edit(made)
    if isinstance(sample.style, Layout):
        return docx.write(made, sample.style)
    return flat.write(made, sample.style).encode()


def _agency(sample: Sample) -> Agency:
    rng = random.Random(sample.office)
    government = sample.office.endswith("人民政府")
    return Agency(
        name=sample.agency,
        own="本机关" if government else "我局",
        site="青禾县人民政府门户网站",
        address=f"{CITY}{COUNTY}{rng.choice(('青禾大道', '水杉路', '东明街'))}{rng.randint(1, 299)}号",
        telephone=f"0578-2{rng.randint(0, 999_999):06}",
        postcode="323990",
        government=government,
    )


def _follow(cells: dict[str, str], before: Mapping[str, str]) -> None:
    """Carry last year's figures into ``cells``; what they leave too little of is added to the requests granted."""
    for column in _COLUMNS:
        key = f"applications.{{}}.{column}".format
        carried = int(before[key("carried_out")])
        received = int(cells[key("received")]) + int(cells[key("carried_in")]) - carried
        short = max(0, -received)
        cells[key("carried_in")], cells[key("received")] = str(carried), str(received + short)
        for line in ("granted", "concluded"):
            cells[key(line)] = str(int(cells[key(line)]) + short)
    in_force = int(before[f"{_NORMATIVE}.in_force"]) + int(cells[f"{_NORMATIVE}.issued"])
    cells[f"{_NORMATIVE}.in_force"] = str(in_force - int(cells[f"{_NORMATIVE}.repealed"]))


def _reworded(made: Truth, year: int) -> Truth:
    """The period as “自…起至…止” and the results of 责任追究 by that name."""

    def reword(line: TextLine) -> TextLine:
        period = f"。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        changed = re.sub(r"。[^。]*统计期限[^。]*。", period, line.text)
        return replace(line, text=changed.replace("需要追究责任的情形", "需要责任追究的情形"))

    sections = tuple(replace(section, lines=tuple(map(reword, section.lines))) for section in made.sections)
    return replace(made, front=tuple(map(reword, made.front)), sections=sections)


_README = """# 样例报告

本目录的报告由本项目自行编写，机关、地名、电话和数据均为虚构（{figures}的表格数字取自一份真实报告，机关和文字另行编写）。文件由脚本生成，不手工修改：

```
python -m tests.generate.samples
```

共{count}份，{agencies}家机关；其中{clean}份没有植入差错，其余每份植入1至4处差错，供初次使用时与核查结果对照。同一机关有两个年度的，结转件数和现行有效件数前后衔接。核查还会列出由植入差错引出的其他结果（例如一个数字填错，合计与勾稽关系会同时不符）以及提示和无法核对的事项，不在表中列出。

| 文件 | 机关 | 年度 | 格式 | 版式特点 | 植入的差错（位置：差错，发现的规则） |
|---|---|---|---|---|---|
"""


def readme() -> str:
    """README.md of the folder: the list of files with their faults."""
    rows = []
    for sample in SAMPLES:
        faults = "<br>".join(f"{f.place}：{f.what}（{f.rule}）" for f in sample.faults) or "无"
        kind = "Word文档" if isinstance(sample.style, Layout) else "文本"
        rows.append(f"| {sample.file} | {sample.agency} | {sample.year} | {kind} | {sample.difficulty} | {faults} |\n")
    head = _README.format(
        figures="、".join(sample.agency for sample in SAMPLES if sample.figures),
        count=len(SAMPLES),
        agencies=len({sample.agency for sample in SAMPLES}),
        clean=sum(not sample.faults for sample in SAMPLES),
    )
    return head + "".join(rows)


def files() -> dict[str, bytes]:
    """Every file of the folder by name."""
    return {sample.file: build(sample) for sample in SAMPLES} | {"README.md": readme().encode()}


def main() -> None:
    """Write the folder anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = files()
    for old in FOLDER.iterdir():
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
