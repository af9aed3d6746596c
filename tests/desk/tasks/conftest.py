"""A work folder with sample reports, at which people sit down."""

from __future__ import annotations

import pytest

from tests.desk.sitting import samples
from tests.desk.tasks.seat import Seat

#: Three problems on the first, one of them a total that is misprinted; five on the second; the third has an earlier year.
MARKET, HEALTH, WATER = "青禾县市场监督管理局", "青禾县卫生健康局", "青禾县水利局"
FILES = (f"{MARKET}2024.txt", f"{HEALTH}2024.docx", f"{WATER}2024.docx")
BEFORE = f"{WATER}2023.docx"


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A folder with the reports, and last year's beside it; nobody writes there."""
    folder = tmp_path_factory.mktemp("tasks")
    samples(folder, [BEFORE])
    return samples(folder / "报告", FILES)


@pytest.fixture
def sit(home, reports, tmp_path):  # noqa: ARG001 – the desk remembers there
    """Sit down at the desk in the work folder ``tmp_path``."""
    found = []

    def down(who="张三", **given):
        found.append(Seat(tmp_path, reports, who, **{"previous": (str(reports.parent / BEFORE),), **given}))
        return found[-1]

    yield down
    for one in found:
        one.ask("leave")
