"""A filled ledger taken into the record: what will be done is told first."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from audit import console, decisions, ledgers
from audit.commands.calls.options import record
from audit.commands.calls.output import DONE, UNREADABLE, say


def take(options: argparse.Namespace) -> None:
    """Take the ledger that a call names as decisions, if it names one, into the record that counts, which is asked for from then on."""
    if not options.ledger:
        return
    options.decisions = record(options, made=True)
    _imported(options.ledger, options.decisions, decisions.person(options.who), say)
    if not decisions.is_address(options.decisions) and not Path(options.decisions).is_file():
        options.decisions = ""  # Nothing was taken, so that no record was begun.


def run(options: argparse.Namespace) -> int:
    """``gkaudit decisions import``; the exit code, which says whether all of the ledger was taken."""
    where = record(options, made=True)
    who = decisions.person(options.who) if options.who or not options.dry_run else ""
    code = _imported(options.file, where, who, print, dry_run=options.dry_run)
    say("导入时不读报告：台账写出之后报告改动过的，所据内容变了的认定在下次核查时列为已失效，不计入结果。")
    return code


def _imported(path: str, where: str, who: str, tell: Callable[[str], None], *, dry_run: bool = False) -> int:
    def show(plan: ledgers.ImportPlan, before: ledgers.ImportPlan | None) -> None:
        tell(f"台账“{console.printable(path)}”：")
        for line in ledgers.preview(plan, before):
            tell(console.printable(line))

    done = ledgers.take(path, where, who, show, dry_run=dry_run)
    left = len(done.plan.conflicts) + len(done.plan.misfits)
    if dry_run:
        say("以上为预览，没有写入人工记录。")
    elif not done.kept:
        say(f"没有可导入的内容，人工记录没有变化{f'；{left}处没有导入，原因见上' if left else ''}。")
    else:
        say(f"已由{who}记入“{done.place}”：{done.kept}条{f'；{left}处没有导入，原因见上' if left else ''}。")
    return UNREADABLE if left else DONE
