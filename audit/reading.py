"""One source → its bytes → the document → the report, within bounds; and how that was done, for whoever asks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath

from audit import readers, sources
from audit.document import Crop, Cut, Layout
from audit.errors import AuditError, Failure, NotFoundError, OwnError, ReadError
from audit.limits.bound import OverrunError, within
from audit.match import Stages, match, match_in_stages, refusal
from audit.model import Absence, Report

#: Seconds of processor time in which this process reads one document and finds its report; a document of three hundred
#: pages takes about two. What a reader does in a process of its own has bounds of its own.
READ_SECONDS = 10.0


def read(source: str | Path) -> Report:
    """Read one report: a file, or a file inside an archive (``x.zip!inner``).

    Never raises for a document's faults: what cannot be read comes back with ``status == "unreadable"`` and a Chinese
    ``error`` of what, why and what to do. Where the toolkit itself failed, ``failure`` says where.
    """
    name, sha256 = str(source), ""
    structure: dict[str, int | str] = {}
    try:
        data, file_name = sources.load(name)
        sha256 = hashlib.sha256(data).hexdigest()
        structure["bytes"] = len(data)
        return within(READ_SECONDS, partial(_read, data, file_name, name, sha256, structure))
    except ReadError as error:
        absence: Absence = "nowhere" if isinstance(error, NotFoundError) else ""
        return Report(name, sha256, "unknown", "unreadable", error=str(error), absence=absence)
    except OverrunError as error:
        reason = _overrun(error)
        return Report(source=name, sha256=sha256, format="unknown", status="unreadable", error=reason)
    except MemoryError:
        reason = "本机可用的内存不足，未读取。请关闭其他程序后重试，或在内存较大的机器上核查。"
        return Report(name, sha256, "unknown", "unreadable", error=reason)
    except Exception as error:  # a fault of our own must not cost the other files their audit
        own = OwnError.of(error)
        failure = Failure(str(own), own.trace, structure | {"sha256": sha256, "ending": PurePath(name).suffix})
        return Report(name, sha256, "unknown", "unreadable", error=str(own), failure=failure)


def none_read(reports: Sequence[Report]) -> str:
    """Why nothing is said of anybody, in Chinese: of ``reports`` none could be read; "" where one was."""
    if any(report.status != "unreadable" for report in reports):
        return ""
    if not reports:
        return "没有给出报告文件的路径，没有核查。"
    first, *more = reports
    if more:
        return f"给出的路径下有{len(reports)}个文件或文件夹，都未能读取，没有核查任何报告。"
    return (
        f"没有读取到报告，没有核查：{first.error if first.absence == 'nowhere' else f'{first.source}：{first.error}'}"
    )


def _read(data: bytes, file_name: str, source: str, sha256: str, structure: dict[str, int | str]) -> Report:
    """The report in ``data``; ``structure`` gets what the document is made of."""
    document = readers.read(data, file_name)
    structure |= document.structure()
    report = match(document, source, sha256)
    if why := refusal(document, report):
        absence: Absence = "other" if why.other else ""
        notes = document.notes
        return Report(source, sha256, document.format, "unreadable", notes=notes, error=why.error, absence=absence)
    return report


def _overrun(error: OverrunError) -> str:
    return (
        f"读取和识别所需的计算超出上限（{error.seconds:g}秒处理器时间），已停止，未读取。"
        "文件的文字或表格远多于一份年度报告，请只保留年度报告部分、恢复正常的段落后再核查。"
    )


def layout(source: str | Path) -> Layout | None:
    """How the pages of a report were taken apart; None for a format that draws no rulings. ReadError as reading it says."""
    data, file_name = sources.load(str(source))
    try:
        return within(READ_SECONDS, partial(readers.layout, data, file_name))
    except OverrunError as error:
        raise ReadError(_overrun(error)) from error


def crops(source: str | Path, sha256: str, cuts: Sequence[Cut]) -> Sequence[Crop | None]:
    """A small picture of each place of ``cuts`` in the file with that digest; None where none can be made, whatever the reason."""
    try:
        data, file_name = sources.load(str(source))
        if hashlib.sha256(data).hexdigest() == sha256:
            return readers.crops(data, file_name, cuts).pictures
    except AuditError:  # a page without pictures says the same
        pass
    return [None] * len(cuts)


def stages(source: str | Path) -> Stages:
    """What each stage of the match found in a report, for showing how it was read. ReadError as reading it says."""
    data, file_name = sources.load(str(source))
    try:
        return within(READ_SECONDS, lambda: match_in_stages(readers.read(data, file_name), str(source)))
    except OverrunError as error:
        raise ReadError(_overrun(error)) from error
