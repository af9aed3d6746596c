"""What people decided on a report, for its page: the state of its review, findings that they added, cells that they corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.assessment import Examined
from audit.forms import Form
from audit.model import Report
from audit.persons import masked_note
from audit.present.decided import NAMES_RECORDED, review_days, review_state, unsure
from audit.rulings import ReportRulings, day

#: Corrected cells that one place of the page names before the rest is only counted.
_MOST_CORRECTED = 60
#: How a cell that a person read otherwise is marked, in short and in words.
MARK, MARKED = "更", "人工更正了识读"
#: What is said of a cell that is corrected to nothing.
_BLANK = "空白"


def state_of(found: Examined) -> str:
    """How far the review of the report is (Chinese)."""
    return review_state(found.rulings, found.problems.all)


def remarks(found: Examined) -> list[str]:
    """What is to be known of decisions beside the verdict (Chinese), nothing where people keep no record."""
    rulings, every = found.rulings, found.problems.all
    if not rulings.used:
        return []
    assigned = [f"分工：{rulings.assigned}。"] if rulings.assigned else []
    open_to_doubt = [unsure(rulings.unsure)] if rulings.unsure else []
    counts = found.ruled
    told = [f"人工补充{len(rulings.findings)}处"] if rulings.findings else []
    told += [f"更正识读{len(found.report.corrected)}格"] if found.report.corrected else []
    told += [f"已失效的识读更正{len(rulings.lapsed)}处"] if rulings.lapsed else []
    if not told and not rulings.moves and counts.is_untouched:
        return [*assigned, *open_to_doubt]
    decided = [f"人工{counts.words()}。"] if every else []
    decided += [f"{'、'.join(told)}。"] if told else []
    counted = ["认定为不属实的不计入本页各数。"] if found.problems.dismissed else []
    return [*assigned, *decided, *counted, *open_to_doubt, NAMES_RECORDED]


def steps(found: Examined) -> list[str]:
    """The steps of the review, one after the other (Chinese), as they may leave the office."""
    return review_days(found.rulings)


def corrected(report: Report, form: Form | None, keys: Sequence[str] | None = None) -> list[str]:
    """What is said of each corrected cell (Chinese), of those among ``keys`` where these are given."""
    found = [
        f"{_cell(form, one.key)}：识读已更正为“{one.corrected or _BLANK}”，{_was(one.raw, one.read)}，{one.who}"
        f"{f'：{masked_note(one.why, report.private)}' if one.why else ''}"
        for one in report.corrected
        if keys is None or one.key in keys
    ]
    rest = [f"另有{len(found) - _MOST_CORRECTED}格识读已更正。"] if len(found) > _MOST_CORRECTED else []
    return [*found[:_MOST_CORRECTED], *rest]


def lapsed(found: Examined, form: Form | None) -> list[str]:
    """The corrections of cells that do not hold, since these read otherwise today or the file is another one (Chinese)."""
    return list(_lapsed(found.rulings, form, found.report.sha256))[:_MOST_CORRECTED]


def _lapsed(rulings: ReportRulings, form: Form | None, file: str) -> Iterator[str]:
    given = {(event.about, event.data["corrected"]) for event in rulings.lapsed}
    several = Counter(about for about, _ in given)
    for event in rulings.lapsed:
        raw, read, then = (event.data.get(name) for name in ("raw", "read", "corrected"))
        is_other = event.evidence not in ("", file)
        why = "报告文件已不是当时的一份" if is_other else "与现在的识读不同"
        yield (
            f"{_cell(form, event.about)}：{event.who}（{day(event)}）曾更正为“{then or _BLANK}”，当时{_was(raw, read)}，"
            f"{'两人更正不一致' if several[event.about] > 1 and not is_other else why}，更正没有采用，须重新核对"
        )


def _was(raw: str | None, read: str | None) -> str:
    """How a cell read before it was corrected (Chinese)."""
    if read is None:
        return f"原未能识读为数字（印作“{raw}”）" if raw else "原未能识读"
    return f"原识读为{read}" if raw in (read, None) else f"原识读为{read}（印作“{raw}”）"


def _cell(form: Form | None, key: str) -> str:
    return form.cells[key].label if form and key in form.cells else key
