"""``gkaudit audit``: a notebook and a page for each report, the overview, the ledger and the data."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit import render
from audit.commands import ledger
from audit.commands.calls.options import graded, review, tell_doubts
from audit.commands.calls.output import RECORDED, say
from audit.commands.calls.profile import chosen_profiles
from audit.errors import UsageError
from audit.sources import rosters


def run(options: argparse.Namespace) -> int:
    """Audit the reports into the folder asked for; the exit code."""
    if options.workers < 1:
        raise UsageError("--workers 应为1或更大的整数。")
    chosen_profiles(options)
    ledger.take(options)
    tell_doubts(rosters.load(options.roster) if options.roster else None)
    result = render.audit_batch(
        options.paths,
        options.out,
        workers=options.workers,
        review=review(options),
        pdf=options.pdf,
        scheduler=options.scheduler,
        office=options.office,
    )
    unread = [("未核查" if source in result.others else "未能读取", source, why) for source, why in result.unreadable]
    unread += [("未能生成", *each) for each in result.failed]
    for what, source, error in unread if len(unread) > 1 or not result.refused else ():
        say(f"{what}：{source}：{error}")
    if result.record:
        say(RECORDED.format(result.record))
    if result.refused:
        say(result.refused)
        return result.exit_code
    if news := _news(result):
        say(news)
    elif result.missing:
        say(f"名录中有{result.missing}家机关没有报送，见总览和台账。")
    for note in result.notes:
        say(note)
    if result.earlier:
        say(
            f"输出文件夹中另有{result.earlier}个以前核查生成的页面，其报告不在本次范围内，没有计入本次结果，总览中另行列出。"
        )
    say(f"{result.tally.words()}。结果在{Path(options.out).resolve()}，{_next_step(result.index)}")
    if result.index and result.ledger:
        say(_left(result, f'"{options.out}"' if " " in options.out else options.out))
    return graded(options, result.exit_code, result.severities)


def _news(result: render.BatchResult) -> str:
    """What has changed since the run before, in Chinese; "" where nothing has."""
    parts = [f"新到{result.arrived}份"] if result.arrived else []
    parts += [f"新版本{result.renewed}份"] if result.renewed else []
    parts += [f"仍未报送{result.missing}家"] if parts and result.missing else []
    return f"本次{'、'.join(parts)}，见总览和台账。" if parts else ""


def _left(result: render.BatchResult, out: str) -> str:
    """What is left for people to do, and where, by how far they are with deciding (Chinese)."""
    ruled, taken = result.ruled, "保存并关闭后用 gkaudit decisions import 导入"
    if ruled.is_complete:
        return (
            f"各份报告的问题均已认定（{ruled.ruled()}）。下一步：用 gkaudit desk {out} 在核查台办理审核；"
            f"在其中的{result.ledger}填写整改情况，{taken}。"
        )
    done = "" if ruled.is_untouched else f"人工{ruled.words()}。"
    rest = "认定" if ruled.is_untouched else "其余的认定" if ruled.open else "尚未办结的认定"
    where = f"或者用 gkaudit desk {out} 在核查台逐处认定"
    return f"{done}下一步：在其中的{result.ledger}填写{rest}，{taken}；{where}。"


def _next_step(index: Path | None) -> str:
    if index:
        return f"请打开其中的{index.name}。"
    return "总览未能生成（原因见上），请直接打开各份报告的核查页；排除原因后再次运行同一命令即可补上。"
