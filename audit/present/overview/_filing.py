"""Who reported and who did not: a list to telephone by, the numbers by level and kind, irregular files, lines of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from audit.assessment import Assessment
from audit.corpus import LEVELS, Agency
from audit.findings import Outcome, Stated, ranked
from audit.persons import masked_note
from audit.present import decided, facts, putright
from audit.present.html import Html, page
from audit.present.overview._phones import phones

#: The family of rules about files and agencies.
FAMILY = "filing"
_MISSING, _OPEN = "未报送", "未能确定或未到期"
_NOT_JUDGED = "是否未报送没有核对"
#: Agencies without a report beyond which their list is folded on a screen.
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of a list to telephone by: the agency of the roster, and what is said of it besides its name ("" for nothing)."""

    agency: Agency
    remark: str


def summary(assessment: Assessment) -> Html:
    """The agencies that have not reported, with their telephones; those of which it is not known; the numbers by level and kind."""
    corpus = assessment.corpus
    unfiled = assessment.unfiled() if corpus.roster.given else []
    state = {agency.name: _state(assessment, outcome) for agency, outcome in unfiled}
    absent, unsettled = (
        [CallLine(a, _remark(assessment, a, outcome)) for a, outcome in unfiled if state[a.name] == name]
        for name in (_MISSING, _OPEN)
    )
    return page(
        "overview/filing.html.j2",
        given=corpus.roster.given,
        year=corpus.year,
        asof=corpus.asof,
        groups=_groups(assessment, state) if corpus.roster.given else [],
        absent=absent,
        unsettled=unsettled,
        most=_MOST_SHOWN,
        phones=phones,
    )


def _remark(assessment: Assessment, agency: Agency, outcome: Outcome | None) -> str:
    """What is said of an agency without a report; of one that surely has none only what is known besides (Chinese)."""
    if outcome is None:
        return _NOT_JUDGED
    known = outcome.message
    if outcome.verdict == "fail" and isinstance(outcome.facts, Stated):
        hints = str(dict(outcome.facts.values).get("hints", ""))
        known = "；".join(filter(None, (hints, facts.local_filing(agency, outcome))))
    return "；".join(filter(None, (known, _ruled(assessment, outcome), _chased(assessment, outcome))))


def _ruled(assessment: Assessment, outcome: Outcome) -> str:
    """What people decided on its being missing (Chinese); "" where nobody has."""
    if held := decided.decision(assessment.standing_of(outcome), used=False):
        if held.state == "dismissed":
            return f"经认定不作未报送处理（{'；'.join((*map(_why, held.by), *held.carried))}）"
        said = "；".join(held.told)
        return f"未报送的认定：{'' if held.name in said else held.name + '，'}{said}"
    return ""


def _chased(assessment: Assessment, outcome: Outcome) -> str:
    """How the agency is asked for its report (Chinese); "" where nobody has written anything of that."""
    cause = assessment.cause_of(outcome)
    events = assessment.absent_rulings.handling.get(cause.key, ()) if cause else ()
    terms = assessment.terms
    put_right = putright.handling(
        events, cause, assessment.standing_of(outcome), terms.asof, terms.office.correction_days
    )
    return "，".join(f"{name}：{masked_note(words)}" for name, words in put_right.told) if put_right else ""


def _why(one: decided.DecisionLine) -> str:
    why = "；".join(filter(None, (one.reason, one.note)))
    return f"{one.who}：{why}" if why else one.who


def _groups(assessment: Assessment, state: Mapping[str, str]) -> list[tuple[str, str, int, int, int]]:
    """By level and kind how many agencies are due, have not reported, and may have; ``state`` is by name."""
    agencies = assessment.corpus.roster.agencies
    total = Counter((a.level, a.kind) for a in agencies)
    counted = Counter((a.level, a.kind, state.get(a.name, "")) for a in agencies)
    return [
        (level or "—", kind or "—", number, counted[level, kind, _MISSING], counted[level, kind, _OPEN])
        for (level, kind), number in sorted(total.items(), key=lambda item: _rank(item[0][0]))
    ]


def _state(assessment: Assessment, outcome: Outcome | None) -> str:
    """The state of an agency without a report: it stays open where the rule was switched off or failed, or was dismissed."""
    if assessment.is_missing(outcome):
        return _MISSING
    return "" if outcome and outcome.verdict == "pass" else _OPEN


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def missing_rows(assessment: Assessment) -> list[dict[str, object]]:
    """The same as lines of the ledger, by column head."""
    return [
        {
            "机关": agency.name,
            "层级": agency.level,
            "地区": agency.region,
            "应报内容": agency.expected or (f"{assessment.year}年度报告" if assessment.year else "年度报告"),
            "应报日期": str(agency.due or ""),
            "联系电话": agency.telephone,
            "说明": outcome.message if outcome else _NOT_JUDGED,
            "情况": _state(assessment, outcome),
        }
        for agency, outcome in assessment.unfiled()
    ]


def irregular(assessment: Assessment) -> Html:
    """Files handed in twice, under another name or year, of unknown agencies, late or unreadable."""
    return page("overview/filing_irregular.html.j2", rows=irregular_outcomes(assessment))


def irregular_outcomes(assessment: Assessment) -> list[Outcome]:
    """What was found of such files, the gravest first."""
    every = (one for one in assessment.every_outcome() if not assessment.is_dismissed(one))
    return ranked(o for o in every if (o.family == FAMILY and o.role != "not_filed") or _wrong_year(o))


def _wrong_year(outcome: Outcome) -> bool:
    """Whether the outcome says that a title's year is not the period's: then it shows both."""
    return outcome.role == "title" and outcome.verdict == "fail" and len(outcome.places) > 1


def setting_rows(assessment: Assessment) -> list[tuple[str, str, str, str]]:
    """What the review went by, as lines of the ledger: the rubric, the roster, earlier reports, the year and day."""
    terms, roster = assessment.terms, assessment.corpus.roster
    rubric, none, intake = terms.rubric, "未给出", assessment.intake()
    listed = f"{roster.source}（{len(roster.agencies)}家）" if roster.given else none
    return [
        *((("核查单位", "", terms.office.words, ""),) if terms.office.words else ()),
        ("评分办法", "", f"{rubric.name}（{rubric.source}）" if rubric else none, rubric.digest if rubric else ""),
        ("机关名录", "", listed, roster.digest if roster.given else ""),
        *(("机关名录疑问", "", note, "") for note in roster.notes),
        ("以往年度的报告", "", f"{len(terms.previous)}份" if terms.previous else none, ""),
        ("报送情况", "", intake.agencies() or none, ""),
        ("核查的报告", "", f"{intake.reports}份报告，{intake.counting()}", ""),
        ("所查年度", "", str(assessment.year or "未能确定"), ""),
        ("判断日期", "", str(terms.asof or none), ""),
    ]
