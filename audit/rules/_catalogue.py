"""Finds all rules: the modules below this package whose name begins with an id."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from audit.rules._rule import RULE_FILE, Rule, registered


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by id."""
    for module in pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."):
        if RULE_FILE.fullmatch(module.name.rsplit(".", 1)[-1]):
            importlib.import_module(module.name)
    return registered()
