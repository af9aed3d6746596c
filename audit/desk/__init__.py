"""The desk at which an inspector works: agencies, their causes, the evidence; what the browser asks is answered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.desk._desk import Desk
    from audit.desk._files import script, style
    from audit.desk._names import SETTING_NAMES
    from audit.desk._widget import begin, show
    from audit.desk.choosing import Given, given, hand_over
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.desk._desk": ("Desk",),
            "audit.desk._names": ("SETTING_NAMES",),
            "audit.desk.choosing": ("Given", "given", "hand_over"),
            "audit.desk._files": ("script", "style"),
            "audit.desk._widget": ("begin", "show"),
        },
    )

__all__ = ["SETTING_NAMES", "Desk", "Given", "begin", "given", "hand_over", "script", "show", "style"]
