"""What is shown of an opened review: the lists, and the evidence of one problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from audit import decisions
from audit import score as scoring
from audit.decisions import RULING_MEANINGS, STAGE_NAMES, DecisionEvent, Stage
from audit.desk._asked import Answered, Asked
from audit.desk.opened import STALE, Work, WorkVerb
from audit.desk.rows import (
    DeskRow,
    Facet,
    facet_of,
    filter_names,
    key_of,
    shown_added,
    shown_causes,
    shown_row,
    status_of,
)
from audit.desk.showing._evidence import evidence
from audit.findings import SEVERITY_NAMES
from audit.ledgerrows import REASONS
from audit.present import agency
from audit.present.decided import ADOPTED, review_steps, unsure
from audit.present.html import stylesheet

_TITLE = "核查台"
#: Reasons of the ledger that speak for a fault, or for asking first: nobody finds by them that there is none.
_NOT_FOR_NONE = frozenset({"与原件一致", "需向单位核实"})
#: What is on the button by which one of several reports of a year is chosen.
CHOOSE = "以此份为准"
#: What is on the button by which what may be another organ's is taken over.
ADOPT = "沿用所列人工记录"
#: Nothing in particular is wanted.
_NOTHING: Mapping[str, str] = {}


def everything(work: Work) -> dict[str, Any]:
    """Every part that a browser needs that shows an opened review for the first time."""
    first, key = work.looked
    if first not in work.rows:
        first, key = next(iter(work.order), ""), ""
    parts = {
        "whole": whole(work),
        "counts": _counts(work),
        "agencies": {"rows": [shown_row(work.rows[name]) for name in work.order]},
    }
    return {**parts, **(looked_at(work, first, key) if first else {})}


def looked_at(work: Work, name: str, key: str, wanted: Mapping[str, str] = _NOTHING) -> dict[str, Any]:
    """The causes of the row ``name``, and the evidence of its problem ``key``.

    Where there is none of that key, it is the first that is ``wanted`` (see ``Facet.fits``), or else the first.
    """
    row = work.row(name)
    every = row.problems.all
    fitting = (one for one in every if facet_of(row, one).fits(wanted))
    problem = row.problem(key) or next(fitting, None) or next(iter(every), None)
    work.looked, work.told = (name, key_of(problem) if problem else ""), (name, work.state(name))
    return {"causes": _causes(work, row), "evidence": evidence(work, row, problem)}


def changed(work: Work, names: Collection[str], row: DeskRow | None = None, key: str = "") -> dict[str, Any]:
    """What to show anew where the rows with the ids ``names`` have changed; the lists of ``row`` in any case."""
    rows = [shown_row(work.rows[name]) for name in work.order if name in names]
    parts: dict[str, Any] = {"agencies_changed": {"rows": rows}} if rows else {}
    if any(work.rows[name].report is None for name in names if name in work.rows):
        parts["counts"] = _counts(work)
    return {**parts, **(looked_at(work, row.id, key) if row else {})}


def sight(work: Work) -> dict[str, Any]:
    """What is in sight with an answer, which comes back with what is entered on it, and to which state of the review what is shown belongs."""
    first, _ = work.looked
    return {"seen": [work.opening, work.kept.last], "state": {"agency": first, "state": work.state(first, work.beside)}}


def whole(work: Work) -> dict[str, Any]:
    """What holds for the whole review."""
    review = work.review
    notes = [*(review.terms.roster.notes if review.terms.roster else ()), review.corpus.passed_over()]
    return {
        "title": _TITLE,
        "who": work.who,
        "record": work.kept.place,
        "year": review.year,
        "has_rubric": review.terms.rubric is not None,
        "has_stages": work.given.is_reviewed,
        "names": filter_names(),
        "meanings": dict(RULING_MEANINGS),
        "reasons": [one for one in REASONS if one not in _NOT_FOR_NONE],
        "levels": list(SEVERITY_NAMES.items()),
        "notes": [note for note in notes if note],
        "style": stylesheet("agency"),
    }


def _counts(work: Work) -> dict[str, str]:
    """How many agencies have filed, and which of the rows are reports that count, as pages and ledger say it."""
    intake = work.intake()
    return {"agencies": intake.agencies(), "reports": f"{intake.reports}份报告，{intake.counting()}"}


def _causes(work: Work, row: DeskRow) -> dict[str, Any]:
    report = row.report
    remarks = (
        [] if report is None or report.status == "unreadable" else list(agency.verdict(work.examined(row)).remarks)
    )
    if row.unsure:
        remarks.insert(0, unsure(row.unsure))
    if row.versions:
        remarks.insert(0, row.versions.words(row.source))
    if row.is_stale:
        remarks.insert(0, STALE)
    shown = shown_row(row)
    words = f"{shown['score']}分　{shown['grade']}" if shown["score"] else ""
    if row.score and words and (why := scoring.why_open(row.score)):
        words += f"　区间：{'、'.join(one.item for one in row.score.items if one.low != one.high) or '一票否决'}待核"
        remarks.append(why)
    if row.score and shown["ungiven"]:
        words += f"　{shown['ungiven']}"
        remarks.append(scoring.ungiven(row.score).items)
    if row.score and not words:
        words = row.score.grade
        remarks.append(f"{words}：{row.score.reason}")
    # How far the review is says nothing of what is left, which whoever passes the report on has to know.
    left = unsettled(row) if row.rulings.reviewing else ""
    folded, unfolded = (
        "；".join(filter(None, (status_of(row, is_alone=is_alone), left))) for is_alone in (True, False)
    )
    year = f"{row.year}年" if row.is_dated and row.year else ""
    apart = "　".join(filter(None, (year, shown["absence"], *row.apart)))
    head = {
        "name": row.name,
        "apart": apart,
        "source": shown["title"],
        "words": folded,
        "words_above_steps": unfolded,
        "score_words": words,
    }
    return {
        "agency": row.id,
        "head": {
            **head,
            "stage": shown["stage"],
            "taken": review_steps(row.rulings),
            "remarks": remarks,
            "moves": _steps(work, row),
            "choosing": _choosing(row),
            "adopting": ADOPT if any(one.kind in ADOPTED for one in row.unsure) else "",
        },
        "rows": shown_causes(row, work.alike),
        "added": shown_added(row),
    }


def _choosing(row: DeskRow) -> str:
    """What is on the button by which the report is chosen as the one that counts (Chinese); "" where it is the one, or the only one."""
    return CHOOSE if row.versions and row.versions.can_be_chosen(row.source) else ""


def _steps(work: Work, row: DeskRow) -> list[dict[str, Any]]:
    """The steps of the review that whoever sits here may take on a report now."""
    if not work.given.is_reviewed or not work.who or row.report is None:
        return []
    own = row.rulings.steps.own_latest(work.who)
    steps = [
        {
            "stage": stage,
            "passed": passed,
            "words": _step(stage, passed=passed),
            "warns": _warning(row, stage) if passed else "",
        }
        for stage, passed in decisions.possible(work.subject(row), work.who, row.rulings.steps)
        # Whoever can take back the first step has no need to send the report back from it.
        if passed or not own or stage != next(iter(STAGE_NAMES))
    ]
    return [*steps, {"takes_back": True, "words": _taking_back(own)}] if own else steps


def _warning(row: DeskRow, stage: Stage) -> str:
    """What whoever passes the report on in ``stage`` has to know (Chinese): what is not settled, and points that nobody gave."""
    shown = shown_row(row)
    points = f"得分{shown['score']}分（{shown['ungiven']}）" if shown["ungiven"] else ""
    left = "，".join(filter(None, (unsettled(row), points)))
    return f"该报告{left}，{STAGE_NAMES[stage]}通过后仍须办结。" if left else ""


def _taking_back(own: DecisionEvent) -> str:
    """What the button is called that takes back the step ``own`` of whoever sits here (Chinese)."""
    return f"撤销本人的{STAGE_NAMES[own.data['stage']] if own.data['passed'] else '退回'}"


def unsettled(row: DeskRow) -> str:
    """What is not settled on a row (Chinese): “待查2处，尚有1处未认定”; "" where all is."""
    counts = row.rulings.counts(row.problems.all)
    return "，".join(filter(None, (counts.unsettled(), f"尚有{counts.open}处未认定" if counts.open else "")))


def _step(stage: Stage, *, passed: bool) -> str:
    if passed:
        return f"{STAGE_NAMES[stage]}通过"
    order = list(STAGE_NAMES)
    before = order.index(stage) - 1
    return f"退回{STAGE_NAMES[order[before]]}" if before >= 0 else f"撤回{STAGE_NAMES[stage]}"


def _look(work: Work, asked: Asked) -> Answered:
    """Show a row, and one of its problems."""
    before = work.told
    fault = work.missed()
    name, key = asked.text("agency"), asked.text("key", "")
    parts = looked_at(work, name, key, {facet: asked.text(facet, "") for facet in Facet._fields})
    if before == work.told:
        del parts["causes"]
    return Answered(parts, fault=fault)


def pictured_evidence(work: Work, name: str, key: str) -> dict[str, Any]:
    """The evidence once more, now with its pictures, where it is still looked at; {} where it is not."""
    row = work.row(name)
    problem = row.problem(key) if work.looked == (name, key) else None
    return {"evidence": evidence(work, row, problem)} if problem else {}


VERBS: Mapping[str, WorkVerb] = {"look": _look}
