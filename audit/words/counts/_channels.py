"""Channels: how applications come in, and where information is made public."""

from __future__ import annotations

from audit.words._data import data


def channels(*kinds: str) -> tuple[str, ...]:
    """The channels of ``kinds``: requests, publishing."""
    return tuple(word for kind in kinds for word in data("counts/channels")[kind])
