"""What people decided over a review: how much of it is decided, and what must not get lost of decisions that no longer fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from audit.assessment import BESIDES, Assessment
from audit.decisions import KIND_NAMES, DecisionEvent, State, StateCounts, organ
from audit.ledgerrows import CauseFields
from audit.model import Report
from audit.persons import masked_note
from audit.present import decided
from audit.present.facts import form_of, organ_name
from audit.present.html import address
from audit.present.overview.decided._closing import Closing
from audit.rulings import ReportRulings

#: What is said of decisions beside those of the lists.
BEYOND = "不在本次范围内的"


@dataclass(frozen=True, slots=True)
class LostLine:
    """A decision that does not count: whose, what it was about, where on its page that stands ("" for nowhere), what was decided."""

    agency: str
    about: str
    href: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class LostList:
    """Decisions that do not count for one reason (Chinese): what is to be done, the lines, how many more there are."""

    title: str
    advice: str
    lines: Sequence[LostLine]
    more: int


def is_used(review: Assessment) -> bool:
    """Whether people keep a record of what they decide."""
    return any(one.used for one in review.rulings.values())


def agency_marks(rulings: ReportRulings, progress: StateCounts, closing: Closing, corrected: int) -> list[str]:
    """What the list says of an agency besides its numbers (Chinese), of so many cells ``corrected``; nothing where people keep no record."""
    if not rulings.used:
        return []
    review = decided.review_short(rulings)
    done = f"已认定{progress.settled}／{progress.every}处" if progress.every else ""
    found = [
        done,
        progress.unsettled(),
        *closing.words(),
        review,
        f"分工：{rulings.assigned}" if rulings.assigned else "",
    ]
    found += [f"人工补充{len(rulings.findings)}处"] if rulings.findings else []
    found += [f"更正识读{corrected}处"] if corrected else []
    found += [f"已失效的识读更正{len(rulings.lapsed)}处"] if rulings.lapsed else []
    return [words for words in found if words]


def uncounted(review: Assessment, pages: Mapping[str, str]) -> list[tuple[str, int]]:
    """How much of what people decided does not count, by the titles of its lists."""
    if not is_used(review):
        return []
    return [(one.title, len(one.lines) + one.more) for one in lost_lists(review, pages)]


def lost_rows(review: Assessment) -> list[tuple[str, str, str, str, str]]:
    """What people decided and does not count, as lines of the ledger (Chinese): why, whose, on what, what was decided, what is to be done."""
    if not is_used(review):
        return []
    rows = [
        (one.title, line.agency, line.about, "\n".join(line.words), one.advice)
        for one in lost_lists(review, {})
        for line in one.lines
    ]
    return rows + [(BEYOND, "", words, "", "") for words in beyond(review)]


def lost_words(review: Assessment) -> str:
    """How much of what people decided does not count, in one sentence or two (Chinese); "" where all does."""
    number = "、".join(f"{title}{count}项" for title, count in uncounted(review, {}))
    told = [f"人工记录中没有计入的：{number}。"] if number else []
    return "".join(told + (beyond(review) if is_used(review) else []))


def beyond(review: Assessment) -> list[str]:
    """On how much was decided of which this review can say nothing (Chinese)."""
    elsewhere, years = _unmatched(review)[1], review.of_other_years
    told = [f"人工记录中另有本年度的{elsewhere}项认定，所涉机关的报告不在本次核查的范围内。"] if elsewhere else []
    return told + ([f"人工记录中另有其他年度的{years}项认定，在本次核查中没有对应的问题。"] if years else [])


def lost_lists(review: Assessment, pages: Mapping[str, str], most: int | None = None) -> list[LostList]:
    """The lists of what does not count that have lines, each with at most so many."""
    lists = (
        made_list(
            "认定不一致、待仲裁的",
            "由核查人商定后重新认定；此前按机器核查的结果计。",
            _on_causes(review, pages, partial(_stand, state="disputed")),
        ),
        made_list(
            "所据内容已改变、认定已失效的",
            "请对照现在的内容重新认定。",
            _on_causes(review, pages, partial(_stand, state="lapsed")),
        ),
        made_list(
            "整改期限或是否销号不一致、待仲裁的",
            "由核查人商定后在台账的该行重新填写；此前按没有填写计，所填期限都已过的标出已过。",
            _on_causes(review, pages, _odds),
        ),
        made_list(
            "已失效的识读更正",
            "该格现在的识读与更正时不同，或报告文件已不是当时的一份，请重新核对。",
            _corrections(review, pages),
        ),
        made_list("没有计入的人工评分", "请改正分值或评分项的名称，或者由评分人商定。", _points(review, pages)),
        made_list(
            "没有采用的选定报告",
            "选定不一致的，由核查人商定后重新选定；选定的文件没有收到或未能读取的，请补上该文件或另行选定。",
            _choices(review, pages),
        ),
        made_list(
            "分不清属于哪一家机关的",
            "录入时的机关名称可以指几家机关，哪一家都没有计入；请分别重新认定。",
            _unsure(review, pages),
        ),
        made_list(
            "找不到所认定问题的",
            "问题已改正、经更正识读后不再成立，或者机关名称、所在位置已改变；仍有问题的，请重新认定。",
            _unmatched(review)[0],
        ),
    )
    return [
        replace(one, lines=one.lines[:most], more=len(one.lines[most:]) if most else 0) for one in lists if one.lines
    ]


def made_list(title: str, advice: str, lines: Iterable[LostLine]) -> LostList:
    """The list of ``lines``."""
    return LostList(title, advice, list(lines), 0)


def _reports(review: Assessment) -> Iterator[tuple[Report, ReportRulings]]:
    return ((report, review.decided(report)) for report, _ in review.audited)


def _on_causes(
    review: Assessment, pages: Mapping[str, str], told: Callable[[ReportRulings], Mapping[str, Sequence[str]]]
) -> Iterator[LostLine]:
    """A line for each thing of which ``told`` has something, by its key."""
    for report, outcomes in review.audited:
        rulings = review.decided(report)
        words = told(rulings)
        for problem in review.problems(report, outcomes).all if words else ():
            if problem.cause and (said := words.get(problem.cause.key)):
                href = place_on(pages, report, f"#wt-{problem.number}")
                yield LostLine(named_by(review, report), f"{problem.name}：{problem.root.title}", href, said)
        for one in rulings.added if words else ():
            if said := words.get(one.event.about):
                yield LostLine(
                    named_by(review, report),
                    f"{one.name}：{one.title}",
                    place_on(pages, report, f"#bc-{one.number}"),
                    said,
                )
    words = told(review.absent_rulings)
    for cause in review.absent_causes:
        if said := words.get(cause.key):
            yield LostLine(cause.root.agency or "", cause.root.title, "", said)


def _stand(rulings: ReportRulings, state: State) -> dict[str, list[str]]:
    """What was decided on causes that stand so, by key."""
    return {key: _words(one.by) for key, one in rulings.standings.items() if one.state == state}


def _odds(rulings: ReportRulings) -> dict[str, list[str]]:
    """On what people contradict each other of how something is put right (Chinese), by the key of the thing."""
    every = {key: CauseFields.of((), events, "").unsettled for key, events in rulings.handling.items()}
    return {key: [told] for key, told in every.items() if told}


def _corrections(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    for report, rulings in _reports(review):
        form = form_of(report)
        for event in rulings.lapsed:
            data = event.data
            cell = form.cells.get(event.about) if form else None
            words = f"“{data.get('raw') or '空白'}”更正为“{data.get('corrected') or '空白'}”"
            yield LostLine(
                named_by(review, report),
                cell.label if cell else event.about,
                place_on(pages, report, "#sb"),
                [words, *_words((event,))],
            )


def _points(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    """Points that do not count, each once.

    They are given to an agency for a year, so that each of its reports of that year has them: the one that is scored says
    whether they count, where none is the one that the numbers of the review count.
    """
    told: set[str] = set()
    every = sorted(
        _reports(review), key=lambda one: (one[0].source not in review.scores, not review.is_counted(one[0]))
    )
    for report, rulings in every:
        for item, events in rulings.points.items():
            new = {event.uuid for event in events} - told
            told |= new
            if new and (why := _why_not(review, report, item)):
                given = [
                    f"{event.data.get('points', '')}分，{words}"
                    for event, words in zip(events, _words(events), strict=True)
                ]
                yield LostLine(named_by(review, report), item, place_on(pages, report, "#df"), [why, *given])


def _choices(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    """What people chose as the report that counts and that does not hold, a line for each agency and year."""
    for report, rulings in _reports(review):
        several = review.versions(report)
        if several and several.lost and several.counted == report.source:
            chosen = [
                f"“{masked_note(event.data['title'])}”，{words}"
                for event, words in zip(rulings.choices, _words(rulings.choices), strict=True)
            ]
            name = KIND_NAMES["choice"]
            yield LostLine(named_by(review, report), name, place_on(pages, report, ""), [several.words(), *chosen])


def _why_not(review: Assessment, report: Report, item: str) -> str:
    """Why points that people gave ``report`` for ``item`` do not count (Chinese); "" where they do."""
    rubric, score = review.terms.rubric, review.scores.get(report.source)
    if rubric is None:
        return "本次没有给出评分办法"
    if score is None:
        return "本报告没有评分，不是据以评分的一份"
    if item not in {one.name for one in rubric.items}:
        return "评分办法中没有这一项"
    return next((one.note for one in score.items if one.item == item and one.note and one.state != "assessed"), "")


def _unsure(review: Assessment, pages: Mapping[str, str]) -> Iterator[LostLine]:
    """What may be about one report or another, a line for each."""
    for report, rulings in _reports(review):
        for event in rulings.unsure:
            said = f"{KIND_NAMES[event.kind]}（录入时的机关名称：{event.agency or '没有'}）"
            yield LostLine(named_by(review, report), said, place_on(pages, report, ""), _words((event,)))
    for event in review.absent_rulings.unsure:
        yield LostLine(event.agency, KIND_NAMES[event.kind], "", _words((event,)))


def _unmatched(review: Assessment) -> tuple[list[LostLine], int]:
    """What was decided on that is no longer there, each once, and on how much of organs outside of the review."""
    things: dict[tuple[str, str, str], list[DecisionEvent]] = {}
    for event in review.unmatched:
        # What people added has no key of the thing that it is about: each is one of its own.
        own = event.uuid if event.kind == "finding" else event.about
        things.setdefault((organ(event.agency), event.kind, own), []).append(event)
    here, elsewhere = [], 0
    for events in things.values():
        last = events[-1]
        if last.uuid in review.elsewhere:
            elsewhere += 1
            continue
        title = masked_note(str(last.data.get("title") or last.about))
        here.append(LostLine(last.agency, f"{KIND_NAMES[last.kind]} {title}".strip(), "", _words(events)))
    return sorted(here, key=lambda line: (line.agency, line.about)), elsewhere


def _words(events: Iterable[DecisionEvent]) -> list[str]:
    return [decided.line(event).words() for event in events]


def named_by(review: Assessment, report: Report) -> str:
    """Whose report it is, its file where that is not known; of one that does not count, which one it is (Chinese)."""
    name = organ_name(report.agency, report.source, report.private)
    if report.status == "unreadable" or review.is_counted(report):
        return name
    return f"{name}（{f'{report.year}年' if report.year not in (review.year, None) else BESIDES}）"


def place_on(pages: Mapping[str, str], report: Report, anchor: str) -> str:
    """A place of the page of a report; "" where it has none."""
    at = address(pages, report.source)
    return f"{at}{anchor}" if at else ""
