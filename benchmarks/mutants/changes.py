"""The small changes that a module bears: what a tired author might have written instead.

Left alone is what no test can or should see: docstrings, annotations, decorators, ``__all__``, type checking, the
wording of messages (strings joined, formatted or raised), the defaults of a data class's fields, and log text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.mutants.expressions import ARITHMETIC, NO_NUMBERS, is_string, of_expression, with_fields

#: Calls that a reader of the results does not see.
_SILENT = frozenset({"print", "log", "debug", "info", "warning", "warn", "exception", "simplefilter", "filterwarnings"})


@dataclass(frozen=True, slots=True)
class Change:
    """One node of a module with the source text that replaces it.

    ``lines`` are the first and last line (from 1) of what runs with it: its statement, or the head of a block.
    ``inside`` says that a call runs it, not the import; ``scope`` are the names down to the outermost function around it.
    """

    node: ast.stmt | ast.expr
    text: str
    lines: tuple[int, int]
    scope: tuple[str, ...]
    inside: bool


def changes(tree: ast.Module) -> Iterator[Change]:
    """Every change that the module bears, from its top."""
    yield from _Walk().block(tree.body, (), inside=False)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks statements with what stands around them."""

    def block(
        self, body: Sequence[ast.stmt], scope: tuple[str, ...], *, inside: bool, fields: bool = False
    ) -> Iterator[Change]:
        for at, statement in enumerate(body):
            if not ((_is_text(statement) and at == 0) or _is_left_alone(statement, fields=fields)):
                yield from self.statement(statement, scope, inside=inside)

    def statement(self, statement: ast.stmt, scope: tuple[str, ...], *, inside: bool) -> Iterator[Change]:
        own = _own_lines(statement)
        for node, text in _of_statement(statement) if inside else ():
            yield Change(node, text, own, scope, inside)
        for expression in _expressions(statement):
            for node, text in of_expression(expression):
                yield Change(node, text, own, scope, inside)
        for body in _bodies(statement):
            match statement:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield from self.block(body, scope if inside else (*scope, statement.name), inside=True)
                case ast.ClassDef():
                    yield from self.block(
                        body, scope if inside else (*scope, statement.name), inside=inside, fields=True
                    )
                case _:
                    yield from self.block(body, scope, inside=inside)


def _is_text(statement: ast.stmt) -> bool:
    """Whether the statement is a mere string, as a docstring is."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_left_alone(statement: ast.stmt, *, fields: bool) -> bool:
    """Whether nothing in the statement is changed."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Raise() | ast.Pass() | ast.Global() | ast.Nonlocal():
            return True
        case ast.AnnAssign():
            return fields or statement.value is None
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.startswith("__")
        case ast.If(test=test):
            names = {getattr(node, "id", getattr(node, "attr", None)) for node in ast.walk(test)}
            return bool(names & {"TYPE_CHECKING", "__name__"})
    return False


def _own_lines(statement: ast.stmt) -> tuple[int, int]:
    """The lines of a statement without those of its blocks."""
    starts = [body[0].lineno for body in _bodies(statement) if body]
    end = statement.end_lineno or statement.lineno
    return statement.lineno, max(statement.lineno, min(starts) - 1) if starts else end


def _bodies(statement: ast.stmt) -> list[list[ast.stmt]]:
    blocks = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    blocks += [handler.body for handler in getattr(statement, "handlers", [])]
    blocks += [case.body for case in getattr(statement, "cases", [])]
    return [block for block in blocks if block]


def _expressions(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions of a statement that are computed there, without annotations and decorators."""
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from (value for value in (*statement.args.defaults, *statement.args.kw_defaults) if value is not None)
        case ast.ClassDef():
            return
        case ast.AnnAssign():
            yield from [statement.value] if statement.value is not None else []
        case ast.With() | ast.AsyncWith():
            yield from (item.context_expr for item in statement.items)
        case ast.Match():
            yield statement.subject
            yield from (case.guard for case in statement.cases if case.guard is not None)
        case ast.Try() | ast.TryStar():
            return
        case _:
            yield from (value for value in ast.iter_child_nodes(statement) if isinstance(value, ast.expr))


def _of_statement(statement: ast.stmt) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Changes of a whole statement, or of what it turns on."""
    match statement:
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield test, f"not ({ast.unparse(test)})"
    match statement:
        case ast.Continue():
            yield statement, "break"
        case ast.Break():
            yield statement, "continue"
        case ast.If(body=[ast.Return() | ast.Continue() | ast.Break() | ast.Raise()], orelse=[]):
            yield statement, "pass"
        case ast.Expr(value=value) if not _is_silent(value):
            yield statement, "pass"
        case ast.AugAssign(op=op, value=value) if not is_string(value):
            yield statement, "pass"
            if type(op) in ARITHMETIC and not isinstance(value, NO_NUMBERS):
                yield statement, ast.unparse(with_fields(statement, op=ARITHMETIC[type(op)]()))


def _is_silent(value: ast.expr) -> bool:
    function = value.func if isinstance(value, ast.Call) else None
    return isinstance(value, ast.Constant) or getattr(function, "attr", getattr(function, "id", "")) in _SILENT
