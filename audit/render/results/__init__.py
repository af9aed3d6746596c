"""What a batch leaves in its folder: pages and what they were made of, data files, prints, the record of runs; what was new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.render.results import data, ledgerfile, paper, runlog, store, unchanged
    from audit.render.results._names import file_names, safe_name
    from audit.render.results._news import News, news
    from audit.render.results._result import BatchResult, Pages, others, unreadable
    from audit.render.results.runlog import RunLog
else:
    # The ledger and the data files need pandas, prints a library of PDF; most of what asks for results needs neither.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.render.results": ("data", "ledgerfile", "paper", "runlog", "store", "unchanged"),
            "audit.render.results._names": ("file_names", "safe_name"),
            "audit.render.results._news": ("News", "news"),
            "audit.render.results._result": ("BatchResult", "Pages", "others", "unreadable"),
            "audit.render.results.runlog": ("RunLog",),
        },
    )

__all__ = [
    "BatchResult",
    "News",
    "Pages",
    "RunLog",
    "data",
    "file_names",
    "ledgerfile",
    "news",
    "others",
    "paper",
    "runlog",
    "safe_name",
    "store",
    "unchanged",
    "unreadable",
]
