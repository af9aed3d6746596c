"""Finds all rules: the modules below this package whose name begins with an id; and loads profiles, which speak of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from audit import profiles
from audit.profiles import Profile
from audit.rules._rule import RULE_FILE, Rule, registered


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, by id."""
    for module in pkgutil.walk_packages([str(Path(__file__).parent)], f"{__package__}."):
        if RULE_FILE.fullmatch(module.name.rsplit(".", 1)[-1]):
            importlib.import_module(module.name)
    return registered()


def load_profiles(names: str | Iterable[str]) -> tuple[Profile, ...]:
    """The profiles ``names`` (one or several, "" is none): shipped ones by name, others by the path of a .toml file.

    UsageError, in Chinese, where one is unknown or says what no profile may say.
    """
    given = [names] if isinstance(names, str) else names
    return profiles.load([name for name in given if name], {rule.id for rule in catalogue()})
