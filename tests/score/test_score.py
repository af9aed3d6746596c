"""Scores: exact, the same for the same input, each deduction with its finding, nothing undecided passed off as settled."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from audit import console
from audit.assessment import Examined
from audit.errors import UsageError
from audit.findings import Outcome, Suggestion
from audit.present import agency, scores
from audit.rules import catalogue
from audit.score import Decision, load, manual_key, moved, place, ranked_by_year, ranks, shipped, unscored
from audit.score import score as score_by_causes
from tests.build import report

KNOWN = frozenset({"A001", "A002", "A301", "C201", "C901", "F001", "F007", "M001", "M101", "W001", "W002"})
GRADES = (
    '[[grades]]\nname = "优"\nfrom = 8\n[[grades]]\nname = "合格"\nfrom = 5\n[[grades]]\nname = "不合格"\nfrom = 0\n'
)


def outcome(rule="A001", verdict="fail", locus="x", *, cells=(), wrong=None, severity="error"):
    suggestion = Suggestion(wrong, 1) if wrong else None
    return Outcome(
        "a.txt", rule, f"{rule}的问题", verdict, severity, f"{rule}：{locus}", "依据", locus, "清河县水务局", 2024,
        cells=tuple(cells), suggestion=suggestion,
    )  # fmt: skip


def score(known, found, decisions=None, causes=(), **options):
    return score_by_causes(known, found, causes, decisions, **options)


def written(folder, text):
    path = folder / "r.toml"
    path.write_text(text, "utf-8")
    return path


def rubric(folder, deduct, *, points=10, top="", more=""):
    """A rubric of 10 points with one item of these deductions; ``more`` are further tables."""
    clauses = "".join(f"[[items.deduct]]\n{part}\n" for part in deduct)
    text = f'name = "试"\ntotal = 10\n{top}\n[[items]]\nname = "准确"\npoints = {points}\n{clauses}{more}\n{GRADES}'
    return load(written(folder, text), KNOWN)


def total(folder, deduct, outcomes, **options):
    return score(rubric(folder, [deduct], **options), outcomes).total


# ---- the shipped rubric ----


def test_the_shipped_rubric_fits_the_catalogue_and_leaves_only_what_it_names_unscored():
    known = {rule.id for rule in catalogue()}
    shipped_rubric = load(shipped(), known)
    assert sum(item.points for item in shipped_rubric.items) == shipped_rubric.total == 100
    assert [(g.name, g.start) for g in shipped_rubric.grades] == [
        ("优秀", 90),
        ("良好", 80),
        ("合格", 60),
        ("不合格", 0),
    ]
    assert set(unscored(shipped_rubric, known)) == {"F005", "F008", "M109", "P001", "P002"}


def test_the_shipped_rubric_scores_a_faulty_report_below_a_clean_one(clean, faulty):
    known = {rule.id for rule in catalogue()}
    shipped_rubric = load(shipped(), known)
    good, bad = (score(shipped_rubric, outcomes) for _, outcomes in (clean, faulty))
    assert good.total > bad.total
    assert {"A001", "A301"} & {d.rule for item in bad.items for d in item.deductions if d.points}
    assert good.points_of("default") == 10


def test_a_report_that_was_not_handed_in_scores_nothing_and_lists_no_items():
    found = score(load(shipped(), {rule.id for rule in catalogue()}), [outcome("F001")])
    assert (found.total, found.low, found.high, found.grade, found.items) == (0, 0, 0, "不合格", ())
    assert found.vetoes[0].keys == (outcome("F001").key,)


def test_a_township_that_did_not_report_is_left_to_the_local_order():
    known = load(shipped(), {rule.id for rule in catalogue()})
    assert score(known, [outcome("F001", severity="warning")]).total is None


# ---- what is counted ----


def test_each_finding_each_rule_or_each_cell(tmp_path):
    found = [
        outcome("M001", locus="一", cells=("a", "b")),
        outcome("M001", locus="二", cells=("b", "c")),
        outcome("M101", locus="三"),
        outcome("M101", "pass", locus="四"),
    ]
    clause = 'rules = ["M*"]\npoints = 0.5\nper = "{}"'
    assert total(tmp_path, clause.format("finding"), found) == Decimal("8.50")
    assert total(tmp_path, clause.format("rule"), found) == Decimal("9.00")
    assert total(tmp_path, clause.format("cell"), found) == Decimal("8.00")


def test_one_wrong_cell_is_deducted_once_and_the_other_findings_say_why(tmp_path):
    once = 'rules = ["A001", "A301"]\npoints = 3\nsame_cell_once = {}'
    found = [
        outcome("A001", locus="行", cells=("n", "o", "t"), wrong="n"),
        outcome("A001", locus="列", cells=("n", "m"), wrong="n"),
        outcome("A301", locus="等式", cells=("n", "z"), wrong="n"),
        outcome("A001", locus="别处", cells=("p", "q")),
    ]
    result = score(rubric(tmp_path, [once.format("true")]), found)
    assert result.total == 4
    assert sorted(d.points for d in result.items[0].deductions) == [0, 0, 3, 3]
    assert all("不重复扣分" in d.note for d in result.items[0].deductions if not d.points)
    assert score(rubric(tmp_path, [once.format("false")]), found).total == 0


def test_findings_without_cells_are_never_merged(tmp_path):
    found = [outcome("W001", locus="一"), outcome("W001", locus="二")]
    assert total(tmp_path, 'rules = ["W001"]\npoints = 1\nsame_cell_once = true', found) == 8


def test_caps_of_a_rule_a_clause_and_an_item(tmp_path):
    found = [outcome(rule, locus=str(n)) for rule in ("W001", "W002") for n in range(3)]
    assert total(tmp_path, 'rules = ["W*"]\npoints = 1\ncap_per_rule = 2', found) == 6
    assert total(tmp_path, 'rules = ["W*"]\npoints = 1\ncap = 3', found) == 7
    limited = score(rubric(tmp_path, ['rules = ["W*"]\npoints = 4'], points="10\ncap = 5"), found)
    assert limited.total == 5
    assert limited.items[0].capped
    assert sum(d.points for d in limited.items[0].deductions) == 5
    assert any("已达扣分上限" in d.note for d in limited.items[0].deductions)


def test_an_item_never_falls_below_nothing(tmp_path):
    found = [outcome(locus=str(n)) for n in range(9)]
    assert total(tmp_path, 'rules = ["A*"]\npoints = 3.33', found) == 0


def test_only_the_severities_named_cost_anything(tmp_path):
    found = [outcome("W001", locus="一", severity="warning"), outcome("W001", locus="二", severity="info")]
    assert total(tmp_path, 'rules = ["W*"]\npoints = 1\nseverities = ["warning"]', found) == 9


def test_the_id_goes_before_a_family_and_the_longer_family_before_the_shorter(tmp_path):
    parts = [
        'rules = ["*"]\npoints = 1'.replace('"*"', '"A*", "M*", "W*"'),
        'rules = ["A3*"]\npoints = 2',
        'rules = ["A001"]\npoints = 4',
    ]
    found = [outcome("A001"), outcome("A301"), outcome("A002")]
    assert score(rubric(tmp_path, parts), found).total == 3


def test_rules_named_by_nothing_are_listed(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], top='not_scored = ["A002"]')
    assert unscored(known, KNOWN) == tuple(sorted(KNOWN - {"A001", "A301"}))


# ---- what is not settled ----


@pytest.mark.parametrize(
    ("how", "now", "is_open"), [('"none"', 10, False), ('"half"', Decimal("9.5"), False), ("0.25", Decimal("9.75"), False), ('"manual"', 10, True)]
)  # fmt: skip
def test_undecided_outcomes_cost_what_the_rubric_says_and_the_range_shows_both_ends(tmp_path, how, now, is_open):
    result = score(rubric(tmp_path, [f'rules = ["A*"]\npoints = 1\nundecided = {how}']), [outcome(verdict="undecided")])
    assert (result.total, result.low, result.high, result.open) == (now, 9, 10, is_open)
    assert "最多再扣" in result.items[0].deductions[0].note


def test_the_range_keeps_to_the_caps(tmp_path):
    found = [outcome(verdict="undecided", locus=str(n)) for n in range(5)]
    result = score(rubric(tmp_path, ['rules = ["A*"]\npoints = 1\ncap = 2']), found)
    assert (result.low, result.total, result.high) == (8, 10, 10)
    dear = score(rubric(tmp_path, ['rules = ["A*"]\npoints = 3\ncap = 2']), found[:1])
    assert [d.note for d in dear.items[0].deductions] == ["待核：最多再扣2.00分"]


def test_what_an_open_finding_may_cost_is_told_by_cell_where_cells_are_counted(tmp_path):
    found = [outcome("M001", "undecided", cells=("a", "b"))]
    by_cell, once = (
        score(rubric(tmp_path, [f'rules = ["M*"]\npoints = 0.5\nper = "{per}"']), found) for per in ("cell", "finding")
    )
    assert (by_cell.low, by_cell.items[0].deductions[0].note) == (9, "待核：最多再扣每格0.50分")
    assert (once.low, once.items[0].deductions[0].note) == (Decimal("9.5"), "待核：最多再扣0.50分")


def test_an_undecided_follow_up_of_a_deducted_cell_can_cost_nothing_more(tmp_path):
    found = [outcome(locus="行", cells=("n",)), outcome("A301", "undecided", "列", cells=("n",))]
    result = score(rubric(tmp_path, ['rules = ["A*"]\npoints = 3\nsame_cell_once = true']), found)
    assert (result.low, result.total) == (7, 7)
    assert not any("最多再扣" in d.note for d in result.items[0].deductions)


def test_a_finding_that_needs_a_word_costs_nothing_until_it_is_confirmed(tmp_path):
    known = rubric(tmp_path, ['rules = ["C901"]\npoints = 3\nconfirm = true'])
    found = [outcome("C901")]
    before = score(known, found)
    assert (before.total, before.low, before.open) == (10, 7, True)
    after = score(known, found, {found[0].key: Decision("fail")})
    assert (after.total, after.low, after.high, after.open) == (7, 7, 7, False)


def test_an_item_without_any_outcome_is_marked_as_not_judged(tmp_path):
    more = '[[items]]\nname = "连续"\npoints = 4\n[[items.deduct]]\nrules = ["C901"]\npoints = 3\n'
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], points=6, more=more)
    assert [item.state for item in score(known, [outcome()]).items] == ["judged", "unjudged"]
    assert [item.state for item in score(known, [outcome("C901", "pass")]).items] == ["unjudged", "judged"]


@pytest.mark.parametrize("verdict", ["fail", "undecided"])
def test_no_score_where_the_file_could_not_be_read(tmp_path, verdict):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], top='not_rated = ["F007"]')
    lost = score(known, [outcome("F007", verdict), outcome()])
    assert (lost.total, lost.low, lost.grade, lost.items) == (None, None, "未评分", ())
    assert "F007" in lost.reason


def test_no_full_points_where_nothing_was_checked(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'])
    assert score(known, []).total is None
    assert score(known, [outcome("W001")]).total is None
    assert score(known, [outcome(verdict="pass")]).total == 10


# ---- vetoes ----


def test_a_veto_bounds_total_and_grade_and_an_undecided_one_only_the_lower_end(tmp_path):
    veto = '[[vetoes]]\nname = "甲"\nrules = ["M101"]\nscore = 6\ngrade = "不合格"\n'
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], more=veto)
    hit = score(known, [outcome("M101"), outcome(verdict="pass")])
    assert (hit.total, hit.grade, hit.vetoes[0].pending) == (6, "不合格", False)
    maybe = score(known, [outcome("M101", "undecided"), outcome(verdict="pass")])
    assert (maybe.total, maybe.grade, maybe.low, maybe.grade_low, maybe.open) == (10, "优", 6, "不合格", True)
    assert score(known, [outcome("M101", "pass"), outcome(verdict="pass")]).vetoes == ()


# ---- inspectors ----


def test_inspectors_override_verdict_and_points(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 2'])
    wrong, right = outcome(locus="一"), outcome("A301", "pass", locus="二")
    assert score(known, [wrong, right], {wrong.key: Decision("pass", note="口径不同")}).total == 10
    assert score(known, [wrong, right], {right.key: Decision("fail")}).total == 6
    lighter = score(known, [wrong, right], {wrong.key: Decision(points=Decimal("0.5"))})
    assert lighter.total == Decimal("9.50")
    dropped = score(known, [wrong], {wrong.key: Decision("pass", note="口径不同")}).items[0].deductions[0]
    assert (dropped.points, dropped.note) == (0, "经人工复核不扣分：口径不同")


def test_points_set_by_an_inspector_hold_for_all_findings_of_the_cell(tmp_path):
    found = [outcome(locus="行", wrong="n"), outcome("A301", locus="列", wrong="n")]
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 3\nsame_cell_once = true'])
    assert score(known, found, {found[0].key: Decision(points=Decimal(1))}).total == 9


def test_manual_items_count_by_default_until_an_assessor_gives_points(tmp_path):
    more = '[[items]]\nname = "质量"\npoints = 4\nmanual = true\n'
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], points=6, more=more)
    result = score(known, [outcome()])
    assert (result.total, result.earned_of("judged"), result.points_of("default")) == (9, 5, 4)
    key = manual_key("清河县水务局", 2024, "质量")
    given_points = score(known, [outcome()], {key: Decision(points=Decimal("1.5"))})
    assert (given_points.total, given_points.items[1].state) == (Decimal("6.50"), "assessed")
    for wrong in ("4.01", "-1", "0.001", "NaN"):
        with pytest.raises(UsageError, match=r"应为0至4、最多两位小数"):
            score(known, [outcome()], {key: Decision(points=Decimal(wrong))})


# ---- the same input, the same score ----


def test_the_order_of_the_outcomes_changes_nothing(tmp_path):
    found = [
        outcome(locus="行", cells=("n", "o"), wrong="n"),
        outcome("A301", locus="列", wrong="n"),
        outcome("A002", "undecided", cells=("n", "o")),
        outcome("A001", locus="别处", cells=("n", "o")),
    ]
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 0.25\nsame_cell_once = true\nundecided = "half"\ncap = 0.6'])
    assert len({score(known, order) for order in permutations(found)}) == 1


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            outcome,
            st.sampled_from(("A001", "A301", "W001")),
            st.sampled_from(("fail", "undecided", "pass")),
            st.sampled_from("甲乙丙丁"),
            cells=st.sets(st.sampled_from("abc")).map(sorted),
            wrong=st.sampled_from((None, "a", "b")),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(('per = "cell"', 'per = "rule"', "same_cell_once = true", "cap_per_rule = 1.1")),
)
def test_the_range_holds_the_score_and_every_deduction_is_accounted_for(tmp_path_factory, found, how):
    folder = tmp_path_factory.mktemp("r")
    known = rubric(
        folder, [f'rules = ["A*"]\npoints = 1.05\n{how}\nundecided = "half"\ncap = 3', 'rules = ["W*"]\npoints = 2']
    )
    result = score(known, found)
    assert 0 <= result.low <= result.total <= result.high <= 10
    assert result.total == 10 - sum(result.deducted().values())
    assert result.total.as_tuple().exponent == -2
    for settled, bound in (("fail", result.low), ("pass", result.high)):
        everything = {o.key: Decision(settled) for o in found if o.verdict == "undecided"}
        if len({o.key for o in found}) == len(found):
            assert score(known, found, everything).total == bound


# ---- changed rubrics ----


def test_a_changed_rubric_shows_which_scores_moved_and_by_which_items(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1'])
    harder = rubric(tmp_path, ['rules = ["A*"]\npoints = 3'])
    bad, good = [outcome()], [outcome(verdict="pass")]
    before, after = ({"a.txt": score(r, bad), "b.txt": score(r, good, agency="清河县民政局")} for r in (known, harder))
    (move,) = moved(before, after)
    assert (move.before.total, move.after.total, move.change) == (9, 7, -2)
    assert (move.before.grade, move.after.grade) == ("优", "合格")
    assert [(i.item, i.before.earned, i.after.earned) for i in move.items] == [("准确", 9, 7)]
    assert moved(before, before) == ()
    with pytest.raises(UsageError, match=r"b\.txt只有一方评分"):
        moved(before, {"a.txt": after["a.txt"]})


# ---- what is wrong with a rubric file ----

ITEM = '[[items]]\nname = "准确"\npoints = 10\n[[items.deduct]]\nrules = ["A001"]\npoints = 1\n'
HEAD = 'name = "试"\ntotal = 10\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + ITEM.replace("points = 1\n", "point = 1\n") + GRADES, "第1个评分项“准确”的第1条扣分有不认识的键“point”，是否为“points”？"),
        (HEAD + ITEM.replace("A001", "M1011") + GRADES, "不存在的规则“M1011”，是否为“M101”？"),
        (HEAD + ITEM.replace("A001", "a301") + GRADES, "不存在的规则“a301”，是否为“A301”？"),
        (HEAD + ITEM.replace("A001", "Z*") + GRADES, "“Z*”没有对应任何规则"),
        (HEAD + ITEM.replace("A001", "A*1") + GRADES, "“*”只能写在末尾"),
        (HEAD.replace("10", "12.5") + ITEM + GRADES, "各评分项合计10分，与总分total = 12.5不符，少2.5分"),
        (HEAD + ITEM.replace("points = 1\n", "points = -1\n") + GRADES, "points为-1，分值不能为负数"),
        (HEAD + ITEM.replace("points = 1\n", "points = 0.125\n") + GRADES, "最多写两位小数"),
        (HEAD + ITEM.replace("points = 1\n", 'points = "1"\n') + GRADES, "应为不带引号的数"),
        (HEAD + ITEM.replace("points = 1\n", "points = true\n") + GRADES, "应为不带引号的数"),
        (HEAD + ITEM.replace("points = 1\n", "points = nan\n") + GRADES, "应为一个确定的数"),
        (HEAD + ITEM.replace("points = 1\n", "points = 1e9999999\n") + GRADES, "过大"),
        (HEAD + ITEM + GRADES.replace("from = 8", "from = 5"), "“优”和“合格”都从5分起，互相重叠"),
        (HEAD + ITEM + GRADES.replace("from = 0", "from = 1"), "低于1分时没有等次"),
        (HEAD + ITEM + GRADES.replace("from = 8", "from = 4"), "“优”从4分起，其后的“合格”从5分起，高低次序与其他等次不一致"),
        (HEAD + ITEM.replace("points = 1\n", "points = 1分\n") + GRADES, "数后不写“分”，只写数"),
        (HEAD + ITEM.replace("[[items.deduct]]", "[items.deduct]") + "[[items.deduct]]\n" + GRADES, "请检查以上各段是否有只写一层的"),
        (HEAD + ITEM.replace("A001", "F101") + GRADES, "是否为“F001”？"),
        (HEAD + ITEM + GRADES.replace("from = 8", "from = 80"), "超过总分10"),
        (HEAD + ITEM, "缺少[[grades]]"),
        (HEAD + GRADES, "缺少[[items]]"),
        (HEAD + '[[items]]\nname = "甲"\npoints = 10\n' + GRADES, "没有扣分内容"),
        (HEAD + ITEM + 'undecided = "all"\n' + GRADES, '应为"none"、"half"、"manual"或一个分值'),
        (HEAD + ITEM + "undecided = 2\n" + GRADES, "无法核对时扣2分，超过不符时的1分"),
        (HEAD + ITEM + 'per = "page"\n' + GRADES, "per为“page”，应为finding、cause、rule、cell之一"),
        (HEAD + ITEM + 'per = "rule"\nsame_cell_once = true\n' + GRADES, "same_cell_once只能与"),
        (HEAD + ITEM + "same_cell_once = true\ncap_per_rule = 1\n" + GRADES, "cap_per_rule只能用于"),
        (HEAD + ITEM + 'severities = ["fatal"]\n' + GRADES, "应为error（错误）、warning（疑点）或info（提示）"),
        (HEAD + ITEM + '[[items.deduct]]\nrules = ["A001"]\npoints = 2\n' + GRADES, "规则“A001”（错误）同时列在评分项“准确”的第1条扣分和评分项“准确”的第2条扣分"),
        (HEAD + 'not_scored = ["A001"]\n' + ITEM + GRADES, "同时列在评分项“准确”的第1条扣分和not_scored"),
        (HEAD + ITEM + '[[vetoes]]\nname = "甲"\nrules = ["F001"]\n' + GRADES, "一票否决“甲”没有后果"),
        (HEAD + ITEM + '[[vetoes]]\nname = "甲"\nrules = ["F001"]\ngrade = "差"\n' + GRADES, "等次中没有这一等"),
        (HEAD + ITEM.replace('"准确"', "“准确”") + GRADES, "TOML语法错误，第4行第8列：name = “准确”。该行有全角符号（“ ”），应改为半角符号"),
        (HEAD + ITEM + "cap = 1\ncap = 2\n" + GRADES, "键名是否重复"),
        (HEAD + ITEM + f"per = 0x{'f' * 20_000}\n" + GRADES, "per为“过大的数”，应为finding、cause、rule、cell之一"),
        (HEAD + ITEM.replace('"准确"', "[1, [2]]") + GRADES, "第1个评分项“列表”的name应为引号中的文字"),
        (HEAD + ITEM + '"' + "长" * 5_000 + '" = 1\n' + GRADES, "不认识的键“" + "长" * 40 + "”"),
        (HEAD + ITEM.replace('"A001"', '"*"') + GRADES, "“*”应在规则编号的开头几位之后"),
        (HEAD + "items = 1\n" + GRADES, r"[[items]]（两层方括号）"),
        (HEAD + ITEM.replace("rules = [", "rules = [1, ") + GRADES, "应为方括号中的若干文字"),
        ("", "缺少name"),
        ("x = " + "[" * 5000, "文件中有嵌套过深的内容"),
    ],
)  # fmt: skip
def test_every_fault_of_a_rubric_is_told_with_its_place(tmp_path, text, said):
    with pytest.raises(UsageError) as told:
        load(written(tmp_path, text), KNOWN)
    assert said in str(told.value)
    assert "r.toml" in str(told.value)


def test_files_that_are_no_rubric(tmp_path):
    (tmp_path / "gbk.toml").write_bytes('name = "评分"'.encode("gbk"))
    with pytest.raises(UsageError, match="另存为UTF-8编码"):
        load(tmp_path / "gbk.toml", KNOWN)
    with pytest.raises(UsageError, match="无法打开"):
        load(tmp_path / "none.toml", KNOWN)
    with pytest.raises(UsageError, match="无法打开"):
        load(tmp_path, KNOWN)
    with pytest.raises(UsageError, match="文件过大"):
        load(written(tmp_path, "#" * 1_000_001), KNOWN)


def test_a_rubric_saved_by_notepad_is_read(tmp_path):
    path = tmp_path / "r.toml"
    path.write_bytes(("\ufeff" + HEAD + ITEM + GRADES).replace("\n", "\r\n").encode())
    assert load(path, KNOWN).total == 10


# ---- what people see ----


def text_of(piece):
    return LexborHTMLParser(str(piece.text)).text(separator=" ")


def test_the_card_names_every_deduction_and_points_to_its_finding(tmp_path):
    more = '[[items]]\nname = "质量"\npoints = 4\nmanual = true\n'
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 1\ncap = 2'], points=6, more=more)
    found = [outcome(locus=str(n)) for n in range(3)] + [outcome("A301", "undecided")]
    page = scores.card(Examined(report({}), tuple(found), score=score(known, found)))
    assert 'href="#wt-1"' in str(page.text)
    assert "8.00" in text_of(page)
    assert "默认满分，待人工评定" in text_of(page)
    assert "已达扣分上限，少扣1.00分" in text_of(page)
    assert "待核，不会再扣分" in text_of(page)
    assert all(f"问题{number}" in text_of(page) for number in (1, 2, 3, 4))


def test_the_ranking_shows_ranges_shared_ranks_and_reports_without_a_score(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 4\nundecided = "manual"'], top='not_rated = ["F007"]')
    ranked = {
        "a": score(known, [outcome()], agency="甲局"),
        "b": score(known, [outcome()], agency="乙局"),
        "c": score(known, [outcome(verdict="undecided")], agency="丙局"),
        "d": score(known, [outcome("F007")], agency="丁局"),
    }
    ((year, rows),) = ranked_by_year(ranked)
    assert (year, [(place(rank), s.agency) for _, rank, s in rows]) == (
        2024,
        [("1", "丙局"), ("1～2", "乙局"), ("1～2", "甲局"), ("—", "丁局")],
    )
    shown = text_of(scores.ranking(ranked, {"a": "甲 局.html"}))
    assert "6.00～10.00" in shown
    assert "待定（合格～优）" in shown
    assert "未评分" in shown
    assert 'href="%E7%94%B2%20%E5%B1%80.html"' in str(scores.ranking(ranked, {"a": "甲 局.html"}).text)


def test_a_score_that_what_is_not_checked_can_lower_is_told_as_a_range_for_the_time_being(tmp_path):
    """A report of which most could not be read must not stand first as the best one, though the rubric deducts nothing."""
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 4'])
    read, unread = outcome(verdict="pass"), outcome(verdict="undecided")
    held = {
        "a.txt": score(known, [unread], agency="甲局"),
        "b.txt": score(known, [outcome()], agency="乙局"),
        "c.txt": score(known, [read], agency="丙局"),
    }
    assert [(held[key].total, held[key].is_provisional) for key in held] == [(10, True), (6, False), (10, False)]
    table = LexborHTMLParser(scores.ranking(held).text).css("tr")
    cells = [[cell.text() for cell in row.css("td, th")] for row in table]
    rows = {row[1].strip(): row for row in cells}
    assert rows["甲局"][0] == "1～2"
    assert rows["甲局"][2:4] == ["6.00～10.00", "待定（合格～优）"]
    assert (rows["乙局"][0], rows["乙局"][2]) == ("2～3", "6.00")
    assert [row[1].strip() for row in cells[1:]] == ["丙局", "甲局", "乙局"]
    assert (rows["丙局"][0], rows["丙局"][2]) == ("1", "10.00")
    found = Examined(report({}), (unread,), score=held["a.txt"], rank=ranks(held)["a.txt"])
    first = text_of(agency.head(found))
    assert "6.00～10.00 得分（等次待定：合格～优，3家中第1～2，有待核事项，名次待定）" in first
    assert "6.00～10.00" in text_of(scores.card(found))
    assert "甲局2024：6.00～10.00　待定（合格～优）" in console.scores(held)


def test_points_that_nobody_gave_are_told_on_the_first_screen_and_make_every_place_of_the_year_provisional(tmp_path):
    more = '[[items]]\nname = "质量"\npoints = 4\nmanual = true\n'
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 3'], points=6, more=more)
    read, failed = outcome(verdict="pass"), outcome()

    def held(given):
        awards = {manual_key(name, 2024, "质量"): Decision(points=Decimal(4)) for name in given}
        found = {"甲局": read, "乙局": failed}
        return {name: score(known, [one], decisions=awards, agency=name, year=2024) for name, one in found.items()}

    def first(scores_, name):
        shown = Examined(report({}), (read,), score=scores_[name], rank=ranks(scores_)[name])
        return " ".join(text_of(agency.head(shown)).split())

    nobody, one, both = held(()), held(("甲局",)), held(("甲局", "乙局"))
    assert "10.00† 得分（优，其中4分待人工评定，2家中暂列第1）" in first(nobody, "甲局")
    assert "得分10.00†" in first(nobody, "甲局")
    assert "10.00 得分（优，2家中暂列第1，其他报告有得分待人工评定）" in first(one, "甲局")
    assert "10.00 得分（优，2家中第1）" in first(both, "甲局")
    assert "其中4分待人工评定" in text_of(scores.card(Examined(report({}), (read,), score=nobody["甲局"])))
    assert "暂列名次 机关" in text_of(scores.ranking(one))
    assert "暂列名次 机关" not in text_of(scores.ranking(both))


def test_pages_of_scores_escape_whatever_a_report_says(tmp_path):
    known = rubric(tmp_path, ['rules = ["A*"]\npoints = 4'])
    planted = replace(outcome(), message="<script>x</script>", agency="<b>甲</b>")
    ranked = {"a": score(known, [planted])}
    harder = {"a": score(rubric(tmp_path, ['rules = ["A*"]\npoints = 5']), [planted])}
    for page in (
        scores.card(Examined(report({}), (planted,), score=ranked["a"])),
        scores.ranking(ranked),
        scores.moves(moved(ranked, harder)),
    ):
        assert "<script>" not in str(page.text)
        assert "<b>甲" not in str(page.text)


def test_moved_scores_and_unscored_rules_are_listed(tmp_path):
    known, harder = (rubric(tmp_path, [f'rules = ["A*"]\npoints = {n}']) for n in (1, 3))
    before, after = ({"a.txt": score(r, [outcome()])} for r in (known, harder))
    assert "准确：9.00／10→7.00／10" in text_of(scores.moves(moved(before, after)))
    assert "没有使任何报告" in text_of(scores.moves(moved(before, before)))
    rules = [rule for rule in catalogue() if rule.id in ("A001", "M101")]
    left = text_of(scores.unscored(known, rules))
    assert "M101 缺少规定的部分" in left
    assert "A001" not in left


# ---- an item that nothing judged ----


def timeliness(found):
    result = score(load(shipped(), {rule.id for rule in catalogue()}), found)
    return result, next(item for item in result.items if item.item == "时效性")


def test_one_version_handed_in_does_not_bear_out_that_it_was_in_time():
    """Without any date nothing tells whether a report was late: full points must not look like a result."""
    filed = [outcome("A001", "pass"), outcome("F002", "pass", severity="warning")]
    result, item = timeliness(filed)
    assert (item.state, item.earned, item.unchecked) == ("unjudged", 15, ("F006", "M008"))
    card = LexborHTMLParser(scores.card(Examined(report({}), tuple(filed), score=result)).text).body.text()
    assert "F006、M008没有核查结果，未扣分，待人工核实" in card
    table = LexborHTMLParser(scores.ranking({"a.docx": result}).text).body.text()
    assert "15.00†" in table
    assert "†未核查：时效性（F006、M008）" in table


def test_a_date_that_was_checked_bears_it_out_and_other_deductions_stay():
    for rule in ("F006", "M008"):
        dated = [outcome(rule, "pass", severity="warning"), outcome("F002", severity="warning")]
        _, item = timeliness(dated)
        assert (item.state, item.earned, item.unchecked) == ("judged", 12, ())
    _, item = timeliness([outcome("A001", "pass"), outcome("F002", severity="warning")])
    assert (item.state, item.earned) == ("unjudged", 12)


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ('judged_by = ["C201"]', "不在该项的扣分规则内"),
        ('judged_by = ["A999"]', "不存在的规则"),
        ("judged_by = []", "缺少judged_by"),
    ],
)
def test_what_judges_an_item_must_be_among_its_rules(tmp_path, extra, told):
    with pytest.raises(UsageError, match=told):
        rubric(tmp_path, ['rules = ["A*"]\npoints = 1'], points=f"10\n{extra}")


def test_a_cap_above_the_points_of_its_item_is_refused(tmp_path):
    for key in ("cap", "cap_per_rule"):
        with pytest.raises(UsageError, match=f"{key}为99，超过该项的10分"):
            rubric(tmp_path, [f'rules = ["A*"]\npoints = 1\n{key} = 99'])
