"""Each stage of the match shows what it took a document for: which rows, which lines, and why something was left out."""

import re
from collections import Counter

import pytest

from audit.document import Place
from audit.forms import load
from audit.match import match, match_in_stages
from audit.match.rescue import RowOrigin
from audit.match.tables import AcrossRow, Assigned, HeadRow, LineRow, Refused, StrayRow
from audit.model import Unplaced, WhyUnplaced
from audit.readers import read
from tests.generate.formats import docx, flat, html
from tests.generate.report import truth


def stages(data, name):
    return match_in_stages(read(data, name), name)


def one_a_line(report):
    """The lines of ``report`` as text copied out of a page, without tabs and blank lines."""
    return [line.replace("\t", "") for line in flat.write(report).split("\n") if line.strip()]


def test_rows_name_their_table_by_its_number_from_one():
    found = stages(docx.write(truth.make(4, "2021", "small")), "a.docx")
    assert {row.table for row in found.reading.tables.rows} == set(range(1, len(found.printed.tables) + 1))


def test_running_text_beside_gathered_tables_is_no_loose_row():
    found = stages("\n".join(one_a_line(truth.make(4, "2021", "small"))).encode(), "a.txt").reading
    assert found.gathered.origin is not RowOrigin.DRAWN
    assert found.outline.passages
    assert [item.raw for item in found.tables.unplaced if item.why is WhyUnplaced.LOOSE_ROW] == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_line_of_the_form_is_a_row_of_its_own(edition):
    found = stages(docx.write(truth.make(4, edition, "medium")), "a.docx").reading
    lines = [line for row in found.tables.rows if isinstance(row.kind, LineRow) for line in row.kind.lines]
    printed = [(line.hit.table.number, line.hit.line.key) for line in lines if line.result]
    assert sorted(printed) == sorted(
        (t.number, line.key) for t in found.form.tables if not t.across for line in t.lines
    )
    assert all(isinstance(line.result, Assigned) and line.hit.confidence == 1.0 for line in lines if line.result)
    kinds = Counter(type(row.kind) for row in found.tables.rows)
    assert kinds[AcrossRow] == 1
    assert kinds[HeadRow] > len(found.form.tables)
    assert not kinds[StrayRow]
    assert {c.key for row in found.tables.rows if isinstance(row.kind, HeadRow) for c in row.kind.columns} >= {
        column for table in found.form.tables for line in table.lines for column, _ in line.columns
    }


def test_a_label_that_is_only_alike_says_how_sure_it_is():
    page = html.write(truth.make(4)).decode().replace("保护第三方合法权益", "保护第三方合法权利")
    found = stages(page.encode(), "a.html").reading.tables
    lines = [line for row in found.rows if isinstance(row.kind, LineRow) for line in row.kind.lines]
    alike = [line for line in lines if line.hit.confidence < 1]
    assert [line.label.text for line in alike] == ["4.保护第三方合法权利"]
    assert [attempt.label_confidence for attempt in found.attempts if attempt.label_confidence < 1] == [0.9]


def test_a_row_that_was_left_out_says_why():
    report = truth.make(11, distinct=True)
    text = flat.write(report)
    line = next(line for line in load("2021").tables[1].lines if line.key == "refused.state_secret")
    number = report.cells["applications.refused.state_secret.natural"]
    found = stages(text.replace(f"\t{number}\n", "", 1).encode(), "a.txt")
    short = [attempt for attempt in found.reading.tables.attempts if attempt.line.key == line.key]
    assert [attempt.result for attempt in short] == [Refused(WhyUnplaced.COUNT_DIFFERS, (7, 6))]
    left_out = [item for item in found.condition.tables.unplaced if item.why is WhyUnplaced.COUNT_DIFFERS]
    assert len(left_out) == 6
    assert {item.reason for item in left_out} == {"该行应有7个数据，实有6个，各数对应的列不确定"}


def test_figures_beside_a_strange_label_are_a_row_of_no_line():
    page = html.write(truth.make(11, distinct=True)).decode().replace("行政强制", "招商引资")
    found = stages(page.encode(), "a.html").reading.tables
    strange = [row.kind for row in found.rows if isinstance(row.kind, StrayRow) and row.kind.figures]
    assert [row.printed.text for row in strange if row.printed] == ["招商引资"]
    assert {item.why for item in found.unplaced} == {WhyUnplaced.NO_SUCH_LINE}


def test_rows_know_whether_they_were_gathered_from_lines():
    report = truth.make(3, size="medium")
    lines = one_a_line(report)
    numbered = [*lines[:1], "3", *lines[1:]]
    drawn = stages(docx.write(report), "a.docx").reading.gathered
    gathered = stages("\n".join(lines).encode(), "a.txt").reading.gathered
    among_pages = stages("\n".join(numbered).encode(), "a.txt").reading.gathered
    assert drawn.origin is RowOrigin.DRAWN
    assert gathered.origin is RowOrigin.GATHERED
    assert among_pages.origin is RowOrigin.GATHERED_AMONG_PAGE_NUMBERS
    assert [origin.may_lack_blanks for origin in RowOrigin] == [False, True, True]


def test_the_report_is_what_the_stages_found():
    document = read(docx.write(truth.make(5)), "a.docx")
    found, report = match_in_stages(document, "a.docx"), match(document, "a.docx", "")
    assert (found.reading.form.edition, found.reading.identity.year) == (report.edition, report.year)
    assert found.condition.tables.cells == report.cells
    assert found.condition.status == report.status == "read"
    assert found.reading.outline.sections == report.sections


@pytest.mark.parametrize("why", WhyUnplaced)
def test_every_reason_is_a_chinese_sentence(why):
    assert re.fullmatch(r"[\u4e00-\u9fff，\d]{8,40}", Unplaced("1", Place(), why, (7, 6)).reason)
