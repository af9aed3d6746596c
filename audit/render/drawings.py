"""The pages of reports as they were taken apart, each report as a web page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audit import reading
from audit.disk import files
from audit.errors import ReadError, RenderError, trouble
from audit.model import Report
from audit.present.layout import drawing
from audit.render.results import file_names

#: What the files are called behind the agency and year.
_ENDING = "·版面.html"


def folder_for(folder: str | Path) -> Path:
    """The ``folder`` for drawings, made where it is not there; RenderError where it cannot be."""
    where = Path(folder)
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"无法建立文件夹“{where}”：{trouble(error)}。请另选文件夹，或检查权限。") from error
    return where


def draw(reports: Sequence[Report], where: Path) -> Iterator[tuple[Report, Path | None, str]]:
    """Write the drawing of each of ``reports`` into the folder ``where``: the report, its file or None, and why there is none (Chinese).

    RenderError where a file cannot be written.
    """
    names = file_names(reports)
    for report in reports:
        try:
            layout = reading.layout(report.source)
        except ReadError as error:
            yield report, None, str(error)
            continue
        if layout is None:
            yield report, None, "该格式的表格不靠画线识别，没有可画的版面。"
            continue
        path = where / f"{names[report.source]}{_ENDING}"
        files.write(path, drawing(layout, report.source, report.private))
        yield report, path, ""
