"""Each word of the lexicon stands once: no pattern and no comparison outside of ``audit/words`` and ``audit/forms`` spells a list out again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import audit
from audit.forms import editions, load
from audit.words import lists

ROOT = Path(audit.__file__).parent
#: Where the lexicon and the forms' words stand.
HOME = ("words", "forms")
LISTS: Mapping[str, frozenset[str]] = lists()
#: What the form prints that nothing else means: a single one is a repetition.
PRINTED = frozenset(
    words
    for form in map(load, editions())
    for words in (
        *form.sections.values(),
        *(word for table in form.tables for line in table.lines for word in (line.label, table.article, table.corner)),
    )
    if len(words) >= 4
)
#: So many words of a list make it that list: measures are everyday words, of which few may meet by chance (“上一[篇条页]”).
FEWEST = {"measures": 4}
#: Other spellings than as a list: a year, a page number, numerals in their order.
SPELT = {
    "numerals": re.compile("一二三|〇一二|零一二|十百千|百千万"),
    "years": re.compile(r"20\\d\\d|20\\d\{\{?2\}|20\[0-9\]|二\[[〇零○]"),
    "pages": re.compile(r"第\S*(?:\\d|\0)\S*页|[-—–]\]\S*\\d\{+1,[34]\}+\S*\[[-—–]"),
}
_CALLS = frozenset(("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"))
_COMPARING = frozenset(("startswith", "endswith", "removeprefix", "removesuffix", "find", "index", "count"))


class Repeated(NamedTuple):
    """A list of the lexicon that a literal spells out, and the words of it."""

    line: int
    name: str
    words: tuple[str, ...]


def repetitions(source: str) -> list[Repeated]:
    """The places of ``source`` that spell a list of the lexicon out; docstrings and messages do not count."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = []
    for node in ast.walk(tree):
        if id(node) in docstrings | inside:
            continue
        found += [Repeated(node.lineno, *each) for each in _in(node)] if isinstance(node, ast.expr) else []
    return sorted(set(found))


def _in(node: ast.expr) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = _text(node)
    if text is not None:
        for words in _choices(text):
            yield from _listed(words)
        yield from ((name, (match[0],)) for name, pattern in SPELT.items() if (match := pattern.search(text)))
    elements = _elements(node)
    if elements:
        yield from _listed([word for element in elements if (word := _text(element)) is not None])
    for compared in _compared(node):
        words = _text(compared) or ""
        yield from (("printed", (printed,)) for printed in PRINTED if printed in words)


def _text(node: ast.AST) -> str | None:
    """What a literal says, with a mark for each part of an f-string that is computed."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "\0" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        one, other = _text(node.left), _text(node.right)
        return None if one is None or other is None else one + other
    return None


def _elements(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return node.elts
    return [key for key in node.keys if key] if isinstance(node, ast.Dict) else []


def _compared(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for side in (node.left, *node.comparators):
            yield from _elements(side) or [side]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS | _COMPARING:
        for argument in node.args:
            yield from _elements(argument) or [argument]


def _listed(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, known in LISTS.items():
        if len(here := sorted(known & set(words))) >= FEWEST.get(name, 2):
            yield name, tuple(here)


def _choices(text: str) -> Iterator[list[str]]:
    """The words of each alternation and character class that ``text`` writes as a pattern, and of a string of characters."""
    if len(text) > 2 and any(all(char in known for char in text) for known in LISTS.values()):
        yield list(text)
    open_: list[list[str]] = [[""]]
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            open_[-1][-1] += text[at : at + 2]
            at += 2
            continue
        if char == "[" and (end := text.find("]", at + 2)) > 0:
            members = list(text[at + 1 : end])
            yield members
            if open_[-1][-1] == "":
                open_[-1][-1:] = [*members, ""]
            at = end
        elif char == "(":
            open_.append([""])
        elif char == ")" and len(open_) > 1:
            yield _bare(open_.pop())
        elif char == "|":
            open_[-1].append("")
        else:
            open_[-1][-1] += char
        at += 1
    for group in open_:
        yield _bare(group)


def _bare(alternatives: list[str]) -> list[str]:
    """Words without the signs of patterns around them; one alone is no choice."""
    words = [re.sub(r"^\?(?:P<\w+>|<?[:=!])|[\s^$?*+]", "", each) for each in alternatives]
    return words if len(words) > 1 else []


def _sources() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in HOME)


def test_no_list_of_the_lexicon_is_spelt_out_again() -> None:
    found = [
        f"{path.relative_to(ROOT.parent)}:{each.line}: {each.name}: {'、'.join(each.words)}"
        for path in _sources()
        for each in repetitions(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)
