"""The law in force for a report's year, as ``law.toml`` has it; grounds name its entries in braces."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from audit.errors import RuleError
from audit.patterns import regex

#: The grounds for years in which no law asked what the rule goes by.
_NO_LAW = "当时没有相应的规定，不核对。"
_NAMED = regex(r"\{([^{}]+)\}")
#: Grounds that are kept: those of all rules for a dozen years.
_REMEMBERED = 2048
#: Marks between parts of the grounds that stand alone once a part is dropped.
_LEFT_ALONE = regex(r"^；|（）|；(?=[；。]|$)")


def in_force(entry: str, year: int | None) -> Mapping[str, Any]:
    """The version of ``entry`` for the report of ``year``, with all its keys; the latest where the year is not known.

    RuleError, in Chinese, where there is no such entry.
    """
    versions: Sequence[Mapping[str, Any]] = _law().get(entry, {}).get("versions", ())
    if not versions:
        raise RuleError(f"law.toml 中没有“{entry}”。请核对规则说明中的“依据”。")
    return [each for each in versions if year is None or each.get("since", 0) <= year][-1]


@lru_cache(_REMEMBERED)
def grounds(written: str, year: int | None = None) -> str:
    """The grounds of a rule as ``written``, with the law in force for the report of ``year`` in place of its entries."""
    filled = _NAMED.sub(lambda match: str(in_force(match[1], year)["text"]), written)
    kept = _LEFT_ALONE.sub("", filled) if filled != written else written
    return kept if kept.strip("；。") else _NO_LAW


def changes(written: str) -> list[int]:
    """The years of reports from which on other law holds for grounds as ``written``, the latest first."""
    entries = [_law()[name]["versions"] for name in _NAMED.findall(written)]
    return sorted({each["since"] for versions in entries for each in versions if "since" in each}, reverse=True)


@cache
def _law() -> Mapping[str, Any]:
    return tomllib.loads(files("audit.rules").joinpath("law.toml").read_text("utf-8"))
