"""What a notebook is given: parameters that it does not have, or of a wrong kind, are refused in one Chinese sentence.

papermill adds whatever it is given as a cell behind the notebook's own parameters, a slip of the pen as well: the value
meant would then be missing without a word. The kernel keeps the cells that it ran, by which such names are found,
whoever wrote them: papermill, a batch, or a person in JupyterLab.
"""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from audit.errors import UsageError
from audit.render.notebooks._inputs import notebook

#: What papermill's own option adds: the paths of the notebook run and of its result.
_BY_PAPERMILL = {"PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH"}
_KINDS: Mapping[type, str] = {str: "一段文字", list: "一段文字，或者几段文字的列表", dict: "文字到文字的对应表"}
_SHOWN = 40


def accept(name: str, namespace: Mapping[str, Any]) -> None:
    """Refuse what the notebook ``name`` cannot take; ``namespace`` are the names of its kernel, ``globals()`` there.

    UsageError, in Chinese, where a cell of plain values that ran since the cell of parameters sets another name, where a
    parameter is not set, and where its value is not of its default's kind.
    """
    known = _parameters(name)
    for given in _set_since(known, namespace.get("In", ())):
        if given not in known and given not in _BY_PAPERMILL:
            near = difflib.get_close_matches(given, known, 1)
            hint = f"是否为“{near[0]}”？" if near else ""
            raise UsageError(f"笔记本“{name}.ipynb”没有参数“{given}”。{hint}可用参数：{'、'.join(known)}。")
    for parameter, default in known.items():
        if parameter not in namespace:
            raise UsageError(f"参数单元中缺少“{parameter}”。留空时写作 {parameter} = {default!r}。")
        value = namespace[parameter]
        if not _fits(value, default):
            shown = repr(value)[:_SHOWN]
            raise UsageError(
                f"参数“{parameter}”应为{_KINDS[type(default)]}，不能是{shown}。"
                "写在引号内；用papermill给出数字样的文字时，以 -r 代替 -p。"
            )


def _parameters(name: str) -> dict[str, Any]:
    """The parameters of the notebook as it ships, with their defaults."""
    cells = json.loads(notebook(name).read_text("utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ()))
    return dict(_assigned(source) or ())


def _set_since(known: Mapping[str, Any], cells: Sequence[str]) -> list[str]:
    """The names set by cells of plain values, from the last one on that sets all ``known``; the cell that asks is the last."""
    found: list[str] = []
    for source in reversed(cells[:-1]):
        names = [target for target, _ in _assigned(source) or ()]
        found += names
        if known.keys() <= set(names):
            break
    return found


def _assigned(source: str) -> list[tuple[str, Any]] | None:
    """The names that a cell sets to plain values, with these; None where it does anything else."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    pairs = []
    for statement in statements:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            return None
        try:
            pairs.append((statement.targets[0].id, ast.literal_eval(statement.value)))
        except (
            ValueError,
            TypeError,
            RecursionError,
            MemoryError,
        ):  # worked out, not written down: a trial in JupyterLab
            return None
    return pairs


def _fits(value: object, default: object) -> bool:
    if isinstance(default, dict):
        return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)
    if isinstance(value, str):
        return True
    return (
        isinstance(default, list) and isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    )
