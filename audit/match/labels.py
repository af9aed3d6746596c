"""Printed labels → lines and columns of a form, through folding, aliases as data and, last, close likeness."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from audit.document import Table
from audit.forms import Form, FormTable, Line, block_heading, load
from audit.patterns import regex
from audit.text import fold, remembered
from audit.words import ONE_TO_NINE, ORDINAL, REGION, TOWN

#: A label that is not known letter by letter counts as known from this likeness (0–100) on …
_LIKENESS = 86
#: … if the second best label is at least this much less like it.
_MARGIN = 8
#: Shortest label of a line that is compared by likeness, and of a column: short ones differ by one character from others.
_SHORTEST_ALIKE, _SHORTEST_COLUMN_ALIKE = 6, 5

#: Characters that give a column another meaning (another year, a running sum, another unit): never a slip.
_OTHER_MEANING = frozenset("上去前累元万信网0123456789")
#: Longest label, in characters; what is longer is narrative.
LONGEST_LABEL = 90

#: Labels of one common word: a line only inside table 三.
COMMON = ("其他", "总计", "合计")

_NUMBERING = regex(
    rf"""
    ^
    (?: 第?[{ORDINAL}]{{1,3}} [、.,:\s]                   # 一、
      | [(\[] [{ORDINAL}\d]{{1,3}} [)\]] [、.,:]?         # （一） (1)
      | \d{{1,2}} (?: [、.,:)] | (?=[^\d.%]) )            # 1. 1）, and 1 before a word
    )+
    """,
    re.VERBOSE,
)
_PUNCTUATION = regex(r"[^\w/]+")
#: A remark behind a label that its line does not apply to the organ: “规章（县级无此项）”, “行政强制（不涉及）”. Any other remark
#: may make the line another one (“行政处罚（简易程序）”).
_NOT_APPLYING = regex(
    rf"""
    [（(]
    [本我]? (?: [{REGION}{TOWN}局级] | 街道 | 部门 | 机关 | 单位 ){{0,6}}      # whom it does not apply to
    (?: 无 (?: [此该本]? (?:项|类|权限?|事项|内容|情况|数据) )?
      | 没有 (?:此项)? | 不涉及 | 不适用 | 不填
    )
    (?:此项|该项)?
    [）)] \s*$
    """,
    re.VERBOSE,
)


@remembered
def label_key(text: str) -> str:
    """``text`` for looking up a label: folded, without leading numbering and marks, 其它 as 其他."""
    return _PUNCTUATION.sub("", _NUMBERING.sub("", fold(text))).replace("其它", "其他")


@cache
def aliases() -> Mapping[str, Any]:
    """The shipped ``aliases.toml``."""
    data: Mapping[str, Any] = tomllib.loads(files("audit.forms").joinpath("aliases.toml").read_text("utf-8"))
    return data


@cache
def group_keys() -> frozenset[str]:
    """Keys of printed words that are neither lines nor columns."""
    return frozenset(aliases()["groups"]["labels"])


@cache
def _altered() -> Mapping[str, str]:
    """The keys of labels that alter a column's own words, with the column's key."""
    return {label_key(label): column for column, labels in aliases()["altered"].items() for label in labels}


def is_altered(text: str) -> bool:
    """Whether ``text`` names a column in other words than the form's."""
    return label_key(text) in _altered()


@dataclass(frozen=True, slots=True)
class LineLabel:
    """A line found by its label, with the confidence of the finding."""

    table: FormTable
    line: Line
    confidence: float = 1.0


@dataclass(frozen=True, eq=False)
class Labels:
    """Look-up of one form's printed labels."""

    form: Form
    lines: Mapping[str, LineLabel]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def long(self) -> tuple[str, ...]:
        """The labels of lines that are compared by likeness."""
        return tuple(label for label in self.lines if len(label) >= _SHORTEST_ALIKE)

    @cached_property
    def line(self) -> Callable[[str], LineLabel | None]:
        """Gives the line whose label a text is, or None. Longer labels may differ by a character or two."""
        return remembered(self._line)

    def _line(self, text: str) -> LineLabel | None:
        key = label_key(text) if len(text) <= LONGEST_LABEL else ""
        if not key:
            return None
        if found := self.lines.get(key) or self.lines.get(label_key(_NOT_APPLYING.sub("", text))):
            return found
        if len(key) < _SHORTEST_ALIKE or key in group_keys():
            return None
        # Rivals matter only from _MARGIN below the least likeness on.
        best = process.extract(key, self.long, scorer=fuzz.ratio, limit=8, score_cutoff=_LIKENESS - _MARGIN)
        if not best or best[0][1] < _LIKENESS:
            return None
        winner = self.lines[best[0][0]]
        rivals = [score for label, score, _ in best if self.lines[label].line is not winner.line]
        if rivals and best[0][1] - max(rivals) < _MARGIN:
            return None
        return LineLabel(winner.table, winner.line, 0.9)

    def lines_of(self, tables: Iterable[Table]) -> Iterator[LineLabel]:
        """The lines whose labels stand in cells of ``tables``."""
        found = (self.line(cell.text) for table in tables for cell in table.cells if cell.text)
        return (hit for hit in found if hit)

    def prints(self, text: str) -> bool:
        """Whether ``text`` is a line's label letter by letter, the words of its group before it or not."""
        key = label_key(text)
        return key in self.lines or any(
            key.startswith(group) and label_key(key.removeprefix(group)) in self.lines for group in group_keys()
        )

    def column(self, table: FormTable, text: str) -> str | None:
        """The key of the column of ``table`` whose label ``text`` is, or None; longer labels may differ by a character."""
        key = label_key(text) if len(text) <= LONGEST_LABEL else ""
        known = self.columns[table.number]
        if (altered := _altered().get(key)) in known.values():
            return altered
        if key in known or len(key) < _SHORTEST_COLUMN_ALIKE:
            return known.get(key)
        best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        if best is None or _OTHER_MEANING.intersection(set(key) ^ set(best[0])):
            return None
        return known[best[0]]

    def known(self, text: str) -> bool:
        """Whether ``text`` is any printed word of the form's tables."""
        key = label_key(text) if len(text) <= LONGEST_LABEL else ""
        return bool(key) and (
            key in group_keys()
            or key in self.lines
            or key in _altered()
            or any(key in columns for columns in self.columns.values())
            or re.fullmatch(rf"(?:{block_heading().pattern})(?:第?[{ONE_TO_NINE}]项?)?", key) is not None
        )


def column_name(label: str) -> str:
    """What is printed right above a column: “商业企业” of “法人或其他组织/商业企业”."""
    return label if "增/减" in label else label.rsplit("/", 1)[-1]


@cache
def labels(edition: str) -> Labels:
    """The look-up of ``edition``."""
    form = load(edition)
    lines: dict[str, LineLabel] = {}
    columns: dict[str, dict[str, str]] = {}
    for table in form.tables:
        by_label = columns.setdefault(table.number, {})
        for line in table.lines:
            if not table.across:
                further = aliases()["lines"].get(f"{table.prefix}.{line.key}", ())
                for label in (line.label, *further):
                    lines[label_key(label)] = LineLabel(table, line)
            for column, label in line.columns:
                for name in (column_name(label), *aliases()["columns"].get(column, ())):
                    by_label[label_key(name)] = column
    return Labels(form, lines, columns)
