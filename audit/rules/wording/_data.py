"""Word lists and patterns of this family, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from audit.words import filled


@cache
def words(name: str) -> Mapping[str, Any]:
    """The data file ``name.toml`` of this package, with the lexicon's patterns where it names them."""
    return tomllib.loads(filled(files("audit.rules.wording").joinpath(f"{name}.toml").read_text("utf-8")))
