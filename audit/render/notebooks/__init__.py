"""Notebooks and what they are given: found, executed, written as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.render.notebooks import pages, parts
    from audit.render.notebooks._cutting import crops, crops_ahead, crops_of
    from audit.render.notebooks._given import accept
    from audit.render.notebooks._inputs import (
        as_written,
        assess,
        examine,
        examples,
        find_input,
        find_inputs,
        moved,
        name_of_all,
        name_of_one,
        notebook,
    )
    from audit.render.notebooks._jobs import CheckJob, PageJob, check_packed, make_page, read_packed
else:
    # Papermill takes seconds to import; only who makes pages needs it.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.render.notebooks": ("pages", "parts"),
            "audit.render.notebooks._cutting": ("crops", "crops_ahead", "crops_of"),
            "audit.render.notebooks._given": ("accept",),
            "audit.render.notebooks._inputs": (
                "as_written",
                "assess",
                "examine",
                "examples",
                "find_input",
                "find_inputs",
                "moved",
                "name_of_all",
                "name_of_one",
                "notebook",
            ),
            "audit.render.notebooks._jobs": ("CheckJob", "PageJob", "check_packed", "make_page", "read_packed"),
        },
    )

__all__ = [
    "CheckJob",
    "PageJob",
    "accept",
    "as_written",
    "assess",
    "check_packed",
    "crops",
    "crops_ahead",
    "crops_of",
    "examine",
    "examples",
    "find_input",
    "find_inputs",
    "make_page",
    "moved",
    "name_of_all",
    "name_of_one",
    "notebook",
    "pages",
    "parts",
    "read_packed",
]
