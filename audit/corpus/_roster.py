"""The roster: which agencies should report, with level, kind, region, the government that sums them, and due dates."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from audit.document import Place
from audit.errors import UsageError
from audit.model import Report
from audit.text import clean, fold

#: The columns of a roster as printed, and the English names that scripts may use instead.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("机关名称", "agency"),
    "aliases": ("别名", "aliases"),
    "level": ("层级", "level"),
    "kind": ("类别", "kind"),
    "region": ("地区", "region"),
    "parent": ("汇总机关", "parent"),
    "expected": ("应报文件", "expected"),
    "due": ("应报日期", "due"),
    "telephone": ("联系电话", "telephone"),
}
LEVELS = ("国家级", "省级", "市级", "县级", "乡级")
_NOWHERE = Place()
_MOST_AGENCIES = 100_000
_LARGEST = 50_000_000
_BETWEEN = re.compile(r"[;；、|/]")
_TOWNSHIP = re.compile(r"(?:街道|街道办事处|镇|乡|苏木|(?:街道|镇|乡|苏木)人民政府)$")
_GOVERNMENT = re.compile(r"(?:人民政府|管理委员会|管委会)$")


@dataclass(frozen=True, slots=True)
class Agency:
    """One line of the roster. ``parent`` is the name of the agency whose figures cover this one's, or "".

    ``expected`` is a file name or pattern (``*水利局*``) or ""; ``place`` and ``raw`` are the line of the roster.
    """

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    kind: str = ""
    region: str = ""
    parent: str = ""
    expected: str = ""
    due: dt.date | None = None
    telephone: str = ""
    place: Place = _NOWHERE
    raw: str = ""


@dataclass(frozen=True)
class Roster:
    """The agencies in the order given. ``given`` is False where they were only gathered from the reports themselves."""

    agencies: tuple[Agency, ...]
    source: str = ""
    given: bool = True

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Agency, ...]]:
        found: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            found.setdefault(agency.parent, []).append(agency)
        return {parent: tuple(children) for parent, children in found.items() if parent}

    def children(self, agency: Agency) -> tuple[Agency, ...]:
        """The agencies whose figures ``agency``'s own cover, as the roster says."""
        return self._by_parent.get(agency.name, ())


def load(path: str | Path) -> Roster:
    """The roster in a CSV file (UTF-8 or GBK, first line the column names).

    Raises UsageError with file, line, what was expected and what to do.
    """
    rows = csv.reader(io.StringIO(_text(Path(path)), newline=""), strict=True)
    agencies: list[Agency] = []
    try:
        columns = _columns(next(rows, []), path)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                agencies.append(
                    _agency(dict(zip(columns, map(_cell, cells), strict=False)), rows.line_num, cells, path)
                )
            if len(agencies) > _MOST_AGENCIES:
                raise UsageError(f"机关名录“{path}”超过{_MOST_AGENCIES}行，未读取。请核对文件。")
    except csv.Error as error:
        raise UsageError(f"机关名录“{path}”第{rows.line_num}行不是有效的CSV（{error}）。请检查引号和逗号。") from error
    _check(agencies, path)
    return Roster(tuple(agencies), str(path))


def of_reports(reports: Iterable[Report]) -> Roster:
    """A roster of the agencies that the reports name themselves, for work without a given one."""
    names = sorted({report.agency for report in reports if report.agency})
    return Roster(tuple(Agency(name, level=_level(name), kind=_kind(name)) for name in names), given=False)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"机关名录“{path}”过大，未读取。请核对文件。")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"无法打开机关名录“{path}”：{error.strerror or error}。请核对路径。") from error
    if data.startswith(b"PK"):
        raise UsageError(f"机关名录“{path}”是电子表格而不是CSV文件。请在办公软件中另存为CSV（UTF-8）。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"机关名录“{path}”的编码无法识别。请另存为UTF-8编码的CSV文件。")


def _columns(head: Sequence[str], path: str | Path) -> list[str]:
    """The field of each column; a column of another name is kept under that name and not used."""
    known = {fold(name): field for field, names in COLUMNS.items() for name in names}
    columns = [known.get(fold(cell), f"={cell}") for cell in head]
    if "name" not in columns:
        raise UsageError(
            f"机关名录“{path}”第1行没有“机关名称”一列。第1行应为列名，可用的有："
            f"{'、'.join(names[0] for names in COLUMNS.values())}。"
        )
    if repeated := sorted({name for name in columns if columns.count(name) > 1 and name in COLUMNS}):
        raise UsageError(f"机关名录“{path}”中“{COLUMNS[repeated[0]][0]}”一列出现多次。请只保留一列。")
    return columns


def _agency(row: Mapping[str, str], line: int, cells: Sequence[str], path: str | Path) -> Agency:
    name = row.get("name", "")
    if not name:
        raise UsageError(f"机关名录“{path}”第{line}行没有机关名称。请补上，或删去该行。")
    level = row.get("level", "")
    if level and level not in LEVELS:
        raise UsageError(f"机关名录“{path}”第{line}行的层级“{level}”无法识别，应为：{'、'.join(LEVELS)}。")
    return Agency(
        name=name,
        aliases=tuple(part.strip() for part in _BETWEEN.split(row.get("aliases", "")) if part.strip()),
        level=level or _level(name),
        kind=row.get("kind", "") or _kind(name),
        region=row.get("region", ""),
        parent=row.get("parent", ""),
        expected=row.get("expected", ""),
        due=_date(row.get("due", ""), line, path),
        telephone=row.get("telephone", ""),
        place=Place(line=line),
        raw=",".join(cells),
    )


def _cell(text: str) -> str:
    return clean(text).strip()


def _date(text: str, line: int, path: str | Path) -> dt.date | None:
    if not text:
        return None
    if match := re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            pass
    raise UsageError(f"机关名录“{path}”第{line}行的应报日期“{text}”不是日期，应写作2025-01-31。")


def _check(agencies: Sequence[Agency], path: str | Path) -> None:
    """UsageError for a roster that contradicts itself: names twice, parents that are not in it or run in a circle.

    An alias may be that of several agencies (“县发改局” in two counties): it then names none of them for certain.
    """
    if not agencies:
        raise UsageError(f"机关名录“{path}”中没有机关。第2行起应每行一家机关。")
    seen: dict[str, Agency] = {}
    for agency, names in [(a, (a.name,)) for a in agencies] + [(a, a.aliases) for a in agencies]:
        for name in names:
            other = seen.setdefault(fold(name), agency)
            if other is not agency and (fold(other.name) == fold(name) or name == agency.name):
                raise UsageError(
                    f"机关名录“{path}”第{other.place.line}行和第{agency.place.line}行都有名称“{name}”。请只保留一处。"
                )
    by_name = {agency.name: agency for agency in agencies}
    for agency in agencies:
        above, steps = agency, 0
        while above.parent:
            if above.parent not in by_name:
                raise UsageError(
                    f"机关名录“{path}”第{above.place.line}行的汇总机关“{above.parent}”不在名录中。请填写名录中的机关名称。"
                )
            above, steps = by_name[above.parent], steps + 1
            if steps > len(LEVELS) + 5:
                raise UsageError(f"机关名录“{path}”第{agency.place.line}行的汇总机关互相循环。请核对“汇总机关”一列。")


def _level(name: str) -> str:
    """The level that a name shows, or "": the smallest region named in front of the organ's own words."""
    flat = fold(name)
    if _TOWNSHIP.search(flat):
        return "乡级"
    for level, pattern in (
        ("县级", r"^(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?[市州盟])?.{1,8}?[县区旗]"),
        ("市级", r"^(?:.{2,8}?(?:省|自治区))?.{2,8}?(?:市|自治州|地区|盟)"),
        ("省级", r"^.{2,8}?(?:省|自治区)"),
    ):
        if re.match(pattern, re.sub(r"自治区", "省", flat)):
            return level
    return ""


def _kind(name: str) -> str:
    flat = fold(name)
    return "乡镇街道" if _TOWNSHIP.search(flat) else "政府" if _GOVERNMENT.search(flat) else "部门"
