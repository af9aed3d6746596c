"""What the process from which workers are forked does first: all that they will do, once, on a report of the samples.

What is loaded, compiled and drawn here costs no worker anything. Nothing of the report is kept.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from audit import engine, pipeline, reading
from audit.machine import resources
from audit.pipeline import Review
from audit.render.notebooks import name_of_one, notebook

_SAMPLE = "data/samples/青禾县水利局2024.docx"
#: What libraries load wherever it is installed, in two seconds of the processor, and nothing here asks for: jsonschema the
#: grammars of addresses and of spans of time, papermill the way to notebooks on Hadoop, with threads of its own.
_NEEDLESS = ("isoduration", "pyarrow", "rfc3987", "rfc3987_syntax")


def up() -> None:
    """Make this process ready to fork; what fails here fails again in a worker, which tells it."""
    with suppress(Exception):
        _rehearse()
    gc.collect()
    gc.freeze()


def _rehearse() -> None:
    """Read, check and show one report, cell by cell as its notebook does, and let all that is loaded stay."""
    source = str(resources.HOME / _SAMPLE)
    terms = Review().terms()
    assessment = pipeline.assess(pipeline.assemble([reading.read(source)], terms), terms)
    engine.provide({name_of_one(source, (), Review()): assessment.examined()[0]})
    with _not_found(_NEEDLESS):
        from audit.render.notebooks import pages  # noqa: PLC0415 – it loads both

    pages.rehearse(notebook("agency"), {"report": source, "date": "2025-01-31"})
    engine.prepare()
    engine.provide({})


@contextmanager
def _not_found(modules: tuple[str, ...]) -> Iterator[None]:
    """Let imports of these modules fail in the block, as if they were not installed; afterwards they can be imported."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None says that there is none
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
