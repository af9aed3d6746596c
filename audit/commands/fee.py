"""The 信息处理费 of one request, step by step, after 国办函〔2020〕109号 (《政府信息公开信息处理费管理办法》).

A request is charged by item or by volume, never both. Both tariffs are progressive.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from audit.commands.calls.output import DONE
from audit.errors import AuditError, UsageError

#: Largest number of items or pages that is reckoned.
MAX_UNITS = 1_000_000
#: By item: the first ten are free, the next twenty cost 100 yuan each, then every further ten are a step of 100 yuan more.
_FREE_ITEMS, _FIRST_ITEMS, _STEP, _STEP_YUAN = 10, 30, 10, 100
#: By volume: up to this page (None = no end), yuan a page.
_PAGE_TARIFF = ((30, 0), (100, 10), (200, 20), (None, 40))


@dataclass(frozen=True, slots=True)
class Fee:
    """``total`` in yuan; ``steps`` are Chinese lines, one for each part of the tariff that applies."""

    total: int
    steps: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    """Print the steps and the sum; the exit code."""
    count = options.items if options.items is not None else options.pages
    if not 0 <= count <= MAX_UNITS:
        raise UsageError(f"件数或页数应在0到{MAX_UNITS}之间。")
    result = by_items(count) if options.items is not None else by_pages(count)
    for step in result.steps:
        print(step)
    print(f"应收信息处理费：{result.total}元")
    return DONE


def by_items(items: int) -> Fee:
    """The fee for ``items`` requests of one applicant in one calendar month; AuditError if negative or beyond reason."""
    return _fee(items, _item_tariff(items), "件")


def by_pages(pages: int) -> Fee:
    """The fee for one request answered with ``pages`` pages; AuditError if negative or beyond reason."""
    return _fee(pages, iter(_PAGE_TARIFF), "页")


def _item_tariff(items: int) -> Iterator[tuple[int | None, int]]:
    yield _FREE_ITEMS, 0
    yield _FIRST_ITEMS, _STEP_YUAN
    steps = max(0, -(-(items - _FIRST_ITEMS) // _STEP))
    for step in range(1, steps + 1):
        yield _FIRST_ITEMS + step * _STEP, _STEP_YUAN * (step + 1)


def _fee(units: int, tariff: Iterator[tuple[int | None, int]], unit: str) -> Fee:
    if not 0 <= units <= MAX_UNITS:
        raise AuditError(f"数量应为0至{MAX_UNITS}之间的整数{unit}数，收到的是{units}。")
    total, done, steps = 0, 0, []
    for last, price in tariff:
        if done >= units:
            break
        upto = units if last is None else min(units, last)
        count = upto - done
        span = f"第{done + 1}{unit}" if count == 1 else f"第{done + 1}—{upto}{unit}"
        if price:
            total += count * price
            steps.append(f"{span}：{count}{unit} × {price}元 = {count * price}元")
        else:
            steps.append(f"{span}：不收费")
        done = upto
    steps.append(f"合计：{total}元")
    return Fee(total, tuple(steps))
