"""Limits in working days: holidays and working weekends of the known years, and what is said of others."""

from __future__ import annotations

import datetime as dt

import pytest

from audit import workdays


@pytest.mark.parametrize(
    ("begin", "days", "end"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-02", 15, "2026-03-23"),  # three plain weeks
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday that is worked
        ("2026-02-13", 2, "2026-02-24"),  # nine days of the spring festival
        ("2026-09-24", 3, "2026-09-30"),
        ("2026-09-30", 2, "2026-10-09"),
        ("2025-09-26", 3, "2025-09-30"),  # Sunday the 28th is worked
        ("2025-09-30", 1, "2025-10-09"),
        ("2024-04-30", 6, "2024-05-11"),
        ("2027-01-29", 5, "2027-02-05"),
    ],
)
def test_a_limit_ends_with_its_last_working_day(begin, days, end):
    assert workdays.due(dt.date.fromisoformat(begin), days) == dt.date.fromisoformat(end)


def test_a_limit_of_no_day_is_none():
    with pytest.raises(ValueError, match="one working day"):
        workdays.due(dt.date(2026, 3, 2), 0)


def test_a_year_that_is_not_known_is_said():
    assert workdays.doubt(dt.date(2026, 3, 2), dt.date(2026, 3, 23)) == ""
    assert "2027年的节假日安排本工具没有收录" in workdays.doubt(dt.date(2026, 12, 28), dt.date(2027, 1, 18))


def test_what_is_arranged_is_of_its_year_and_moves_only_what_it_can():
    for year, known in workdays.arranged().items():
        assert {day.year for day in (*known.off, *known.working)} == {year}
        assert {day.weekday() for day in known.working} <= {5, 6}
        assert not known.off & known.working
        # What is worked at weekends makes up for working days that are off beyond the statutory ones (11, 13 since 2025).
        assert len([day for day in known.off if day.weekday() < 5]) - len(known.working) in range(8, 14)
        assert known.notice.startswith(f"国办发明电〔{year - 1}〕")
