"""Everyday names of applicants that fit several columns of 表三: “其他组织” is the last column, or all who are not named.

The labels of the form (“其他”, “社会公益组织”) and the law's own words for all of them (“法人和其他组织”) leave nothing open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from audit.forms import Form
from audit.match.claims.frames import LINES, Frame
from audit.match.claims.lexicon import vocabulary
from audit.patterns import regex
from audit.words import RESULTS

_OTHERS = regex("其[他它](?:类型?)?的?(?:组织|机构)")
_SOCIAL = regex("社会组织")
_KINDS = regex(
    """
    (?:各类)?
    (?: (?: 法人 | 组织 | 机构 | (?:企事业)?单位 ) (?: [、和或及] | 或者 )* ){1,2}       # 法人或组织
    (?:社会组织)? 类?
    | 单位申请
    """,
    re.VERBOSE,
)
#: What was not made public may be 不予公开 alone, or whatever was not granted.
_NOT_PUBLIC = regex("(?:未|没有?)[^，。；、]{0,3}公开")
_GRANTED = ("granted", "partial")
_NOT_GRANTED = tuple(group for group in dict.fromkeys(name.split(".")[0] for name in RESULTS) if group not in _GRANTED)


def loosely_counted(text: str, frame: Frame, number: int) -> tuple[str, ...]:
    """Further subjects of a number: “群众、企业” may be all applicants or two kinds, “未予公开” one result or several."""
    subject = frame.subject or ""
    if any(tag.value == "refused" and _NOT_PUBLIC.fullmatch(text, tag.start, tag.end) for tag in frame.naming):
        row, _, column = subject.rpartition(".")
        sums = [_NOT_GRANTED[:size] for size in range(2, len(_NOT_GRANTED) + 1)] if row.endswith(".refused") else []
        return tuple("+".join(sorted(f"applications.{line}.{column}" for line in lines)) for lines in sums)
    everybody = vocabulary().everybody.search(text[frame.start : number])
    line = LINES.get(subject) or subject.removeprefix("applications.").removesuffix(".total")
    if everybody is None or "企业" not in everybody[0] or not subject.startswith("applications."):
        return ()
    return (f"applications.{line}.business+applications.{line}.natural",) if "." not in line else ()


def loosely_named(
    text: str, frame: Frame, named: AbstractSet[str], forms: Sequence[Form]
) -> tuple[tuple[str, ...], str]:
    """Further subjects that a loose name of applicants (“其他组织”) may state, and this name; "" where its own subject is certain.

    ``named`` are the columns that the paragraph names: where another organisation is among them, what is left to the loose
    name is open. ``forms``, the editions that the report may print, tell which organisations there are.
    """
    columns = frame.dimensions.get("column", ())
    naming = [tag for tag in frame.naming if tag.kind == "column"]
    known = {"natural", *(tag.value for tag in naming)}
    others_named = not named <= known
    for tag in naming:
        words = text[tag.start : tag.end]
        kinds = dict.fromkeys(form.organisations for form in forms)
        ways = dict.fromkeys(way for each in kinds for way in _ways(words, each, beside_others=others_named))
        if ways and tag.value in columns:
            kept = [column for column in columns if column not in ("organisations", tag.value)]
            row = (frame.subject or "").split("+")[0].rpartition(".")[0]
            sums = (dict.fromkeys((*kept, *way)) for way in ways)
            return tuple(
                "+".join(sorted(f"{row}.{column}" for column in way)) for way in sums
            ), words if others_named else ""
    return (), ""


def _ways(words: str, organisations: tuple[str, ...], *, beside_others: bool) -> tuple[tuple[str, ...], ...]:
    """The columns that a loose name may stand for, one tuple for each way to understand it; () for names that are not loose.

    法人, 单位, 机构 or 组织 without another name is all organisations; where others are named beside it, it is the rest.
    """
    other = organisations[-1:]
    rest = organisations[organisations.index("nonprofit") :]
    all_but_business = organisations[organisations.index("business") + 1 :]
    if _OTHERS.fullmatch(words):
        return (other, rest, all_but_business, organisations)
    if _SOCIAL.fullmatch(words):
        return (("nonprofit",), ("nonprofit", "legal_service"), rest, all_but_business, organisations)
    if beside_others and _KINDS.fullmatch(words):
        return (("organisations",), all_but_business, rest, other, ("business",), ("business", "research"))
    return ()
