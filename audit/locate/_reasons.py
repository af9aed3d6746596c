"""What probably happened, in Chinese, for the inspector."""

from __future__ import annotations

from audit.forms import Form
from audit.locate._step import Step
from audit.locate._system import System
from audit.text import Value, minus, show

_SHIFTS = {"right": "整体右移一列", "left": "整体左移一列", "down": "整体下移一行", "up": "整体上移一行"}


def explain(item: Step, system: System, form: Form) -> str:
    """What probably happened where ``item`` makes the identities hold (Chinese)."""
    cells = [system.keys[k] for k, _ in item.changes]
    labels = [form.cells[key].label for key in cells]
    if item.kind == "swap":
        return f"{labels[0]}与{labels[1]}两格的数字疑似互换"
    if item.kind in ("right", "left"):
        return f"表{form.cells[cells[0]].table}“{_line(form, cells[0])}”行的数字疑似{_SHIFTS[item.kind]}"
    if item.kind in ("down", "up"):
        column = form.cells[cells[0]].column_name
        return (
            f"表{form.cells[cells[0]].table}“{column}”列自“{_line(form, cells[0])}”行起的数字疑似{_SHIFTS[item.kind]}"
        )
    if item.kind == "line":
        return _replaced(item, system, form)
    if item.kind == "totals":
        return _not_updated(item, system, form)
    (cell, value), *_ = item.changes
    return _cell(cell, value, system, form)


def _replaced(item: Step, system: System, form: Form) -> str:
    """The reason for a line that adds up in itself and yet does not fit the others."""
    keys = [system.keys[k] for k, _ in item.changes]
    columns = [form.cells[key].column_name for key in keys]
    line = f"表{form.cells[keys[0]].table}“{_line(form, keys[0])}”行"
    offs = [minus(value, system.printed[k]) for k, value in item.changes]
    if all(system.carried.get(k) == value for k, value in item.changes):
        numbers = "、".join(f"{column}{show(value)}" for column, (_, value) in zip(columns, item.changes, strict=True))
        return f"{line}与上一年度报告“结转下年度继续办理”不衔接，应为{numbers}"
    if all(k in system.copied for k, _ in item.changes):
        return f"{line}与上一年度报告同一行的数字完全相同，疑似误填上一年度的数字"
    if set(keys) <= {each.key for each in form.totals if each.direction == "column"}:
        if not any(system.printed[k] for k, _ in item.changes):
            return f"{line}填为0，疑似该行合计漏填"
        return f"{line}与各项办理结果之和、勾稽关系均不符，疑似该行合计未随分项更新"
    if len(offs) == 2 and offs[0] == offs[1]:
        return f"{line}“{columns[0]}”与“{columns[1]}”疑似同时{'少' if offs[0] > 0 else '多'}计{show(max(offs[0], -offs[0]))}件"
    return f"{line}自身相符而各列不符，疑似误填其他年度或其他行的数字"


def _not_updated(item: Step, system: System, form: Form) -> str:
    """The reason for totals that did not follow a part, and for a line that follows from them."""
    totals = {each.key for each in form.totals}
    numbers = {system.keys[k]: value for k, value in item.changes}
    over = [key for k in system.above.get(item.part or 0, ()) if (key := system.keys[k]) in numbers]
    named = "、".join(f"{form.cells[key].name}应为{show(numbers[key])}" for key in over)
    part = form.cells[system.keys[item.part or 0]].label
    rest = [key for key in numbers if key not in over]
    line = f"，{form.cells[rest[0]].name}等亦应相应改动" if rest and not totals.issuperset(rest) else ""
    return f"{part}如填写无误，则疑似合计未随该分项更新（{named}）{line}"


def _line(form: Form, key: str) -> str:
    return form.cells[key].line_name


def _cell(cell: int, value: Value, system: System, form: Form) -> str:
    printed = system.printed[cell]
    if cell in system.blank:
        return f"该格未填数字，按勾稽关系应为{show(value)}"
    if printed == -value:
        return f"疑似误加负号，应为{show(value)}"
    if _transposed(printed, value):
        return f"疑似相邻数字颠倒（{show(value)}误填为{show(printed)}）"
    if _tenfold(printed, value):
        return f"疑似{'多' if printed > value else '少'}填了0（{show(value)}误填为{show(printed)}）"
    if value in system.claims.get(cell, ()):
        return f"正文写明为{show(value)}，按合计与勾稽关系推算亦为此数"
    if system.carried.get(cell) == value:
        return f"上一年度报告“结转下年度继续办理”为{show(value)}，按合计与勾稽关系推算亦为此数"
    for item in form.totals:
        if item.key == system.keys[cell]:
            return _stale(value - printed, item.parts, system, form)
    if _one_digit(printed, value):
        return f"疑似有一位数字填错（{show(value)}误填为{show(printed)}）"
    return f"按相关合计与勾稽关系推算应为{show(value)}"


def _stale(missing: Value, parts: tuple[str, ...], system: System, form: Form) -> str:
    index = {key: k for k, key in enumerate(system.keys)}
    equal = [part for part in parts if missing > 0 and system.printed[index[part]] == missing]
    left_out = f"，差额等于{form.cells[equal[0]].label}的数字" if len(equal) == 1 else ""
    return f"分项相符而合计不符，疑似合计未随分项更新{left_out}"


def _transposed(printed: Value, value: Value) -> bool:
    a, b = show(printed), show(value)
    if len(a) != len(b):
        return False
    wrong = [n for n in range(len(a)) if a[n] != b[n]]
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]


def _tenfold(printed: Value, value: Value) -> bool:
    return (
        printed != 0 and value != 0 and (printed in (value * 10, value * 100) or value in (printed * 10, printed * 100))
    )


def _one_digit(printed: Value, value: Value) -> bool:
    a, b = show(printed), show(value)
    return 1 < len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
