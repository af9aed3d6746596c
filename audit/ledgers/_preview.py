"""What an import will do, told before it is done (Chinese): what is taken, what contradicts, what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from audit.decisions import KIND_NAMES
from audit.ledgers._changes import Taken
from audit.ledgers._filled import LedgerTrouble
from audit.ledgers._plan import ImportPlan

#: Lines of one part that are printed; the rest is counted.
_MAX_LINES = 200
#: Rows that are told one by one where the same is said of all of them; of more it is said once, above them.
_MAX_ALIKE = 3
_Told = TypeVar("_Told", str, LedgerTrouble)


def preview(plan: ImportPlan, before: ImportPlan | None = None) -> Iterator[str]:
    """The lines of the preview; of what differs from the one ``before`` alone, where others wrote meanwhile."""
    counts = Counter(one.entry.kind for one in plan.taken)
    told = "，".join(f"{KIND_NAMES[kind]}{number}条" for kind, number in counts.items())
    doubts = f"；请核对{len(plan.doubts)}处" if plan.doubts else ""
    years = f"台账所列为{_years(plan.years)}。" if plan.years else ""
    if before:
        yield "预览之后，他人写入了新的记录，已重新核对；以下只列与预览不同的："
    yield f"可导入{len(plan.taken)}条{f'（{told}）' if told else ''}；已有或没有改动的{plan.same}行；冲突{len(plan.conflicts)}处；不适用{len(plan.misfits)}处{doubts}。{years}"
    old = before or ImportPlan()
    if left := _without(map(_taken, old.taken), map(_taken, plan.taken)):
        yield from _part("不再导入（他人已作相同的记录，或见下列原因）：", left)
    yield from _part("可导入：", _without(map(_taken, plan.taken), map(_taken, old.taken)))
    conflicts, misfits = _without(plan.conflicts, old.conflicts), _without(plan.misfits, old.misfits)
    yield from _part("与较新的记录或他人的认定冲突（没有导入）：", _troubles(conflicts))
    yield from _part("不适用（没有导入）：", _troubles(misfits))
    if plan.over != old.over or not before:
        over = (
            f"{agency or '未写明机关'}{f'{year}年度' if year else ''}报告：{number}项"
            for (agency, year), number in plan.over.items()
        )
        yield from _part("终审后又录入（所列报告的终审已完成，照常计入结果）：", over)
    yield from _part("请核对：", _troubles(_without(plan.doubts, old.doubts)))


def _years(years: Mapping[int | None, int]) -> str:
    """The years that a ledger is of (Chinese), the latest first; where there are several, each with the number of rows."""
    known = sorted(years, key=lambda year: year or 0, reverse=True)
    names = {year: f"{year}年度" if year else "年度不明" for year in known}
    return "、".join(f"{names[year]}{years[year]}行" if len(known) > 1 else names[year] for year in known)


def _without(every: Iterable[_Told], others: Iterable[_Told]) -> list[_Told]:
    known = set(others)
    return [one for one in every if one not in known]


def _part(head: str, lines: Iterable[str]) -> Iterator[str]:
    every: Sequence[str] = list(lines)
    if not every:
        return
    yield head
    yield from (f"  {line}" for line in every[:_MAX_LINES])
    if len(every) > _MAX_LINES:
        yield f"  ……另有{len(every) - _MAX_LINES}条。"


def _taken(one: Taken) -> str:
    return f"“{one.row.sheet}”第{one.row.number}行　{one.row.called}：{one.words}"


def _troubles(troubles: Iterable[LedgerTrouble]) -> Iterator[str]:
    """Each trouble with its place, row by row; what is said of many rows is said once, above them."""
    alike: dict[tuple[str, str], list[LedgerTrouble]] = {}
    for one in troubles:
        alike.setdefault((one.sheet, one.text), []).append(one)
    sheets = list(dict.fromkeys(sheet for sheet, _ in alike))
    every = [one for several in alike.values() for one in several]
    for one in sorted(every, key=lambda each: (sheets.index(each.sheet), each.number or 0)):
        several = alike[one.sheet, one.text]
        if len(several) <= _MAX_ALIKE:
            yield f"{one.where}{f'　{one.called}' if one.called else ''}：{one.text}"
        elif one is several[0]:
            rows = "、".join(str(each.number) for each in several)
            yield f"“{one.sheet}”{len(several)}行（第{rows}行）：{one.text}"
            yield from (f"  第{each.number}行　{each.called}" for each in several if each.called)
