"""One slip is one deduction, however many findings show it; what is open stays open, and every deduction names its cause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import audit
from audit import pipeline
from audit.assessment import Examined
from audit.causes import Cause
from audit.findings import CauseKind, Outcome, Verdict
from audit.present import scores, workbooks
from audit.rules import catalogue
from audit.score import Decision, Deduction, Rubric, Score, load, manual_key, score, shipped
from tests.build import report
from tests.generate.formats import docx
from tests.generate.report import truth

KNOWN = frozenset({"A001", "A301", "C201", "C901", "M001", "M002", "W001", "W002", "O001"})
TRUTH = truth.make(21, size="medium")


def outcome(rule="A001", verdict: Verdict = "fail", locus="x", *, cells=(), severity="error") -> Outcome:
    return Outcome(
        "a.txt", rule, f"{rule}的问题", verdict, severity, f"{rule}：{locus}", "依据", locus, "清河县水务局", 2024,
        cells=tuple(cells),
    )  # fmt: skip


def cause(*outcomes: Outcome, kind: CauseKind = "cell", key="c1") -> Cause:
    return Cause(kind, outcomes, key, "0" * 16)


def rubric(folder, *items: tuple[int, Sequence[str]], once=True, more="") -> Rubric:
    """A rubric with an item of so many points for each of ``items``, with these deductions."""
    text = f'name = "试"\ntotal = {sum(points for points, _ in items)}\none_cause_once = {str(once).lower()}\n{more}'
    for name, (points, clauses) in zip("甲乙丙丁", items, strict=False):
        text += f'[[items]]\nname = "{name}"\npoints = {points}\n'
        text += "".join(f"[[items.deduct]]\n{clause}\n" for clause in clauses)
    path = folder / "r.toml"
    path.write_text(text + '[[grades]]\nname = "合格"\nfrom = 0\n', "utf-8")
    return load(path, KNOWN)


TABLES = 'rules = ["A*"]\npoints = 4\nper = "cause"'
TEXT = 'rules = ["C*"]\npoints = 3\nper = "cause"'


def deductions(found: Score) -> dict[str, Deduction]:
    return {one.rule + one.message[-1]: one for item in found.items for one in item.deductions}


# ---- what a cause costs ----


def test_a_cause_costs_once_over_all_items_and_the_deduction_names_what_it_bears_for(tmp_path):
    row, column, said = outcome(locus="行"), outcome("A301", locus="列"), outcome("C201", locus="文")
    known, one = rubric(tmp_path, (10, [TABLES]), (10, [TEXT])), cause(row, column, said)
    found = score(known, [row, column, said], [one])
    assert (found.total, [item.earned for item in found.items]) == (16, [6, 10])
    paid, second, third = (deductions(found)[name] for name in ("A001行", "A301列", "C201文"))
    assert (paid.points, paid.cause, paid.cause_name, paid.bears) == (4, "c1", "单元格填错", (column.key, said.key))
    assert (second.points, second.borne_by, third.borne_by) == (0, row.key, row.key)
    assert (second.borne_in, third.borne_in) == ("甲", "甲")
    every = [row, column, said]
    card = scores.card(Examined(report({}), tuple(every), score=found, causes=(one,)))
    assert "与问题1同一原因，只在“甲”计一次" in LexborHTMLParser(str(card.text)).body.text()
    assert "单元格填错：同一原因引起的3项只计一次" in LexborHTMLParser(str(card.text)).body.text()
    apart = score(known, [row, column, said], [cause(row), cause(column, key="c2"), cause(said, key="c3")])
    assert apart.total == 9


def test_what_has_no_number_on_the_page_is_named_by_rule_and_title(tmp_path):
    dear, cheap = outcome(verdict="undecided", cells=("a",)), outcome("C201", "undecided")
    known = rubric(tmp_path, (10, [TABLES]), (10, [TEXT]))
    found = score(known, [dear, cheap], [cause(dear, cheap)])
    card = scores.card(Examined(report({}), (), score=found))
    assert "与A001“A001的问题”同一原因，只在“甲”计一次" in LexborHTMLParser(str(card.text)).body.text()


def test_without_the_word_for_the_whole_rubric_causes_are_merged_within_one_deduction_only(tmp_path):
    row, column, said, more = outcome(locus="行"), outcome("A301"), outcome("C201"), outcome("C901")
    known = rubric(tmp_path, (10, [TABLES]), (10, [TEXT.replace('per = "cause"', 'per = "finding"')]), once=False)
    assert score(known, [row, column, said, more], [cause(row, column, said, more)]).total == 10


def test_the_dearest_finding_that_is_certain_bears_and_of_equals_the_root(tmp_path):
    cheap, dear, open_one = outcome("W001"), outcome("A001"), outcome("C201", "undecided")
    known = rubric(tmp_path, (10, ['rules = ["W*"]\npoints = 1']), (10, [TABLES]), (10, ['rules = ["C*"]\npoints = 5']))
    found = score(known, [cheap, dear, open_one], [cause(cheap, dear, open_one)])
    assert (found.total, found.low, found.high) == (26, 25, 26)
    assert deductions(found)["A001x"].points == 4
    assert "最多再扣1.00分" in deductions(found)["C201x"].note
    same = rubric(tmp_path, (10, ['rules = ["W*"]\npoints = 4']), (10, [TABLES]))
    for outcomes in ((cheap, dear), (dear, cheap)):
        rooted = score(same, [dear, cheap], [cause(*outcomes)])
        assert deductions(rooted)[f"{outcomes[0].rule}x"].points == 4


def test_what_is_open_for_want_of_a_number_is_no_slip_of_the_blank_cell(tmp_path):
    """The number may be filled in and the total still be wrong: the lower end must show both."""
    blank, total = outcome("M002"), outcome("A001", "undecided")
    known = rubric(tmp_path, (10, [TABLES]), (10, ['rules = ["M*"]\npoints = 1']))
    found = score(known, [blank, total], [cause(blank, total, kind="blank")])
    assert (found.total, found.low, found.high) == (19, 15, 19)
    explained = score(known, [blank, total], [cause(blank, total)])
    assert (explained.low, explained.total) == (16, 19)


def test_what_is_open_for_the_report_as_a_whole_may_turn_out_a_fault_each(tmp_path):
    """Once the year is known, each rule that needs it may find its own fault; one word on the cause settles all."""
    found = [outcome("W001", "undecided"), outcome("W002", "undecided")]
    known = rubric(tmp_path, (10, ['rules = ["W*"]\npoints = 2']))
    open_ = cause(*found, kind="wording")
    assert score(known, found, [open_]).low == 6
    assert score(known, found, [open_], {"c1": Decision("fail")}).total == 6
    assert score(known, found, [open_], {"c1": Decision("pass")}).low == 10


def test_clauses_that_count_cells_stay_by_themselves(tmp_path):
    lacking, total = outcome("M001", cells=("a", "b", "c")), outcome("A001")
    known = rubric(tmp_path, (10, [TABLES]), (10, ['rules = ["M*"]\npoints = 0.5\nper = "cell"']))
    assert score(known, [lacking, total], [cause(lacking, total)]).total == Decimal("14.50")


def test_a_finding_to_confirm_costs_nothing_more_where_its_cause_is_charged_already(tmp_path):
    known = rubric(tmp_path, (10, [TABLES]), (10, ['rules = ["O*"]\npoints = 4\nconfirm = true']))
    sure, asked = outcome("A001"), outcome("O001")
    charged = score(known, [sure, asked], [cause(sure, asked)])
    assert (charged.low, charged.total, charged.open) == (16, 16, False)
    alone = score(known, [sure, asked], [cause(sure), cause(asked, key="c2")])
    assert (alone.low, alone.total, alone.open) == (12, 16, True)


# ---- inspectors ----


def test_whoever_confirms_a_blank_leaves_open_what_could_not_be_compared_for_it(tmp_path):
    blank, total = outcome("M002"), outcome("A001", "undecided")
    known = rubric(tmp_path, (10, [TABLES]), (10, ['rules = ["M*"]\npoints = 1']))
    one = cause(blank, total)
    found = score(known, [blank, total], [one], {"c1": Decision("fail", who="张三")})
    assert (found.low, found.total) == (16, 19)
    assert deductions(found)["M002x"].note.startswith("经人工复核（张三）扣分")
    assert deductions(found)["A001x"].verdict == "undecided"
    # Who dismisses the cause settles all of it.
    assert score(known, [blank, total], [one], {"c1": Decision("pass")}).low == 20
    # Where nothing of the cause is certain, the word that it is a fault makes all of it one.
    unsure = outcome("M002", "undecided", cells=["a"])
    assert score(known, [unsure, total], [cause(unsure, total)], {"c1": Decision("fail")}).low == 16


def test_what_a_confirmed_cause_leaves_open_a_person_settles_by_points_for_the_item(tmp_path):
    blank, total, other = outcome("M002"), outcome("A001", "undecided"), outcome("M001", "undecided", locus="y")
    known = rubric(tmp_path, (10, [TABLES]), (10, ['rules = ["M*"]\npoints = 1']))
    causes, found_true = [cause(blank, total)], {"c1": Decision("fail")}
    _, first = score(known, [blank, total], causes).items
    assert (first.span, first.is_given) == (None, False)
    open_ = score(known, [blank, total], causes, found_true)
    _, first = open_.items
    assert first.low < first.high
    assert first.limits == (first.low, first.high)
    assert open_.is_provisional
    key = manual_key(open_.agency, open_.year, first.item)
    settled = score(known, [blank, total], causes, {**found_true, key: Decision(points=first.high, who="张三")})
    assert (settled.low, settled.total, settled.is_provisional) == (open_.high, open_.high, False)
    assert settled.items[1].limits == first.limits
    outside = score(known, [blank, total], causes, {**found_true, key: Decision(points=Decimal(1))})
    assert (outside.low, outside.high) == (open_.low, open_.high)
    assert "没有计入" in outside.items[1].note
    # What is open besides has a row of its own, on which somebody decides first.
    both = [*causes, cause(other, key="c2")]
    assert score(known, [blank, total, other], both, found_true).items[1].span is None


def test_a_finding_that_an_inspector_drops_leaves_the_others_of_its_cause(tmp_path):
    sum_, said = outcome("A001"), outcome("C201")
    known, one = rubric(tmp_path, (10, [TABLES]), (10, [TEXT])), cause(sum_, said)
    found = score(known, [sum_, said], [one], {sum_.key: Decision("pass")})
    assert found.total == 17
    paid = deductions(found)["C201x"]
    assert (paid.points, paid.bears) == (3, ())
    assert "在“甲”计一次" in paid.note
    assert found.total == 20 - sum(found.deducted().values())


def test_a_decision_on_a_cause_holds_for_all_that_it_explains_and_its_points_count_once(tmp_path):
    sum_, said, other = outcome("A001"), outcome("C201"), outcome("A301")
    causes = [cause(sum_, said), cause(other, key="c2")]
    for once in (True, False):
        known = rubric(tmp_path, (10, [TABLES]), (10, [TEXT]), once=once)
        assert score(known, [sum_, said, other], causes, {"c1": Decision("pass")}).total == 16
        assert score(known, [sum_, said, other], causes, {"c1": Decision(points=Decimal("0.5"))}).total == Decimal(
            "15.50"
        )
        own = {"c1": Decision("pass"), said.key: Decision("fail")}
        assert score(known, [sum_, said, other], causes, own).total == 13
    with pytest.raises(audit.errors.UsageError, match="归并编号c1"):
        score(known, [sum_], causes, {"c1": Decision(points=Decimal(-1))})


def test_points_that_an_inspector_set_for_a_cause_leave_nothing_of_it_open(tmp_path):
    """Not even what is dearer by itself; what else is open in the item may still be deducted."""
    sum_, dearer, other = outcome(), outcome("C201", "undecided"), outcome(verdict="undecided", locus="y")
    causes, decisions = [cause(sum_, dearer), cause(other, key="c2")], {sum_.key: Decision(points=Decimal(1))}
    known = rubric(tmp_path, (10, [TABLES, TEXT.replace("3", "6")]))
    found = score(known, [sum_, dearer, other], causes, decisions)
    assert (found.total, found.low) == (9, 5)
    notes = {name: one.note for name, one in deductions(found).items()}
    assert notes["A001x"] == "经人工复核扣分，评定扣1.00分"
    assert (notes["C201x"], notes["A001y"]) == ("待核，不会再扣分", "待核：最多再扣4.00分")


# ---- whatever the outcomes are ----

RULES = ("A001", "A301", "C201", "C901", "M001", "W001", "O001")
KINDS: tuple[CauseKind, ...] = ("cell", "figure", "blank")
PARTS = (
    (6, ['rules = ["A001"]\npoints = 2.05\nundecided = "half"', 'rules = ["A3*"]\npoints = 3\nper = "cause"\ncap = 4']),
    (4, ['rules = ["C*"]\npoints = 1.5\nper = "rule"\nundecided = 0.25', 'rules = ["M*"]\npoints = 0.7\nper = "cell"']),
    (5, ['rules = ["W*"]\npoints = 1\nsame_cell_once = true', 'rules = ["O*"]\npoints = 2.5\nconfirm = true']),
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[Outcome], list[Cause]]:
    """Outcomes with keys of their own, those that do not pass gathered under causes."""
    verdicts = draw(st.lists(st.sampled_from(("fail", "undecided", "pass")), min_size=1, max_size=7))
    cells = st.sets(st.sampled_from("abc")).map(sorted)
    found = [outcome(draw(st.sampled_from(RULES)), v, str(n), cells=draw(cells)) for n, v in enumerate(verdicts)]
    gathered: dict[int, list[Outcome]] = {}
    for one in draw(st.permutations(found)):
        if one.verdict != "pass":
            gathered.setdefault(draw(st.integers(0, 2)), []).append(one)
    return found, [cause(*ones, kind=draw(st.sampled_from(KINDS)), key=f"c{n}") for n, ones in gathered.items()]


def settled(found: Iterable[Outcome], known: Rubric) -> list[Outcome]:
    """Those of which the rubric leaves open whether they count."""
    places = [(one, known.place(one.rule, one.severity)) for one in found]
    return [
        one
        for one, place in places
        if place
        and (one.verdict == "undecided" or (one.verdict == "fail" and known.items[place[0]].clauses[place[1]].confirm))
    ]


@settings(deadline=None)
@given(reports(), st.booleans())
def test_the_range_is_what_settling_all_that_is_open_can_come_to(tmp_path_factory, made, once):
    found, causes = made
    known = rubric(tmp_path_factory.mktemp("r"), *PARTS, once=once)
    result = score(known, found, causes)
    assert result.low <= result.total <= result.high
    assert result.total == result.points_of("judged", "unjudged") - sum(result.deducted().values())
    left = settled(found, known)
    totals = [
        score(known, found, causes, dict(zip((o.key for o in left), map(Decision, ends), strict=True)))
        for ends in product(("fail", "pass"), repeat=len(left))
    ]
    assert (min(one.total for one in totals), max(one.total for one in totals)) == (result.low, result.high)


@settings(deadline=None)
@given(reports(), st.data())
def test_no_finding_raised_lowers_what_is_deducted(tmp_path_factory, made, data):
    found, causes = made
    known = rubric(tmp_path_factory.mktemp("r"), *PARTS)
    ends = {one.key: data.draw(st.sampled_from(("fail", "undecided", "pass"))) for one in found}
    before = score(known, found, causes, {key: Decision(end) for key, end in ends.items()})
    raised = data.draw(st.sampled_from(found)).key
    after = score(known, found, causes, {key: Decision("fail" if key == raised else end) for key, end in ends.items()})
    assert (after.total <= before.total, after.low <= before.low, after.high <= before.high) == (True, True, True)


@settings(deadline=None)
@given(reports())
def test_no_order_of_outcomes_or_causes_changes_anything(tmp_path_factory, made):
    found, causes = made
    known = rubric(tmp_path_factory.mktemp("r"), *PARTS)
    orders = [*list(permutations(found))[:24], found[::-1]]
    assert len({score(known, order, ones) for order in orders for ones in (causes, causes[::-1])}) == 1


# ---- whole reports ----


def assessed(folder, cells: Mapping[str, str]):
    """One report of the truth with other cells, by the shipped rubric."""
    (folder / "a.docx").write_bytes(docx.write(replace(TRUTH, cells={**TRUTH.cells, **cells})))
    terms = pipeline.Terms(rubric=load(shipped(), {rule.id for rule in catalogue()}))
    return pipeline.assess(pipeline.assemble([audit.read(folder / "a.docx")], terms), terms).examined()[0]


ROW = [
    f"applications.partial.{column}"
    for column in ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation", "total")
]
SHIFTED = dict(zip(ROW, ["0", *(TRUTH.cells[key] for key in ROW[:-1])], strict=True))
SLIPS = {
    "一格填错": {"applications.granted.natural": str(int(TRUTH.cells["applications.granted.natural"]) + 7)},
    "一行移位": SHIFTED,
    "两格互换": {
        "applications.granted.natural": TRUTH.cells["applications.partial.natural"],
        "applications.partial.natural": TRUTH.cells["applications.granted.natural"],
    },
    "三处合计未更新": {
        f"applications.{row}.total": str(int(TRUTH.cells[f"applications.{row}.total"]) - by)
        for by, row in enumerate(("received", "granted", "partial"), 1)
    },
}


@pytest.mark.parametrize("cells", SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_deduction_by_the_shipped_rubric(tmp_path, cells):
    clean, wrong = assessed(tmp_path, {}), assessed(tmp_path, cells)
    assert sum(one.verdict == "fail" for one in wrong.outcomes) > 1
    assert clean.score.total - wrong.score.total == 4


def test_a_shifted_row_that_breaks_sums_and_a_sentence_costs_one_deduction_on_card_and_ledger(tmp_path):
    clean, wrong = assessed(tmp_path, {}), assessed(tmp_path, SHIFTED)
    assert {one.family for one in wrong.outcomes if one.verdict == "fail"} == {"arithmetic", "consistency"}
    assert clean.score.total - wrong.score.total == 4
    card = LexborHTMLParser(str(scores.card(wrong).text)).body.text()
    assert re.search(r"同一原因引起的\d+项只计一次", card)
    assert re.search(r"与问题\d+同一原因，只在“准确性”计一次", card)
    workbooks.write(
        [(wrong.report, wrong.outcomes)],
        tmp_path / "l.xlsx",
        scores={wrong.report.source: wrong.score},
        causes=wrong.causes,
    )
    head, *rows = openpyxl.load_workbook(tmp_path / "l.xlsx")[workbooks.FINDINGS_SHEET].iter_rows(values_only=True)
    cost, by_cause = head.index("扣分"), head.index("归并编号")
    (one,) = [found for found in wrong.causes if found.root.role == "identity"]
    told = [row[cost] for row in rows if row[by_cause] == one.key]
    (paid,) = [row for row in rows if row[by_cause] == one.key and row[cost] == 4]
    borne = f"同一原因已计，见序号{paid[head.index('序号')]}（{paid[head.index('问题序号')]}）"
    assert sorted(told, key=str) == sorted([4, *[borne] * (len(one.outcomes) - 1)], key=str)
    assert len(told) > 2
