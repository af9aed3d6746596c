"""The topic that the dimensions of a number tell: applications, licences, suits, fees…"""

from __future__ import annotations

from audit.match.claims.frames import Frame
from audit.words import RESULTS

CASES = ("suit_direct", "suit_after_review", "suit", "review")
#: Lines of results, of which one application has one.
LINES_OF_RESULTS = tuple(f"applications.{result}." for result in RESULTS)


def topic_of(frame: Frame) -> str | None:
    """The topic that the dimensions of a frame tell: “applications”, “licensing”, “suit”…; None where they tell none."""
    dimensions = frame.dimensions
    if "besides" in dimensions:
        return "elsewhere"
    for kind in ("decision", "document"):
        if kind in dimensions and (kind == "decision" or {"state", "published"} & set(dimensions)):
            return dimensions[kind][-1]
    for kind, topic in (
        ("fee", "fees"),
        ("handling", "information_fee"),
        ("tariff", "fees"),
        ("charge", "information_fee"),
        ("published", "published"),
    ):
        if kind in dimensions:
            return topic
    if "case" in dimensions:
        return next(case for case in CASES if case in dimensions["case"])
    return "applications" if {"topic", "flow", "result", "column"} & set(dimensions) else None
