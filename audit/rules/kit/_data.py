"""Word lists and other data of a rule, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from audit.words import filled


@cache
def data_file(package: str, name: str) -> Mapping[str, Any]:
    """The data file ``name.toml`` in the folder ``package`` (``__package__`` of the rule that asks).

    Names of the lexicon in braces stand for the patterns of ``audit.words``.
    """
    return tomllib.loads(filled(files(package).joinpath(f"{name}.toml").read_text("utf-8")))
