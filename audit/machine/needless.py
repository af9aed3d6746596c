"""Libraries that others load wherever they are installed, at a cost, and for what nothing here asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Two seconds of the processor: jsonschema loads the grammars of addresses and of spans of time, papermill the way to
#: notebooks on Hadoop, with threads of its own.
_MODULES = ("isoduration", "pyarrow", "rfc3987", "rfc3987_syntax")


@contextmanager
def not_found() -> Iterator[None]:
    """Let imports of these modules fail in the block, as if they were not installed; afterwards they can be imported."""
    absent = [name for name in _MODULES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None says that there is none
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
