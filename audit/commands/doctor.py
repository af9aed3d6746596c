"""What the machine has of what the toolkit needs: what is there, what is missing, what that costs, how to mend it."""

from __future__ import annotations

import argparse
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import psutil

from audit import console
from audit.commands.calls.output import DONE, UNREADABLE, print_json, say
from audit.commands.checkup import Check, State, work_settings
from audit.errors import trouble
from audit.limits import memory as machine
from audit.machine.installed import libraries, resources
from audit.machine.programs import browser as machine_browser
from audit.patterns import regex
from audit.readers import can_recognise, formats, libreoffice

MEGABYTE = 1024**2
#: Python versions for which a release has its libraries.
OLDEST, NEWEST = (3, 11), (3, 13)
#: Memory in bytes that a batch with two workers takes, and that one with a single worker cannot do without.
_COMFORTABLE, _LEAST = 2000 * MEGABYTE, 900 * MEGABYTE
#: Address space in bytes below which LibreOffice, or the numerical libraries on many cores, may not start.
_ADDRESSES = 2048 * MEGABYTE
#: Free space in bytes: several hundred reports with their pages; a few.
_ROOMY, _TIGHT = 1000 * MEGABYTE, 100 * MEGABYTE
#: Seconds on the clock after which a program that does not even say its version is taken for one that does not run.
_STARTS = 120
#: Files of fonts with Chinese characters, as systems name them.
_CHINESE = regex(
    r"""
      cjk | sourcehan | droidsansfallback | hanamin                      # Noto, Source Han and others of all CJK
    | simsun | simhei | simkai | simfang | msyh | deng                   # Windows
    | pingfang | songti | heiti | stheiti | hiragino | kaiti | fangsong  # macOS
    | wqy | uming | ukai | fandol                                        # Linux, TeX
    """,
    re.IGNORECASE | re.VERBOSE,
)
FONT_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", r"%WINDIR%\Fonts",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print every check as it is made, and what follows from all of them; the exit code."""
    states = set()
    for found in examine():
        states.add(found.state)
        if options.json:
            print_json("component", found.as_json())
        else:
            print(console.printable(found.described()), flush=True)
    say("主要功能会受影响，请先处理标为“问题”的各项。" if "fault" in states else "主要功能可以使用。")
    return UNREADABLE if "fault" in states else DONE


def examine() -> Iterator[Check]:
    """Every check, one after the other; none of them changes anything on the machine."""
    looks: Iterable[Callable[[], Check]] = (
        python, versions, fonts, office, recognition, browser, temporary, current, memory, encoding,
        work_settings,
    )  # fmt: skip
    for look in looks:
        yield look()


def python() -> Check:
    """Looks whether the interpreter is of a version that the toolkit runs on."""
    found = f"{sys.version.split()[0]}，{sys.executable}"
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return Check("python", "Python", "ok", found)
    span = "{}.{}至{}.{}".format(*OLDEST, *NEWEST)
    cost = f"本版本在Python {span}上测试过，其他版本的依赖库没有固定，结果可能不同。"
    return Check("python", "Python", "lack", found, cost, f"安装Python {span}，并重新安装本工具。")


def versions() -> Check:
    """Compares the libraries with those of the release."""
    found = f"{len(libraries.installed())}个，摘要{libraries.standing()}"
    other = libraries.differences()
    missing = [one for one in other if not one.found]
    if missing or not libraries.installed():
        names = f"，缺少：{'、'.join(one.name for one in missing)}" if missing else ""
        return Check("libraries", "依赖库", "fault", found + names, "核查可能无法运行或中途失败。", f"{_install()}。")
    if not libraries.due():
        cost = "不能确认依赖库的版本是否与发布时一致。"
        return Check("libraries", "依赖库", "lack", found, cost, "用完整的安装包或源码文件夹重新安装本工具。")
    if other:
        listed = "、".join(f"{one.name} {one.found}（随附{one.due or '未列'}）" for one in other)
        cost = "可以核查，但本版本没有用这些库测试过，结果可能与其他机器不同。"
        return Check("libraries", "依赖库", "lack", f"{found}：{listed}", cost, f"{_install()}，改用随附的版本。")
    return Check("libraries", "依赖库", "ok", found)


def fonts() -> Check:
    """Whether pages can be shown in Chinese; reading needs no font of the machine."""
    folders = [Path(os.path.expandvars(os.path.expanduser(folder))) for folder in FONT_FOLDERS]  # noqa: PTH111
    names = (name for folder in folders for _, _, files in os.walk(folder) for name in files)
    if known := next((name for name in names if _CHINESE.search(name)), ""):
        return Check("fonts", "中文字体", "ok", f"已安装（如{known}）")
    cost = "核查页在本机的浏览器中可能显示为方框，也不能正常打印；读取和核查不受影响，图表自带字体。"
    mend = "安装中文字体（Debian、Ubuntu：sudo apt install fonts-noto-cjk）。"
    return Check("fonts", "中文字体", "lack", "没有找到", cost, mend)


def office() -> Check:
    """LibreOffice, and whether it starts."""
    cost = _unread_without("libreoffice")
    mend = "安装LibreOffice（Debian、Ubuntu：sudo apt install libreoffice-writer）。"
    program = libreoffice()
    if program is None:
        return Check("libreoffice", "LibreOffice", "lack", "没有找到", cost, mend)
    version = _runs([program, "--headless", "--version"])
    if version is None:
        return Check("libreoffice", "LibreOffice", "lack", f"{program}不能运行", cost, "重新安装LibreOffice。")
    return Check("libreoffice", "LibreOffice", "ok", f"{version or '已安装'}，{program}")


def recognition() -> Check:
    """The extra that recognises pictures, and whether it can be loaded."""
    cost = _unread_without("ocr")
    mend = f"{_install('[ocr]')}。"
    if not can_recognise():
        return Check("ocr", "识别组件", "lack", "没有安装", cost, mend)
    if _runs([sys.executable, "-c", "import cv2, onnxruntime, rapidocr"]) is None:
        also = "Windows还需要Microsoft Visual C++运行库。"
        return Check("ocr", "识别组件", "lack", "已安装，但不能加载", cost, mend + also)
    return Check("ocr", "识别组件", "ok", "已安装，可以加载")


def _unread_without(component: str) -> str:
    """What cannot be read where ``component`` is missing, as the readers declare it."""
    unread = "、".join(each.needs[component] for each in formats().values() if component in each.needs)
    return f"{unread}不能读取，逐一说明；其他格式不受影响。"


def browser() -> Check:
    """A browser of the Chromium family."""
    if known := machine_browser.program():
        return Check("chromium", "Chromium类浏览器", "ok", known)
    cost = "gkaudit audit 的 --pdf 不能使用；核查不受影响，核查页可用任何浏览器打开和打印。"
    mend = (
        "安装Chromium、Chrome或Edge（Debian、Ubuntu：sudo apt install chromium），"
        f"或用环境变量{machine_browser.VARIABLE}写明其路径。"
    )
    return Check("chromium", "Chromium类浏览器", "lack", "没有找到", cost, mend)


def temporary() -> Check:
    """Whether the folder for temporary files can be written to."""
    try:
        folder = tempfile.gettempdir()
    except OSError:
        mend = "检查磁盘空间，或用环境变量TMPDIR（Windows：TEMP）指定可写的文件夹。"
        return Check("temporary", "临时文件夹", "fault", "没有可写的临时文件夹", "核查不能进行。", mend)
    return _writable("temporary", "临时文件夹", Path(folder), "用环境变量TMPDIR（Windows：TEMP）指定另一个文件夹。")


def current() -> Check:
    """Whether results can be written where the command runs."""
    return _writable("folder", "当前文件夹", Path.cwd(), "换一个文件夹运行，或用 --out 指定可写的输出文件夹。")


def _writable(key: str, name: str, folder: Path, mend: str) -> Check:
    cost = "核查结果不能写入这里。" if key == "folder" else "读取和转换文件不能进行。"
    state: State = "fault"
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"0" * 4096)
            probe.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(key, name, state, f"{folder}不能写入：{trouble(error)}", cost, mend)
    found = f"{folder}，可写，剩余{free // MEGABYTE} MB"
    if free >= _ROOMY:
        return Check(key, name, "ok", found)
    state = "lack" if free >= _TIGHT else "fault"
    return Check(key, name, state, found, "份数较多时磁盘空间可能不足。", f"清理磁盘，或{mend}")


def memory() -> Check:
    """Memory that is free, and what the shell allows a process."""
    available, allowed = psutil.virtual_memory().available, machine.limit()
    found = f"可用{available // MEGABYTE} MB"
    if allowed is not None and allowed < _ADDRESSES:
        found += f"，但本窗口限制每个进程为{allowed // MEGABYTE} MB"
        return Check(
            "memory",
            "内存",
            "fault",
            found,
            "LibreOffice和依赖库可能无法运行。",
            "取消限制（ulimit -v unlimited）后重新运行。",
        )
    if available >= _COMFORTABLE:
        return Check("memory", "内存", "ok", found)
    cost = "同时处理多份报告时内存可能不足，个别文件可能未能读取。"
    mend = "关闭其他程序，或以 --workers 1 逐份核查。"
    return Check("memory", "内存", "lack" if available >= _LEAST else "fault", found, cost, mend)


def encoding() -> Check:
    """Whether Chinese can be shown in this window and used in names of files."""
    shown, named = _console(), sys.getfilesystemencoding()
    found = f"窗口{shown}，文件名{named}"
    if not _is_unicode(named):
        cost = "中文文件名不能读写，核查结果不能生成。"
        return Check("encoding", "字符编码", "fault", found, cost, "设置 LANG=C.UTF-8 或 PYTHONUTF8=1 后重新运行。")
    if not _is_unicode(shown):
        cost = "提示和输出重定向到文件或管道时，中文可能显示为乱码；生成的文件不受影响。"
        mend = "Windows先执行 chcp 65001；其他系统设置 LANG=C.UTF-8。"
        return Check("encoding", "字符编码", "lack", found, cost, mend)
    return Check("encoding", "字符编码", "ok", found)


def _install(extra: str = "") -> str:
    """What brings the libraries of this release into this installation, with those of ``extra`` ("[ocr]") if any."""
    if resources.IS_SOURCE_TREE:
        what = f"'.{extra}'" if extra else "."
        return f"在本工具的源码文件夹中执行 python -m pip install -c constraints.txt -e {what}"
    listed = resources.HOME / "constraints.txt"
    return f'在安装本工具的Python环境中执行 python -m pip install -c "{listed}" "{libraries.DISTRIBUTION}{extra}"'


def _console() -> str:
    """The encoding that the window expects: of the console on Windows, of the locale elsewhere."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 – only Windows has a console with a code page

        return f"cp{ctypes.windll.kernel32.GetConsoleOutputCP()}"
    return locale.getencoding()


def _is_unicode(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "") in ("utf8", "cp65001")


def _runs(command: list[str]) -> str | None:
    """The first line that the program prints; None where it cannot be run or fails."""
    try:
        done = subprocess.run(  # noqa: S603 – an installed program with our own arguments
            command, capture_output=True, timeout=_STARTS, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return next(iter(done.stdout.decode("utf-8", "replace").splitlines()), "").strip()
