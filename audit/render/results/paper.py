"""Pages as PDF beside the HTML, printed by the machine's own browser: the same content, with numbers on its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2

from audit.disk import files, folders
from audit.errors import RenderError
from audit.machine.programs import browser
from audit.patterns import regex
from audit.render.results.store import PRINT_ENDING, PRINTING, StoredPage

#: The oldest browser that prints what a page says for the margins of paper.
_OLDEST = 131
#: What the foot of a page says of how many there are.
_HOW_MANY = regex(r"，共\s*(\d+)")
#: Ways out of the page: to files that stand beside it, whose places on this machine are nobody's business.
_LEADS_AWAY = regex(r' href="(?!#)[^"]*"')


_ELSEWHERE = "请把该文件移走，或用 --out 换一个文件夹，然后重新运行。"
_OTHERWISE = "网页不受影响，可在浏览器中打开后打印。"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A page to print: ``folder/name.html`` with the browser at the path."""

    browser: str
    folder: Path
    name: str


def demanded() -> str:
    """The path of the browser; RenderError, in Chinese, where there is none."""
    found = browser.program()
    if found:
        return found
    chosen = f"环境变量{browser.VARIABLE}指定的程序没有找到。" if browser.is_chosen() else ""
    raise RenderError(
        f"--pdf 需要本机的Chromium、Chrome或Edge浏览器，没有找到，没有读取任何报告。{chosen}"
        f"请安装其中之一，或用环境变量{browser.VARIABLE}写明其路径后重试；也可以去掉 --pdf，在任何浏览器中打开网页后打印。"
    )


def due(folder: Path, entries: Iterable[StoredPage]) -> tuple[dict[str, StoredPage], dict[str, str]]:
    """The pages among ``entries`` whose print is missing or shows an earlier state, by name, marked as begun.

    With the file names that are not ours to write, and why, in Chinese.
    """
    begun, refused = {}, {}
    for entry in entries:
        made = folder / f"{entry.name}{PRINT_ENDING}"
        if made.exists() and not entry.pdf:
            refused[made.name] = f"输出文件夹中已有同名的文件，不是本工具生成的，没有改动。{_ELSEWHERE}"
        elif not made.exists() or entry.pdf != _digest(folder, entry.name):
            begun[entry.name] = replace(entry, pdf=PRINTING)
    return begun, refused


def _digest(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / f"{name}.html").read_bytes()).hexdigest()


def print_page(job: PrintJob) -> str:
    """Print a page into the PDF beside it, whole or not at all, and give the digest of the page that was printed.

    RenderError, in Chinese, where that cannot be done.
    """
    page = job.folder / f"{job.name}.html"
    text = _LEADS_AWAY.sub("", page.read_text("utf-8"))
    with folders.temporary() as scratch:
        made = browser.print_page(job.browser, scratch, text)
        if isinstance(made, str):
            raise RenderError(f"“{page.name}”未能打印为PDF：{made}。{_OTHERWISE}")
        _check(made, page.name)
        with files.whole(job.folder / f"{job.name}{PRINT_ENDING}") as part:
            part.write_bytes(made.read_bytes())
    return _digest(job.folder, job.name)


def _check(made: Path, name: str) -> None:
    """RenderError where the PDF is not whole, or the browser is one that leaves out the numbers of pages."""
    try:
        with pypdfium2.PdfDocument(made) as document:
            first, count = document[0].get_textpage().get_text_range(), len(document)
    except pypdfium2.PdfiumError as error:
        raise RenderError(f"“{name}”打印出的PDF不完整。{_OTHERWISE}") from error
    if str(count) not in _HOW_MANY.findall(" ".join(first.split())):
        raise RenderError(
            f"“{name}”打印出的PDF没有页码，本机的浏览器可能过旧。请升级到{_OLDEST}或更高版本后重试。{_OTHERWISE}"
        )
