"""Rosters are read or refused with a word; names are recognised for certain or not at all; years are compared."""

import datetime as dt

import pytest

from audit.corpus import Agency, Names, Roster, assemble, load
from audit.errors import UsageError
from tests.build import report

COUNTY = Roster(
    tuple(
        Agency(name)
        for name in (
            "青禾县人民政府",
            "云州市人民政府",
            "青禾县水利局",
            "云州市水利局",
            "青禾县发展和改革局",
            "青禾县市场监督管理局",
            "青禾县卫生健康委员会",
            "青禾县石塘乡人民政府",
            "青禾县东河镇人民政府",
        )
    )
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("青禾县水利局", "青禾县水利局"),
        ("云州市青禾县水利局", "青禾县水利局"),
        ("县水利局", "青禾县水利局"),
        ("青禾县发改局", "青禾县发展和改革局"),
        ("市场监管局", "青禾县市场监督管理局"),
        ("青禾县市监局", "青禾县市场监督管理局"),
        ("青禾县卫健委", "青禾县卫生健康委员会"),
        ("石塘乡", "青禾县石塘乡人民政府"),
        ("青禾县政府", "青禾县人民政府"),
        ("青禾县 水利局", "青禾县水利局"),
    ],
)
def test_short_and_long_forms_mean_the_agency(said: str, meant: str) -> None:
    """What differs only by regions in front and documented short forms is the same agency."""
    naming = Names(COUNTY).recognise(said)
    assert naming.agency == Agency(meant)
    assert naming.how in ("name", "short")


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("水利局", "ambiguous"),
        ("人民政府", "ambiguous"),
        ("白石县水利局", "unknown"),
        ("青禾县西河镇人民政府", "similar"),
        ("青禾县水力局", "similar"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_likeness_is_no_certainty(said: str | None, how: str) -> None:
    """Another region, one other character or several agencies that fit: nobody is chosen."""
    naming = Names(COUNTY).recognise(said)
    assert (naming.how, naming.agency) == (how, None)


def _written(tmp_path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "名录.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_roster_of_an_office_program_is_read(tmp_path, encoding: str) -> None:
    """Columns in any order, blank lines, another column, dates as people write them."""
    path = _written(
        tmp_path,
        "层级,机关名称,别名,应报日期,备注,汇总机关\n市级,云州市人民政府,,2025年3月31日,x,\n,,,,,\n"
        "县级,青禾县水利局,县水利局；青禾水利局,2025-1-31,,云州市人民政府\n",
        encoding,
    )
    roster = load(path)
    city, bureau = roster.agencies
    assert (city.kind, city.due) == ("政府", dt.date(2025, 3, 31))
    assert bureau.aliases == ("县水利局", "青禾水利局")
    assert bureau.place.line == 4
    assert roster.children(city) == (bureau,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有“机关名称”一列"),
        ("名字\n青禾县水利局\n", "没有“机关名称”一列"),
        ("机关名称\n", "没有机关"),
        ("机关名称,地区\n,青禾县\n", "第2行没有机关名称"),
        ("机关名称\n青禾县水利局\n青禾县水利局\n", "第2行和第3行都有名称"),
        ("机关名称,层级\n青禾县水利局,局级\n", "层级“局级”无法识别"),
        ("机关名称,应报日期\n青禾县水利局,2025-02-30\n", "不是日期"),
        ("机关名称,汇总机关\n青禾县水利局,青禾县\n", "汇总机关“青禾县”不在名录中"),
        ("机关名称,汇总机关\n甲局,乙局\n乙局,甲局\n", "循环"),
        ("机关名称,agency\n甲局,乙局\n", "出现多次"),
        ('机关名称\n"甲局\n', "不是有效的CSV"),
        ("PK\x03\x04", "另存为CSV"),
    ],
)
def test_faulty_roster_says_where_and_what(tmp_path, text: str, said: str) -> None:
    """Each fault of a roster is named with file and line."""
    with pytest.raises(UsageError, match=said):
        load(_written(tmp_path, text))


def test_an_alias_that_repeats_the_agencys_own_name_is_no_fault(tmp_path) -> None:
    """Another way to space or to widen the same name belongs to the same line."""
    roster = load(_written(tmp_path, "机关名称,别名\n青禾县水利局,青禾县　水利局；青禾县水利局\n"))
    assert [agency.name for agency in roster.agencies] == ["青禾县水利局"]


def test_missing_roster_file_is_said(tmp_path) -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(UsageError, match="无法打开机关名录"):
        load(tmp_path / "无.csv")


def test_earlier_reports_come_one_a_year_the_latest_first() -> None:
    """Earlier years are found among the reports and those given to compare with, under any name of the agency."""
    roster = Roster((Agency("青禾县水利局", aliases=("青禾县水务局",)), Agency("青禾县教育局")))
    years = [
        report({"agency": "青禾县水利局", "source": "a.docx", "year": 2024}),
        report({"agency": "青禾县水务局", "source": "b.docx", "year": 2023}),
        report({"agency": "青禾县教育局", "source": "c.docx", "year": 2023}),
        report({"source": "青禾县水利局2021.docx", "unreadable": "文件已损坏。"}),
    ]
    before = [report({"agency": "县水利局", "source": "d.docx", "year": 2022})]
    corpus = assemble(years, roster, previous=before)
    assert [one.year for one in corpus.earlier(years[0])] == [2023, 2022]
    assert corpus.year == 2024
    assert [agency.name for agency in corpus.missing()] == ["青禾县教育局"]


def test_year_under_review_follows_the_day_of_the_review() -> None:
    """With a day of review its preceding year counts, however few of its reports have arrived."""
    reports = [report({"source": "a.docx", "year": 2023}), report({"source": "b.docx", "year": 2022})]
    assert assemble(reports, asof=dt.date(2025, 1, 10)).year == 2024
    assert assemble(reports).year == 2023


def test_the_more_complete_version_is_gone_by() -> None:
    """Of several versions the readable one with more cells counts, whatever the order of the files."""
    fuller = report({"source": "z.docx", "agency": "青禾县水利局"})
    lesser = report({"source": "a.docx", "agency": "青禾县水利局", "missing_all": True})
    broken = report({"source": "青禾县水利局2024.docx", "unreadable": "文件已损坏。"})
    corpus = assemble([broken, lesser, fuller])
    (agency,) = corpus.roster.agencies
    assert corpus.report(agency, 2024) is fuller
    assert [filing.report for filing in corpus.filed(agency, 2024)] == [fuller, lesser, broken]


def test_of_two_versions_one_counts() -> None:
    """The version gone by counts; a report of no known agency stands for itself."""
    fuller = report({"source": "z.docx", "agency": "青禾县水利局"})
    lesser = report({"source": "a.docx", "agency": "青禾县水利局", "missing_all": True})
    nobody = report({"source": "b.docx", "agency": ""})
    corpus = assemble([lesser, fuller, nobody])
    assert [corpus.counts(filing) for filing in corpus.filings] == [False, True, True]
