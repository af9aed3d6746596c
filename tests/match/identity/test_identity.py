"""Whose report it is and of which year: from titles, preambles, pages around the text, signatures and contacts."""

from __future__ import annotations

import pytest

import audit
from audit.match import match
from audit.readers.text import plain
from tests.generate.formats.flat import write
from tests.generate.report.truth import make
from tests.roots import SHARED

NONE = None
#: Lines of a report above its sections (and of section 一), its organ and its year.
CASES = {
    "a trail of pages above the title": (
        "首页 > 政务公开 > 年报 > 部门政府信息公开工作年度报告\n青禾县教育局2023年政府信息公开工作年度报告\n县教育局\n[字体: ] 打印",
        "青禾县教育局",
        2023,
    ),
    "a government and what it makes public share a word": (
        "2022年青禾县人民政府信息公开工作年度报告",
        "青禾县人民政府",
        2022,
    ),
    "a title with the preamble behind it": (
        "2022年石桥镇人民政府信息公开工作年度报告根据《中华人民共和国政府信息公开条例》，由石桥镇人民政府编制。",
        "石桥镇人民政府",
        2022,
    ),
    "a report on the work": ("青禾县水利局关于2021年度政府信息公开工作情况的报告", "青禾县水利局", 2021),
    "organ and year on lines of their own": (
        "青禾县应急管理局\n政府信息公开工作\n2024年度报告",
        "青禾县应急管理局",
        2024,
    ),
    "the organ above a title that holds a year only": (
        "2022年政府信息公开工作年度报告\n青禾县石桥镇人民政府\n2022年政府信息公开工作年度报告",
        "青禾县石桥镇人民政府",
        2022,
    ),
    "a column of the site behind the organ": (
        "青禾县人民政府公开\n2024年政府信息公开工作年度报告",
        "青禾县人民政府",
        2024,
    ),
    "a pronoun in front of the work": (
        "一、总体情况\n根据条例，现公布我局2022年政府信息公开工作年度报告。",
        NONE,
        2022,
    ),
    "a clause of the text": (
        "一、总体情况\n2023年，申请由专人负责协调有关处室研究答复意见，并按照规定程序答复申请人。",
        NONE,
        2023,
    ),
    "announced in the preamble": (
        "根据规定,现公布青禾县统计局2023年政府信息公开工作年度报告。",
        "青禾县统计局",
        2023,
    ),
    "announced in marks": (
        "根据条例要求，现发布《青禾县石桥镇2022年政府信息公开工作年度报告》。",
        "青禾县石桥镇",
        2022,
    ),
    "made by": ("本报告由青禾县卫生健康局结合有关统计数据编制，反映2024年情况。", "青禾县卫生健康局", 2024),
    "the organ announces": (
        "根据条例要求,青禾县教育体育局现向社会公开《2023年政府信息公开工作年度报告》。",
        "青禾县教育体育局",
        2023,
    ),
    "a government of its region's work": (
        "根据要求，青禾市人民政府根据全市2022年度政府信息公开工作开展情况，编制本报告。",
        "青禾市人民政府",
        2022,
    ),
    "the contact gives the place": (
        "农业农村局2020年度政府信息公开工作年度报告\n如有疑问,请与青禾县农业农村局联系(电话:0431-81234567)。",
        "青禾县农业农村局",
        2020,
    ),
    "the line above gives the place": (
        "北川自治区市场监督管理局\n政府信息公开\n自治区市场监督管理局2021年政府信息公开工作年度报告",
        "北川自治区市场监督管理局",
        2021,
    ),
    "the text gives the place": (
        "住建局 2025 年政府信息公开工作年度报告\n一、总体情况\n（一）依申请公开：2025年青禾县住建局依申请公开办理9件。",
        "青禾县住建局",
        2025,
    ),
    "who opens the text": (
        "关于2022年度政府信息公开情况的报告\n一、总体情况\n2022年,青禾区房屋征收工作管理办公室认真贯彻落实条例。",
        "青禾区房屋征收工作管理办公室",
        2022,
    ),
    "the walls of a page's layout": (
        "青禾县人民政府2020年度政府信息公开工作年度报告 | ||||||\n|\n一、总体情况\n工作有序。",
        "青禾县人民政府",
        2020,
    ),
    "no place in the whole text": (
        "现公布区统计局2023年政府信息公开工作年度报告。",
        "区统计局",
        2023,
    ),
    "only a contact": (
        "一、总体情况\n本报告反映2024年情况。如有疑问，请联系：青禾区卫健局办公室，地址：集贤路36号。",
        "青禾区卫健局",
        2024,
    ),
    "a contact that answers for anybody": (
        "一、总体情况\n本报告反映2024年情况。如有疑问，请联系：青禾区政务服务中心，地址：集贤路36号。",
        NONE,
        2024,
    ),
    "the page names who published it": (
        "2023年政府信息公开工作年度报告\n发布时间:2024-01-16 发布机构:青禾县交通运输局 字体:[大 中 小]",
        "青禾县交通运输局",
        2023,
    ),
    "the page names the government's site": (
        "2023年政府信息公开工作年度报告\n发布时间:2024-01-16 来源:青禾县人民政府 浏览次数:12",
        NONE,
        2023,
    ),
    "the text speaks of its organ": (
        "一、总体情况\n2022年青禾市教育局全面贯彻条例。\n2022年,青禾市教育局未收到申请。",
        "青禾市教育局",
        2022,
    ),
    "cited documents name others": (
        "一、总体情况\n根据《省政府办公厅关于印发2021年石桥省政务公开工作要点的通知》和《关于做好石桥省2021年政府信息公开工作年度报告编制工作的通知》，2022年我局有序开展工作。",
        NONE,
        2022,
    ),
    "the year of the preamble before a slip in the period": (
        "现公布青禾县水利局2022年政府信息公开工作年度报告。数据统计期限自2021年1月1日起至2021年12月31日止。2022年工作有序。",
        "青禾县水利局",
        2022,
    ),
    "the place on a line above the organ": (
        "青禾县\n水务局2024年政府信息公开工作年度报告",
        "青禾县水务局",
        2024,
    ),
    "the place above a government": (
        "青禾区\n人民政府2024年政府信息公开工作年度报告",
        "青禾区人民政府",
        2024,
    ),
    "a name cut over two lines": (
        "青禾县住房和城乡\n建设局2024年政府信息公开工作年度报告",
        "青禾县住房和城乡建设局",
        2024,
    ),
    "the site's name above the title is no part of it": (
        "青禾县水务局\n教育局2024年政府信息公开工作年度报告",
        "教育局",
        2024,
    ),
    "a column above the title is no place": (
        "县级部门\n教育局2024年政府信息公开工作年度报告",
        "教育局",
        2024,
    ),
    "a row of the page's data prints the title": (
        "索引号 ： 文 号 ： 无\n名 称： 青禾市市场监督管理局2025年信息公开工作年度报告 发布日期： 2026年01月21日",
        "青禾市市场监督管理局",
        2025,
    ),
    "the contact is the organ itself, an office for services": (
        "编制我单位2021年政府信息公开工作年度报告。如有疑问请与青禾县政务服务和大数据管理局（地址：文昌路5号）。\n"
        "一、总体情况\n2021年，我局收到申请1件。",
        "青禾县政务服务和大数据管理局",
        2021,
    ),
    "the contact is another office where the text speaks of a commission": (
        "编制2021年政府信息公开工作年度报告。如有疑问请与青禾县政务服务和大数据管理局联系。\n"
        "一、总体情况\n2021年，我委收到申请1件。",
        NONE,
        2021,
    ),
    "the address of a town's own office": (
        "一、总体情况\n如对2023年度报告有疑问，请与本单位联系，地址：青禾县石塘乡人民政府党政办公室，电话：12345。我乡受理0件。",
        "青禾县石塘乡人民政府",
        2023,
    ),
    "an address in a town is not the bureau's name": (
        "一、总体情况\n2023年，我局受理0件。如有疑问，请来信，地址：青禾县东河镇人民政府院内。",
        NONE,
        2023,
    ),
    "a county that speaks of itself and of one site": (
        "现公布2023年政府信息公开工作年度报告。报告的电子版可在青禾县人民政府门户网站下载。\n"
        "一、总体情况\n2023年，我县深入贯彻条例。",
        "青禾县人民政府",
        2023,
    ),
    "a county's bureau on the county's site": (
        "现公布2023年政府信息公开工作年度报告。报告的电子版可在青禾县人民政府门户网站下载。\n"
        "一、总体情况\n2023年，我局深入贯彻条例，服务我县发展。",
        NONE,
        2023,
    ),
    "a bureau that acts in a county's report": (
        "一、总体情况\n2023年，县教育局积极公开学校信息。我县全年主动公开信息12条。",
        NONE,
        2023,
    ),
    "a county and the sites of two": (
        "报告的电子版可在青禾县人民政府门户网站下载，做法见白石县人民政府网站。\n一、总体情况\n2023年，我县贯彻条例。",
        NONE,
        2023,
    ),
    "a district acts": (
        "年报电子版可从青禾区政府门户网站下载。\n一、总体情况\n2023年，青禾区坚持以人民为中心。",
        "青禾区",
        2023,
    ),
    "a bureau without its place, on one district's site": (
        "一、总体情况\n2024年，区住房城乡建设局认真贯彻条例，通过青禾区政府信息公开网站公开信息。",
        "青禾区住房城乡建设局",
        2024,
    ),
    "a bureau without its place, nothing tells it": (
        "一、总体情况\n2024年，县生态环境局认真贯彻条例。",
        "县生态环境局",
        2024,
    ),
    "the office of a government tells its own work": (
        "一、总体情况\n2023年，区政府办公室主动公开政府信息125条。\n2023年，区政府办公室共受理36件申请。",
        "区政府办公室",
        2023,
    ),
    "the office of a government acts in the government's report": (
        "一、总体情况\n2023年，区政府办公室认真组织培训。\n2023年，区政府办公室共开展检查3次。全区共受理申请36件。",
        NONE,
        2023,
    ),
    "the party's committee acts": (
        "一、总体情况\n2024年，县委高度重视政府信息公开，县委宣传部积极配合。",
        NONE,
        2024,
    ),
    "a county whose name begins like a word": (
        "一、总体情况\n2023年，我县贯彻条例，通过从江县人民政府网站公开信息。",
        "从江县人民政府",
        2023,
    ),
    "a title for departments names none": (
        "青禾县2024年度部门政府信息公开工作年度报告\n一、总体情况\n2024年，我局认真贯彻条例。",
        NONE,
        2024,
    ),
    "a document in a title that nothing closes": (
        "根据《条例》和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知（国办公开办函〔2021〕30号）的要求，编制本报告。\n一、总体情况\n2024年，全县主动公开政府信息340条。",
        NONE,
        2024,
    ),
    "a document in marks that are never closed": (
        "根据《国务院办公厅关于印发〈中华人民共和国政府信息公开工作年度报告格式的通知要求，编制本报告。\n一、总体情况\n2024年，全县主动公开政府信息340条。",
        NONE,
        2024,
    ),
    "a document without marks": (
        "根据国务院办公厅印发中华人民共和国政府信息公开工作年度报告格式的通知要求，编制本报告。\n一、总体情况\n2024年，全县主动公开政府信息340条。",
        NONE,
        2024,
    ),
    "another organ's document in a title that nothing closes": (
        "按照《云州市人民政府办公室关于印发云州市2023年政府信息公开工作要点的通知要求，青禾县水利局2024年工作如下。现公布《青禾县水利局2024年政府信息公开工作年度报告》。",
        "青禾县水利局",
        2024,
    ),
    "numbers of notes behind the lines of the title": (
        "2024年青禾县人民政府1\n政府信息公开工作年度报告2\n一、总体情况3\n工作有序开展。",
        "青禾县人民政府",
        2024,
    ),
    "its own title that nothing closes": (
        "根据《条例》要求，现发布《青禾县石桥镇2022年政府信息公开工作年度报告。",
        "青禾县石桥镇",
        2022,
    ),
    "a day of publishing is not the year": (
        "发布时间:2022年01月24日 08:47\n一、总体情况\n2021年我局认真开展工作。",
        NONE,
        2021,
    ),
}


@pytest.mark.parametrize(("text", "agency", "year"), CASES.values(), ids=CASES)
def test_the_organ_and_the_year_are_what_the_report_says_and_never_a_guess(text, agency, year):
    more = "" if "一、总体情况" in text else "\n一、总体情况\n工作有序开展。"
    report = match(plain.read((text + more).encode()), "a.txt", "0" * 64)
    assert (report.agency, report.year) == (agency, year)


def test_the_signature_names_the_organ():
    text = "政府信息公开工作年度报告\n一、总体情况\n2023年，我局有序开展工作。\n六、其他需要报告的事项\n无\n青禾县交通运输局\n2024年1月15日"
    report = match(plain.read(text.encode()), "a.txt", "0" * 64)
    assert (report.agency, report.year) == ("青禾县交通运输局", 2023)


def test_a_heading_run_into_the_sentence_before_it_still_divides_the_report():
    truth = make(5)
    text = write(truth)
    headings = [line.printed for line in truth.lines if line.kind == "heading"]
    first, *_ = headings
    before, _, after = text.partition(f"\n{first}\n")
    joined = f"{before}。 {first} {after}"
    assert joined != text
    report = match(plain.read(joined.encode()), "a.txt", "0" * 64)
    apart = match(plain.read(text.encode()), "a.txt", "0" * 64)
    assert [s.number for s in report.sections] == [s.number for s in apart.sections] == [1, 2, 3, 4, 5, 6]
    assert [c.value for c in report.claims] == [c.value for c in apart.claims]


_SLIP = "青禾县水利局2023年政府信息公开工作年度报告\n统计期限自2024年1月1日至2024年12月31日。\n一、总体情况\n"
#: What else a report says whose title is of 2023 and whose period is of 2024, its file's name, and the year that follows.
SPLIT = {
    "section one speaks of one": ("2024年，我局公开信息12条，较2023年增长三成。", "a.txt", 2024),
    "section one speaks for the title": ("2023年，我局公开信息12条。", "a.txt", 2023),
    "signed in the next January": (
        "公开信息12条。\n六、其他需要报告的事项\n无\n青禾县水利局\n2025年1月20日",
        "a.txt",
        2024,
    ),
    "signed in Chinese numerals": (
        "公开信息12条。\n六、其他需要报告的事项\n无\n二〇二五年一月二十日",
        "a.txt",
        2024,
    ),
    "the file's name": ("公开信息12条。", "年报/水利局2024年度报告.txt", 2024),
    "a date in the file's name is no year": ("公开信息12条。", "水利局20250120.txt", None),
    "nothing else": ("公开信息12条。", "a.txt", None),
    "other years tell nothing": ("2022年以来公开信息12条。2025年，我局将继续公开。", "a.txt", None),
    "text and file's name against each other": ("2024年公开信息12条。", "水利局2023年.txt", None),
}


@pytest.mark.parametrize(("text", "source", "year"), SPLIT.values(), ids=SPLIT)
def test_where_title_and_period_differ_the_rest_decides_and_an_even_split_is_said(text, source, year):
    report = match(plain.read((_SLIP + text).encode()), source, "0" * 64)
    assert report.year == year
    said = [note for note in report.notes if "标题为2023年，统计期限为2024年" in note]
    assert bool(said) == (year is None)


_TITLED = "青禾县水利局2023年政府信息公开工作年度报告\n{preamble}一、总体情况\n{text}"
_SIGNED = "\n六、其他需要报告的事项\n无\n青禾县水利局\n{day}"
#: Reports whose title is of 2023 and that print no period: preamble, text and day, and the year that they are of.
TITLED = {
    "preamble, text and day say another": (
        "现公布青禾县水利局2024年政府信息公开工作年度报告。\n",
        "2024年，我局公开信息12条。2024年培训2次。",
        "2025年1月20日",
        2024,
    ),
    "text and day say another": ("", "2024年，我局公开信息12条。2024年培训2次。", "2025年1月20日", 2024),
    "the text alone": ("", "2024年，我局公开信息12条。2024年培训2次。", "", 2023),
    "the day alone": ("", "全年公开信息12条。", "2025年1月20日", 2023),
    "the text speaks of the title's year too": (
        "",
        "2023年，我局公开信息12条。2024年培训2次，2024年公开3条。",
        "2025年1月20日",
        2023,
    ),
    "plans for the year after, signed in time": (
        "",
        "一年来公开信息12条。2024年将公开更多，2024年将培训。",
        "2024年1月20日",
        2023,
    ),
}


@pytest.mark.parametrize(("preamble", "text", "day", "year"), TITLED.values(), ids=TITLED)
def test_a_title_that_nothing_bears_out_gives_way_to_two_others_that_agree(preamble, text, day, year):
    written = _TITLED.format(preamble=preamble, text=text) + (_SIGNED.format(day=day) if day else "")
    assert match(plain.read(written.encode()), "a.txt", "0" * 64).year == year
    if year == 2024:
        assert match(plain.read(written.encode()), "水利局2023年.txt", "0" * 64).year == 2023


#: Reports without title, preamble and period: what they say, the day by which they are signed, the year.
UNTITLED = {
    "the year before is named first": ("2023年，我局梳理目录。2024年，我局公开信息12条。", "2025年1月15日", 2024),
    "the year before is named more often": ("2024年公开12条。2023年公开9条，2023年培训2次。", "2025年3月2日", 2024),
    "plans for the year after": ("2024年公开12条。2025年将公开更多，2025年将培训。", "2025年1月15日", 2024),
    "no year but the day's": ("全年公开信息12条。", "2025年1月15日", 2024),
    "signed at the end of its year": ("2024年公开12条，比2023年多，2023年为9条。", "2024年12月30日", 2024),
    "the text speaks of other years only": ("2021年，我局公开信息12条。", "2025年1月15日", 2021),
    "the day tells nothing": ("2023年，我局公开信息12条。2023年培训2次。2024年收尾。", "2024年9月15日", 2023),
}


@pytest.mark.parametrize(("text", "day", "year"), UNTITLED.values(), ids=UNTITLED)
def test_a_report_without_title_is_of_the_year_that_its_signature_tells_where_the_text_agrees(text, day, year):
    written = f"一、总体情况\n{text}{_SIGNED.format(day=day)}"
    assert match(plain.read(written.encode()), "a.txt", "0" * 64).year == year


def test_a_slip_in_the_period_alone_leaves_the_year_of_title_and_text():
    text = "青禾县水利局2024年政府信息公开工作年度报告\n统计期限自2023年1月1日至2023年12月31日。\n一、总体情况\n2024年公开12条。"
    assert match(plain.read(text.encode()), "a.txt", "0" * 64).year == 2024


def test_a_few_weeks_of_another_year_are_not_the_period_of_the_report():
    text = (
        "青禾县水利局2024年政府信息公开工作年度报告\n查阅时间：2025年1月20日至2025年2月20日。\n一、总体情况\n公开12条。"
    )
    assert match(plain.read(text.encode()), "a.txt", "0" * 64).year == 2024


_OPENINGS = SHARED / "real" / "openings"
#: Openings without a title, by the number in their file's name: what contact, address, site or subject tell of the organ.
TOLD = {
    "32": "九江市濂溪区人民政府",
    "39": "东丽区教育局",
    "48": "余杭区",
    "50": "咸宁市市场监督管理局",
    "66": "区城乡建设局",
    "69": "江川区住房城乡建设局",
    "71": "市住房和城乡建设局",
    "72": "来凤县政务服务和大数据管理局",
    "90": "吴起县人民政府",
    "91": "浙江省永嘉县溪下乡人民政府",
    "46": "区政府办公室",
    "99": "县生态环境局",
}
#: Openings in which nothing names the organ, though they name its government, its superiors and their sites.
UNTOLD = ["27", "31", "42", "45", "51", "53", "55", "56", "57", "58", "59", "60", "73", "78", "80", "85", "98"]


@pytest.mark.shared("real/openings")
def test_real_openings_name_their_organ_or_nobody():
    found = {path.name[:2]: audit.read(path).agency for path in sorted(_OPENINGS.iterdir())}
    assert {number: found[number] for number in (*TOLD, *UNTOLD)} == {**TOLD, **dict.fromkeys(UNTOLD)}
    assert len([name for name in found.values() if name]) >= len(found) - len(UNTOLD) - 3


@pytest.mark.parametrize(
    "heading",
    [
        "三、由青禾县教育局负责办理的政府信息公开申请情况",
        "五、对青禾县教育局政府信息公开工作情况检查发现的主要问题",
    ],
)
def test_an_organ_that_a_heading_names_is_not_the_one_that_reports(heading):
    text = f"政府信息公开工作年度报告\n2024年各项工作平稳有序。\n{heading}\n全年公开工作有序推进。\n"
    report = match(plain.read(text.encode()), "报告.txt", "0" * 64)
    assert [section.printed for section in report.sections] == [heading]
    assert report.agency is None
