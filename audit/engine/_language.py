"""What a notebook says of the language of its cells."""

from __future__ import annotations

import sys
from typing import Any


def language_info() -> dict[str, Any]:
    """What a kernel of this interpreter says of its language."""
    version = sys.version_info
    return {
        "codemirror_mode": {"name": "ipython", "version": version.major},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": f"ipython{version.major}",
        "version": sys.version.split()[0],
    }
