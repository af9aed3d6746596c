"""JupyterLab for the inspector, in a work folder with copies of the notebooks, so that the originals stay as they are."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from audit.disk import folders
from audit.errors import RenderError
from audit.machine import children, stopping
from audit.render.lab import workfolder
from audit.render.lab.workfolder import NOTEBOOKS, ROSTER, RUBRIC, SAMPLES

_STOP = "停止：在本窗口按Ctrl-C。停止前请先在浏览器中保存笔记本。"
_KEY = "（地址中有钥匙，请勿转发）"

#: The settings of JupyterLab that no option sets: it does not ask, in English, whether it may fetch news.
_SETTINGS = Path(__file__).parent / "config"
#: What JupyterLab finds besides what is installed: the kernel of this interpreter under a Chinese name.
_DATA = Path(__file__).parent / "data"
#: Seconds that JupyterLab is given to end its kernels, and between two looks at whether it has ended by itself.
_PATIENCE, _LOOK = 15.0, 0.5


def open_lab(
    folder: Path, say: Callable[[str], None], *, browser: bool = True, environment: Mapping[str, str] | None = None
) -> int:
    """Make ``folder`` a work folder, as ``lay_out`` does, and run JupyterLab there until it is closed.

    ``say`` is also told where to look at it and how to stop; its kernels find ``environment`` set. Returns 0 when JupyterLab
    ended, by itself or since the user stopped it; RenderError where the folder cannot be used or JupyterLab fails.
    """
    lay_out(folder, say)
    arguments = _arguments(folder) + ([] if browser else ["--no-browser"])
    with folders.temporary() as scratch, (scratch / "log").open("w+b") as log, stopping.heard():
        lab = children.begin(_SERVE, arguments, environment=_environment(environment or {}), stderr=log.fileno())
        try:
            threading.Thread(target=_tell, args=(lab, say, browser), daemon=True).start()
            code = _ended(lab)
        except KeyboardInterrupt:
            code = 0
            _end(lab)
        finally:
            lab.end()
        if code:
            raise RenderError(f"JupyterLab未能正常运行（退出码{code}）。{_last_words(scratch / 'log')}")
    say("JupyterLab已关闭。")
    return 0


_SERVE = "audit.render.lab._server:serve"


def _arguments(folder: Path) -> list[str]:
    """What JupyterLab is told to show ``folder``, where a first notebook is opened."""
    told = [f"--ServerApp.root_dir={folder.resolve()}", f"--LabApp.default_url=/lab/tree/{next(iter(NOTEBOOKS))}.ipynb"]
    # An inspector's machine asks no outside server for news or updates; JupyterLab otherwise refuses to run for root.
    told += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    return told + (["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """What JupyterLab finds set: ``given``, our settings before the user's own, and so the kernels of this environment."""
    before = {"JUPYTER_CONFIG_PATH": _SETTINGS, "JUPYTER_PATH": _DATA}
    paths = {name: os.pathsep.join(filter(None, [str(own), os.environ.get(name)])) for name, own in before.items()}
    return {**given, **paths, "JUPYTER_PREFER_ENV_PATH": "1"}


def _tell(lab: children.Child, say: Callable[[str], None], browser: bool) -> None:
    """Say where JupyterLab is, once it says so itself."""
    with suppress(EOFError, OSError, ValueError):  # it has ended
        address = lab.receive()
        opened = (
            "浏览器将自动打开；没有打开的，请将以下地址复制到浏览器"
            if browser
            else "请将以下地址复制到本机的浏览器打开"
        )
        say(f"{opened}{_KEY}：\n{address}\n{_STOP}")


def _ended(lab: children.Child) -> int:
    """The exit code of JupyterLab, as soon as it has one; a wait without an end would not hear Ctrl-C on Windows."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return lab.process.wait(_LOOK)


def _end(lab: children.Child) -> None:
    """Have JupyterLab end its kernels and itself."""
    with suppress(OSError, subprocess.TimeoutExpired):
        lab.send("end")
        lab.process.wait(_PATIENCE)


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return f"其最后一行提示为：{lines[-1]}。请按提示处理后重试，或重新安装工具。" if lines else "请重新安装工具后重试。"


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
