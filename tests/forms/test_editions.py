"""A later edition that holds all of an earlier one takes none of its reports, whatever year they state."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

import audit
from audit import forms
from tests.generate.formats import docx, flat, html, ofd, pdf
from tests.generate.report import truth

WRITERS = {
    "报告.docx": docx.write,
    "报告.html": html.write,
    "报告.ofd": ofd.make_ofd,
    "报告.pdf": pdf.make_pdf,
    "报告.txt": lambda made: flat.write(made).encode(),
}
#: A line that the edition of 2021 does not have, and the one before it.
MORE, BEFORE = "refused.archived", "refused.administrative_query"
LINE = f"""[[tables.lines]]
key = "{MORE}"
group = "三、本年度办理结果/（三）不予公开"
label = "9.属于已移交国家档案馆的信息"
"""
#: A kind of applicants that only the later edition has a column for, named as organs are.
KIND = "村民委员会"


def edition(name: str, year: int, *, line: bool = True, column: bool = False) -> str:
    """The form of 2021 as ``name``, in force from ``year``, with one more line or column of table 三."""
    text = Path(forms.__file__).with_name("2021.toml").read_text("utf-8")
    text = text.replace('edition = "2021"', f'edition = "{name}"').replace("from_year = 2021", f"from_year = {year}")
    text = text.replace("国办公开办函〔2021〕30号", "国办公开办函〔2028〕7号")
    after = f'key = "{BEFORE}"'
    start = text.index("[[tables.lines]]", text.index(after)) if line else 0
    text = text[:start] + (LINE if line else "") + text[start:]
    added = f'  ["{column_of(forms.editions()) or "village"}", "法人或其他组织/{KIND}"],\n'
    return text.replace('  ["other_organisation",', added + '  ["other_organisation",') if column else text


def column_of(editions: Iterable[str]) -> str | None:
    """The key under which one of ``editions`` prints ``KIND``; None where none does."""
    columns = (column for name in editions for column in forms.load(name).applications.lines[0].columns)
    return next((key for key, label in columns if label.endswith(f"/{KIND}")), None)


@pytest.fixture(params=["line", "column"])
def later(request, tmp_path, monkeypatch):
    """The name of an edition of 2028 that is added to those that ship."""
    name = f"2028{request.param}"
    for path in Path(forms.__file__).parent.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    made = edition(name, 2028, line=request.param == "line", column=request.param == "column")
    (tmp_path / f"{name}.toml").write_text(made, encoding="utf-8")
    shipped = resources.files
    monkeypatch.setattr(resources, "files", lambda package: tmp_path if package == "audit.forms" else shipped(package))
    forms.editions.cache_clear()
    yield name
    forms.editions.cache_clear()


def read(made: truth.Truth, folder: Path, name: str = "报告.docx") -> audit.Report:
    (folder / name).write_bytes(WRITERS[name](made))
    return audit.read(folder / name)


def undated(made: truth.Truth) -> truth.Truth:
    """The same report with no year printed anywhere."""

    def without(line: truth.TextLine) -> truth.TextLine:
        return replace(line, text=re.sub(r"20\d\d年?度?", "", line.text))

    sections = tuple(replace(one, lines=tuple(map(without, one.lines))) for one in made.sections)
    return replace(made, front=tuple(map(without, made.front)), sections=sections, back=tuple(map(without, made.back)))


def read_without(made: truth.Truth, line: str, folder: Path) -> audit.Report:
    """The report as a Word document from which the row of ``line`` of table 三 was deleted."""
    label = label_of(made, line)
    xml = zipfile.ZipFile(io.BytesIO(docx.write(made))).read("word/document.xml").decode()
    rows = [row for row in re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", xml, re.DOTALL) if label in row]
    assert len(rows) == 1
    (folder / "报告.docx").write_bytes(
        docx.package(re.search(r"<w:body>(.*)</w:body>", xml.replace(rows[0], ""), re.DOTALL)[1])
    )
    return audit.read(folder / "报告.docx")


def label_of(made: truth.Truth, line: str) -> str:
    return next(one.label for table in forms.load(made.edition).tables for one in table.lines if one.key == line)


def failed(report: audit.Report) -> set[str]:
    return {outcome.rule for outcome in audit.check(report) if outcome.verdict == "fail"}


def values(report: audit.Report) -> dict[str, str]:
    return {key: str(cell.value) for key, cell in report.cells.items()}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("shipped", forms.editions())
def test_a_correct_report_on_any_form_that_ships_is_read_whole_and_nothing_is_found(tmp_path, name, shipped):
    made = truth.make(36, shipped, year=forms.load(shipped).from_year)
    report = read(made, tmp_path, name)
    assert (report.edition, report.status, report.unplaced) == (shipped, "read", ())
    assert values(report) == dict(made.cells)
    assert failed(report) == set()


@pytest.mark.parametrize("name", WRITERS)
def test_a_correct_report_on_the_later_form_is_accused_of_nothing(later, tmp_path, name):
    made = truth.make(37, later, year=2029)
    report = read(made, tmp_path, name)
    assert values(report) == dict(made.cells)
    assert failed(report) == set()


@pytest.mark.usefixtures("later")
def test_everyday_names_mean_the_columns_of_the_form_that_is_printed_also_where_no_year_is(tmp_path):
    made = undated(truth.make(39, "2021"))
    received = {key: int(made.cells[f"applications.received.{key}"]) for key in forms.load("2021").applicants}
    others = sum(received[key] for key in forms.load("2021").organisations)
    first, *rest = made.sections
    said = f"收到政府信息公开申请中，自然人{received['natural']}件，其他组织{others}件。"
    told = replace(first, lines=(*first.lines, truth.TextLine(said)))
    report = read(replace(made, sections=(told, *rest)), tmp_path)
    assert (report.edition, report.year) == ("2021", None)
    assert [claim.value for claim in report.claims if claim.sentence == said] == [received["natural"], others]
    assert "C305" not in failed(report)


def stating(made: truth.Truth, sentence: str, folder: Path) -> tuple[audit.Report, audit.Claim]:
    """The report with ``sentence`` in section 一, and the last figure that is read there."""
    first, *others = made.sections
    told = replace(first, lines=(*first.lines, truth.TextLine(sentence)))
    report = read(replace(made, sections=(told, *others)), folder)
    return report, [claim for claim in report.claims if claim.sentence == sentence][-1]


def test_what_only_the_later_form_prints_is_known_in_the_text(later, tmp_path):
    year, subject, said, rule = (
        (2031, f"received.{column_of([later])}", f"收到政府信息公开申请中，{KIND}申请70041件。", "C305")
        if "column" in later
        else (2032, f"{MORE}.total", "属于已移交国家档案馆的信息70041件。", "C304")
    )
    report, claim = stating(truth.make(38, later, year=year), said, tmp_path)
    assert (claim.subject, claim.scope, claim.value) == (f"applications.{subject}", "report", 70041)
    assert failed(report) == {rule}


@pytest.mark.parametrize("later", ["column"], indirect=True)
def test_a_figure_of_a_column_that_only_the_later_form_prints_passes_where_it_is_right(later, tmp_path):
    key = f"applications.received.{column_of([later])}"
    made = next(made for made in (truth.make(seed, later, year=2031) for seed in range(38, 99)) if int(made.cells[key]))
    report, claim = stating(made, f"收到政府信息公开申请中，{KIND}申请{made.cells[key]}件。", tmp_path)
    assert (claim.subject, claim.scope) == (key, "report")
    assert failed(report) == set()


@pytest.mark.parametrize("later", ["column"], indirect=True)
@pytest.mark.parametrize("said", ["马桥{}申请70041件。", "各{}申请70041件。", "{}收到政府信息公开申请70041件。"])
def test_bodies_that_are_called_as_a_kind_of_applicants_is_are_held_against_nothing(later, tmp_path, said):
    report, claim = stating(truth.make(38, later, year=2031), said.format(KIND), tmp_path)
    assert (claim.scope, claim.value) == ("sub_unit", 70041)
    assert failed(report) == set()


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("year", [2024, 2029])
def test_a_report_on_the_form_of_2021_is_read_as_that_whatever_later_year_it_states(tmp_path, name, year):
    made = truth.make(31, "2021", year=year, distinct=True)
    report = read(made, tmp_path, name)
    assert (report.edition, report.year, report.status) == ("2021", year, "read")
    assert values(report) == dict(made.cells)
    assert "M001" not in failed(report)
    assert ("M007" in failed(report)) == (year == 2029)


@pytest.mark.parametrize("name", WRITERS)
def test_a_report_on_the_later_form_is_read_as_that_whatever_year_it_states(later, tmp_path, name):
    for year in (2019, 2029):
        made = truth.make(32, later, year=year, distinct=True)
        report = read(made, tmp_path, name)
        assert (report.edition, report.year, report.status) == (later, year, "read"), year
        assert values(report) == dict(made.cells)
        assert ("M007" in failed(report)) == (year < 2028)


@pytest.mark.parametrize("name", WRITERS)
def test_without_a_year_each_form_is_known_by_its_tables(later, tmp_path, name):
    for printed in ("2019", "2021", later):
        made = undated(truth.make(33, printed, distinct=True))
        report = read(made, tmp_path, name)
        assert (report.edition, report.year, report.status) == (printed, None, "read"), printed
        assert values(report) == dict(made.cells)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("year", [2019, 2020])
def test_the_form_of_2021_under_an_earlier_year_is_not_read_as_that_of_2019(tmp_path, year):
    report = read(truth.make(34, "2021", year=year, distinct=True), tmp_path)
    assert (report.edition, report.status) == ("2021", "read")
    assert "M007" in failed(report)


@pytest.mark.parametrize("gone", [BEFORE, "refused.state_secret", "unavailable.must_be_created"])
@pytest.mark.parametrize("year", [2024, 2029])
def test_a_line_that_is_missing_is_missing_from_the_form_that_is_printed(later, tmp_path, year, gone):
    printed = later if year >= 2028 else "2021"
    made = truth.make(35, printed, year=year, distinct=True)
    report = read_without(made, gone, tmp_path)
    assert (report.edition, report.year) == (printed, year)
    (found,) = (one for one in audit.check(report) if one.rule == "M001" and one.verdict == "fail")
    lacking = {key for key in made.cells if key.startswith(f"applications.{gone}.")}
    assert set(found.cells) == lacking
    assert values(report) == {key: value for key, value in made.cells.items() if key not in lacking}
    assert "M007" not in failed(report)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("year", [None, 2029])
def test_no_line_of_a_later_form_is_missing_from_a_report_on_the_form_of_2021(tmp_path, year):
    made = truth.make(36, "2021", year=year, distinct=True)
    report = read_without(made if year else undated(made), "refused.state_secret", tmp_path)
    assert (report.edition, report.year) == ("2021", year)
    found = [one for one in audit.check(report) if one.rule == "M001" and one.verdict == "fail"]
    assert [{key.rsplit(".", 1)[0] for key in one.cells} for one in found] == [{"applications.refused.state_secret"}]
