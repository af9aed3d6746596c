"""The roster of the samples: every agency that should report, two of which did not."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass

from tests.generate.samples.sample import CITY, COUNTY, full_name

_CITY_GOVERNMENT, _COUNTY_GOVERNMENT = f"{CITY}人民政府", f"{COUNTY}人民政府"
#: The columns of a roster, by their Chinese names.
_COLUMNS = ("机关名称", "别名", "层级", "类别", "地区", "汇总机关", "应报文件", "应报日期", "联系电话")
_DUE, _DUE_GOVERNMENT = "2025-01-31", "2025-03-31"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the roster; ``parent`` is the government whose figures cover the agency's, or ""."""

    office: str
    level: str
    kind: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    expected: str = ""

    @property
    def name(self) -> str:
        """The agency's full name."""
        return full_name(self.office)

    @property
    def due(self) -> str:
        """The day by which it should report."""
        return _DUE_GOVERNMENT if self.kind == "政府" else _DUE


def _city(office: str) -> Entry:
    return Entry(f"{CITY}{office}", "市级", "部门", _CITY_GOVERNMENT)


def _county(office: str, *aliases: str, expected: str = "") -> Entry:
    return Entry(office, "县级", "部门", _COUNTY_GOVERNMENT, aliases, expected)


def _town(office: str, *aliases: str) -> Entry:
    return Entry(office, "乡级", "乡镇街道", aliases=aliases)


ENTRIES = (
    Entry(_CITY_GOVERNMENT, "市级", "政府", aliases=("云州市政府",)),
    _city("人民政府办公室"),
    _city("教育局"),
    _city("水利局"),
    _city("财政局"),
    Entry("人民政府", "县级", "政府", aliases=("青禾县政府",)),
    _county("人民政府办公室", "县政府办"),
    _county("教育局"),
    _county("民政局"),
    _county("司法局"),
    _county("财政局"),
    _county("人力资源和社会保障局", "县人社局"),
    _county("自然资源局"),
    _county("住房和城乡建设局", "县住建局"),
    _county("交通运输局"),
    _county("水利局"),
    _county("农业农村局"),
    _county("卫生健康局", "县卫健局"),
    _county("审计局", expected="ZFXXGK2024-017*"),
    _county("市场监督管理局", "县市场监管局"),
    _county("统计局"),
    Entry("云州市生态环境局青禾分局", "县级", "部门", aliases=("青禾县生态环境局",)),
    Entry("国家税务总局青禾县税务局", "县级", "部门", aliases=("青禾县税务局",)),
    Entry("气象局", "县级", "部门"),
    _town("东明街道办事处", "东明街道"),
    _town("柳溪镇人民政府", "柳溪镇"),
    _town("白沙镇人民政府", "白沙镇"),
    _town("松岗镇人民政府", "松岗镇"),
    _town("竹溪镇人民政府", "竹溪镇"),
    _town("石塘乡人民政府", "石塘乡"),
    _town("云岭乡人民政府", "云岭乡"),
)


def telephone(office: str) -> str:
    """The agency's invented telephone number."""
    return f"0578-2{random.Random(f'telephone/{office}').randint(0, 999_999):06}"


def units(office: str) -> tuple[str, ...]:
    """The offices whose figures those of ``office`` cover."""
    return tuple(entry.office for entry in ENTRIES if entry.parent == full_name(office))


def roster() -> bytes:
    """The roster as a CSV file that office programs open as it is (UTF-8 with a byte order mark)."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(_COLUMNS)
    for entry in ENTRIES:
        region = CITY if entry.level == "市级" else f"{CITY}{COUNTY}"
        lines.writerow(
            (
                entry.name,
                "；".join(entry.aliases),
                entry.level,
                entry.kind,
                region,
                entry.parent,
                entry.expected,
                entry.due,
                telephone(entry.office),
            )
        )
    return text.getvalue().encode("utf-8-sig")
