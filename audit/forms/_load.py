"""An edition of the form loaded from its TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from audit.errors import FormError
from audit.forms._form import Aspect, Form, FormTable, Line


def _table(data: Mapping[str, Any]) -> FormTable:
    columns = [tuple(column) for column in data.get("columns", ())]
    lines = tuple(
        Line(
            entry["key"],
            entry["label"],
            entry.get("group", ""),
            tuple((key, label) for key, label in entry.get("columns", columns)),
            tuple(entry.get("money", ())),
            tuple(entry.get("signed", ())),
        )
        for entry in data["lines"]
    )
    return FormTable(
        data["number"],
        data["section"],
        data["prefix"],
        lines,
        data.get("across", False),
        data.get("total_column"),
        data.get("total_line"),
        data.get("balance"),
        data.get("article", ""),
        data.get("corner", ""),
        tuple(data.get("shared", ())),
    )


@cache
def load(edition: str) -> Form:
    """The form of ``edition`` ("2021"); FormError if there is no such file or it contradicts itself."""
    source = resources.files("audit.forms").joinpath(f"{edition}.toml")
    if not source.is_file():
        raise FormError(f"没有“{edition}”版格式文件，可用的版本为：{'、'.join(editions())}。")
    data = tomllib.loads(source.read_text("utf-8"))
    form = Form(
        data["edition"],
        data["reference"],
        data["from_year"],
        {section["number"]: section["title"] for section in data["sections"]},
        tuple(Aspect(a["key"], a["title"]) for a in data.get("aspects", ())),
        tuple(_table(table) for table in data["tables"]),
    )
    keys = [cell.key for table in form.tables for cell in table.cells]
    if len(keys) != len(set(keys)):
        raise FormError(f"格式文件 {edition}.toml 中有重复的单元格键，请检查 tables.lines。")
    used = {k for t in form.totals for k in (t.key, *t.parts)} | {k for b in form.balances for k in (*b.left, *b.right)}
    if missing := used - set(keys):
        raise FormError(f"格式文件 {edition}.toml 的合计或勾稽关系引用了不存在的单元格：{'、'.join(sorted(missing))}。")
    return form


@cache
def editions() -> tuple[str, ...]:
    """The editions that ship, oldest first."""
    names = (entry.name for entry in resources.files("audit.forms").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name[:1].isdigit() and name.endswith(".toml")))


def form_for_year(year: int) -> Form | None:
    """The edition in force for the report of ``year``; None before the first unified form."""
    fitting = [form for form in map(load, editions()) if form.from_year <= year]
    return fitting[-1] if fitting else None


@cache
def block_heading() -> re.Pattern[str]:
    """How the heading of a block of lines begins in any edition: 第二十条, with or without its first character."""
    articles = sorted({table.article for edition in editions() for table in load(edition).tables if table.article})
    return re.compile("|".join(f"{re.escape(each[0])}?{re.escape(each[1:])}" for each in articles))
