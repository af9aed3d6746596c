"""Batches that are killed, and what has to hold of them: afterwards, and when they are started again. Linux only."""

from __future__ import annotations

from tests.killing.batch import Batch, Killed, contents, faults
from tests.killing.points import POINTS, Point, chosen

__all__ = ["POINTS", "Batch", "Killed", "Point", "chosen", "contents", "faults"]
