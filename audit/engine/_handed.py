"""What a notebook is handed by memory, so that it need not find out anew what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_held: dict[str, Any] = {}


def replace(handed: Mapping[str, Any]) -> None:
    """From now on ``handed`` and nothing else is there to take."""
    given = dict(handed)
    _held.clear()
    _held.update(given)


def take(name: str) -> Any | None:
    """What is handed on under ``name``; None where nothing is, as in a notebook that a person runs."""
    return _held.get(name)


def all_held() -> Mapping[str, Any]:
    """Everything that is there to take, by name."""
    return dict(_held)
