"""One body, one name: longer and shorter forms are joined, like names of other places and levels never are."""

from __future__ import annotations

from itertools import permutations

import pytest

from audit import pipeline
from audit.assessment import Terms
from audit.corpus import Agency, Roster, assemble
from audit.present import trend
from audit.words import bodies, is_phrase, relation
from tests.build import report

SAME = [
    ("洪泽区人民政府", "淮安市洪泽区人民政府"),
    ("洪泽区", "淮安市洪泽区人民政府"),
    ("面甸镇人民政府", "建水县面甸镇人民政府"),
    ("面甸镇", "建水县面甸镇人民政府"),
    ("二郎街道办事处", "重庆市九龙坡区二郎街道"),
    ("硚口区政府办公室", "武汉市硚口区人民政府办公室"),
    ("代县卫健局", "忻州市代县卫生健康局"),
    ("上海市科委", "上海市科学技术委员会"),
    ("云州市生态环境局青禾分局", "云州市青禾生态环境局"),
]
#: The place, the level or the organ is another one, however alike the names end.
OTHER = [
    ("清河县水务局", "青河县水务局"),
    ("南县财政局", "河南县财政局"),
    ("淮安市人民政府", "淮安市洪泽区人民政府"),
    ("长春市生态环境局", "长春市生态环境局南关区分局"),
    ("朝阳市教育局", "朝阳区教育局"),
    ("北京市朝阳区教育局", "长春市朝阳区教育局"),
    ("吉林省人民政府", "吉林市人民政府"),
    ("甲县文昌街道办事处", "乙县文昌街道办事处"),
    ("万源市", "万源市人民政府办公室"),
    ("新华街道办事处", "新华区人民政府"),
    ("青禾县卫生健康委员会", "青禾县卫生健康局"),
]
#: One of the names does not say where.
OPEN = [
    ("教育局", "青禾县教育局"),
    ("县教育局", "青禾县教育局"),
    ("市政府办公室", "温州市人民政府办公室"),
    ("城关镇人民政府", "青禾县城关镇人民政府"),
    ("南京市鼓楼区教育局", "福建省鼓楼区教育局"),
]


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [(*pair, how) for how, pairs in (("same", SAME), ("other", OTHER), ("open", OPEN)) for pair in pairs],
)
def test_two_names_are_one_body_only_where_the_words_and_the_place_agree(one: str, other: str, how: str) -> None:
    assert (relation(one, other), relation(other, one)) == (how, how)


def test_a_short_name_joins_no_two_counties_in_whatever_order_the_names_come() -> None:
    names = ["鼓楼区教育局", "南京市鼓楼区教育局", "福州市鼓楼区教育局", "江苏省南京市鼓楼区教育局"]
    full = "江苏省南京市鼓楼区教育局"
    wanted = {names[0]: names[0], names[1]: full, names[2]: names[2], full: full}
    assert all(bodies(order) == wanted for order in permutations(names))
    assert bodies(["青禾教育局", "青禾县教育局"])["青禾教育局"] == "青禾县教育局"
    assert bodies(["青禾教育局", "青禾县教育局", "青禾市教育局"])["青禾教育局"] == "青禾教育局"


@pytest.mark.parametrize("text", ["统筹推进街道", "充分利用镇", "认真落实县", "立足工作大局"])
def test_a_phrase_before_a_word_for_a_place_is_no_name(text: str) -> None:
    assert is_phrase(text, town=True)


@pytest.mark.parametrize(
    "name",
    [
        "硚口区住房和城市更新局",
        "青禾县医疗保障局",
        "云州市国家安全局",
        "全州县教育局",
        "青禾县投资促进局",
        "优化营商环境局",
    ],
)
def test_words_that_names_of_organs_hold_are_no_phrases(name: str) -> None:
    assert not is_phrase(name)


def _year(agency: str, year: int, carried_in: int = 0, carried_out: int = 0, *, source: str = "", text: str = ""):
    figures = {
        "applications.carried_in.natural": carried_in,
        "applications.carried_in.total": carried_in,
        "applications.carried_out.natural": carried_out,
        "applications.carried_out.total": carried_out,
    }
    source = source or f"{agency}{year}.txt"
    return report({"agency": agency, "year": year, "source": source, "text": text, **figures})


def _outcomes(reports, rules, roster=None):
    found = pipeline.assess(pipeline.assemble(reports, Terms(roster=roster)))
    return [(o.source, o.rule, o.verdict) for o in found.every_outcome() if o.rule in rules]


@pytest.mark.parametrize(("short", "full"), SAME[:6])
@pytest.mark.parametrize("order", [1, -1])
def test_the_years_of_one_body_are_compared_under_either_name(short: str, full: str, order: int) -> None:
    papers = [_year(short, 2023, 0, 3), _year(full, 2024, 5, 0)][::order]
    assert _outcomes(papers, {"C901"}) == [(f"{full}2024.txt", "C901", "fail")]
    (now,) = [one for one in papers if one.year == 2024]
    (before,) = [one for one in papers if one.year == 2023]
    assert [o.verdict for o in pipeline.check(now, [before]) if o.rule == "C901"] == ["fail"]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_the_years_of_two_bodies_are_never_compared(one: str, other: str) -> None:
    papers = [_year(one, 2023, 0, 3), _year(other, 2024, 5, 0)]
    assert not _outcomes(papers, {"C901", "C902", "C904", "C905"})
    assert not [o for o in pipeline.check(papers[1], papers[:1]) if o.rule[:2] == "C9"]


@pytest.mark.parametrize(("one", "other"), OPEN)
def test_where_the_name_leaves_it_open_nothing_is_compared_and_that_is_said(one: str, other: str) -> None:
    papers = [_year(one, 2023, 0, 3), _year(other, 2024, 5, 0)]
    corpus = pipeline.assemble(papers, Terms())
    through_corpus = pipeline.assess(corpus).every_outcome()
    for found in (through_corpus, pipeline.check(papers[1], papers[:1])):
        (outcome,) = [o for o in found if o.rule[:2] == "C9"]
        assert (outcome.rule, outcome.verdict) == ("C901", "undecided")
        assert f"“{one}”（{one}2023.txt）可能是本机关" in outcome.message


def test_a_page_says_that_the_report_of_the_year_before_was_not_found() -> None:
    papers = [_year("青禾县教育局", 2024, 0, 0), _year("青禾县水利局", 2023, 0, 0), _year("青禾县水利局", 2024, 0, 0)]
    pages = {
        one.report.agency: trend.context(one).text
        for one in pipeline.assess(pipeline.assemble(papers, Terms())).examined()
        if one.report.year == 2024
    }
    assert "未找到本机关2023年度报告" in pages["青禾县教育局"]
    assert "未找到" not in pages["青禾县水利局"]


_TEXT = """一、总体情况
全县用水户最关心停水和水价，为此今年我们把群众最常问的供水价格、管网检修和水库放水时间放在网站首页，每周五更新一次，并在沿河七个村的公示栏张贴纸质版。针对老年人不会上网的情况，水管员上门送去大字版告知单，由村干部签收后存档，年底逐户回访，收回意见四十七条，逐条答复。
五、存在的主要问题及改进情况
一是部分基层水管站负责人对公开范围把握不准，把应当公开的检修计划当作内部安排，等群众来电才解释；二是历史工程档案没有数字化，申请人查询老旧渠道资料往往要等十几个工作日。下一步将编印检修信息公开样本，逐站讲解，并用两年时间完成档案扫描。
"""


@pytest.mark.parametrize(
    ("names", "verdicts"),
    [
        (("洪泽区水利局", "淮安市洪泽区水利局"), {("O001", "pass"), ("O002", "fail"), ("O003", "fail")}),
        (("清河县水务局", "青河县水务局"), {("O001", "fail")}),
        (("水务局", "清河县水务局"), {("O001", "undecided")}),
    ],
)
def test_an_organ_is_not_accused_of_copying_itself(names: tuple[str, str], verdicts: set[tuple[str, str]]) -> None:
    papers = [_year(name, year, 0, 0, text=_TEXT) for name, year in zip(names, (2023, 2024), strict=True)]
    papers.append(_year("清河县教育局", 2024, 0, 0, text="一、总体情况\n全年公开信息三十条。"))
    found = _outcomes(papers, {"O001", "O002", "O003"})
    assert {(rule, verdict) for source, rule, verdict in found if source == f"{names[1]}2024.txt"} == verdicts


def test_bureaus_of_one_short_name_in_the_folders_of_two_counties_are_two() -> None:
    """Nobody is told of two versions, of a gap between the years, or of a copy that another county's bureau made."""
    papers = [
        _year("教育局", 2023, 0, 3, source="青禾县/教育局2023.txt"),
        _year("教育局", 2024, 3, 0, source="青禾县/教育局2024.txt"),
        _year("教育局", 2024, 7, 1, source="白石县/教育局2024.txt"),
    ]
    corpus = assemble(papers)
    assert [f.agency.name for f in corpus.filings if f.agency] == ["青禾县教育局"] * 2 + ["白石县教育局"]
    assert not [o for o in _outcomes(papers, {"F002", "C901"}) if o[2] == "fail"]
    for paper in papers:
        assert [f.agency for f in assemble([paper]).filings] == [corpus.by_source[paper.source].agency]


@pytest.mark.parametrize(
    ("folder", "printed", "agency"),
    [
        *(
            (folder, "鼓楼区教育局", "徐州市鼓楼区教育局")
            for folder in (
                "02徐州市",
                "2.徐州市",
                "二、徐州市",
                "2024年徐州市",
                "二〇二四年徐州市",
                "徐州市2024年报",
                "附件2徐州市",
                "上报-徐州市",
                "徐州市（已核）",
                "<b>徐州市",
                "\u202e徐州市",
                "江苏省徐州市",
                "南京市/徐州市",
                "年报.zip!徐州市",
                "徐州市/更正",
            )
        ),
        ("徐州市/鼓楼区", "教育局", "徐州市鼓楼区教育局"),
        ("徐州市鼓楼区", "教育局", "徐州市鼓楼区教育局"),
        ("鼓楼区", "教育局", "鼓楼区教育局"),
        ("徐州市", "高新区管委会", "徐州市高新区管委会"),
        ("徐州市", "经济技术开发区管理委员会", "徐州市经济技术开发区管理委员会"),
        ("青禾县", "县教育局", "青禾县教育局"),
        ("徐州市", "国家税务总局鼓楼区税务局", "国家税务总局徐州市鼓楼区税务局"),
        ("江苏省", "教育厅", "江苏省教育厅"),
    ],
)
def test_a_name_without_a_place_gets_that_of_its_folder_alone(folder: str, printed: str, agency: str) -> None:
    """What numbers, dates and marks the folder is none of the place; what the report prints stays known."""
    (filing,) = assemble([_year(printed, 2024, 3, 0, source=f"{folder}/年报.txt")]).filings
    assert filing.agency
    assert (filing.agency.name, filing.report.agency, filing.printed) == (agency, agency, printed)


@pytest.mark.parametrize(
    ("folder", "printed"),
    [
        ("南京市", "青禾县教育局"),
        ("南京市", "南京海关"),
        ("南京市", "南京经济技术开发区管委会"),
        ("保定市", "雄安新区教育局"),
        ("北京市", "国家能源局"),
        ("徐州市、南京市", "鼓楼区教育局"),
        ("青禾县", "市教育局"),
        ("各区县", "教育局"),
        ("报送区", "教育局"),
        ("行政区划", "教育局"),
        ("江苏省/南京", "教育局"),
        ("", "鼓楼区教育局"),
    ],
)
def test_a_folder_adds_no_place_where_the_name_has_one_or_the_folder_tells_none(folder: str, printed: str) -> None:
    (filing,) = assemble([_year(printed, 2024, 3, 0, source=f"{folder}/年报.txt")]).filings
    assert filing.called == printed


@pytest.mark.parametrize(("folder", "agency"), [("青禾县", "青禾县石桥镇人民政府"), ("白石县", "白石县石桥镇人民政府")])
def test_the_folder_tells_which_countys_town_a_short_name_is(folder: str, agency: str) -> None:
    papers = [
        _year("石桥镇人民政府", 2024, 5, 0, source=f"{folder}/石桥镇2024.txt"),
        _year("白石县石桥镇人民政府", 2023, 0, 3, source="白石县/石桥镇2023.txt"),
    ]
    corpus = assemble(papers)
    assert [filing.agency.name for filing in corpus.filings if filing.agency] == [agency, "白石县石桥镇人民政府"]
    found = [verdict for _, _, verdict in _outcomes(papers, {"C901"})]
    assert found == (["fail"] if folder == "白石县" else [])


def test_a_roster_tells_two_organs_apart_whatever_their_names() -> None:
    """Two lines of a roster are two organs: no name joins them, and a copy between them is told."""
    roster = Roster((Agency("鼓楼区水务局"), Agency("南京市鼓楼区水务局")))
    papers = [_year(agency.name, 2024, 0, 0, text=_TEXT) for agency in roster.agencies]
    assert {verdict for _, _, verdict in _outcomes(papers, {"O001"}, roster)} == {"fail"}
    assert not [o for o in _outcomes(papers, {"F002", "C901"}, roster) if o[2] == "fail"]
