"""What paper does not hold of the overview, in a few lines at its end: how much of it there is, and the first of each by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.findings import Outcome
from audit.present.html import Html, brief, page
from audit.present.overview.listing import AgencyLine

#: Of each kind that are named, and characters of what is said of each.
_MOST_NAMED, _LENGTH = 8, 60


@dataclass(frozen=True, slots=True)
class UnprintedItems:
    """Things of one kind: what they are (Chinese), how many there are, the first of them by name, how many have none here."""

    words: str
    number: int
    rest: int
    named: tuple[str, ...]


def unprinted(
    files: Sequence[tuple[str, str]],
    failures: Sequence[tuple[str, str]],
    irregular: Sequence[Outcome],
    lines: Iterable[AgencyLine],
    earlier: int,
) -> Html:
    """The lines on ``files`` not read and ``failures``, with their reasons, on ``irregular`` files, on reports that the list shows only on demand, on ``earlier`` pages."""
    beside = [line for line in lines if line.report and not line.is_listed]
    kinds = (
        ("没有核查的文件", [_with(name, why) for name, why in files]),
        (
            "已读取、但未能核对或未能生成核查页的报告，以及未能写出的其他文件",
            [_with(name, why) for name, why in failures],
        ),
        (
            "重复、错名、错年、迟报或无法对应的文件",
            [_with(o.agency or "未识别", o.head if o.verdict == "fail" else "未能确定") for o in irregular],
        ),
        ("其他年度的报告", [_with(one.name, str(one.year or "年度未知")) for one in beside if not one.current]),
        ("同一年度的另一份报告", [one.name for one in beside if one.current]),
    )
    items = [
        UnprintedItems(words, len(every), len(every) - len(named), tuple(dict.fromkeys(named)))
        for words, every in kinds
        if (named := every[:_MOST_NAMED])
    ]
    return page("overview/unprinted.html.j2", items=items, beside=bool(beside), earlier=earlier)


def _with(name: str, words: str) -> str:
    return f"{brief(name, _LENGTH)}（{brief(words, _LENGTH)}）"
