"""Reading and auditing annual reports on government information disclosure (政府信息公开工作年度报告)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from audit.doors import lazy

# numpy's linear algebra, of which nothing here makes use, reserves memory for each core of the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from audit.causes import Cause, gather
    from audit.findings import Outcome
    from audit.forms import Form
    from audit.machine.installed.libraries import __version__
    from audit.model import Report
    from audit.pipeline import Review, assemble, assess, check, read_all
    from audit.reading import read
    from audit.rules import Rule, catalogue, load_profiles
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.causes": ("Cause", "gather"),
            "audit.findings": ("Outcome",),
            "audit.forms": ("Form",),
            "audit.machine.installed.libraries": ("__version__",),
            "audit.model": ("Report",),
            "audit.pipeline": ("Review", "assemble", "assess", "check", "read_all"),
            "audit.reading": ("read",),
            "audit.rules": ("Rule", "catalogue", "load_profiles"),
        },
    )

__all__ = [
    "Cause",
    "Form",
    "Outcome",
    "Report",
    "Review",
    "Rule",
    "__version__",
    "assemble",
    "assess",
    "catalogue",
    "check",
    "gather",
    "load_profiles",
    "read",
    "read_all",
]
