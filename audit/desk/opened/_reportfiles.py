"""The files of an open review: whether they hold still what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from audit import sources
from audit.desk.rows import DeskRow
from audit.errors import ReadError, UsageError
from audit.model import Report, own_path
from audit.persons import masked


class ReplacedError(UsageError):
    """A file holds something else than what was read of it: what is shown is not what stands there."""


class ReportFiles:
    """What stands on the disk at the places of reports that were read; a look at one costs next to nothing."""

    def __init__(self) -> None:
        #: How the file of each report looked when it was last found to hold what was read.
        self._stamps: dict[str, sources.FileStamp] = {}

    def demand_as_read(self, rows: Iterable[DeskRow | None]) -> None:
        """ReplacedError, in Chinese, where the file of one of ``rows`` holds another content by now.

        Of a file that is away, or cannot be had at present, that cannot be told.
        """
        for report in (row.report for row in rows if row):
            if report and report.sha256 and self._is_another(report):
                name = masked(own_path(report.source).name, report.private)
                raise ReplacedError(
                    f"“{name}”在打开之后已换成另一份内容，以重新读取的为准；读取之前所办理的没有写入，请核对后再办理。"
                )

    def _is_another(self, report: Report) -> bool:
        stamp = sources.stamp_of(sources.split(report.source)[0])
        if stamp is None or stamp == self._stamps.get(report.source):
            return False
        try:
            digest = hashlib.sha256(sources.load(report.source)[0]).hexdigest()
        except ReadError:
            return False
        if digest != report.sha256:
            return True
        self._stamps[report.source] = stamp
        return False
