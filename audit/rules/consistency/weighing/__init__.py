"""Weighs the evidence on a figure that differs from the tables: a slip of the pen, or a figure of something else."""

from __future__ import annotations

from audit.rules.consistency.weighing._accounted import is_accounted_for
from audit.rules.consistency.weighing._open_ways import NEW, open_ways
from audit.rules.consistency.weighing._slips import looks_like_a_slip
from audit.rules.consistency.weighing._weighed import is_corroborated, is_explained

__all__ = ["NEW", "is_accounted_for", "is_corroborated", "is_explained", "looks_like_a_slip", "open_ways"]
