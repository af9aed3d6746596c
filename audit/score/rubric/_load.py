"""Read a rubric file. Whoever edits it is an inspector: every fault is told in Chinese, with where and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import get_args

from audit import settings
from audit.errors import UsageError
from audit.findings import SEVERITIES, SEVERITY_WORDS, Severity
from audit.machine.installed import resources
from audit.score.rubric._check import check
from audit.score.rubric._rubric import WILDCARD, Grade, Per, Rubric, RubricClause, RubricItem, Veto
from audit.settings import SettingsTable
from audit.text import show

#: More points than any scheme gives.
_MAX_POINTS = 10_000
_PER: dict[str, Per] = {word: word for word in get_args(Per)}
_NOTHING = Decimal(0)


def shipped() -> Path:
    """The file of the rubric that comes with the toolkit."""
    return resources.HOME / resources.RUBRICS.files["通用"]


def load(path: str | Path, known_rules: Collection[str]) -> Rubric:
    """The rubric in the TOML file ``path``, or the supplied one of that name; ``known_rules`` are the ids of all rules.

    UsageError, in Chinese, for whatever is wrong with the file.
    """
    with settings.refusing("评分办法", path):
        data = settings.read(resources.RUBRICS.resolve(path), resources.RUBRICS.advice())
        rubric = _rubric(settings.parsed(data))
        check(rubric, known_rules)
    return replace(rubric, source=str(path), digest=hashlib.sha256(data).hexdigest())


def _rubric(top: SettingsTable) -> Rubric:
    top.only("name", "total", "grades", "vetoes", "items", "not_scored", "not_rated", "one_cause_once")
    return Rubric(
        name=top.text("name"),
        total=_points(top, "total"),
        items=tuple(map(_item, top.sections("items", "个评分项", needed=True))),
        grades=_grades(top.sections("grades", "个等次", needed=True)),
        vetoes=tuple(map(_veto, top.sections("vetoes", "个一票否决"))),
        not_scored=_rules(top, "not_scored", empty=True),
        not_rated=_rules(top, "not_rated", empty=True),
        one_cause_once=top.flag("one_cause_once"),
    )


def _grades(sections: Sequence[SettingsTable]) -> tuple[Grade, ...]:
    """The grades, the best first; they may stand the other way round, but not in disorder."""
    given = tuple(Grade(one.only("name", "from").text("name"), _points(one, "from")) for one in sections)
    ordered = tuple(sorted(given, key=lambda grade: -grade.start))
    if given not in (ordered, ordered[::-1]) and len({grade.start for grade in given}) == len(given):
        falling = given[0].start > given[-1].start
        before, wrong = next((a, b) for a, b in pairwise(given) if (b.start > a.start) == falling)
        raise UsageError(
            f"等次“{before.name}”从{show(before.start)}分起，其后的“{wrong.name}”从{show(wrong.start)}分起，"
            "高低次序与其他等次不一致。请按分数从高到低写各等次，并核对from。"
        )
    return ordered


def _veto(one: SettingsTable) -> Veto:
    one.only("name", "rules", "severities", "score", "grade", "no_items")
    return Veto(
        one.text("name"),
        _rules(one, "rules"),
        _severities(one),
        _points(one, "score") if "score" in one else None,
        one.text("grade") if "grade" in one else None,
        one.flag("no_items"),
    )


def _item(one: SettingsTable) -> RubricItem:
    one.only("name", "points", "about", "cap", "manual", "default", "judged_by", "deduct")
    points, manual = _points(one, "points"), one.flag("manual")
    clauses = tuple(_clause(each, points) for each in one.sections("deduct", "条扣分"))
    judged_by = _rules(one, "judged_by") if "judged_by" in one else ()
    if manual and judged_by:
        raise UsageError(f"{one.where}由人工评定（manual = true），不能写judged_by。")
    if manual and (clauses or "cap" in one):
        raise UsageError(f"{one.where}由人工评定（manual = true），不能再写扣分。请把自动扣分移到另一个评分项。")
    if not manual and not clauses:
        raise UsageError(f"{one.where}没有扣分内容。请写[[items.deduct]]，或写manual = true表示由人工评定。")
    if not manual and "default" in one:
        raise UsageError(f"{one.where}不是人工评定项，不能写default。")
    return RubricItem(
        one.text("name"),
        points,
        one.text("about", ""),
        clauses,
        manual,
        _or_word(one, "default", {"full": points}, "full", points) if manual else _NOTHING,
        _points(one, "cap", points) if "cap" in one else None,
        judged_by,
    )


def _clause(one: SettingsTable, most: Decimal) -> RubricClause:
    """One line of deductions of an item of ``most`` points."""
    one.only(
        "rules", "points", "severities", "per", "same_cell_once", "undecided", "confirm", "cap", "cap_per_rule"
    )  # fmt: skip
    points = _points(one, "points")
    per, once = one.choice("per", _PER, "finding"), one.flag("same_cell_once")
    if once and per != "finding":
        raise UsageError(f'{one.where}：same_cell_once只能与per = "finding"同用。')
    if "cap_per_rule" in one and (once or per != "finding"):
        raise UsageError(
            f'{one.where}：cap_per_rule只能用于per = "finding"且不合并同一单元格的扣分。'
            "请改用cap，或把规则分成几条扣分。"
        )
    undecided = _or_word(one, "undecided", {"none": _NOTHING, "half": points / 2, "manual": _NOTHING}, "none")
    if undecided > points:
        raise UsageError(f"{one.where}：无法核对时扣{show(undecided)}分，超过不符时的{show(points)}分。")
    return RubricClause(
        rules=_rules(one, "rules"),
        points=points,
        severities=_severities(one),
        per=per,
        same_cell_once=once,
        undecided=undecided,
        manual=one.data.get("undecided") == "manual",
        confirm=one.flag("confirm"),
        cap=_points(one, "cap", most) if "cap" in one else None,
        cap_per_rule=_points(one, "cap_per_rule", most) if "cap_per_rule" in one else None,
    )


def _points(one: SettingsTable, key: str, most: Decimal | None = None) -> Decimal:
    """The points of ``key``; no more than those of the item, ``most``."""
    points = one.number(key, "分值", most=_MAX_POINTS, places=2)
    if most is not None and points > most:
        raise one.wrong(key, f"为{show(points)}，超过该项的{show(most)}分。请核对；不需要的，删去该行。")
    return points


def _or_word(
    one: SettingsTable, key: str, words: dict[str, Decimal], default: str, most: Decimal | None = None
) -> Decimal:
    """The points of ``key``, written as a number or as one of ``words``."""
    if isinstance(one.data.get(key, default), str):
        quoted = "、".join(f'"{word}"' for word in words)
        return one.choice(key, words, default, f"{quoted}或一个分值")
    return _points(one, key, most)


def _rules(one: SettingsTable, key: str, *, empty: bool = False) -> tuple[str, ...]:
    found = one.texts(key, () if empty else None, example='["A001", "M1*"]', empty=empty)
    if WILDCARD in found:
        raise one.wrong(key, f"中的“{WILDCARD}”应在规则编号的开头几位之后，如M1*。")
    if again := settings.twice(found):
        raise one.wrong(key, f"中“{again}”出现两次。")
    return found


def _severities(one: SettingsTable) -> tuple[Severity, ...]:
    names = one.texts("severities", SEVERITIES, example='["error", "warning"]')
    if wrong := [name for name in names if name not in SEVERITY_WORDS]:
        raise one.wrong("severities", f"中有“{wrong[0]}”，应为error（错误）、warning（疑点）或info（提示）。")
    if again := settings.twice(names):
        raise one.wrong("severities", f"中“{again}”出现两次。")
    return tuple(each for each in SEVERITIES if each in {SEVERITY_WORDS[name] for name in names})
