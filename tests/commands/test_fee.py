"""The information fee under 国办函〔2020〕109号."""

from __future__ import annotations

import pytest

from audit.commands.fee import by_items, by_pages
from audit.errors import AuditError


@pytest.mark.parametrize(
    ("items", "yuan"),
    [(0, 0), (1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)],
)
def test_by_items(items: int, yuan: int) -> None:
    """Ten items free, up to thirty 100 yuan each, then 100 yuan more an item for every ten begun."""
    assert by_items(items).total == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700)],
)
def test_by_pages(pages: int, yuan: int) -> None:
    """Thirty pages free, then 10, 20 and 40 yuan a page."""
    assert by_pages(pages).total == yuan


def test_steps_show_each_part_of_the_tariff() -> None:
    """The lines say how the sum came about."""
    assert by_items(35).steps == (
        "第1—10件：不收费",
        "第11—30件：20件 × 100元 = 2000元",
        "第31—35件：5件 × 200元 = 1000元",
        "合计：3000元",
    )
    assert by_pages(31).steps == ("第1—30页：不收费", "第31页：1页 × 10元 = 10元", "合计：10元")


def test_every_sum_by_items_is_a_multiple_of_a_hundred_and_never_falls() -> None:
    """More items never cost less."""
    sums = [by_items(items).total for items in range(200)]
    assert all(total % 100 == 0 for total in sums)
    assert sums == sorted(sums)


@pytest.mark.parametrize("wrong", [-1, 10**9])
def test_numbers_beyond_reason_are_refused(wrong: int) -> None:
    """A negative or absurd number is told, not reckoned."""
    with pytest.raises(AuditError, match="数量应为"):
        by_pages(wrong)
