"""Where the desk is reached: its address, the one desk that is open, the browser opened on it."""

from __future__ import annotations

from audit.serving.reached._address import USUAL_PORT, Address, loopback, socket_on
from audit.serving.reached._instance import OpenDesk, SingleDesk
from audit.serving.reached._launch import show

__all__ = ["USUAL_PORT", "Address", "OpenDesk", "SingleDesk", "loopback", "show", "socket_on"]
