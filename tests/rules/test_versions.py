"""Several versions of one report: none of their pages looks as if it were the only one."""

from __future__ import annotations

from tests.rules.test_rules import outcomes

ORGAN = "清河县水务局"


def _versions(*received: int):
    reports = [
        {"agency": ORGAN, "source": f"{number}.docx", "sha256": str(number), "applications.received.natural": value}
        for number, value in enumerate(received)
    ]
    return {o.source: o for o in outcomes("F002", {"reports": reports, "roster": [{"name": ORGAN}]})}


def test_a_version_that_differs_says_that_there_is_another_and_is_not_counted_as_a_second_fault():
    found = _versions(3, 5, 3)
    (first,) = [o.source for o in found.values() if o.verdict == "fail"]
    others = {source: o for source, o in found.items() if source != first}
    assert [o.verdict for o in others.values()] == ["undecided"]
    (other,) = others.values()
    assert first in other.message
    assert "分别为“5”和“3”" in other.message


def test_versions_that_say_the_same_are_told_once():
    assert [o.verdict for o in _versions(3, 3).values()] == ["fail"]
