"""The points at which a batch is killed: each is an event of one of its processes, which the hook waits for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: What a page's file is called, up to its ending.
_PAGE = r"[^/]+年[^/]*"
_ENTRY = r"\.gkaudit-cache/.*/[0-9a-f]+\.entry"
_LIST, _RUNS = r"manifest\.jsonl", r"运行记录\.jsonl"


@dataclass(frozen=True, slots=True)
class Point:
    """The ``number``-th ``event`` of ``sys.audit`` on a path that has ``pattern``; ``torn`` leaves the file half written."""

    name: str
    event: str
    pattern: str
    number: int = 1
    torn: bool = False


def _begun(what: str, pattern: str, number: int = 1) -> Point:
    return Point(f"{what} {number}: begun", "open", _part(pattern), number)


def _half(what: str, pattern: str, number: int = 1) -> Point:
    return Point(f"{what} {number}: half written", "os.rename", f"{pattern}$", number, torn=True)


def _before(what: str, pattern: str, number: int = 1) -> Point:
    return Point(f"{what} {number}: before its name", "os.rename", f"{pattern}$", number)


def _after(what: str, pattern: str, number: int = 1) -> Point:
    return Point(f"{what} {number}: after its name", "os.remove", _part(pattern), number)


def _part(pattern: str) -> str:
    """The pattern of the file that is written before it has its name: ``files.whole`` names it so."""
    folder, slash, name = pattern.rpartition("/")
    return rf"{folder}{slash}\.{name}\.\d+-[0-9a-f]+\.part$"


def _every() -> Iterator[Point]:
    page, book = rf"/{_PAGE}\.html", rf"/{_PAGE}\.ipynb"
    yield Point("cache's key: before its name", "os.link", r"cache\.key$")
    yield from (
        _half("cache", _ENTRY),
        _before("cache", _ENTRY, 3),
        _after("cache", _ENTRY, 5),
        _half("cache", _ENTRY, 9),
    )
    yield from (_begun("list of pages", f"/{_LIST}"), _half("list of pages", f"/{_LIST}"))
    yield from (_before("list of pages", f"/{_LIST}"), _after("list of pages", f"/{_LIST}"))
    yield Point("notebook 1: begun", "os.fork", "", 3)
    yield from (
        _begun("notebook", book),
        _half("notebook", book, 2),
        _before("notebook", book, 3),
        _after("notebook", book, 4),
    )
    yield from (_begun("page", page), _half("page", page, 2), _before("page", page, 3), _after("page", page, 4))
    yield Point("list of pages: before its first line", "open", rf"/{_LIST}$")
    yield Point("list of pages: half a line", "open", rf"/{_LIST}$", 3, torn=True)
    yield _half("handbook", r"/rules\.html")
    yield from (_half("list of pages", f"/{_LIST}", 2), _after("list of pages", f"/{_LIST}", 2))
    yield from _of_the_ledger(r"/ledger\.xlsx")
    for table in ("cells", "outcomes", "reports", "rates", "scores"):
        path = rf"/{table}\.parquet"
        yield from (_half(table, path), _before(table, path), _after(table, path))
    yield from (_half("overview's notebook", r"/index\.ipynb"), _after("overview's notebook", r"/index\.ipynb"))
    yield from (
        _half("overview", r"/index\.html"),
        _before("overview", r"/index\.html"),
        _after("overview", r"/index\.html"),
    )
    yield from (_begun("record of runs", f"/{_RUNS}"), _half("record of runs", f"/{_RUNS}"))
    yield from (_before("record of runs", f"/{_RUNS}"), _after("record of runs", f"/{_RUNS}"))
    yield Point("lock: before it goes", "os.remove", r"/\.gkaudit\.lock$")


def _of_the_ledger(pattern: str) -> Iterator[Point]:
    """The old one is moved aside before the new one is linked to its name."""
    yield _begun("ledger", pattern)
    yield Point("ledger 1: half written", "os.link", f"{pattern}$", torn=True)
    yield Point("ledger 1: before the old one moves aside", "os.rename", r"/\.ledger\.xlsx\.[0-9a-f]+\.old$")
    yield Point("ledger 1: before its name", "os.link", f"{pattern}$")
    yield _after("ledger", pattern)


#: In the order in which a batch comes to them.
POINTS: tuple[Point, ...] = tuple(_every())


def chosen(names: Iterable[str]) -> list[Point]:
    """The points whose names begin so, in order."""
    wanted = re.compile("|".join(re.escape(name) for name in names))
    return [point for point in POINTS if wanted.match(point.name)]
