"""Which of several reports of one agency and year counts, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.corpus import Basis, Corpus, Filing, told_apart
from audit.decisions import DecisionEvent
from audit.persons import masked_note
from audit.rulings import by_whom
from audit.words import may_be_elsewhere

_WHY: dict[Basis, str] = {
    "later": "标明的更正次数在后",
    "read": "读取较完整",
    "own": "报告自身写明机关名称",
    "order": "没有标明更正的，暂按文件名次序",
    "same": "各份内容相同",
}
#: What is to be known of reports that are taken for one organ's by a name that several have.
_MAY_BE_TWO = "机关名称没有写明所属的市县，如果各份是不同地方的同名机关的报告，在一份上的认定会用于另一份：请按所属的市县分文件夹存放，给出机关名录，或者分开核查、各用一份人工记录。"


@dataclass(frozen=True, slots=True)
class Versions:
    """The reports of one agency and year that can be read, of which one counts.

    ``files`` are by source how each is called, shown to people; ``counted`` is the source of the one that counts, ``same`` the
    sources of files that are the very same. ``basis`` says what tells so, ``mark`` the word by which it says that it is a corrected one. ``choices`` are
    what people said of it: of several that differ none holds, nor does one of a file that is not ``is_here``. ``is_of_year`` says that they are of the year under review,
    ``may_be_two`` that nothing tells whether they are of one organ or of two of one name.
    """

    files: dict[str, str]
    counted: str
    same: frozenset[str]
    basis: Basis
    mark: str = ""
    choices: tuple[DecisionEvent, ...] = ()
    is_here: bool = True
    is_of_year: bool = True
    may_be_two: bool = False

    @property
    def is_disputed(self) -> bool:
        """Whether people chose different files."""
        return len({event.data["file"] for event in self.choices}) > 1

    @property
    def file(self) -> str:
        """How the one that counts is called."""
        return self.files[self.counted]

    def can_be_chosen(self, source: str) -> bool:
        """Whether the report at ``source`` may be chosen instead of the one that counts, or as it where people differ."""
        return source in self.files and (self.is_disputed or source not in self.same)

    @property
    def why(self) -> str:
        """What tells that this one counts, in short (Chinese): “标明更正”, “张三，2026-01-05选定”."""
        if self.basis == "chosen":
            return f"{'、'.join(dict.fromkeys(map(by_whom, self.choices)))}选定"
        if self.basis == "order" and self.mark:
            return "凭标明的字样不能分出先后，暂按文件名次序"
        return f"标明{self.mark}" if self.basis == "marked" else _WHY[self.basis]

    def words(self, source: str = "") -> str:
        """Which one counts and why, as it is said on the report at ``source``, or of all of them (Chinese)."""
        several, of = len(self.files) > 1, "计入评分和汇总" if self.is_of_year else "与其他年度比较所据"
        which = "本份" if source == self.counted else f"“{self.file}”"
        rest = "，本份只核查，不计入" if self.is_of_year and source not in ("", self.counted) else ""
        number = f"同一年度有{len(self.files)}份报告，" if several else ""
        doubt = _MAY_BE_TWO if several and self.may_be_two else ""
        return f"{self.lost}{number}{of}的是{which}{f'（{self.why}）' if several else ''}{rest}。{doubt}"

    @property
    def lost(self) -> str:
        """Why what people chose does not hold (Chinese); "" where it does, or nobody chose."""
        told = "，".join(f"{by_whom(event)}选定“{masked_note(event.data['title'])}”" for event in self.choices)
        if self.is_disputed:
            return f"{told}，选定不一致，待仲裁，没有采用；"
        return "" if self.is_here or not told else f"{told}，本次没有该文件或未能读取，没有采用；"


def versions(corpus: Corpus, filing: Filing, choices: Sequence[DecisionEvent]) -> Versions | None:
    """Which of the reports that were put to the agency and year of ``filing`` counts, by what people said in ``choices``.

    None where the report is the only one and nobody chose another.
    """
    if filing.agency is None or filing.year is None or filing.report.status == "unreadable":
        return None
    readable = corpus.readable(filing.agency, filing.year)
    is_here = {event.data["file"] for event in choices} <= {one.report.sha256 for one in readable}
    if len(readable) < 2 and is_here:
        return None
    first, reports = readable[0], [one.report for one in readable]
    return Versions(
        told_apart(reports),
        first.report.source,
        frozenset(one.source for one in reports if one.sha256 == first.report.sha256),
        corpus.basis(filing.agency, filing.year),
        first.mark.word,
        tuple(choices),
        is_here=is_here,
        is_of_year=filing.year == corpus.year,
        may_be_two=not corpus.roster.given and may_be_elsewhere(filing.agency.name),
    )
