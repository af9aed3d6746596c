"""The desk served to this machine's browser: Voilà, held to one notebook, one person and loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.serving._address import USUAL_PORT, Address, loopback, socket_on
    from audit.serving._instance import OpenDesk, SingleDesk, private
    from audit.serving._launch import show
    from audit.serving._service import Service
    from audit.serving._start import serve
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.serving._address": ("USUAL_PORT", "Address", "loopback", "socket_on"),
            "audit.serving._instance": ("SingleDesk", "OpenDesk", "private"),
            "audit.serving._launch": ("show",),
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
    "private",
    "serve",
    "show",
    "socket_on",
]
