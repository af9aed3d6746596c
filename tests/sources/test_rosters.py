"""Rosters as offices keep them, in workbooks and texts, come out as the same list of agencies."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from audit.__main__ import main
from audit.corpus import Roster, RosterNames, assemble
from audit.errors import UsageError
from audit.pipeline import check
from audit.sources.rosters import load
from tests.build import report
from tests.generate.formats import docx

_HEAD = ("序号", "单位类别", "单位名称", "简称", "级别", "汇总机关", "报送截止日期", "联系人及电话", "")
_ROWS = (
    ("附件1　青禾县2024年度政府信息公开工作年度报告报送单位名录", *[""] * 8),
    ("填报单位：县政府办公室", *[""] * 8),
    _HEAD,
    (*[""] * 7, "联系人", "联系电话"),
    ("一、县政府及部门（3家）", *[""] * 8),
    (1, "县政府", "青禾县人民政府", "", "县", "", dt.date(2025, 3, 31), "张三", "0578-2000001"),
    (
        2,
        "县直部门",
        "县 水 利 局",
        "水务局，\n县水务局",
        "县直",
        "县政府",
        dt.date(2025, 1, 31),
        "李四",
        "0578-2000002",
    ),
    (3, "县直部门", "青禾县农业农村局\n（县乡村振兴局）", "", "县直", "县政府", "2025/1/31", "王五", "0578-2000003"),
    ("二、乡镇（2家）", *[""] * 8),
    (4, "乡镇（街道）", "4.石塘乡", "", "乡镇", "", "1月31日前", "赵六", "0578-2000004"),
    (5, "乡镇（街道）", "云岭镇人民政府", "", "乡镇", "", "1月31日前", "孙七", "0578-2000005"),
    ("合计", "", "5家", *[""] * 6),
    ("备注：名称变动的请及时告知。", *[""] * 8),
)
_NAMES = ["青禾县人民政府", "县水利局", "青禾县农业农村局（县乡村振兴局）", "石塘乡", "云岭镇人民政府"]


def _workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    for row in _ROWS:
        sheet.append([None if cell == "" else cell for cell in row])
    for merged in ("A1:I1", "H3:I3", *(f"{column}3:{column}4" for column in "ABCDEFG"), "A5:I5", "A9:I9"):
        sheet.merge_cells(merged)
    for merged in ("B10:B11", "G10:G11", "E7:E8"):  # the same words for several rows stand in one merged cell
        sheet.merge_cells(merged)
    book.save(path)
    return path


def _text(path: Path, encoding: str, between: str) -> Path:
    def cell(value: object) -> str:
        text = f"{value.year}/{value.month}/{value.day}" if isinstance(value, dt.date) else str(value)
        return f'"{text}"' if between in text or "\n" in text else text

    path.write_bytes("\r\n".join(between.join(map(cell, row)) for row in _ROWS).encode(encoding))
    return path


def _rosters(folder: Path) -> list[Roster]:
    return [
        load(_workbook(folder / "名录.xlsx")),
        load(_text(folder / "a.csv", "gbk", ",")),
        load(_text(folder / "b.csv", "utf-8-sig", ",")),
        load(_text(folder / "c.txt", "utf-16", "\t")),
    ]


def test_the_roster_of_an_office_is_read_as_it_is(tmp_path: Path) -> None:
    """Titles, two rows of heads, merged cells, groups, sums and notes: in a workbook and in what is saved from it."""
    for roster in _rosters(tmp_path):
        assert [agency.name for agency in roster.agencies] == _NAMES
        county, bureau, farming, town, other = roster.agencies
        assert bureau.aliases == ("水务局", "县水务局")
        assert [agency.level for agency in roster.agencies] == ["县级", "县级", "县级", "乡级", "乡级"]
        assert [agency.kind for agency in roster.agencies] == ["政府", "部门", "部门", "乡镇街道", "乡镇街道"]
        assert roster.children(county) == (bureau, farming)
        assert [agency.due for agency in roster.agencies[:3]] == [dt.date(2025, 3, 31), *[dt.date(2025, 1, 31)] * 2]
        assert (town.due_day, other.due_day) == ((1, 31), (1, 31))
        assert town.telephone == "0578-2000004"
        assert town.place.line == 10


def test_rows_shorter_and_longer_than_the_head_lose_no_agency(tmp_path: Path) -> None:
    """Editors drop blank cells at the end of a line, and people write remarks behind the last column."""
    path = tmp_path / "名录.csv"
    rows = [
        "序号,机关名称,层级,联系电话",
        "1,青禾县水利局",
        "2,青禾县教育局,县级,0578-2000002,已联系,张某",
        "3,青禾县民政局,县级",
    ]
    path.write_text("\n".join([*rows, "4,石塘乡人民政府,,0578-2000004", ""]), "utf-8")
    agencies = load(path).agencies
    assert [(agency.name, agency.level, agency.telephone) for agency in agencies] == [
        ("青禾县水利局", "县级", ""),
        ("青禾县教育局", "县级", "0578-2000002"),
        ("青禾县民政局", "县级", ""),
        ("石塘乡人民政府", "乡级", "0578-2000004"),
    ]
    assert [agency.place.line for agency in agencies] == [2, 3, 4, 5]


def test_a_day_without_a_year_falls_due_in_the_year_after_the_one_reported(tmp_path: Path) -> None:
    """“1月31日前” of the review of 2024 is 2025-01-31; a month's end is its last day."""
    path = tmp_path / "名录.csv"
    path.write_text("机关名称,应报日期\n青禾县水利局,1月31日前\n青禾县教育局,2月底前\n", "utf-8")
    corpus = assemble([report({"agency": "青禾县水利局", "source": "a.docx", "year": 2024})], load(path))
    assert [agency.due for agency in corpus.roster.agencies] == [dt.date(2025, 1, 31), dt.date(2025, 2, 28)]
    assert corpus.filings[0].agency == corpus.roster.agencies[0]


@pytest.mark.parametrize("said", ["青禾县农业农村局", "县农业农村局", "青禾县乡村振兴局"])
def test_an_organ_listed_under_two_names_is_known_by_either(tmp_path: Path, said: str) -> None:
    """“农业农村局（乡村振兴局）” is one organ."""
    naming = RosterNames(load(_workbook(tmp_path / "名录.xlsx"))).recognise(said)
    assert naming.agency is not None
    assert naming.agency.name == "青禾县农业农村局（县乡村振兴局）"


def test_hidden_rows_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    """An agency behind a filter would never be missed: the roster is refused with what to do."""
    book = Workbook()
    for row in (["机关名称"], ["青禾县水利局"], ["青禾县教育局"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.save(tmp_path / "名录.xlsx")
    with pytest.raises(UsageError, match=r"隐藏.*取消隐藏和筛选"):
        load(tmp_path / "名录.xlsx")


def test_sheets_for_departments_and_towns_make_one_roster(tmp_path: Path) -> None:
    """A sheet without a column of names is passed over."""
    book = Workbook()
    book.active.append(["填表说明：请勿改动列名。"])
    for title, name in (("部门", "青禾县水利局"), ("乡镇", "石塘乡人民政府")):
        sheet = book.create_sheet(title)
        sheet.append(["序号", "机关名称"])
        sheet.append([1, name])
    book.save(tmp_path / "名录.xlsx")
    assert [agency.name for agency in load(tmp_path / "名录.xlsx").agencies] == ["青禾县水利局", "石塘乡人民政府"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("机关名称,汇总机关\n青禾县水利局,县政府\n青禾县政府,\n白石县政府,\n", "汇总机关“县政府”与名录中几家机关相符"),
        ("机关名称,地区\n=B1&B2,青禾县\n", "没有计算结果的公式"),
        ("序号,机关名称\n1,青禾县水利局\n2,\n", "第3行没有机关名称"),
        ("机关名称,应报日期\n青禾县水利局,1月32日\n", "“1月32日”不是日期"),
        ("序号,单位,单位\n1,青禾县水利局,水利局\n", "出现多次"),
    ],
)
def test_what_a_roster_leaves_open_is_said(tmp_path: Path, text: str, said: str) -> None:
    """Nothing is guessed: file, line and what to do are named."""
    path = tmp_path / "名录.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        load(path)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("县教育局", "县级"),
        ("市政府办公室", "市级"),
        ("市场监督管理局", ""),
        ("云州市青禾县水利局", "县级"),
        ("云州市生态环境局青禾分局", "县级"),
        ("国家税务总局青禾县税务局", "县级"),
        ("延边朝鲜族自治州教育局", "市级"),
        ("北岭壮族自治区教育厅", "省级"),
        ("石塘乡", "乡级"),
    ],
)
def test_the_level_follows_from_the_name_where_the_roster_gives_none(tmp_path: Path, name: str, level: str) -> None:
    """Names as offices write them, without the county's own name; nothing where the name leaves it open."""
    path = tmp_path / "名录.csv"
    path.write_text(f"机关名称\n{name}\n", "utf-8")
    assert load(path).agencies[0].level == level


def test_what_is_no_table_is_refused_in_chinese(tmp_path: Path) -> None:
    """A Word document, a damaged workbook, a folder, a path that leads nowhere."""
    (tmp_path / "a.xlsx").write_bytes(docx.package(docx.paragraph("机关名称")))
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04" + bytes(50))
    for name in ("a.xlsx", "b.xlsx"):
        with pytest.raises(UsageError, match="不是CSV文件或Excel工作簿"):
            load(tmp_path / name)
    with pytest.raises(UsageError, match="是文件夹，不是文件"):
        load(tmp_path)
    with pytest.raises(UsageError, match="找不到该文件"):
        load(tmp_path / "无.csv")


def test_a_column_named_as_documented_goes_before_any_other(tmp_path: Path) -> None:
    """A “单位” beside “机关名称” is a column of no use."""
    path = tmp_path / "名录.csv"
    path.write_text("单位,机关名称,级别,层级\n县政府办,青禾县水利局,一级,县级\n", "utf-8")
    (agency,) = load(path).agencies
    assert (agency.name, agency.level) == ("青禾县水利局", "县级")


def test_a_short_name_in_the_roster_costs_no_check_and_raises_no_alarm(tmp_path: Path) -> None:
    """The report of “县卫健局” calls itself 青禾县卫生健康局: its rules go by that, its findings stand under the roster's."""
    path = tmp_path / "名录.csv"
    path.write_text("机关名称,别名\n县卫健局,青禾县卫生健康局\n", "utf-8")
    text = "如有疑问，请与青禾县卫生健康局联系。"
    plain = report({"agency": "青禾县卫生健康局", "source": "a.docx", "text": text})
    (filing,) = assemble([plain], load(path)).filings
    assert filing.report.agency == "县卫健局"
    before, after = check(plain), check(filing.report)
    assert [(o.rule, o.verdict, o.message) for o in after] == [(o.rule, o.verdict, o.message) for o in before]
    assert any(o.rule == "W010" and o.verdict == "pass" for o in after)
    assert {o.agency for o in after} == {"县卫健局"}


_LINES = "1,青禾县水利局,县级,部门,青禾县,2025-01-31\n2,青禾县教育局,县级,部门,青禾县,2025-01-31\n"


@pytest.mark.parametrize("head", ["机构", "被评估单位", "行政机关", "报送机关", "考核对象", "名　称"])
def test_columns_of_names_go_by_many_heads(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"序号,{head},层级,类别,地区,应报日期\n{_LINES}", "utf-8")
    roster = load(path)
    assert [agency.name for agency in roster.agencies] == ["青禾县水利局", "青禾县教育局"]
    assert all(agency.due == dt.date(2025, 1, 31) for agency in roster.agencies)
    assert roster.notes == ()


@pytest.mark.parametrize("head", ["名字", "哪一家", "对象一览", "机关名你", ""])
def test_no_other_column_is_taken_for_the_names(tmp_path: Path, head: str) -> None:
    """“部门” in the column of kinds is a kind; a list without a sure column of names is refused with the heads it has."""
    for title in ("", "附件：报送单位名录,,,,,\n"):
        path = tmp_path / "a.csv"
        path.write_text(f"{title}序号,{head},层级,类别,地区,应报日期\n{_LINES}", "utf-8")
        with pytest.raises(UsageError, match=r"不能确定哪一列是机关名称.*列名为：序号"):
            load(path)
    path.write_text(f"编号,{head},甲,乙,丙,丁\n{_LINES}", "utf-8")
    with pytest.raises(UsageError, match="不能确定哪一列是机关名称"):
        load(path)


def test_a_head_of_names_with_a_slip_is_told_what_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"序号,机关名你,层级,类别,地区,应报日期\n{_LINES}", "utf-8")
    with pytest.raises(UsageError, match="“机关名你”是否为“机关名称”"):
        load(path)


def test_a_word_for_a_kind_is_no_agency(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位,机关全名\n部门,青禾水利\n", "utf-8")
    with pytest.raises(UsageError, match="机关名称为“部门”，这是类别或层级"):
        load(path)


def test_slips_in_heads_and_kinds_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A head that nobody knows drops its column: due dates would be gone without a word."""
    path = tmp_path / "a.csv"
    path.write_text("机关名称,层级,类别,应报日其\n青禾县水利局,县级,部们,2025-01-31\n", "utf-8")
    notes = load(path).notes
    assert notes == (
        "列名“应报日其”不认识，该列没有使用，是否为“应报日期”？",
        "第2行的类别“部们”不认识，是否为“部门”？",
    )
    (tmp_path / "青禾县水利局2024.txt").write_text(
        "青禾县水利局2024年政府信息公开工作年度报告\n一、总体情况\n", "utf-8"
    )
    main(["check", str(tmp_path / "青禾县水利局2024.txt"), "--roster", str(path)])
    assert "机关名录：列名“应报日其”不认识，该列没有使用，是否为“应报日期”？请核对名录。" in capsys.readouterr().err


def test_columns_of_no_use_and_other_kinds_are_left_in_peace(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "机关名称,类别,应报日期,实报日期,备注,联系人\n青禾县水利局,县直部门,2025-01-31,2025-01-20,,张三\n"
        "青禾县供水公司,公共企事业单位,2025-01-31,,,李四\n",
        "utf-8",
    )
    assert load(path).notes == ()


#: One list of two agencies under heads as offices draw them over several rows, with the cells that are merged.
_BUREAU = ("1", "青禾县审计局", "县审计局", "2025-01-31", "*017*", "0578-1", "")
_TOWN = ("2", "柳溪镇人民政府", "", "1月31日前", "", "0578-2", "改名")
_OVER = {
    "单位 over 单位名称": (
        [
            ("序号", "单位", "", "报送", "", "联系", "备注"),
            ("", "单位名称", "简称", "报送截止日期", "材料名称", "电话", ""),
        ],
        ["B1:C1", "D1:E1", "A1:A2", "G1:G2"],
    ),
    "单位 over 名称": (
        [("序号", "单位", "", "要求", "", "电话", "备注"), ("", "名称", "简称", "截止日期", "材料名称", "", "")],
        ["B1:C1", "F1:F2"],
    ),
    "截止时间 over both rows": (
        [("序号", "报送单位", "", "截止时间", "联系人", "电话", "备注"), ("", "全称", "简称", "", "", "", "")],
        ["A1:A2", "B1:C1", "D1:D2"],
    ),
    "no name in the upper row": (
        [("序号", "单位信息", "", "截止时间", "", "电话", "备注"), ("", "单位名称", "简称", "", "材料名称", "", "")],
        ["B1:C1"],
    ),
    "no name in the two upper rows": (
        [
            ("", "", "", "截止时间", "", "", ""),
            ("序号", "单位信息", "", "", "", "电话", "备注"),
            ("", "全称", "简称", "", "材料名称", "", ""),
        ],
        [],
    ),
    "three rows": (
        [
            ("序号", "报送单位", "", "报送", "", "联系", ""),
            ("", "单位名称", "", "截止日期", "材料名称", "联系方式", "备注"),
            ("", "全称", "简称", "", "", "", ""),
        ],
        ["A1:A3", "B1:C1", "B2:C2", "D2:D3"],
    ),
    "机关名称 over 规范名称": (
        [
            ("序号", "机关名称", "", "报送", "", "联系", ""),
            ("", "全称（盖章）", "简称", "截止日期", "文件", "电话", "备注"),
        ],
        ["B1:C1"],
    ),
}


@pytest.mark.parametrize("case", _OVER)
@pytest.mark.parametrize("titles", [[], ["青禾县2024年度政府信息公开年报报送单位一览表", "填报日期：2025年1月"]])
def test_a_head_over_several_rows_is_no_agency_and_loses_no_column(
    tmp_path: Path, case: str, titles: list[str]
) -> None:
    """The lower, narrower word of a column counts, the upper one where there is none; in a workbook and in a text."""
    head, merged = _OVER[case]
    rows = [*((title, *[""] * 6) for title in titles), *head, _BUREAU, _TOWN]
    (tmp_path / "a.csv").write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merged:
        first, last = ((cell[0], int(cell[1:]) + len(titles)) for cell in cells.split(":"))
        book.active.merge_cells(f"{first[0]}{first[1]}:{last[0]}{last[1]}")
    book.save(tmp_path / "a.xlsx")
    for name in ("a.csv", "a.xlsx"):
        bureau, town = load(tmp_path / name).agencies
        assert (bureau.name, bureau.aliases, bureau.telephone) == ("青禾县审计局", ("县审计局",), "0578-1")
        assert (town.name, town.telephone) == ("柳溪镇人民政府", "0578-2")
        assert (bureau.due, town.due_day) == (dt.date(2025, 1, 31), (1, 31))


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("单位名称,\n全称,简称\n", ["青禾县审计局", "青禾县水利局"]),
        ("单位,\n简称,全称\n", ["水利局", "审计局"]),
        ("单位\n简称\n", ["青禾县审计局", "青禾县水利局"]),
        ("单位,\n名字,简称\n", ["青禾县审计局", "青禾县水利局"]),
        ("单位,\n部门,简称\n", ["青禾县审计局", "青禾县水利局"]),
    ],
)
def test_the_names_stand_where_the_lower_row_has_them(tmp_path: Path, head: str, names: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(head + "青禾县审计局,水利局\n青禾县水利局,审计局\n", "utf-8")
    assert [agency.name for agency in load(path).agencies] == names


@pytest.mark.parametrize("head", ["单位,报送方式,附记", "单位,,"])
@pytest.mark.parametrize(
    "first", ["水利局,电话,0578-1", "1,电话,名称", "审计局,电话,县级", "水利局,电话,简称", "石塘乡,电话,"]
)
def test_the_first_agency_is_not_taken_for_a_head(tmp_path: Path, head: str, first: str) -> None:
    """Words for columns stand among its data too: “电话” is how it reports."""
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n{first}\n教育局,电话,\n", "utf-8")
    assert [agency.name for agency in load(path).agencies] == [first.split(",", maxsplit=1)[0], "教育局"]


def test_the_head_printed_again_on_each_page_is_no_agency(tmp_path: Path) -> None:
    head = "序号,单位,,报送要求\n,单位名称,简称,截止日期\n"
    path = tmp_path / "a.csv"
    path.write_text(f"{head}1,青禾县审计局,,2025-01-31\n{head}2,青禾县水利局,,2025-01-31\n", "utf-8")
    assert [agency.name for agency in load(path).agencies] == ["青禾县审计局", "青禾县水利局"]


def test_an_agency_is_never_called_as_a_column_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,单位,附记\n1,青禾县审计局,\n2,单位名称,甲\n", "utf-8")
    with pytest.raises(UsageError, match="第3行的机关名称为“单位名称”，这是列名，不是一家机关的名称"):
        load(path)
