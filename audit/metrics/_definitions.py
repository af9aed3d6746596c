"""The dictionary of rates, read from its TOML file; nothing here knows a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Any, Literal, get_args

from audit import settings
from audit.errors import FormError, UsageError
from audit.forms import Form, editions, load
from audit.settings import SettingsTable

Meaning = Literal["high", "low", ""]
_MEANINGS: dict[str, Meaning] = {word: word for word in get_args(Meaning)}

#: Patterns whose cells are kept, each for one edition.
_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class RateTerm:
    """Cells to add (``sign`` 1) or to subtract (-1): a key, or a pattern in which “*” stands for any characters."""

    pattern: str
    sign: int

    def keys(self, form: Form) -> tuple[str, ...]:
        """The cells of ``form`` that the term means, in printed order; () where the edition has none."""
        return _cells(self.pattern, form.edition)


@lru_cache(_REMEMBERED)
def _cells(pattern: str, edition: str) -> tuple[str, ...]:
    cells = load(edition).cells
    if pattern in cells:
        return (pattern,)
    return tuple(key for key in cells if fnmatchcase(key, pattern)) if "*" in pattern else ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One rate: the sum ``numerator`` over the sum ``denominator``.

    ``minimum`` is the smallest denominator with which it is computed; ``whole`` says that the numerator counts a part
    of the denominator; ``meaning`` which values deserve attention. ``name``, ``unit`` and ``note`` are Chinese.
    """

    key: str
    name: str
    unit: str
    numerator: tuple[RateTerm, ...]
    denominator: tuple[RateTerm, ...]
    minimum: int
    meaning: Meaning
    note: str
    whole: bool = True


@cache
def definitions() -> Mapping[str, Definition]:
    """All rates by key, in the order of the file; FormError where the file contradicts itself or the forms."""
    return _parsed(settings.own("audit.metrics", "metrics.toml"))


def parsed(entries: Sequence[Mapping[str, Any]]) -> dict[str, Definition]:
    """The definitions that ``entries`` of a TOML file write down, by key; FormError as for ``definitions``."""
    return _parsed(SettingsTable({"metrics": [*entries]}))


def _parsed(top: SettingsTable) -> dict[str, Definition]:
    with settings.refusing("指标文件", "metrics.toml", FormError):
        found = [_definition(one) for one in top.only("metrics").sections("metrics", "个指标", needed=True)]
        if again := settings.twice(item.key for item in found):
            raise UsageError(f"指标键“{again}”重复，请另取一个。")
        return {item.key: item for item in found}


def _definition(one: SettingsTable) -> Definition:
    one.only("key", "name", "unit", "numerator", "denominator", "minimum", "meaning", "note", "whole")
    return Definition(
        one.text("key"),
        one.text("name"),
        one.text("unit"),
        _terms(one, "numerator"),
        _terms(one, "denominator"),
        one.whole("minimum", 1),
        one.choice("meaning", _MEANINGS, names='"high"、"low"或""'),
        one.text("note"),
        one.flag("whole", default=True),
    )


def _terms(one: SettingsTable, key: str) -> tuple[RateTerm, ...]:
    written = one.texts(key, example='["applications.concluded.total"]')
    terms = tuple(RateTerm(text.removeprefix("-"), -1 if text.startswith("-") else 1) for text in written)
    for term in terms:
        if not any(term.keys(load(edition)) for edition in editions()):
            raise one.wrong(key, f"用到的“{term.pattern}”在各版格式中都没有对应的单元格，请核对。")
    return terms
