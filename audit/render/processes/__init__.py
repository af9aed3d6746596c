"""Processes that work for a batch: forked from a warm one, begun by a command, or those of a cluster."""

from __future__ import annotations

from audit.render.processes import cluster, joining
from audit.render.processes._parcels import Parcels
from audit.render.processes._pool import Pool
from audit.render.processes._workers import Workers

__all__ = ["Parcels", "Pool", "Workers", "cluster", "joining"]
