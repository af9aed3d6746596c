"""Agencies drawn by lot, so many of each kind, the same ones by the same seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from audit.corpus import Agency


def sample(agencies: Iterable[Agency], number: int, seed: str) -> list[Agency]:
    """At most ``number`` agencies of each kind, in the order of the roster; which ones depends on names and ``seed`` alone.

    An agency that joins the roster changes nothing of the lots of the others.
    """
    by_kind: dict[str, list[Agency]] = {}
    listed = list(agencies)
    for agency in listed:
        by_kind.setdefault(agency.kind or "", []).append(agency)
    drawn = {
        agency.name
        for group in by_kind.values()
        for agency in sorted(group, key=lambda one: _lot(one.name, seed))[:number]
    }
    return [agency for agency in listed if agency.name in drawn]


def _lot(name: str, seed: str) -> str:
    return hashlib.sha256(f"{seed}\0{name}".encode()).hexdigest()
