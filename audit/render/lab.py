"""JupyterLab for the inspector, on a copy of the notebooks, so that the originals stay as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from audit.errors import RenderError, trouble
from audit.render.inputs import notebook

NOTEBOOKS = ("explore", "agency", "overview", "trend", "rules")


def open_lab(folder: Path, *, browser: bool = True) -> int:
    """Copy the notebooks into ``folder`` (what is there is kept) and run JupyterLab until it is closed.

    Returns 0 when it ended by itself; RenderError where the folder cannot be used or JupyterLab does not start.
    """
    copy_notebooks(folder)
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.resolve()}"]
    command += [f"--LabApp.default_url=/lab/tree/{NOTEBOOKS[0]}.ipynb"] + ([] if browser else ["--no-browser"])
    # An inspector's machine asks no outside server for news or updates; JupyterLab otherwise refuses to run for root.
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    command += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # The kernels of this environment come before those that a user may have installed under the same name.
    environment = os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"}
    code = subprocess.call(command, env=environment)  # noqa: S603 – our own interpreter and options
    if code:
        raise RenderError(f"JupyterLab 未能正常运行（退出码 {code}）。请查看上方的提示，或重新安装工具。")
    return code


def copy_notebooks(folder: Path) -> None:
    """Put the notebooks into ``folder``; files that are there already are left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in NOTEBOOKS:
            target = folder / f"{name}.ipynb"
            if not target.exists():
                shutil.copyfile(notebook(name), target)
    except OSError as error:
        raise RenderError(f"无法使用文件夹“{folder}”：{trouble(error)}。请换一个可写的文件夹。") from error
