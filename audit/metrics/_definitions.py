"""The dictionary of rates, read from its TOML file; nothing here knows a report."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from audit.errors import FormError
from audit.forms import Form, editions, load

Meaning = Literal["high", "low", ""]


@dataclass(frozen=True, slots=True)
class Term:
    """Cells to add (``sign`` 1) or to subtract (-1): a key, or a pattern in which “*” stands for any characters."""

    pattern: str
    sign: int

    def keys(self, form: Form) -> tuple[str, ...]:
        """The cells of ``form`` that the term means, in printed order; () where the edition has none."""
        return tuple(key for key in form.cells if fnmatchcase(key, self.pattern))


@dataclass(frozen=True, slots=True)
class Definition:
    """One rate: the sum ``numerator`` over the sum ``denominator``.

    ``minimum`` is the smallest denominator with which it is computed; ``whole`` says that the numerator counts a part
    of the denominator; ``meaning`` which values deserve attention. ``name``, ``unit`` and ``note`` are Chinese.
    """

    key: str
    name: str
    unit: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    minimum: int
    meaning: Meaning
    note: str
    whole: bool = True


@cache
def definitions() -> Mapping[str, Definition]:
    """All rates by key, in the order of the file; FormError where the file contradicts itself or the forms."""
    data = tomllib.loads(files("audit.metrics").joinpath("metrics.toml").read_text("utf-8"))
    return parsed(data["metrics"])


def parsed(entries: Sequence[Mapping[str, Any]]) -> dict[str, Definition]:
    """The definitions that ``entries`` of a TOML file write down, by key; FormError as for ``definitions``."""
    found: dict[str, Definition] = {}
    for entry in entries:
        item = _definition(entry)
        if item.key in found:
            raise FormError(f"指标文件中有重复的指标键“{item.key}”，请另取一个。")
        found[item.key] = item
    return found


def _definition(entry: Mapping[str, Any]) -> Definition:
    key = str(entry.get("key", ""))
    needed = ("key", "name", "unit", "numerator", "denominator", "minimum", "meaning", "note")
    if missing := [name for name in needed if name not in entry]:
        raise FormError(f"指标文件中“{key}”缺少：{'、'.join(missing)}。")
    if unknown := sorted(set(entry) - {*needed, "whole"}):
        raise FormError(f"指标文件中“{key}”有不认识的项目：{'、'.join(unknown)}。")
    if type(entry["minimum"]) is not int or entry["minimum"] < 1:
        raise FormError(f"指标文件中“{key}”的minimum应为1或更大的整数。")
    if entry["meaning"] not in ("high", "low", ""):
        raise FormError(f"指标文件中“{key}”的meaning应为“high”“low”或空。")
    return Definition(
        key,
        entry["name"],
        entry["unit"],
        _terms(key, entry["numerator"]),
        _terms(key, entry["denominator"]),
        entry["minimum"],
        entry["meaning"],
        entry["note"],
        entry.get("whole", True),
    )


def _terms(key: str, written: Sequence[str]) -> tuple[Term, ...]:
    terms = tuple(Term(text.removeprefix("-"), -1 if text.startswith("-") else 1) for text in written)
    for term in terms:
        if not any(term.keys(load(edition)) for edition in editions()):
            raise FormError(f"指标文件中“{key}”用到的“{term.pattern}”在各版格式中都没有对应的单元格，请核对。")
    if not terms:
        raise FormError(f"指标文件中“{key}”的分子、分母至少各有一项。")
    return terms
