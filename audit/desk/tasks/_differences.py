"""Where two people decided differently: the list from which one of them, or a third, settles it; another record joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from audit import decisions
from audit.decisions import KIND_NAMES, RULING_NAMES, DecisionEvent, Standings
from audit.desk import choosing
from audit.desk._asked import Answered, Asked
from audit.desk._entering import saved
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import called, headline_of, key_of
from audit.errors import UsageError, trouble
from audit.rulings import note_of


def differences(work: Work) -> dict[str, Any]:
    """The part that lists the causes on which two people differ, with what each decided."""
    rows = [
        {
            "agency": row.id,
            "name": called(row),
            "key": key_of(problem),
            "headline": headline_of(row, problem),
            "sides": [
                {
                    "who": event.who,
                    "ruling": event.data["ruling"],
                    "state_name": RULING_NAMES[event.data["ruling"]],
                    "note": note_of(event),
                }
                for event in standing.by
            ],
        }
        for row in (work.rows[name] for name in work.order)
        for problem in row.problems.all
        for standing in [row.standing(problem)]
        if standing.state == "disputed"
    ]
    words = (
        f"有{len(rows)}处问题两人认定不一致，不计入结果；再次认定即为仲裁结果。"
        if rows
        else "没有两人认定不一致的问题。"
    )
    events = work.kept.events
    if told := decisions.contradictions(Standings(events), events):
        points = "；".join(_points_in_dispute(work))
        words += f"另有两人所记不一致的：{told}{f'（{points}）' if points else ''}，请在有关报告中重新办理。"
    return {"words": words, "rows": rows}


def _points_in_dispute(work: Work) -> Iterator[str]:
    """The items whose points wait for one of them, or a third, to settle them (Chinese): whose, who gave how many."""
    for row in (work.rows[name] for name in work.order):
        for item in row.score.items if row.score else ():
            if item.state == "disputed":
                given = "、".join(f"{one.who}{one.data['points']}分" for one in row.rulings.points[item.item])
                yield f"{called(row)}“{item.item}”{given}"


def _differences(work: Work, _: Asked) -> Answered:
    """List the differences, those that others have just entered among them."""
    work.catch_up()
    return Answered({"differences": differences(work)})


def _merge_record(work: Work, asked: Asked) -> Answered:
    """Tell what another record would bring, or with ``sure`` take it over."""
    typed = asked.text("path").strip()
    place = typed if decisions.is_address(typed) else choosing.cleaned(typed, work.given.folder)
    if not place:
        raise UsageError("请选择要并入的人工记录（核查记录.sqlite），或填写数据库地址。")
    if not decisions.is_address(place) and _is_same(place, work.kept.place):
        raise UsageError("所选的就是正在使用的人工记录。请选择另一人的记录。")
    try:
        with decisions.open_record(place, reading=True) as other:
            theirs, shown = other.events(), other.place
    except OSError as error:
        raise UsageError(f"无法打开人工记录“{place[:100]}”：{trouble(error, '读取')}。请核对路径。") from error
    if asked.said.get("sure") is not True:
        work.catch_up()
        ours = list(work.kept.events)
        known = {event.uuid for event in ours}
        new = [event for event in theirs if event.uuid not in known]
        words = f"{decisions.compare(ours, theirs).words('本记录', '对方')}{_coming(ours, new)}"
        return Answered({"merging": {"words": words, "path": shown}})
    taken = work.take_over(theirs)
    parts = {**saved(), "differences": differences(work)}
    same = len(theirs) - len(taken.new) - len(taken.refused) - len(taken.differing)
    said = f"已并入“{shown}”：新增{len(taken.new)}条，原有的{same}条不重复。"
    if taken.refused:
        said += f"有{len(taken.refused)}条没有并入：{decisions.counted(taken.refused)}。"
    if taken.differing:
        said += f"有{len(taken.differing)}条编号相同而内容不同，保留本记录原有的内容。"
    return Answered(parts, said)


def _coming(ours: Sequence[DecisionEvent], new: Sequence[DecisionEvent]) -> str:
    """What joining would bring (Chinese): how many entries of each kind, and of which kinds people then differ."""
    if not new:
        return "对方没有本记录之外的内容。"
    kinds = Counter(event.kind for event in new)
    told = "、".join(f"{name}{kinds[kind]}条" for kind, name in KIND_NAMES.items() if kinds[kind])
    every = [*ours, *new]
    differing = decisions.contradictions(Standings(every), every)
    then = f"；认定以外两人所记不一致的将有：{differing}，并入后须在有关报告中重新办理" if differing else ""
    return f"并入后新增{len(new)}条记录（{told}）；两人认定不一致的列为待仲裁{then}，原有内容不会丢失。"


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False


VERBS: Mapping[str, WorkVerb] = {"differences": _differences, "merge_record": _merge_record}
