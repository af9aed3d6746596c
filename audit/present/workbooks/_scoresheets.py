"""The sheets of scores: what each report came to, and the manual items, whose points people fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from audit.decisions import DecisionEvent
from audit.ledgerrows import AWARDED, MARK, NOTE, POINTS_SHEET, PointFields, RowMark, as_cell, tellings
from audit.persons import masked_note
from audit.present import facts
from audit.present.workbooks._sheets import LedgerCell, LedgerColumn, SheetLook, write_sheet
from audit.rulings import adoption, replaced
from audit.score import (
    ItemScore,
    Rank,
    Score,
    automatic,
    figure,
    full,
    grade,
    item_figure,
    place,
    ranked_by_year,
    remarks,
)

SCORES_SHEET = "评分"
_SCORE_COLUMNS = (
    LedgerColumn("名次", 5.5, centred=True), LedgerColumn("机关", 24), LedgerColumn("年度", 6, centred=True),
    LedgerColumn("得分", 9, points=True), LedgerColumn("等次", 9, centred=True), LedgerColumn("得分下限", 9, points=True),
    LedgerColumn("得分上限", 9, points=True),
)  # fmt: skip
_POINT_COLUMNS = (
    LedgerColumn("序号", 5, centred=True), LedgerColumn("机关", 24), LedgerColumn("年度", 6, centred=True),
    LedgerColumn("评分项", 36), LedgerColumn("满分", 8, points=True), LedgerColumn("未评定时按", 10, points=True),
    LedgerColumn(AWARDED, 9, points=True, fills=True), LedgerColumn(NOTE, 28, fills=True), LedgerColumn("评分情况", 18),
    LedgerColumn(MARK, 12, printed=False, hidden=True),
)  # fmt: skip
NOT_SCORED, VETO, BORNE = "不计分", "一票否决", "同一原因已计"


def costs(score: Score) -> Mapping[str, Decimal | str]:
    """What each finding of a scored report cost: points, a veto, or nothing since another one of its cause is charged."""
    vetoing = {key: VETO for hit in score.vetoes if not hit.pending for key in hit.keys}
    points = score.deducted()
    free = {key: veto for key, veto in vetoing.items() if not points.get(key)}
    return {**points, **dict.fromkeys(score.borne(), BORNE), **free}


def bearers(score: Score) -> Mapping[str, str]:
    """The key of the finding that each borne one is charged with."""
    return {one.key: one.borne_by for item in score.items for one in item.deductions if one.borne_by}


def scores_sheet(book: Any, scores: Mapping[str, Score]) -> None:
    """What each report came to, item by item."""
    ranked = [each for _, year in ranked_by_year(scores) for each in year]
    item_titles = list(dict.fromkeys((item.item, full(item.points)) for _, _, score in ranked for item in score.items))
    columns = [
        *_SCORE_COLUMNS,
        *(LedgerColumn(f"{name}（{points}）", 9, points=True) for name, points in item_titles),
        LedgerColumn("自动评分", 12, centred=True),
        LedgerColumn("一票否决", 16),
        LedgerColumn("说明", 40),
    ]
    rows = [_score_row(name, rank, score, item_titles) for name, rank, score in ranked]
    write_sheet(book, SCORES_SHEET, columns, rows, SheetLook(frozen=2))


def _score_row(name: str, rank: Rank | None, score: Score, item_titles: Iterable[tuple[str, str]]) -> list[LedgerCell]:
    earned: dict[tuple[str, str], LedgerCell] = {
        (item.item, full(item.points)): item_figure(item) if item.state == "disputed" else item.earned
        for item in score.items
    }
    open_rank = [f"名次待定，在第{place(rank)}之间"] if rank and not rank.certain else []
    if rank and rank.provisional:
        open_rank.append("名次为暂列，同一年度有得分待人工评定")
    return [
        rank and rank.certain,
        facts.organ_name(score.agency, name),
        score.year,
        figure(score) if score.is_provisional else score.total,
        grade(score),
        score.low,
        score.high,
        *(earned.get(title) for title in item_titles),
        automatic(score),
        "；".join(hit.name + ("（待核）" if hit.pending else "") for hit in score.vetoes),
        "；".join([*remarks(score), *open_rank]),
    ]


def manual_items(scores: Mapping[str, Score]) -> list[tuple[str, Score, ItemScore]]:
    """The items for which a person gives points, report by report, each with the name of the score."""
    return [(name, score, item) for name, score in scores.items() for item in score.items if item.is_given]


def points_mark(name: str, score: Score, item: ItemScore, organ: str, events: Sequence[DecisionEvent]) -> RowMark:
    """What the row of a manual item of the score ``name`` remembers; ``organ`` is how events call whose it is, ``events`` are the points that hold."""
    known = tuple(event.uuid for event in events)
    return RowMark(
        "points",
        item.item,
        "",
        as_cell(organ),
        score.year,
        known,
        limit="～".join(map(full, item.span)) if item.span else full(item.points),
        telling=tellings(
            (
                ("机关", as_cell(facts.organ_name(score.agency, name))),
                ("年度", str(score.year or "")),
                ("评分项", as_cell(item.item)),
            )
        ),
    )


def points_sheet(
    book: Any,
    rows: Sequence[
        tuple[str, Score, ItemScore, Sequence[DecisionEvent], Sequence[DecisionEvent], Sequence[DecisionEvent], str]
    ],
    defaults: Mapping[str, Decimal],
) -> None:
    """The manual items with the points given so far, each with the name of its score, the events that hold on it, those whose note stands, those of others in whose place they came, and what its row remembers.

    ``defaults`` are what counts by item as long as nobody has judged it; full points where nothing is said.
    """
    lines: list[list[LedgerCell]] = [
        [
            number,
            as_cell(facts.organ_name(score.agency, name)),
            score.year,
            item.item,
            item.points,
            "～".join(map(full, item.span)) if item.span else defaults.get(item.item, item.points),
            *_given(events, notes, overruled),
            mark,
        ]
        for number, (name, score, item, events, notes, overruled, mark) in enumerate(rows, 1)
    ]
    limits = {number: item.limits[1] for number, (_, _, item, *_) in enumerate(rows, 1)}
    write_sheet(book, POINTS_SHEET, _POINT_COLUMNS, lines, SheetLook(frozen=2, limits=limits))


def _given(
    events: Sequence[DecisionEvent], notes: Sequence[DecisionEvent], overruled: Sequence[DecisionEvent]
) -> tuple[LedgerCell, LedgerCell, LedgerCell]:
    """Points, note, and who gave them, in whose place, with what of the ``notes`` that stand came with earlier points."""
    fields = PointFields.of(events)
    points = Decimal(fields.points) if fields.points else None
    if points is None and events:
        told = "；".join(f"{event.who}：{event.data['points']}" for event in events)
        return None, None, f"不一致，未计入（{as_cell(told)}）"
    who = "、".join(dict.fromkeys(event.who for event in events))
    beside = (f"备注（{event.who}）：{masked_note(event.note)}" for event in notes if event not in events)
    return (
        points,
        fields.note,
        as_cell("；".join(filter(None, (who, *dict.fromkeys(map(adoption, events)), replaced(overruled), *beside)))),
    )
