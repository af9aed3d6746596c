"""``gkaudit cache``: what is kept of earlier runs beside the results, to throw away."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.cache import clear
from audit.commands.calls.output import DONE, say
from audit.errors import UsageError

_MEGABYTE = 1024 * 1024


def run(options: argparse.Namespace) -> int:
    """Throw the cache of a folder of results away; the exit code. UsageError where no such folder is there."""
    folder = Path(options.clear)
    if not folder.is_dir():
        raise UsageError(f"没有文件夹“{folder}”。--clear 后应为 gkaudit audit 的输出目录。")
    size = clear(folder)
    if size:
        say(
            f"已清除“{folder}”中的缓存（{size / _MEGABYTE:.1f}MB）。核查结果和人工记录没有改动，下次核查时重新读取各份报告。"
        )
    else:
        say(f"“{folder}”中没有缓存，没有改动任何文件。")
    return DONE
