"""What the command line is made of: its arguments, and commands that stand for themselves."""

from __future__ import annotations

__all__ = []
