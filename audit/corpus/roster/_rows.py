"""A roster out of the rows of a table as offices keep it: titles above, headings over two rows, group lines, notes below."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from audit.corpus.roster._heads import (
    DATE,
    KIND_WORDS,
    SERIAL,
    Head,
    RosterRow,
    find,
    is_head,
    is_only_heads,
    known_heads,
    missing,
    words,
)
from audit.corpus.roster._naming import RosterNames, two_names
from audit.corpus.roster._roster import LEVELS, Agency, Roster, kind_of, level_of
from audit.corpus.roster._slips import nearest_known, unknown_heads
from audit.document import Place
from audit.errors import UsageError
from audit.patterns import regex
from audit.text import clean, fold
from audit.words import REGION, RUNNING, TOWNS

_MAX_AGENCIES = 100_000
_BETWEEN = regex(r"[;；、|/，,\n]")
_ORDINAL = regex(r"^\d{1,4}[.、．]\s*")
#: A line that parts the roster into groups, or stands below it, names no agency.
_GROUP = regex(rf"^(?:{RUNNING['paragraph']}|{RUNNING['numeral']}[、.．])")
_KINDS_OF = regex(
    rf"""
    (?: [{REGION}]? (?: 直属 | 直 | 政府 | 级 | 属 )? (?: 工作 )? (?: 部门 | 单位 | 机构 )      # 市直部门
      | 乡镇 | 镇街 | 街道 | 乡镇、?街道 | 垂直管理 (?: 部门 | 单位 )?
    )
    (?: [（(] .* [)）] )?                                                                       # （共20家）
    [:：]?
    """,
    re.VERBOSE,
)
_NOTE = regex(r"^(?:备注|附注|说明|注|填报|填表|制表|审核|联系人|单位[:：]|(?:合|共|总|小)\s*计)")
_DAY = regex(r"(?:每年|次年)?(\d{1,2})[-./月](?:(\d{1,2})[日号]?|底)")
#: Words for kinds of organs that are no organ's name.
_NO_NAMES = KIND_WORDS | {"乡镇街道", "县直部门", "市直部门", "区直部门", "直属机构"}
_BEFORE = regex(r"(?:以前|之前|前)$")


def of_rows(tables: Iterable[Iterable[RosterRow]], path: str) -> Roster:
    """The roster in the rows of one or several tables; one without a column of names is passed over.

    Raises UsageError with file, line, what was expected and what to do.
    """
    agencies: list[Agency] = []
    notes: list[str] = []
    seen: list[list[RosterRow]] = []
    headed = False
    for rows in tables:
        kept = list(rows)
        seen.append(kept)
        if head := find(kept, path):
            headed = True
            below = kept[head.rows :]
            agencies += _agencies(below, head, path)
            notes += [*unknown_heads(head.given, head.columns, known_heads()), *_kinds(below, head.columns)]
        if len(agencies) > _MAX_AGENCIES:
            raise UsageError(f"机关名录“{path}”超过{_MAX_AGENCIES}行，未读取。请核对文件。")
    if not headed:
        raise UsageError(missing(seen, path))
    return Roster(_checked(agencies, path), path, notes=tuple(dict.fromkeys(notes)))


@cache
def _levels() -> Mapping[str, str]:
    others = {fold(name): level for level, names in words()["levels"].items() for name in names}
    return others | {fold(level): level for level in LEVELS}


def _agencies(rows: Sequence[RosterRow], head: Head, path: str) -> list[Agency]:
    columns, at = head.columns, head.columns.index("name")
    return [
        _agency(row, columns, path)
        for row in rows
        if any(cell.strip() for cell in row.cells)
        and at not in row.continued
        and not is_only_heads(row, head.printed)  # the head once more, as on each printed page
        and not _names_none(row, columns)
    ]


def _names_none(row: RosterRow, columns: Sequence[str]) -> bool:
    """Whether a row is a line between groups, a sum or a note."""
    written = {at: text for at, cell in enumerate(row.cells) if (text := _cell(cell))}
    first = next(iter(written))
    name = fold(_at(row.cells, columns.index("name")))
    if _NOTE.match(fold(written[first])) or _NOTE.match(name):
        return True
    if len(written) > 1:
        return False
    if not name:
        return not written[first].isdecimal() and (first == 0 or not columns[first : first + 1] or not columns[first])
    return bool(_KINDS_OF.fullmatch(name)) or (len(columns) > 1 and bool(_GROUP.match(name)))


def _at(cells: Sequence[str], at: int) -> str:
    return _cell(cells[at]) if at < len(cells) else ""


def _agency(row: RosterRow, columns: Sequence[str], path: str) -> Agency:
    given = {field: _cell(cell) for field, cell in zip(columns, row.cells, strict=False) if field}
    where = f"机关名录“{path}”第{row.number}行"
    name = _ORDINAL.sub("", re.sub(r"\s+", "", given.get("name", "")))
    if not name:
        raise UsageError(f"{where}没有机关名称。请补上，或删去该行。")
    if name.startswith("="):
        raise UsageError(f"{where}的机关名称是没有计算结果的公式。请用办公软件打开名录，保存后再用。")
    if fold(name) in _NO_NAMES | _levels().keys():
        raise UsageError(
            f"{where}的机关名称为“{name}”，这是类别或层级，不是一家机关的名称。请核对哪一列是机关名称，或删去该行。"
        )
    if is_head(name):
        raise UsageError(f"{where}的机关名称为“{name}”，这是列名，不是一家机关的名称。请核对表头，或删去该行。")
    level = _levels().get(fold(given.get("level", "")), "")
    if given.get("level") and not level:
        raise UsageError(f"{where}的层级“{given['level']}”无法识别，应为：{'、'.join(LEVELS)}。")
    due, due_day = _due(given.get("due", ""), where)
    return Agency(
        name=name,
        aliases=tuple(part.strip() for part in _BETWEEN.split(given.get("aliases", "")) if part.strip()),
        level=level or level_of(name),
        kind=_kind(given.get("kind", "")) or kind_of(name),
        region=given.get("region", ""),
        parent=given.get("parent", ""),
        expected=given.get("expected", ""),
        due=due,
        due_day=due_day,
        telephone=given.get("telephone", ""),
        place=Place(line=row.number),
        raw=",".join(row.cells),
    )


def _cell(text: str) -> str:
    return clean(text).strip()


def _kind(text: str) -> str:
    """The kind as rules know it: “县直部门” are 部门, “镇（街道）” are 乡镇街道; any other word is kept."""
    flat = fold(text)
    if re.search(rf"{TOWNS}", flat):
        return "乡镇街道"
    if re.fullmatch(r".{0,6}部门", flat):
        return "部门"
    return "政府" if re.fullmatch(r".{0,3}(?:人民)?政府", flat) else text


def _kinds(rows: Iterable[RosterRow], columns: Sequence[str]) -> list[str]:
    """A note on each kind that no rule knows and that is one character off one that they know."""
    if "kind" not in columns:
        return []
    at, kinds = columns.index("kind"), words()["kinds"]["known"]
    notes: dict[str, str] = {}
    for row in rows:
        text = _at(row.cells, at)
        if text and _kind(text) not in kinds and (near := nearest_known(text, kinds, shortest=2)):
            notes.setdefault(text, f"第{row.number}行的类别“{text}”不认识，是否为“{near}”？")
    return list(notes.values())


def _due(text: str, where: str) -> tuple[dt.date | None, tuple[int, int] | None]:
    """The date, or the month and day of one without a year."""
    flat = _BEFORE.sub("", text)
    try:
        if match := DATE.fullmatch(flat):
            return dt.date(*map(int, match.groups())), None
        if match := SERIAL.fullmatch(flat):
            return dt.date(1899, 12, 30) + dt.timedelta(days=int(match[1])), None
        if match := _DAY.fullmatch(flat):
            month, day = int(match[1]), int(match[2] or 0)
            dt.date(2024, month, day or 1)  # such a day there is
            return None, (month, day)
    except ValueError:
        flat = text
    if flat:
        raise UsageError(f"{where}的应报日期“{text}”不是日期，应写作2025-01-31。")
    return None, None


def _checked(agencies: Sequence[Agency], path: str) -> tuple[Agency, ...]:
    """The agencies with their parents' full names; UsageError where they contradict each other.

    An alias may be that of several agencies (“县发改局” in two counties): it then names none of them for certain.
    """
    if not agencies:
        raise UsageError(f"机关名录“{path}”中没有机关。列名以下应每行一家机关。")
    seen: dict[str, Agency] = {}
    for agency, called in [(a, (a.name,)) for a in agencies] + [(a, a.aliases) for a in agencies]:
        for name in called:
            other = seen.setdefault(fold(name), agency)
            if other is not agency and (fold(other.name) == fold(name) or name == agency.name):
                raise UsageError(
                    f"机关名录“{path}”第{other.place.line}行和第{agency.place.line}行都有名称“{name}”。请只保留一处。"
                )
    known = tuple(_two_names(agency, seen) for agency in agencies)
    names = RosterNames(Roster(known, path))
    found = tuple(replace(agency, parent=_parent(agency, names, path)) for agency in known)
    by_name = {agency.name: agency for agency in found}
    for agency in found:
        above, steps = agency, 0
        while above.parent:
            above, steps = by_name[above.parent], steps + 1
            if steps > len(LEVELS) + 5:
                raise UsageError(f"机关名录“{path}”第{agency.place.line}行的汇总机关互相循环。请核对“汇总机关”一列。")
    return found


def _two_names(agency: Agency, taken: Mapping[str, Agency]) -> Agency:
    """An organ written under two names is known by either, unless another line has that name."""
    more = tuple(name for name in two_names(agency.name) if fold(name) not in taken)
    return replace(agency, aliases=(*agency.aliases, *more)) if more else agency


def _parent(agency: Agency, names: RosterNames, path: str) -> str:
    """The name in the roster of the agency that sums this one up, which may be written for short."""
    if not agency.parent:
        return ""
    found = names.recognise(agency.parent)
    if found.agency is None:
        why = "与名录中几家机关相符" if found.how == "ambiguous" else "不在名录中"
        raise UsageError(
            f"机关名录“{path}”第{agency.place.line}行的汇总机关“{agency.parent}”{why}。请填写名录中的机关名称。"
        )
    return found.agency.name
