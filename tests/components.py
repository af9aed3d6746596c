"""What some tests need besides Python packages: a test that lacks it is skipped, but fails where CI is to be trusted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from audit.readers import _soffice
from audit.readers._troubles import can_recognise

CHROMIUM = Path("/usr/bin/chromium")
#: Each component with how its presence is told and how it is installed.
COMPONENTS: Mapping[str, tuple[Callable[[], bool], str]] = {
    "chromium": (CHROMIUM.exists, "apt-get install chromium"),
    "libreoffice": (lambda: _soffice.program() is not None, "apt-get install libreoffice-writer libreoffice-calc"),
    "ocr": (can_recognise, "python -m pip install -e '.[ocr]'"),
}


def demand(*names: str) -> None:
    """Skip the running test where one of the components ``names`` is missing; fail it where CI is "true"."""
    for name in names:
        present, install = COMPONENTS[name]
        if not present():
            end = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            end(f"“{name}” is not installed: {install}")
