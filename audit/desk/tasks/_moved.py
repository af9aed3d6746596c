"""What moves on the reports of a review when something is checked again: problems, decisions that lapse, scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from audit.causes import level_name
from audit.desk.opened import STALE, Work
from audit.desk.rows import DeskRow, key_of
from audit.score import figure

#: Reports that are named of those on which something has moved.
_MOST_NAMED = 3


def moved(work: Work, before: Findings, row: DeskRow) -> str:
    """What has moved on all reports since ``before``, when nothing was entered on ``row`` yet (Chinese), or that it could not be checked again."""
    return STALE if row.is_stale else Findings.of(work).since(before, row)


class Findings(NamedTuple):
    """What is found on each report, by the row's id; the rows in their order.

    ``states`` tell how each problem stands and ``levels`` how grave it is (Chinese), by its key; ``scores`` are as printed, "" for none.
    """

    states: Mapping[str, Mapping[str, str]]
    levels: Mapping[str, Mapping[str, str]]
    scores: Mapping[str, str]
    rows: Sequence[DeskRow] = ()

    @classmethod
    def of(cls, work: Work) -> Findings:
        """What is found at present."""
        return cls.among([work.rows[name] for name in work.order])

    @classmethod
    def among(cls, rows: Sequence[DeskRow]) -> Findings:
        """What is found on ``rows``."""
        states = {row.id: {key_of(one): row.standing(one).state for one in row.problems.all} for row in rows}
        levels = {row.id: {key_of(one): level_name(one) for one in row.problems.all} for row in rows}
        scores = {row.id: figure(row.score) if row.score and row.score.total is not None else "" for row in rows}
        return cls(states, levels, scores, rows)

    def since(self, before: Findings, row: DeskRow) -> str:
        """What has moved since ``before`` (Chinese): on the report of ``row``, then on others."""
        told = self._of_one(before, row.id) or ["本报告的问题没有变动"]
        others = [one for one in self.rows if one.id != row.id and self._of_one(before, one.id)]
        if others:
            named = "、".join(self._named(before, one) for one in others[:_MOST_NAMED])
            more = "等" if len(others) > _MOST_NAMED else ""
            told.append(f"另有{len(others)}份报告的核对结果随之变动：{named}{more}")
        return f"{'；'.join(told)}。"

    def _named(self, before: Findings, row: DeskRow) -> str:
        """What another report is called, and what of the decisions on it does not hold any more."""
        told = [f"{row.year}年"] if row.year else []
        told += self._let_go(before, row.id)
        words = "，".join(told)
        return f"{row.name}（{words}）" if words else row.name

    def _let_go(self, before: Findings, name: str) -> list[str]:
        """How many decisions have nothing to be about any more, and how many have lapsed."""
        now, then = self.states.get(name, {}), before.states.get(name, {})
        decided = sum(then[key] not in ("open", "lapsed") for key in then.keys() - now.keys())
        lapsed = sum(now[key] == "lapsed" != then.get(key) for key in now)
        return [
            *([f"{decided}处认定所对应的问题已不存在"] if decided else []),
            *([f"{lapsed}处认定因所据内容改变而失效，须重新认定"] if lapsed else []),
        ]

    def _of_one(self, before: Findings, name: str) -> list[str]:
        now, then = self.states.get(name, {}), before.states.get(name, {})
        gone, new = then.keys() - now.keys(), now.keys() - then.keys()
        told = [f"问题由{len(then)}处变为{len(now)}处（减少{len(gone)}处，新增{len(new)}处）"] if gone or new else []
        told += self._regraded(before, name)
        told += self._let_go(before, name)
        was, score = before.scores.get(name, ""), self.scores.get(name, "")
        return [*told, *([f"得分由{was or '无'}变为{score or '无'}"] if was != score else [])]

    def _regraded(self, before: Findings, name: str) -> list[str]:
        """How many of the problems that stay are of another gravity now."""
        now, then = self.levels.get(name, {}), before.levels.get(name, {})
        moved = Counter((then[key], now[key]) for key in now if then.get(key, now[key]) != now[key])
        return [f"{number}处问题由“{was}”变为“{level}”" for (was, level), number in moved.items()]
