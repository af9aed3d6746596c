"""A pattern that does not fit on a line is verbose, so that each of its parts can be told by a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.roots import ROOT

#: Characters of a pattern that are taken in at a glance; what is filled in from the lexicon counts nothing.
GLANCE = 80
#: Long patterns that need not be verbose, with the reason.
PLAIN = {"audit/text/steering.py": "one class of characters, whose parts are told apart by comments of the language"}
FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
}
#: Our own functions that take a pattern.
OURS = {"regex", "compile_for_search"}


def written(node: ast.expr, constants: dict[str, ast.expr], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The text of each piece that a pattern is put together from: literals, and constants of its module by their names."""
    if isinstance(node, ast.Constant):
        yield node.value.decode("latin-1") if isinstance(node.value, bytes) else str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from written(part.value, constants, seen)
    elif isinstance(node, ast.BinOp):
        sides = [*written(node.left, constants, seen), *written(node.right, constants, seen)]
        yield "".join(sides)
    elif isinstance(node, ast.Name) and node.id in constants and node.id not in seen:
        yield from written(constants[node.id], constants, seen | {node.id})


def patterns(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.expr]]:
    """The calls that take a pattern, with it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func
        by_module = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
        name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
        if name in (FUNCTIONS if by_module else OURS):
            yield node, node.args[0]


def long_and_plain(text: str) -> list[int]:
    """The lines of a module on which a long pattern stands that is not verbose."""
    tree = ast.parse(text)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for call, pattern in patterns(tree):
        given = ast.unparse(ast.Tuple([*call.args[1:], *(word.value for word in call.keywords)], ast.Load()))
        if "re.VERBOSE" not in given and max(map(len, written(pattern, constants)), default=0) > GLANCE:
            found.append(call.lineno)
    return found


def test_long_patterns_are_verbose():
    found = []
    for path in sorted((ROOT / "audit").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found += [f"{name}:{line}" for line in long_and_plain(path.read_text("utf-8")) if name not in PLAIN]
    assert not found, "\n".join(found)


def test_each_exception_is_still_one():
    assert all(long_and_plain(Path(ROOT / name).read_text("utf-8")) for name in PLAIN)


def compiled_at_once(text: str) -> list[int]:
    """The lines of a module whose patterns are compiled when it is imported: outside functions, by ``re.compile``."""
    found, left = [], [ast.parse(text)]
    while left:
        node = left.pop()
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            found.append(node.lineno)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            left += ast.iter_child_nodes(node)
    return sorted(found)


def test_no_pattern_is_compiled_before_it_is_used():
    found = []
    for path in sorted((ROOT / "audit").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found += [f"{name}:{line}" for line in compiled_at_once(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A = re.compile('a')", [1]),
        ("class A:\n    b = [re.compile('a')]", [2]),
        ("A = {name: re.compile(word) for name, word in words}", [1]),
        ("A = regex('a')", []),
        ("@cache\ndef made(word):\n    return re.compile(word)", []),
    ],
)
def test_a_pattern_that_is_compiled_at_once_is_seen(text: str, lines: list[int]):
    assert compiled_at_once(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A = regex('{long}')", [1]),
        ("A = regex('{long}', re.VERBOSE)", []),
        ("A = re.compile('{long}')", [1]),
        ("\nre.search(r'{long}', text)", [2]),
        ("A = re.compile('{long}', re.VERBOSE | re.IGNORECASE)", []),
        ("A = re.compile('{long}', flags=re.VERBOSE)", []),
        ("A = re.compile(f'a{{b}}{long}')", [1]),
        ("A = re.compile(b'{half}' + b'{half}')", [1]),
        ("PART = '{long}'\nA = re.compile(rf'a{{PART}}b')", [2]),
        ("PART = '{long}'\nA = compile_for_search(PART, re.VERBOSE)", []),
        ("A = re.compile(f'{half}{{one_of(words)}}')", []),
        ("MESSAGE = '{long}'\nprint(MESSAGE)", []),
    ],
)
def test_a_long_pattern_is_seen_wherever_it_is_written(text: str, lines: list[int]):
    assert long_and_plain(text.format(long="x" * (GLANCE + 1), half="x" * (GLANCE // 2 + 1))) == lines
