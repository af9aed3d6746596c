"""The desk served to this machine's browser: Voilà, held to one notebook, one person and loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.serving._service import Service
    from audit.serving._start import serve
    from audit.serving.reached import USUAL_PORT, Address, OpenDesk, SingleDesk, loopback, show, socket_on
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.serving.reached": (
                "USUAL_PORT",
                "Address",
                "OpenDesk",
                "SingleDesk",
                "loopback",
                "show",
                "socket_on",
            ),
            "audit.serving._service": ("Service",),
            "audit.serving._start": ("serve",),
        },
    )

__all__ = [
    "USUAL_PORT",
    "Address",
    "OpenDesk",
    "Service",
    "SingleDesk",
    "loopback",
    "serve",
    "show",
    "socket_on",
]
