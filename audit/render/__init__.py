"""From reports to a folder of pages: every report through the notebooks, an index, the ledger, the data."""

from __future__ import annotations

from audit.render.batch import audit_batch
from audit.render.lab import lay_out, open_lab
from audit.render.notebooks import (
    accept,
    assess,
    crops,
    crops_of,
    examine,
    examples,
    find_input,
    find_inputs,
    moved,
    notebook,
)
from audit.render.opening import OpenedReview, StoppedError, assess_for_desk
from audit.render.results import BatchResult, file_names
from audit.render.results.runlog import last_run
from audit.render.reviewing import ReviewResults

__all__ = [
    "BatchResult",
    "OpenedReview",
    "ReviewResults",
    "StoppedError",
    "accept",
    "assess",
    "assess_for_desk",
    "audit_batch",
    "crops",
    "crops_of",
    "examine",
    "examples",
    "file_names",
    "find_input",
    "find_inputs",
    "last_run",
    "lay_out",
    "moved",
    "notebook",
    "open_lab",
]
