"""``gkaudit decisions``: records of what people decided, added to, written to a file, joined, compared, and agencies drawn for a second look."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit import decisions
from audit.commands import ledger
from audit.commands.calls.output import DONE, UNREADABLE, say
from audit.commands.decisions import _choose
from audit.decisions import RULING_NAMES, DecisionEvent, Difference
from audit.errors import UsageError
from audit.persons import masked_note
from audit.recordplace import kept_at
from audit.sources import rosters

_MAX_SHOWN = 200


def run(options: argparse.Namespace) -> int:
    """Do what the call's action names; the exit code."""
    actions = {
        "import": ledger.run,
        "choose": _choose.run,
        "export": _export,
        "merge": _merge,
        "compare": _compare,
        "sample": _sample,
    }
    return actions[options.action](options)


def _export(options: argparse.Namespace) -> int:
    """Write the whole record to a file that is read without us."""
    where = options.decisions or (decisions.NAME if Path(decisions.NAME).is_file() else "")
    if not where:
        raise UsageError(f"当前文件夹没有{decisions.NAME}。请用 --decisions 给出人工记录。")
    with decisions.open_record(where, reading=True) as opened:
        count = decisions.export(opened.events(), Path(options.file))
    say(f"已将{count}条人工记录写入“{options.file}”。")
    return DONE


def _merge(options: argparse.Namespace) -> int:
    """Take into the first record what the second one has besides."""
    ours, theirs = options.records
    if not decisions.is_address(theirs) and not decisions.is_address(ours) and _is_same(ours, theirs):
        raise UsageError("两处给出的是同一份人工记录。请给出两份不同的记录。")
    ours = kept_at(ours, options.out)
    with decisions.open_record(theirs, reading=True) as other:
        events = other.events()
    with decisions.open_record(ours) as joined:
        taken = joined.take_over(events)
        standings = joined.standings()
        place = joined.place
    new, refused = taken.new, taken.refused
    disputed, added = decisions.disputed(standings), {event.uuid for event in new}
    since = sum(any(event.uuid in added for event in events) for events in disputed)
    same = len(events) - len(new) - len(refused) - len(taken.differing)
    say(f"已并入“{place}”：新增{len(new)}条，原有的{same}条不重复。")
    if refused:
        say(f"有{len(refused)}条没有并入：{decisions.counted(refused)}。请查明这份记录的来源，有关事项请重新认定。")
    if taken.differing:
        say(f"有{len(taken.differing)}条编号相同而内容不同，可能有一份被改动过；保留本记录原有的内容，没有并入。")
    if disputed:
        new_ones = f"其中{since}处问题两人认定不一致，列为待仲裁。" if since else ""
        say(
            f"{new_ones}本记录中待仲裁的共{len(disputed)}处：见核查台的“不一致”，"
            "或者再次核查后台账的“认定情况”和总览的明细；再次认定即为仲裁结果。"
        )
    if told := decisions.contradictions(standings, new):
        say(f"另有两人所记不一致的：{told}；请重新办理。")
    return UNREADABLE if refused or taken.differing else DONE


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _compare(options: argparse.Namespace) -> int:
    """Print how far two records agree, and where they do not."""
    both = []
    for where in options.records:
        with decisions.open_record(where, reading=True) as opened:
            both.append(opened.events())
    found = decisions.compare(*both)
    print(found.words())
    for number, each in enumerate(sorted(found.differences, key=_place)[:_MAX_SHOWN], 1):
        agency, year, title, _ = _place(each)
        told = f"“{masked_note(title)}”" if title else f"问题{each.one.about}"
        print(f"{number}. {agency}{f'{year}年' if year else ''}，{told}：{_said(each.one)}；{_said(each.other)}")
    if len(found.differences) > _MAX_SHOWN:
        say(f"只列前{_MAX_SHOWN}处。")
    if found.differences:
        say("不一致的各处，用 gkaudit decisions merge 并入一份记录后列为待仲裁，在核查台的“不一致”中逐处仲裁。")
    for where, events in zip(options.records, both, strict=True):
        if left := len(decisions.disputed(decisions.Standings(events))):
            say(
                f"“{decisions.address(where) if decisions.is_address(where) else where}”中有{left}处待仲裁，没有参加比较。"
            )
    if shared := {one.uuid for one in both[0]} & {one.uuid for one in both[1]}:
        say(
            f"两份记录有{len(shared)}条相同的记载，合并过或者由同一份复制而来，一致的比例不能说明两人各自独立认定的结果。"
        )
    return DONE


def _place(each: Difference) -> tuple[str, str, str, str]:
    """Whose a difference is, of which year, what the cause was called when one of the two decided; "" where that is not known."""
    titles = (str(event.data.get("title") or "") for event in (each.one, each.other))
    return each.one.agency, str(each.one.year or ""), next(filter(None, titles), ""), each.one.about


def _said(event: DecisionEvent) -> str:
    ruling = RULING_NAMES[event.data["ruling"]]
    return f"{masked_note(event.who)}认定为{ruling}{f'（{masked_note(event.note)}）' if event.note else ''}"


def _sample(options: argparse.Namespace) -> int:
    """Print agencies drawn by lot from the roster, so many of each kind."""
    if not options.roster:
        raise UsageError("抽样须有机关名录，请用 --roster 给出。")
    if options.number < 1:
        raise UsageError("--number 应为1或更大的整数。")
    roster = rosters.load(options.roster)
    drawn = decisions.sample(roster.agencies, options.number, options.seed)
    for agency in drawn:
        print("\t".join((agency.kind or "（未写类别）", agency.name)))
    say(f"每类至多抽取{options.number}家，共{len(drawn)}家；种子“{options.seed}”相同，抽出的机关相同。")
    return DONE
