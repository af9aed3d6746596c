"""What kind of document a file is: one annual report, or something else that must not be judged as one.

No single sign decides. What speaks for another document (its title, who it is addressed to, what it asks others to
write, blanks left to fill in) is weighed against what only a report has: its own title, figures, the period.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from audit.document import Document, Paragraph, Table
from audit.forms import Form, editions, load, section_named
from audit.match._script import in_simplified
from audit.match.identity import organ_of_title
from audit.match.labels import labels
from audit.match.nature._other import is_other
from audit.match.sections import Heading, candidates
from audit.model import Report
from audit.text import unspaced
from audit.words import YEAR, year_in
from audit.words.numbering import heading_numbering, numbering

_NO_REPORT = "没有找到年度报告的标题、章节或表格，可能不是政府信息公开工作年度报告。请核对文件。"
_SPLIT = "无法按一份报告核查。请将每份报告各存为一个文件后再核查。"
_ADVICE = "未按年度报告核查，不据此判断任何机关。请核对文件，如有年度报告请另行提供。"
#: A paragraph of so many characters ends the lines of a title; so many lines before it may be the title's.
_LEAST_TEXT_LINE, _TITLE_LINES, _LONGEST_TITLE = 60, 5, 90
#: From this balance on a document is something else.
_DECISIVE_BALANCE = 3
#: Headings in the form's order that are a report's, and characters between them from which on they are no list.
_PARTS_OF_REPORT, _LEAST_TEXT_BETWEEN = 4, 60
#: Figures in the tables that are a report's, and characters of sections 一 and 五 that are text of its own.
_FIGURES_OF_REPORT, _LEAST_OWN_TEXT = 20, 60
#: Placeholders, or instructing sentences, that make a form to fill in.
_BLANKS_OF_FORM, _INSTRUCTIONS_OF_FORM = 3, 3
#: Lines above a report's first part in which its title is looked for.
_LINES_ABOVE = 15
#: Titles of several reports that a message names.
_MOST_TITLES_NAMED = 4


class Refusal(NamedTuple):
    """Why a document is not judged as one annual report (Chinese); ``other`` where it is surely nobody's report."""

    error: str
    other: bool = False


def refusal(document: Document, report: Report) -> Refusal | None:
    """Why ``report``, read from ``document``, is not to be judged as one annual report; None where it is one."""
    document = in_simplified(document)
    form = load(report.edition or editions()[-1])
    if titles := _several(document, form):
        listed = "、".join(f"“{title}”" for title in titles[:_MOST_TITLES_NAMED]) + (
            "等" if len(titles) > _MOST_TITLES_NAMED else ""
        )
        return Refusal(f"文件中有{len(titles)}份年度报告（{listed}），{_SPLIT}")
    if _side_by_side(document, form):
        return Refusal(f"文件中有并列的两份年度报告（或两个年度的对照），{_SPLIT}")
    texts = [unspaced(block.text) for block in document.blocks if isinstance(block, Paragraph)]
    kind = _kind(texts)
    if _weight(texts, document, report, kind) >= _DECISIVE_BALANCE:
        return Refusal(f"文件似为{kind or '尚未填写的模板'}，不是年度报告，{_ADVICE}", other=True)
    if _is_blank(texts, report, form):
        return Refusal(f"文件是未填写的空白格式（三张表没有一个数字，各部分没有文字），{_ADVICE}")
    found = report.sections or report.cells or report.title
    return None if found else Refusal(_NO_REPORT, other=is_other(document))


@cache
def _words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("otherdocuments.toml").read_text("utf-8"))
    return data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_words()["words"][name])


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each kind of other document with the pattern of its titles; the end may stand in brackets."""
    return tuple((kind["name"], re.compile(rf"(?:{kind['ends']})[）)]?$")) for kind in _words()["kinds"])


def _kind(texts: Sequence[str]) -> str:
    """What the title of a document calls it where that is no report; "" where it has none or is a report's."""
    ends = (
        i
        for i, text in enumerate(texts)
        if len(text) >= _LEAST_TEXT_LINE or text.endswith(("。", "：", ":")) or numbering(text)
    )
    first = next(ends, len(texts))
    above = texts[max(0, first - _TITLE_LINES) : first]
    for start in range(len(above)):
        for end in range(start + 1, len(above) + 1):
            title = "".join(above[start:end])
            if len(title) <= _LONGEST_TITLE and _pattern("subject").search(title):
                for name, pattern in _kinds():
                    if pattern.search(title):
                        return name
    return ""


def _weight(texts: Sequence[str], document: Document, report: Report, kind: str) -> int:
    """What speaks for another document less what speaks for a report."""
    title = unspaced(report.title[0]) if report.title else ""
    empty = bool(title and _pattern("placeholder").search(title))
    blanks = sum(len(_pattern("placeholder").findall(text)) for text in texts)
    instructions = sum(len(_pattern("instructs").findall(text)) for text in texts)
    other = 3 * bool(kind) + 2 * empty + 3 * _compares(document, report)
    if not other:
        return 0  # stray words of a template make no other document
    other += 2 * any(_pattern("addressed").search(text) for text in texts[:_LINES_ABOVE])
    other += 2 * (blanks >= _BLANKS_OF_FORM) + 2 * (instructions >= _INSTRUCTIONS_OF_FORM)
    figures = [cell.value for cell in report.cells.values() if cell.kind == "number"]
    own = 3 * bool(title and not empty and (organ_of_title(title) or year_in(title)))
    own += (
        3 * (len(figures) >= _FIGURES_OF_REPORT)
        + 2 * any(figures)
        + 2 * (report.period is not None and not instructions and not empty)
    )
    return other - own


def _compares(document: Document, report: Report) -> bool:
    """Whether the form's lines stand in tables whose columns are years."""
    known = labels(report.edition or editions()[-1])
    lines = 0
    for table in document.tables:
        years = {year_in(cell.text) for cell in table.cells if re.fullmatch(rf"{YEAR}年?度?", unspaced(cell.text))}
        lines += sum(known.line(cell.text) is not None for cell in table.cells) if len(years) > 1 else 0
    return lines >= _PARTS_OF_REPORT and not report.cells


def _is_blank(texts: Sequence[str], report: Report, form: Form) -> bool:
    """Whether a form was not filled in: its cells are printed and all blank, its sections have no text of their own."""
    if 2 * len(report.cells) < len(form.cells) or any(cell.kind != "blank" for cell in report.cells.values()):
        return False
    own = (p.text for p in report.passages if p.section in (1, 5) and not p.heading)
    return sum(len(_pattern("placeholder").sub("", unspaced(text))) for text in own) < _LEAST_OWN_TEXT and bool(texts)


def _several(document: Document, form: Form) -> tuple[str, ...]:
    """The titles of the reports in a document that holds several; () where it holds one, or one printed twice."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    runs = [run for run in _runs(candidates(texts, form)) if _is_report(run, texts)]
    if len(runs) < 2:
        return ()
    ends = [0, *(run[-1].index + 1 for run in runs)]
    found: dict[tuple[str | None, int | None], str] = {}
    for start, run in zip(ends, runs, strict=False):
        above = [unspaced(text) for text in texts[max(start, run[0].index - _LINES_ABOVE) : run[0].index]]
        if title := _own_title(above):
            found.setdefault((organ_of_title(title), year_in(title)), title)
    return tuple(found.values()) if len(found) > 1 else ()


def _own_title(lines: Sequence[str]) -> str:
    """The first title among ``lines``, on one to three of them, that names organ and year of a report; else ""."""
    for start in range(len(lines)):
        for end in range(start + 1, min(start + 3, len(lines)) + 1):
            title = "".join(lines[start:end])
            ends = re.search(r"(?:报告|年报)(?:[（(][^（）()]{0,20}[）)])?$", title)
            if ends and len(title) <= _LONGEST_TITLE and organ_of_title(title) and year_in(title):
                return title
    return ""


def _runs(found: Collection[Heading]) -> Iterator[list[Heading]]:
    """The rightly numbered headings, cut wherever the order of the parts begins again."""
    run: list[Heading] = []
    for heading in found:
        if not (heading.has_own_number and heading.known):
            continue
        if run and heading.section <= run[-1].section:
            yield run
            run = []
        run.append(heading)
    if run:
        yield run


def _is_report(run: Sequence[Heading], texts: Sequence[str]) -> bool:
    """Whether a run of headings has most of the parts and text between them, as no table of contents has."""
    between = sum(len(text) for a, b in pairwise(run) for text in texts[a.index + 1 : b.index])
    return len(run) >= _PARTS_OF_REPORT and between >= _LEAST_TEXT_BETWEEN


def _side_by_side(document: Document, form: Form) -> bool:
    """Whether a table sets the headings of two reports beside each other."""
    return any(_twofold(table, form) for table in document.tables)


def _twofold(table: Table, form: Form) -> bool:
    """Whether two columns of ``table`` have most of the parts each."""
    parts: dict[int, set[int]] = {}
    for cell in table.cells:
        for line in cell.text.splitlines():
            count = heading_numbering(line)
            named = section_named(line[count.end :], form.edition) if count else None
            if named and count and count.number == named.section and cell.column:
                parts.setdefault(cell.column, set()).add(named.section)
    return sum(len(sections) >= _PARTS_OF_REPORT for sections in parts.values()) > 1
