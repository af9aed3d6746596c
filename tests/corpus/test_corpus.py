"""Rosters are read or refused with a word; names are recognised for certain or not at all; years are compared."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from audit.corpus import Agency, Roster, RosterNames, assemble, by_file
from audit.errors import UsageError
from audit.sources.rosters import load
from tests.build import PARTS, report
from tests.roots import ROOT

CELL = "applications.received.natural"
#: What a report says that is one, by the field of a case.
WHOLE = {"text": "\n".join(PARTS)}
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
    naming = RosterNames(COUNTY).recognise(said)
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
    naming = RosterNames(COUNTY).recognise(said)
    assert (naming.how, naming.agency) == (how, None)


CITY = Roster(
    tuple(
        Agency(name, region=region)
        for region, names in {
            "云州市": "云州市教育局 云州市公安局 云州市公安局交通警察支队 云州市生态环境局 云州市生态环境局青禾分局"
            " 云州经济技术开发区管理委员会 云州高新技术产业开发区管理委员会",
            "云州市青禾县": "青禾县人民政府办公室 青禾县教育体育局 青禾县市场监督管理局 青禾县城东镇人民政府"
            " 青禾县文昌街道办事处 国家税务总局青禾县税务局",
            "云州市白石县": "白石县教育体育局 白石县市场监督管理局 白石县城东镇人民政府",
        }.items()
        for name in names.split()
    )
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("青禾教体局", "青禾县教育体育局"),
        ("青禾市场监管局", "青禾县市场监督管理局"),
        ("市教育局", "云州市教育局"),
        ("白石县城东镇政府", "白石县城东镇人民政府"),
        ("文昌街道办", "青禾县文昌街道办事处"),
        ("县政府办", "青禾县人民政府办公室"),
        ("市公安局交警支队", "云州市公安局交通警察支队"),
        ("云州市交警支队", "云州市公安局交通警察支队"),
        ("云州市生态环境局青禾县分局", "云州市生态环境局青禾分局"),
        ("青禾县生态环境分局", "云州市生态环境局青禾分局"),
        ("云州经开区管委会", "云州经济技术开发区管理委员会"),
        ("高新区管委会", "云州高新技术产业开发区管理委员会"),
        ("青禾县税务局", "国家税务总局青禾县税务局"),
        ("北岭省云州市青禾县教育体育局", "青禾县教育体育局"),
    ],
)
def test_names_as_offices_shorten_them(said: str, meant: str) -> None:
    """Regions without “县”, 教体, 管委会, 镇政府, 街道办, 交警支队, branches and zones by their short names."""
    naming = RosterNames(CITY).recognise(said)
    assert naming.agency is not None
    assert naming.agency.name == meant


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("县教体局", "ambiguous"),
        ("市监局", "ambiguous"),
        ("城东镇", "ambiguous"),
        ("开发区管委会", "ambiguous"),
        ("新青禾县教育体育局", "similar"),
        ("青禾区教育体育局", "similar"),
        ("云州市公安局巡警支队", "unknown"),
        ("青禾县教育局", "similar"),
    ],
)
def test_another_organ_of_a_like_name_is_nobody(said: str, how: str) -> None:
    """Two counties' offices of one short name, a region whose name ends alike, another branch of the same bureau."""
    naming = RosterNames(CITY).recognise(said)
    assert (naming.how, naming.agency) == (how, None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("白石县教育体育局（白石县委教育工作办公室）", "白石县教育体育局"),
        ("云州市公安局（交通警察支队）", None),
        ("云州市生态环境局（白石分局）", None),
    ],
)
def test_a_second_name_in_brackets_does_no_harm_and_a_branch_is_another_organ(said: str, meant: str | None) -> None:
    """An organ that prints both of its names is known by the one of the roster."""
    naming = RosterNames(CITY).recognise(said)
    assert (naming.agency.name if naming.agency else None) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("云州市生态环境局青禾分局", "云州市青禾生态环境局"),
        ("青禾生态环境局", "云州市青禾生态环境局"),
        ("云州市生态环境局白石分局", None),
        ("云州市公安局青禾分局", None),
        ("青禾县信访局", "青禾县人民政府信访局"),
        ("青禾县人民政府金融局", "青禾县金融工作局"),
        ("青禾县工信局", "青禾县工业信息化和科技局"),
        ("青禾县办公室", None),
    ],
)
def test_organs_of_the_government_and_branches_put_the_other_way_round(said: str, meant: str | None) -> None:
    """“人民政府信访局” is the 信访局; a city's branch for a county may be named after the county; its office is no bureau."""
    names = "云州市青禾生态环境局 青禾县公安局 青禾县人民政府信访局 青禾县金融工作局 青禾县工业信息化和科技局 青禾县人民政府办公室"
    naming = RosterNames(Roster(tuple(map(Agency, names.split())))).recognise(said)
    assert (naming.agency.name if naming.agency else None) == meant


def test_an_organ_of_another_kind_is_shown_as_the_one_that_may_be_meant() -> None:
    """“卫健局” is not taken for 卫生健康委员会, but named beside it."""
    naming = RosterNames(COUNTY).recognise("青禾县卫健局")
    assert (naming.how, [agency.name for agency in naming.candidates]) == ("similar", ["青禾县卫生健康委员会"])


@pytest.mark.parametrize(
    ("source", "said", "meant"),
    [
        ("收件/白石县/县教体局.docx", "县教体局", "白石县教育体育局"),
        ("收件/补报.zip!青禾县/城东镇.docx", "城东镇人民政府", "青禾县城东镇人民政府"),
        ("收件/云州市直/教体局.docx", "教体局", None),
        ("收件/白石县/县政府办.docx", "县政府办", None),
        ("收件/白石县/青禾县教体局.docx", "青禾县教体局", "青禾县教育体育局"),
    ],
)
def test_the_folder_decides_where_the_name_leaves_the_region_open(source: str, said: str, meant: str | None) -> None:
    """“县教体局” in 白石县's folder is 白石县's, never 青禾县's; a region that is named counts more than the folder."""
    (filing,) = assemble([report({"source": source, "agency": said})], CITY).filings
    assert (filing.agency.name if filing.agency else None) == meant
    assert filing.report.agency == (meant or said)
    assert filing.printed == said


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("云州市公安局交警支队2024年", "云州市公安局交通警察支队"),
        ("云州市公安局巡警支队2024年", None),
        ("云州市生态环境局白石分局", None),
        ("03 青禾县市监局（定稿）", "青禾县市场监督管理局"),
        ("附件2：关于青禾县教体局2024年政府信息公开工作年度报告", "青禾县教育体育局"),
        ("新青禾县教育体育局", None),
        ("青禾县城东镇人民政府办公室", None),
    ],
)
def test_a_name_within_a_longer_name_is_not_that_agency(name: str, meant: str | None) -> None:
    """A file of 公安局's branch is not 公安局's, whatever stands in the name besides."""
    (filing,) = assemble([report({"source": f"{name}.docx", "agency": ""})], CITY).filings
    assert (filing.agency.name if filing.agency else None) == meant


def test_an_organ_that_contradicts_the_files_name_is_not_put_to_it() -> None:
    """A slip of the pen in the title is borne with, another organ in the text is not."""
    reports = [
        report({"source": "青禾县教育体育局2024.docx", "agency": "青禾县教育休育局"}),
        report({"source": "白石县教育体育局2024.docx", "agency": "白石县农业农村局"}),
    ]
    slip, other = assemble(reports, CITY).filings
    assert slip.agency is not None
    assert other.agency is None


def test_an_alias_may_be_that_of_two_agencies(tmp_path) -> None:
    """It then names neither for certain; two agencies of one name are refused as ever."""
    text = "机关名称,别名\n青禾县水利局,县水利局\n白石县水利局,县水利局\n"
    naming = RosterNames(load(_written(tmp_path, text))).recognise("县水利局")
    assert (naming.how, len(naming.candidates)) == ("ambiguous", 2)
    with pytest.raises(UsageError, match="第2行和第3行都有名称“县水利局”"):
        load(_written(tmp_path, "机关名称,别名\n县水利局,\n白石县水利局,县水利局\n"))


def test_versions_of_an_earlier_year_that_differ_are_both_kept() -> None:
    """Which of two versions holds is not known: both are compared with; of cells that differ none is agreed on."""
    roster = Roster((Agency("青禾县水利局"),))
    now = report({"agency": "青禾县水利局", "source": "a.docx", "year": 2024})
    key = "applications.carried_out.natural"
    before = [
        report({"agency": "青禾县水利局", "source": f"{name}.docx", "year": 2023, key: value})
        for name, value in (("b", 1), ("c", 2))
    ]
    corpus = assemble([now], roster, previous=before)
    assert [one.source for one in corpus.earlier(now)] == ["b.docx", "c.docx"]
    assert [one.source for one in corpus.history(now)] == ["b.docx"]
    agreed = corpus.agreed(roster.agencies[0], 2023)
    assert agreed is not None
    assert key not in agreed.cells
    assert len(agreed.cells) == len(before[0].cells) - 1


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
    with pytest.raises(UsageError, match=r"^机关名录“.*”不能使用：无法打开"):
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


@pytest.mark.parametrize(
    ("years", "due", "reviewed"),
    [
        ((2024, 2024, 2025), None, 2024),
        ((2024, 2024, 2024, 2024, 2024, 2024, 2025), dt.date(2025, 1, 31), 2024),
        ((2023,), dt.date(2025, 1, 31), 2024),
        ((2024, 2023, 2023, 2023), dt.date(2025, 3, 31), 2024),
        ((2024, 2024), dt.date(2024, 12, 20), 2024),
        # a roster of the year before, used again
        ((2024, 2024, 2024), dt.date(2024, 1, 31), 2024),
    ],
)
def test_year_under_review_follows_due_dates_else_most_agencies(years: tuple[int, ...], due, reviewed: int) -> None:
    """One report with a slip in its year does not move the year under review from all the others."""
    names = [f"青禾县{name}局" for name in "甲乙丙丁戊己庚"][: len(years)]
    reports = [
        report({"agency": name, "source": f"{name}.docx", "year": year})
        for name, year in zip(names, years, strict=True)
    ]
    roster = Roster(tuple(Agency(name, due=due) for name in names))
    assert assemble(reports, roster).year == reviewed


def test_year_under_review_among_several_years_is_that_of_the_latest_reports() -> None:
    """A folder of all years is reviewed for the latest one, though one agency has not reported on it."""
    years = {"水利": (2022, 2023, 2024), "教育": (2022, 2023, 2024), "民政": (2022, 2023)}
    reports = [
        report({"agency": f"青禾县{name}局", "source": f"{name}{year}.docx", "year": year})
        for name, given in years.items()
        for year in given
    ]
    assert assemble(reports).year == 2024


def test_a_folder_breaks_the_tie_of_title_and_period_but_no_name_gives_a_third_year() -> None:
    """Where a report contradicts itself its folder may tell which year holds, and never another year."""
    text = "青禾县水利局2023年政府信息公开工作年度报告\n统计期限自2024年1月1日至2024年12月31日。"
    found = [
        assemble([report({"text": text, "no_year": True, "source": source, "agency": "青禾县水利局"})]).filings[0].year
        for source in ("2024年报/水利局.docx", "2022年报/水利局.docx", "水利局.docx")
    ]
    assert found == [2024, None, None]


def test_year_under_review_follows_the_day_of_the_review() -> None:
    """With a day of review its preceding year counts, however few of its reports have arrived."""
    reports = [
        report({"source": "a.docx", "year": 2024, "agency": "青禾县财政局"}),
        *(
            report({"source": f"{place}.docx", "year": 2023, "agency": f"青禾县{place}局"})
            for place in ("水利", "林业")
        ),
    ]
    found = assemble(reports, asof=dt.date(2025, 1, 10))
    assert (found.year, found.passed_over()) == (2024, "")
    assert assemble(reports).year == 2023


def test_reports_are_followed_up_on_days_of_later_years() -> None:
    """A day whose preceding year has no report and no due date moves nothing: the year is the one without that day."""
    agencies = [f"青禾县{name}局" for name in ("财政", "水利", "林业")]
    reports = [report({"source": f"{name}.docx", "year": 2024, "agency": name}) for name in agencies[:2]]
    undated = Roster(tuple(map(Agency, agencies)), "名录.csv")
    dated = Roster(tuple(Agency(name, due=dt.date(2025, 1, 31)) for name in agencies), "名录.csv")
    for roster in (None, undated, dated):
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2027, 2, 1)):
            found = assemble(reports, roster, asof=day)
            assert found.year == 2024
            assert (f"{day.year - 1}年度，没有收到该年度的报告" in found.passed_over()) == (day.year > 2025)
    assert assemble(reports, dated, asof=dt.date(2027, 2, 1)).missing() == dated.agencies[2:]
    # Where the dates of the roster are for the day's year, nothing has to have arrived.
    due = Roster(tuple(Agency(name, due=dt.date(2026, 1, 31)) for name in agencies), "名录.csv")
    assert assemble(reports, due, asof=dt.date(2026, 1, 10)).year == 2025
    assert assemble([], undated, asof=dt.date(2026, 1, 10)).year == 2025


def test_the_more_complete_version_is_gone_by() -> None:
    """Of several versions the readable one with more cells counts, whatever the order of the files."""
    fuller = report({"source": "z.docx", "agency": "青禾县水利局"})
    lesser = report({"source": "a.docx", "agency": "青禾县水利局", "missing_all": True})
    broken = report({"source": "青禾县水利局2024.docx", "unreadable": "文件已损坏。"})
    corpus = assemble([broken, lesser, fuller])
    (agency,) = corpus.roster.agencies
    assert corpus.report(agency, 2024) is fuller
    assert [filing.report for filing in corpus.filed(agency, 2024)] == [fuller, lesser, broken]


@pytest.mark.parametrize(
    ("name", "text", "is_marked"),
    [
        ("青禾县水利局2024（更正）.docx", "", True),
        ("青禾县水利局2024年报更正版.docx", "", True),
        ("青禾县水利局2024年度报告（2025年3月修订）.docx", "", True),
        ("更正后的青禾县水利局2024年报.docx", "", True),
        ("青禾县水利局2024-重新发布.docx", "", True),
        ("z.docx", "青禾县水利局2024年政府信息公开工作年度报告（更正版）", True),
        ("z.docx", "本报告于2025年3月1日更正后重新发布。", True),
        ("青禾县水利局2024（更正后重新发布）.docx", "", True),
        ("更正后的《青禾县水利局2024年报》.docx", "", True),
        ("z.docx", "（本报告已于2025年3月10日更正）", True),
        ("青禾县水利局2024.docx", "", False),
        ("青禾县水利局2024（未更正）.docx", "", False),
        ("修订版《指南》 青禾县水利局2024年报.docx", "", False),
        ("青禾县水利局2024年报（依据《政府信息公开条例》（2019年修订））.docx", "", False),
        ("z.docx", "（2019年修订）", False),
        ("z.docx", "本报告经修订公布的条例编制。", False),
        ("z.docx", "我局2023年年度报告有误，该报告已更正并重新发布。", False),
        ("z.docx", f"本报告{'因故，' * 60}没有更正。", False),
        ("青禾县水利局更正前2024.docx", "", False),
        ("青禾县水利局2024（更正说明）.docx", "", False),
        ("青禾县水利局2024修订稿.docx", "", False),
        ("z.docx", "本报告依据修订的《中华人民共和国政府信息公开条例》编制并公布。", False),
        ("z.docx", "本报告由六部分组成，更正政府信息公开平台内容后公布。", False),
    ],
)
def test_a_report_that_says_for_certain_that_it_is_corrected_is_gone_by(name, text, *, is_marked) -> None:
    """It goes before another one of which more was read."""
    texts = "\n".join((text, *PARTS))
    corrected = report({"source": name, "sha256": "1" * 64, "agency": "青禾县水利局", "text": texts, "missing": [CELL]})
    fuller = report({"source": "a.docx", "sha256": "2" * 64, "agency": "青禾县水利局"})
    corpus = assemble([fuller, corrected])
    (agency,) = corpus.roster.agencies
    assert (corpus.report(agency, 2024).source == name) is is_marked
    assert corpus.basis(agency, 2024) == ("marked" if is_marked else "read")


@pytest.mark.parametrize(
    ("names", "counts", "basis"),
    [
        (("（更正）", "（第二次更正）"), "（第二次更正）", "later"),
        (("（第二次更正）", "（第三次更正）", "（更正）", ""), "（第三次更正）", "later"),
        (("（2次更正）", "第三次更正版"), "第三次更正版", "later"),
        (("（更正）", "（再次更正）"), "（再次更正）", "order"),
        (("（第二次更正）", "（再次更正）"), "（再次更正）", "order"),
        (("（更正）", "（修订）"), "（修订）", "order"),
        (("", "（第二次更正）"), "（第二次更正）", "marked"),
    ],
)
def test_of_several_corrected_versions_the_later_counts_where_all_say_which_it_is(names, counts, basis) -> None:
    papers = [
        report({"source": f"水利局2024{name}.docx", "sha256": str(number) * 64, "agency": "青禾县水利局"} | WHOLE)
        for number, name in enumerate(names, 1)
    ]
    for order in (papers, papers[::-1]):
        corpus = assemble(order)
        (agency,) = corpus.roster.agencies
        assert corpus.basis(agency, 2024) == basis
        if basis != "order":
            assert corpus.report(agency, 2024).source == f"水利局2024{counts}.docx"


def test_a_corrected_version_that_contradicts_itself_does_not_say_which_time_it_is() -> None:
    title = "青禾县水利局2024年政府信息公开工作年度报告（第三次更正）\n"
    one = {
        "source": "水利局2024（第二次更正）.docx",
        "sha256": "1" * 64,
        "agency": "青禾县水利局",
        "text": title + WHOLE["text"],
    }
    other = {"source": "水利局2024（第四次更正）.docx", "sha256": "2" * 64, "agency": "青禾县水利局", **WHOLE}
    corpus = assemble([report(one), report(other)])
    (agency,) = corpus.roster.agencies
    assert corpus.basis(agency, 2024) == "order"


@pytest.mark.parametrize(
    "notice",
    [
        {"missing_all": True, "text": "\n".join(PARTS)},
        {"text": "二、主动公开政府信息情况"},
        {"agency": "", "text": "\n".join(PARTS)},
    ],
)
def test_a_notice_of_what_was_corrected_and_what_does_not_say_whose_it_is_are_not_gone_by(notice) -> None:
    name = "青禾县水利局2024（更正）.docx"
    corrected = report({"source": name, "sha256": "1" * 64, "agency": "青禾县水利局", "missing": [CELL], **notice})
    whole = report({"source": "z.docx", "sha256": "2" * 64, "agency": "青禾县水利局"})
    corpus = assemble([whole, corrected], COUNTY)
    assert corpus.report(next(one for one in COUNTY.agencies if one.name == "青禾县水利局"), 2024).source == "z.docx"


def test_of_two_versions_one_counts() -> None:
    """The version gone by counts; a report of no known agency stands for itself."""
    fuller = report({"source": "z.docx", "agency": "青禾县水利局"})
    lesser = report({"source": "a.docx", "agency": "青禾县水利局", "missing_all": True})
    nobody = report({"source": "b.docx", "agency": ""})
    corpus = assemble([lesser, fuller, nobody])
    assert [corpus.counts(filing) for filing in corpus.filings] == [False, True, True]


@pytest.mark.parametrize(
    "path", [PurePosixPath("水利/a.docx"), PureWindowsPath(r"水利\a.docx")], ids=["posix", "windows"]
)
@pytest.mark.parametrize("expected", ["水利/*.docx", r"水利\*.docx"])
def test_a_pattern_with_a_folder_holds_on_every_system(path, expected: str) -> None:
    roster = Roster((Agency("青禾县水利局", expected=expected), Agency("青禾县教育局")))
    assert by_file(path, RosterNames(roster)).agency == roster.agencies[0]


def test_a_copy_among_the_earlier_reports_does_not_take_the_place_of_the_one_that_is_judged() -> None:
    """Who gives a folder of all years by --previous still gets a score and rates for this year's report."""
    now = report({"source": "报送/b.docx", "agency": "青禾县水利局"})
    given = [report({"source": f"历年/a{year}.docx", "agency": "青禾县水利局", "year": year}) for year in (2023, 2024)]
    corpus = assemble([now], previous=given)
    assert [corpus.counts(filing) for filing in corpus.filings] == [True]
    assert list(corpus.rates) == ["报送/b.docx"]
    assert [one.source for one in corpus.earlier(now)] == ["历年/a2023.docx"]


ASKED = """
from audit.corpus import Agency, RosterNames, Roster
names = RosterNames(Roster(tuple(Agency(name) for name in ("青禾县城市管理行政执法局", "青禾县城市管理局", "白石县文化广电旅游局"))))
print([agency.name for agency in names.recognise("县城管局").candidates])
print([names.contradicts("白石县城管局", agency) for agency in names.roster.agencies])
"""


def test_names_with_several_long_forms_give_the_same_answer_in_every_process() -> None:
    """The order of a set of strings changes from one process to the next; what is shown must not."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", ASKED],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(answers) == 1
