"""The changes that an expression bears, each as another expression."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from typing import Any

#: Functions of one name that give another answer to the same arguments.
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Calls that give way to their first argument, and methods that give way to the text they are called on.
_ORDERS = frozenset({"sorted", "reversed", "abs"})
_TIDYING = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "removeprefix", "removesuffix", "replace"}
)
#: Methods whose arguments decide on something, so that an empty string is a change of behaviour.
_LOOKING = frozenset({"startswith", "endswith", "split", "rsplit", "partition", "rpartition", "find", "index", "count",
                      "replace", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "get"})  # fmt: skip
#: Keywords that go unseen when they are dropped: the names of ``**``, and what checks our own lengths.
_UNSEEN = frozenset({None, "strict"})
#: Up to here one more or one less is a case of its own; a larger number is a size, and is doubled or halved.
_COUNTS = 99
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
#: Expressions that need brackets wherever they stand inside another.
_LOOSE = (ast.BoolOp, ast.BinOp, ast.Compare, ast.IfExp, ast.UnaryOp, ast.Lambda, ast.NamedExpr)
#: What nothing can be subtracted from.
NO_NUMBERS = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)


def of_expression(expression: ast.expr, *, decides: bool = False) -> Iterator[tuple[ast.expr, str]]:
    """Changes of an expression and of those in it; ``decides`` says that a string here is looked for or held against another."""
    if isinstance(expression, ast.JoinedStr):
        return
    for changed in _alternatives(expression, decides=decides):
        text = ast.unparse(changed)
        yield expression, f"({text})" if isinstance(changed, _LOOSE) else text
    looks = isinstance(expression, ast.Compare) or (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr in _LOOKING
    )
    for child in _parts(expression):
        yield from of_expression(child, decides=looks)


def _parts(expression: ast.expr) -> Iterator[ast.expr]:
    """The expressions directly inside one; those of a generator or a keyword stand one deeper."""
    for child in ast.iter_child_nodes(expression):
        match child:
            case ast.Slice():
                yield from _parts(child)
            case ast.expr():
                yield child
            case ast.comprehension():
                yield from (child.iter, *child.ifs)
            case ast.keyword() if child.arg != "strict":
                yield child.value


def _alternatives(node: ast.expr, *, decides: bool) -> Iterator[ast.expr]:
    match node:
        case ast.Constant(value=value):
            yield from (with_fields(node, value=other, kind=None) for other in _values(value, decides=decides))
        case ast.Subscript(slice=ast.Slice() as part):
            for name in ("lower", "upper"):
                if getattr(part, name) is not None:
                    yield with_fields(node, slice=with_fields(part, **{name: None}))
        case ast.Call():
            yield from _calls(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _filters(node)
        case _:
            yield from _operators(node)


def _operators(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield with_fields(node, ops=[*ops[:at], other(), *ops[at + 1 :]])
        case ast.BoolOp(op=op):
            yield with_fields(node, op=ast.And() if isinstance(op, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.IfExp(test=test):
            yield with_fields(node, test=_negated(test))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            if not any(is_string(side) or isinstance(side, NO_NUMBERS) for side in (left, right)):
                yield with_fields(node, op=ARITHMETIC[type(op)]())


def _filters(node: Any) -> Iterator[ast.expr]:
    """A comprehension without a condition, or with its contrary; one that gives a name to what it finds is needed."""
    for at, part in enumerate(node.generators):
        if part.ifs and not any(isinstance(below, ast.NamedExpr) for below in ast.walk(part.ifs[0])):
            yield with_fields(node, generators=_swap(node.generators, at, with_fields(part, ifs=part.ifs[1:])))
            contrary = with_fields(part, ifs=[_negated(part.ifs[0]), *part.ifs[1:]])
            yield with_fields(node, generators=_swap(node.generators, at, contrary))


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    match node.func:
        case ast.Name(id=name) if name in _TWINS:
            yield with_fields(node, func=ast.Name(_TWINS[name], ast.Load()))
        case ast.Name(id=name) if name in _ORDERS and node.args:
            yield node.args[0] if name == "abs" else ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])
        case ast.Attribute(value=value, attr=name) if name in _TIDYING and not isinstance(value, ast.Constant):
            yield value
    for at, keyword in enumerate(node.keywords):
        if keyword.arg not in _UNSEEN and not is_string(keyword.value):
            yield with_fields(node, keywords=_swap(node.keywords, at))


def _values(value: object, *, decides: bool) -> Iterator[object]:
    match value:
        case bool():
            yield not value
        case int() if abs(value) <= _COUNTS:
            yield from (value + 1, value - 1)
        case int() | float():
            yield value * 2
            yield value // 2 if isinstance(value, int) else value / 2
        case str() if decides and value:
            yield ""


def is_string(node: ast.expr) -> bool:
    """Whether the expression is a string as it stands, formatted or not."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _negated(test: ast.expr) -> ast.expr:
    return (
        test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else ast.UnaryOp(ast.Not(), test)
    )


def _swap(items: Sequence[Any], at: int, *new: Any) -> list[Any]:
    return [*items[:at], *new, *items[at + 1 :]]


def with_fields(node: Any, **fields: Any) -> Any:
    """A copy of the node with other fields; what is below stays shared."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
