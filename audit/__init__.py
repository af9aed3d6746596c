"""Reading and auditing annual reports on government information disclosure (政府信息公开工作年度报告)."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

# numpy's linear algebra, of which nothing here makes use, reserves memory for each core of the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from audit.causes import Cause, gather
from audit.findings import Outcome
from audit.forms import Form
from audit.model import Report
from audit.pipeline import Review, assemble, assess, check, load_profiles, read_all
from audit.reading import read
from audit.rules import Rule, catalogue

try:
    __version__ = version("gongkai-audit")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

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
