"""What a correction does, in words: what agrees with it alone, what needs another one besides, what would newly disagree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audit.causes._cause import Cause
from audit.causes.proposing._effects import Appearing, Effect, Waiting
from audit.findings import Equation, Listed, Outcome
from audit.text import show

#: Outcomes that are named together, and new ones that are told.
_MOST_NAMED = _MOST_APPEARING_TOLD = 3
_FIRST_WAY = "（按所列第一种改法）"


def words_of_effect(cause: Cause, found: Effect, name: Callable[[Cause], str]) -> str:
    """What to change and what is found after this change alone (Chinese); ``name`` says how the problem of a cause is called."""
    several = len(cause.changes) > 1
    change = f"以上标出的{len(cause.changes)}格一并改正" if several else f"改这一格为{show(cause.changes[0].value)}"
    number = len(found.agree) + len(found.waiting)
    parts = []
    if not found.waiting:
        agree = f"以上{number}项都相符" if number > 1 else "即相符"
        parts.append(f"{change}，{agree}{'' if several or found.appearing else '，其余数字不动'}")
    else:
        parts.append(f"{change}，{_not_yet(found, number, name)}")
    if found.appearing:
        parts.append(f"改后另有不符：{_new(found.appearing, name)}")
    if cause.reason:
        parts.append(cause.reason)
    return "".join(f"{part}。" for part in parts)


def _not_yet(found: Effect, number: int, name: Callable[[Cause], str]) -> str:
    """What agrees, and what must be corrected besides before the rest does (Chinese)."""
    if number == 1:
        return _needed(found.waiting[0], name)
    groups: dict[str, list[Outcome]] = {}
    for one in found.waiting:
        groups.setdefault(_needed(one, name), []).append(one.outcome)
    agree = f"以上{number}项中{len(found.agree)}项相符" if found.agree else f"以上{number}项还不相符"
    if len(groups) == 1 and (len(found.waiting) > _MOST_NAMED or not found.agree):
        (needed,) = groups
        return f"{agree}；{'另' if found.agree else ''}{len(found.waiting)}项{needed}"
    rest = (f"{Listed(tuple(map(_called, each)), _MOST_NAMED, '项')}{needed}" for needed, each in groups.items())
    return f"{agree}；{'；'.join(rest)}"


def _needed(one: Waiting, name: Callable[[Cause], str]) -> str:
    return f"还须改正{_names(one.others, name)}才相符" if one.others else "仍不相符，须与相关各处一并核对"


def _names(causes: Sequence[Cause], name: Callable[[Cause], str]) -> str:
    return "、".join(f"{name(each)}{'' if each.certain or not each.candidates else _FIRST_WAY}" for each in causes)


def _new(found: Sequence[Appearing], name: Callable[[Cause], str]) -> str:
    told = [
        f"{one.words}{f'（改正{_names(one.others, name)}后相符）' if one.others else ''}"
        for one in found[:_MOST_APPEARING_TOLD]
    ]
    more = f"；等{len(found)}处" if len(found) > _MOST_APPEARING_TOLD else ""
    return "；".join(told) + more


def _called(outcome: Outcome) -> str:
    return outcome.facts.name if isinstance(outcome.facts, Equation) else f"“{outcome.title}”"
