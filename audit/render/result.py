"""What a batch made and what it could not make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.findings import Severity


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch made: pages by source, and what was not made or not read as (source, Chinese reason).

    ``severities`` are those of all findings; ``reused`` counts the pages that an earlier run had already made from the
    same input by the same toolkit; ``missing`` the agencies of the roster without a report. ``index`` is the overview,
    None where there is none; it also lists the ``earlier`` pages, which the folder holds of reports outside of this batch.
    ``record`` is the file that tells our own faults, if there were any.
    """

    pages: Mapping[str, Path]
    failed: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    severities: frozenset[Severity] = frozenset()
    reused: int = 0
    missing: int = 0
    index: Path | None = None
    earlier: int = 0
    record: Path | None = None

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some input was not read or there was none, 3 a failure of our own."""
        return 3 if self.failed else 1 if self.unreadable or not self.pages else 0
