"""The record of runs beside the results: what was asked for, what became of each file, how long it took; no text of reports."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import schema
from audit.disk import files
from audit.errors import RenderError
from audit.machine.installed import code, libraries
from audit.persons import masked
from audit.pipeline import Review
from audit.render.results._result import BatchResult

NAME = "运行记录.jsonl"
#: Runs that are kept, the latest ones.
_KEPT = 100
_KIND = "run"
#: How a file was given, and what became of one that could not be read.
_AUDITED, _EARLIER, _UNREAD = "paths", "previous", "unread"


@dataclass(slots=True)
class RunLog:
    """What is written down of the run that goes on: when it began, the seconds of its stages, the fate of each file."""

    begun: dt.datetime = field(default_factory=lambda: dt.datetime.now().astimezone())
    seconds: dict[str, float] = field(default_factory=dict)
    #: The sources that are to be audited; others are only compared with.
    audited: frozenset[str] = frozenset()
    #: By source: read, known (from the cache), unread.
    fates: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the seconds of the block to the stage ``name``."""
        before = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - before, 3)

    def write(
        self,
        folder: Path,
        contents: Mapping[str, str],
        paths: tuple[str, ...],
        review: Review,
        result: BatchResult,
    ) -> None:
        """Add the run to the file in ``folder``; where that cannot be written, the record is lost and what it tells of news."""
        failed, unread = dict(result.failed), dict(result.unreadable)
        fates = {
            masked(source): {
                "sha256": digest,
                "given": _AUDITED if source in self.audited else _EARLIER,
                "reading": _UNREAD if source in unread else self.fates.get(source, "unchanged"),
                "page": "failed" if source in failed else "there" if source in result.pages else "none",
            }
            for source, digest in contents.items()
        }
        entry = {
            "begun": self.begun.isoformat(timespec="seconds"),
            "version": code.toolkit_version(),
            "libraries": libraries.digest(),
            "paths": list(map(masked, paths)),
            **{name: _masked(value) for name, value in review.as_parameters().items()},
            "counts": {
                **result.tally._asdict(),
                "pages": len(result.pages),
                "reused": result.reused,
                "failed": len(failed),
                "missing": result.missing,
                "arrived": result.arrived,
                "renewed": result.renewed,
            },
            "seconds": self.seconds,
            "files": fates,
        }
        line = json.dumps(schema.stamped(_KIND, entry), ensure_ascii=True)
        path = folder / NAME
        with suppress(OSError, RenderError):
            files.write(path, "\n".join([*_lines(path)[-_KEPT + 1 :], line]) + "\n")


def reports_read(folder: Path) -> list[dict[str, str]]:
    """What each run on record has read of the reports it was to audit: the SHA-256 by masked source; the latest run last.

    A line that tells of no run is passed over.
    """
    try:
        lines = _lines(folder / NAME)
    except OSError:
        return []
    found = []
    for line in lines:
        with suppress(ValueError, LookupError, AttributeError, TypeError):
            fates = json.loads(line)["files"].items()
            found.append({source: str(fate["sha256"]) for source, fate in fates if _is_read(fate)})
    return found


def last_run(folder: Path) -> dict[str, Any]:
    """What the last run into ``folder`` was asked for: ``paths`` and the names of a ``Review``, without private numbers; {} where nothing usable says so."""
    with suppress(OSError, ValueError, LookupError):
        found = json.loads(_lines(folder / NAME)[-1])
        wanted = ("paths", *Review.__dataclass_fields__)
        return {name: found[name] for name in wanted if isinstance(found.get(name), str | list)}
    return {}


def _is_read(fate: Mapping[str, str]) -> bool:
    """Whether a file is one that was to be audited, as all are in records of earlier versions, and was read."""
    return bool(fate["sha256"]) and fate["reading"] != _UNREAD and fate.get("given", _AUDITED) == _AUDITED


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []


def _masked(value: str | Sequence[str]) -> str | list[str]:
    """An option as it is kept, without anybody's name or number."""
    return masked(value) if isinstance(value, str) else [masked(text) for text in value]
