"""What the process from which workers are forked does first: all that they will do, once, on a report of the samples.

What is loaded, compiled and drawn here costs no worker anything. Nothing of the report is kept.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from audit import engine, pipeline, reading
from audit.machine import needless
from audit.machine.installed import resources
from audit.pipeline import Review
from audit.render.notebooks import name_of_one, notebook

_SAMPLE = "data/samples/青禾县水利局2024.docx"


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
    with needless.not_found():
        from audit.render.notebooks import pages  # noqa: PLC0415 – it loads both

    pages.rehearse(notebook("agency"), {"report": source, "date": "2025-01-31"})
    engine.prepare()
    engine.provide({})
