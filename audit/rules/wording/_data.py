"""Word lists and patterns of this family, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(name: str) -> Mapping[str, Any]:
    """The data file ``name.toml`` of this package."""
    return tomllib.loads(files("audit.rules.wording").joinpath(f"{name}.toml").read_text("utf-8"))
