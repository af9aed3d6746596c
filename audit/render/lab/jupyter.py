"""JupyterLab for the inspector, in a work folder with copies of the notebooks, so that the originals stay as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from audit.errors import RenderError
from audit.render.lab import workfolder
from audit.render.lab.workfolder import NOTEBOOKS, ROSTER, RUBRIC, SAMPLES

_BROWSER = "浏览器将自动打开；没有打开的，请将下面以http://localhost或http://127.0.0.1开头的一行地址复制到浏览器。"
_ADDRESS = "请将下面以http://localhost或http://127.0.0.1开头的一行地址复制到浏览器打开。"
_STOP = "停止：在本窗口按两次Ctrl-C，或者按一次Ctrl-C后输入y并按回车键。停止前请先在浏览器中保存笔记本。"

#: The settings of JupyterLab that no option sets: it does not ask, in English, whether it may fetch news.
_SETTINGS = Path(__file__).parent / "config"


def open_lab(folder: Path, say: Callable[[str], None], *, browser: bool = True) -> int:
    """Make ``folder`` a work folder, as ``lay_out`` does, and run JupyterLab there until it is closed.

    ``say`` is also told where to look at it and how to stop. Returns 0 when JupyterLab ended, by itself or since the
    user stopped it; RenderError where the folder cannot be used or JupyterLab does not start.
    """
    lay_out(folder, say)
    say(_BROWSER if browser else _ADDRESS)
    say(_STOP)
    command = start(folder) + ([] if browser else ["--no-browser"])
    code, stopped = _run(command, environment())
    if code and not stopped:
        raise RenderError(f"JupyterLab 未能正常运行（退出码 {code}）。请查看上方的提示，或重新安装工具。")
    say("JupyterLab已关闭。")
    return 0


def start(folder: Path) -> list[str]:
    """The command that runs JupyterLab on ``folder``, where a first notebook is opened."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.resolve()}"]
    command += [f"--LabApp.default_url=/lab/tree/{next(iter(NOTEBOOKS))}.ipynb"]
    # An inspector's machine asks no outside server for news or updates; JupyterLab otherwise refuses to run for root.
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    return command + (["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


def environment() -> dict[str, str]:
    """What that command finds set: our settings before the user's own, and so the kernels of this environment."""
    paths = [str(_SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return os.environ | {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


def lay_out(folder: Path, say: Callable[[str], None]) -> None:
    """Copy notebooks, samples, roster and rubric into ``folder``; ``say`` is told what is there and what was left."""
    laid = workfolder.lay_out(folder)
    with_them = f"样例报告（{SAMPLES}）、其名录（{ROSTER}）和可以修改的评分办法（{RUBRIC}）"
    say(f"笔记本已复制到{folder.resolve()}，同在一处的还有{with_them}。改动过的文件保持不变。")
    if laid.renewed:
        say(f"以下各项由另一版本复制，没有改动过，已换成本版本的：{'、'.join(laid.renewed)}。")
    if laid.other:
        say(
            f"以下各项与本版本的不同，保持不变：{'、'.join(laid.other)}。"
            "需要本版本的，请将其改名或移走后再次运行，或用 --dir 换一个文件夹。"
        )


def _run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bool]:
    """The exit code of ``command``, and whether the user asked it to stop.

    A terminal sends Ctrl-C to both programs: JupyterLab asks back, and this one waits for what it is answered.
    """
    stopped = False
    with subprocess.Popen(command, env=environment) as process:  # noqa: S603 – our own interpreter and options
        while True:
            try:
                return process.wait(), stopped
            except KeyboardInterrupt:
                stopped = True
                if sys.stdin is None or not sys.stdin.isatty():
                    process.terminate()  # nobody can be asked, and the signal may have come to this process alone
