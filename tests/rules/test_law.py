"""The law follows the report's year: one case for each change of law, and no grounds from a later year."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import audit
from audit.corpus import Agency, Roster, assemble
from audit.findings import stated
from audit.present import agency
from audit.rules import Case, Rule, catalogue, run_corpus
from audit.rules.kit import in_force
from tests.build import examined, report

every_rule = pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)
#: What each text is of, and the first year whose reports it is in force for.
SINCE = {
    r"〔2019〕60号": 2019,
    r"〔2021〕30号": 2021,
    r"〔2020〕109号": 2021,
    r"第711号": 2019,
    r"个人信息保护法": 2021,
    r"第四十九条|第五十条|第四十七条|第五十四条|第四十二条": 2019,
}
YEARS = (2012, 2018, 2019, 2020, 2021, 2024)


@every_rule
def test_no_outcome_cites_what_was_not_in_force(rule: Rule) -> None:
    """Rules that speak only where the form of 2021 applies may name its order in any year."""
    for year in YEARS:
        shown = rule.basis_for(year)
        assert shown.endswith("。")
        assert not re.search(r"[{}]|（）|；；|；。|^[；。]", shown)
        if rule.id in ("A201", "C902", "M107", "M108", "M601", "M109"):
            continue
        late = [text for text, since in SINCE.items() if re.search(text, shown) and year < since]
        assert not late or (rule.needs_form and year < 2019), (rule.id, year, shown)
    assert rule.basis == rule.basis_for(2024) == rule.basis_for(None)


@pytest.mark.parametrize(
    ("rule", "year", "cited"),
    [
        ("F001", 2018, "第492号）第三十一条：各级行政机关在每年3月31日前公布"),
        ("F001", 2019, "条例第四十九条：县级以上人民政府部门在每年1月31日前"),
        ("M004", 2018, "第三十一条、条例（2007年国务院令第492号）第三十二条"),
        ("M004", 2019, "条例第四十九条、条例第五十条"),
        ("A001", 2020, "（国办公开办函〔2019〕60号）。"),
        ("A001", 2021, "（国办公开办函〔2021〕30号）。"),
        ("C301", 2020, "条例第六条（应当及时、准确地公开政府信息）"),
        ("C301", 2021, "国办公开办函〔2021〕30号（内容不准确"),
        ("O001", 2020, "评估实务对内容雷同的报告扣分"),
        ("O001", 2021, "国办公开办函〔2021〕30号：对内容雷同"),
        ("M101", 2020, "列六个部分。"),
        ("M101", 2021, "列六个部分；国办公开办函〔2021〕30号要求内容“不能遗漏，不宜泛化”。"),
        ("W012", 2020, "条例第十五条"),
        ("W012", 2021, "《个人信息保护法》"),
        ("C601", 2020, "由事项含义推得"),
        ("C601", 2021, "国办函〔2020〕109号"),
    ],
)
def test_the_grounds_change_with_the_law(rule, year, cited):
    assert cited in next(each for each in catalogue() if each.id == rule).basis_for(year)


def test_an_outcome_and_its_page_show_the_law_of_the_reports_year():
    paper = report({"edition": "2019", "year": 2020})
    outcomes = audit.check(replace(paper, year=2020))
    bases = {outcome.rule: outcome.basis for outcome in outcomes}
    assert "〔2019〕60号" in bases["A001"]
    assert not [basis for basis in bases.values() if "〔2021〕30号" in basis]
    assert "〔2021〕30号" not in agency.appendix(examined(paper, outcomes)).text


def test_who_has_not_filed_is_told_by_the_law_of_that_year():
    roster = Roster((Agency("清河县水务局"), Agency("清河县教育局")), "名录.csv")
    (rule,) = (each for each in catalogue() if each.id == "F001")
    for year, article in ((2018, "第三十一条"), (2019, "第四十九条")):
        paper = report({"edition": "" if year == 2018 else "2019", "year": year, "agency": "清河县水务局"})
        found = run_corpus(rule, assemble([paper], roster))
        (missing,) = (outcome for outcome in found if outcome.verdict == "fail")
        assert article in missing.basis


def test_the_documentation_of_a_rule_tells_the_law_of_earlier_years():
    told = next(rule for rule in catalogue() if rule.id == "M008").documentation
    assert "依据：条例第四十九条" in told
    assert "依据（2018年度及以前）：条例（2007年国务院令第492号）第三十一条" in told
    assert "{" not in told


def test_an_entry_that_is_not_there_is_a_fault_of_the_rule():
    with pytest.raises(audit.errors.RuleError, match=r"law\.toml 中没有“没有”"):
        _ = replace(catalogue()[0], grounds="依据{没有}。").basis
    assert in_force("公布期限", None)["due"]["department"] == "01-31"
    assert Case(report({}), None, next(iter(catalogue()))).outcome("pass", stated(""), "x").basis
