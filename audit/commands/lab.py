"""``gkaudit lab``: the notebooks with what they need in a folder, and JupyterLab on it."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from audit import decisions, desk, render
from audit.commands.calls.output import DONE, say
from audit.disk import folders
from audit.errors import UsageError
from audit.settings import worksettings


def run(options: argparse.Namespace) -> int:
    """Lay out the folder and open JupyterLab unless told not to; the exit code."""
    notebooks = Path(options.dir)
    if options.copy_only:
        render.lay_out(notebooks, say)
        return DONE
    with folders.temporary() as scratch:
        # The desk is that of the folder in which the command is called, wherever the notebooks lie.
        environment = desk.hand_over(scratch, Path.cwd(), {})
        record = desk.given(environment).record
        say(f"核查台的人工记录：{record}。与在本文件夹运行gkaudit desk相同，录入的互相可见。")
        _tell_left_aside(notebooks, record)
        return render.open_lab(notebooks, say, browser=not options.no_browser, environment=environment)


def _tell_left_aside(notebooks: Path, record: str) -> None:
    """Say what lies among the notebooks and counts only for commands that are called there."""
    if notebooks.resolve() == Path.cwd().resolve():
        return
    other = notebooks / decisions.NAME
    if other.is_file() and (decisions.is_address(record) or other.resolve() != Path(record).resolve()):
        say(
            f"“{notebooks}”中另有一份人工记录，本次不用。其中的认定需要计入的，"
            f'请在本文件夹运行：gkaudit decisions merge "{record}" "{other}"'
        )
    with suppress(UsageError):  # a file that is not used is nobody's concern
        if worksettings.load(notebooks).given:
            say(
                f"“{notebooks / worksettings.NAME}”中启用的设置只用于在该文件夹中运行的命令。"
                f"需要用于核查台的，请写入“{Path.cwd() / worksettings.NAME}”。"
            )
