"""What a notebook is provided with by memory, so that it need not find out anew what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_values: dict[str, Any] = {}


def provide(values: Mapping[str, Any]) -> None:
    """Let notebooks that are executed from now on have ``values``, by name, and nothing else."""
    new = dict(values)
    _values.clear()
    _values.update(new)


def provided(name: str) -> Any | None:
    """What this notebook is provided with under ``name``; None where nothing is, as in a notebook that a person runs."""
    return _values.get(name)


def all_provided() -> Mapping[str, Any]:
    """Everything that notebooks are provided with, by name."""
    return dict(_values)
