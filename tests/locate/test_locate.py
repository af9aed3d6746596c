"""Which cells are pointed at when totals and balances fail, with what value and what reason."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise, product

import pytest

from audit.document import Place
from audit.findings import Outcome
from audit.forms import Form, editions, load
from audit.locate import Location, attach, locate
from audit.model import Claim, Report
from audit.rules import Case, catalogue
from tests import build
from tests.generate.report.truth import make

FORM = load("2021")
_DETAILS = {
    "received.natural": 93,
    "received.business": 31,
    "received.other_organisation": 6,
    "carried_in.natural": 4,
    "granted.natural": 36,
    "granted.business": 12,
    "granted.research": 0,
    "granted.other_organisation": 5,
    "partial.natural": 9,
    "partial.business": 2,
    "refused.third_party.natural": 4,
    "unavailable.not_held.natural": 21,
    "unavailable.not_held.business": 14,
    "unavailable.must_be_created.natural": 7,
    "unavailable.must_be_created.business": 3,
    "rejected.petition.natural": 15,
    "carried_out.natural": 5,
    "carried_out.other_organisation": 1,
}


def table(form: Form = FORM) -> dict[str, int]:
    """A table 三 in which everything adds up; table 四 has five reviews."""
    numbers = {key: 0 for key in form.cells if key.startswith(("applications.", "litigation."))}
    numbers |= {f"applications.{key}": value for key, value in _DETAILS.items()}
    numbers |= {"litigation.review.upheld": 3, "litigation.review.corrected": 2}
    for total in sorted(form.totals, key=lambda item: (item.direction == "row", item.key)):
        numbers[total.key] = sum(numbers[part] for part in total.parts)
    return numbers


def report(changes: dict[str, object] | None = None, *missing: str, form: Form = FORM) -> Report:
    """The table with some cells of table 三 printed otherwise; ``missing`` are not printed."""
    given = {f"applications.{key}": value for key, value in (changes or {}).items()}
    return build.report(
        {
            **table(form),
            **given,
            "edition": form.edition,
            "missing": [f"applications.{key}" for key in missing],
        }
    )


def suggested(found: Location) -> dict[str, int]:
    """What is pointed at with certainty, without the table's prefix."""
    return {
        change.cell.removeprefix("applications."): change.value
        for fault in found.faults
        if fault.certain
        for solution in fault.solutions
        for change in solution.changes
    }


def checked(read: Report) -> list[Outcome]:
    """The outcomes of all arithmetic rules."""
    rules = [item for item in catalogue() if item.family == "arithmetic"]
    return [outcome for item in rules for outcome in item.check(Case(read, FORM, item))]


def outcomes(read: Report) -> list[Outcome]:
    """The arithmetic outcomes with what the localisation adds."""
    return attach(checked(read), read, FORM)


def test_a_report_that_adds_up_has_no_faults():
    assert locate(report(), FORM) == Location()


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_generated_reports_have_no_faults(edition, size):
    form = load(edition)
    for seed in range(5):
        assert locate(build.report({**make(seed, edition, size).cells, "edition": edition}), form) == Location()


def test_outcomes_of_a_clean_report_stay_as_they_are():
    found = checked(report())
    assert attach(found, report(), FORM) == found


@pytest.mark.parametrize(
    ("changes", "cell", "value", "reason"),
    [
        ({"rejected.petition.natural": 13}, "rejected.petition.natural", 15, "疑似有一位数字填错（15误填为13）"),
        ({"refused.third_party.natural": 1}, "refused.third_party.natural", 4, "按相关合计与勾稽关系推算应为4"),
        ({"unavailable.not_held.natural": 12}, "unavailable.not_held.natural", 21, "相邻数字颠倒（21误填为12）"),
        ({"granted.business": 120}, "granted.business", 12, "疑似多填了0（12误填为120）"),
        ({"granted.total": 530}, "granted.total", 53, "疑似多填了0（53误填为530）"),
        ({"partial.natural": "-9"}, "partial.natural", 9, "疑似误加负号，应为9"),
        ({"partial.natural": ""}, "partial.natural", 9, "该格未填数字，按勾稽关系应为9"),
        ({"partial.natural": "/"}, "partial.natural", 9, "该格未填数字，按勾稽关系应为9"),
        ({"granted.total": 48}, "granted.total", 53, "疑似合计未随分项更新，差额等于表三“（一）予以公开”“其他”的数字"),
        ({"concluded.total": 125}, "concluded.total", 128, "疑似合计未随分项更新"),
        ({"received.total": 99}, "received.total", 130, "差额等于表三“一、本年新收政府信息公开申请数量”“商业企业”"),
    ],
)
def test_a_single_wrong_cell_is_named_with_its_value_and_a_reason(changes, cell, value, reason):
    found = locate(report(changes), FORM)
    assert suggested(found) == {cell: value}
    assert reason in found.solutions[0].reason


@pytest.mark.parametrize("edition", editions())
def test_every_cell_of_table_three_is_found_when_it_is_off_by_one(edition):
    form = load(edition)
    base = {key: int(raw) for key, raw in make(7, edition, "medium").cells.items() if key.startswith("applications.")}
    for key, value in base.items():
        read = build.report({**base, key: value + 1, "edition": edition})
        assert suggested(locate(read, form)) == {key.removeprefix("applications."): value}, key


def test_swapped_neighbours_in_a_line_are_recognised():
    found = locate(report({"unavailable.not_held.natural": 14, "unavailable.not_held.business": 21}), FORM)
    assert suggested(found) == {"unavailable.not_held.natural": 21, "unavailable.not_held.business": 14}
    assert found.solutions[0].reason.endswith("两格的数字疑似互换")


def test_swapped_neighbours_in_a_column_are_recognised():
    found = locate(report({"granted.natural": 9, "partial.natural": 36}), FORM)
    assert suggested(found) == {"granted.natural": 36, "partial.natural": 9}
    assert found.solutions[0].reason.endswith("两格的数字疑似互换")


def _line(key: str) -> list[str]:
    columns = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation", "total")
    return [f"{key}.{column}" for column in columns]


@pytest.mark.parametrize(("direction", "words"), [(1, "整体右移一列"), (-1, "整体左移一列")])
def test_a_line_shifted_by_one_column_is_recognised(direction, words):
    numbers, keys = table(), _line("granted")
    values = [numbers[f"applications.{key}"] for key in keys]
    moved = ["", *values[:-1]] if direction == 1 else [*values[1:], ""]
    found = locate(report(dict(zip(keys, moved, strict=True))), FORM)
    mended = suggested(found)
    assert mended == {k: v for k, v, m in zip(keys, values, moved, strict=True) if v != (m or 0)}
    assert words in found.solutions[0].reason
    assert "（一）予以公开" in found.solutions[0].reason


@pytest.mark.parametrize(("direction", "words"), [(1, "整体下移一行"), (-1, "整体上移一行")])
def test_a_column_shifted_by_one_line_is_recognised(direction, words):
    numbers = table()
    keys = [line.key + ".business" for line in FORM.tables[1].lines[2:-2]]
    values = [numbers[f"applications.{key}"] for key in keys]
    moved = [0, *values[:-1]] if direction == 1 else [*values[1:], 0]
    found = locate(report(dict(zip(keys, moved, strict=True))), FORM)
    assert suggested(found) == {k: v for k, v, m in zip(keys, values, moved, strict=True) if v != m}
    assert words in found.solutions[0].reason
    assert "“商业企业”列" in found.solutions[0].reason


def test_another_years_line_is_a_candidate_among_the_lines_that_could_hold_it():
    other = {"received.natural": 90, "received.business": 33, "received.other_organisation": 8, "received.total": 131}
    found = locate(report(other), FORM)
    assert suggested(found) == {}
    assert any({change.cell.split(".")[1] for change in s.changes} == {"received"} for s in found.solutions)
    assert any("疑似误填其他年度或其他行的数字" in solution.reason for solution in found.solutions)


def test_what_several_changes_explain_equally_well_is_not_suggested():
    # In two lines of one column, one more and one less: every column could be the one.
    found = locate(report({"granted.natural": 37, "rejected.petition.natural": 14}), FORM)
    assert suggested(found) == {}
    pairs = [{change.cell for change in solution.changes} for solution in found.solutions]
    assert {"applications.granted.natural", "applications.rejected.petition.natural"} in pairs
    assert {"applications.granted.total", "applications.rejected.petition.total"} in pairs


def test_a_wrong_sum_in_table_four_has_candidates_only():
    failed = [o for o in outcomes(build.report({**table(), "litigation.review.total": 6})) if o.verdict == "fail"]
    assert [outcome.suggestion for outcome in failed] == [None]
    cells = {candidate.cell for candidate in failed[0].candidates}
    assert {"litigation.review.total", "litigation.review.upheld", "litigation.review.pending"} <= cells


def test_two_faults_get_a_suggestion_each():
    found = locate(report({"granted.natural": 63, "unavailable.not_held.business": 41}), FORM)
    assert suggested(found) == {"granted.natural": 36, "unavailable.not_held.business": 14}
    assert [fault.certain for fault in found.faults] == [True, True]


def test_a_fault_is_suggested_beside_one_that_is_not_certain():
    read = build.report({**table(), "litigation.review.total": 6, "applications.granted.natural": 63})
    found = locate(read, FORM)
    assert suggested(found) == {"granted.natural": 36}
    assert [fault.certain for fault in found.faults] == [True, False]


@pytest.mark.parametrize(
    "wrong", [{"granted.natural": 63, "granted.business": 21}, {"granted.natural": 63, "rejected.petition.natural": 51}]
)
def test_two_faults_of_one_line_or_of_one_column_get_a_suggestion_each(wrong):
    numbers = table()
    assert suggested(locate(report(wrong), FORM)) == {key: numbers[f"applications.{key}"] for key in wrong}


def test_two_faults_of_the_same_size_that_could_be_crossed_are_candidates():
    found = locate(report({"granted.natural": 37, "unavailable.not_held.business": 15}), FORM)
    assert suggested(found) == {}
    cells = _cells(found)
    assert {"applications.granted.natural", "applications.unavailable.not_held.business"} <= cells


def test_many_independent_faults_are_solved_together_by_the_solver():
    wrong = {
        "granted.natural": 63,
        "partial.business": 20,
        "refused.third_party.research": 11,
        "unavailable.not_held.nonprofit": 17,
        "rejected.petition.legal_service": 29,
    }
    numbers = table()
    assert suggested(locate(report(wrong), FORM)) == {key: numbers[f"applications.{key}"] for key in wrong}


@pytest.mark.parametrize(("wrong", "told"), [(12, 12), (13, 0)])
def test_a_table_with_more_than_twelve_wrong_cells_is_not_explained(wrong, told):
    """Each in a line of its own, and any of them alone would be certain."""
    numbers = table()
    reasons = tuple(f"applications.{line}." for line in ("refused", "unavailable", "rejected"))
    lines = [key for key in numbers if key.startswith(reasons) and key.endswith(".natural")]
    kinds = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation")
    cells = [key.replace("natural", kinds[at % len(kinds)]) for at, key in enumerate(lines[:wrong])]
    printed = {key.removeprefix("applications."): numbers[key] + 100 + 37 * at for at, key in enumerate(cells)}
    assert len(printed) == wrong
    found = locate(report(printed), FORM)
    assert suggested(found) == {key: numbers[f"applications.{key}"] for key in list(printed)[:told]}
    assert len(found.faults) == told


def test_a_table_of_unrelated_numbers_is_left_alone():
    cells = make(1, "2021", "medium", consistent=False).cells
    found = locate(build.report(dict(cells)), FORM)
    assert not [s for s in found.solutions if s.changes[0].cell.startswith("applications.")]


def test_a_cell_that_was_not_read_is_never_suggested():
    for read in (report({}, "granted.natural"), report({"granted.natural": "见附件"})):
        assert locate(read, FORM) == Location()


def test_a_fault_beside_a_cell_that_was_not_read_is_still_found():
    found = locate(report({"rejected.petition.natural": 51}, "granted.business"), FORM)
    assert suggested(found) == {"rejected.petition.natural": 15}


def test_an_unread_cell_of_the_same_line_and_column_leaves_nothing_certain():
    # The line is open at 商业企业, so that the column alone says that something is wrong there.
    found = locate(report({"partial.natural": 10}, "partial.total"), FORM)
    assert "applications.partial.total" not in _cells(found)
    for cell, value in suggested(found).items():
        assert table()[f"applications.{cell}"] == value


def test_totals_that_are_blank_by_habit_are_no_faults():
    blank = {f"{key}.total": "" for key in ("granted", "partial", "unavailable.not_held", "rejected.petition")}
    assert locate(report(blank), FORM).faults == ()
    assert suggested(locate(report({**blank, "granted.natural": 63}), FORM)).keys() <= {"granted.natural"}


def test_blanks_for_zero_are_no_faults_and_do_not_hide_one():
    blanks = {key.removeprefix("applications."): "" for key, n in table().items() if n == 0 and key.startswith("appl")}
    assert locate(report(blanks), FORM) == Location()
    assert suggested(locate(report({**blanks, "granted.business": 21}), FORM)) == {"granted.business": 12}


def _claim(subject: str, value: int, **other: object) -> Claim:
    return Claim(f"{value}件", value, "件", subject, Place(paragraph=3), 1, **other)


def test_the_text_decides_between_equals():
    read = report({"granted.natural": 37, "rejected.petition.natural": 14})
    claims = (_claim("applications.granted.natural", 36), _claim("applications.rejected.petition.natural", 15))
    found = locate(replace(read, claims=claims), FORM)
    assert suggested(found) == {"granted.natural": 36, "rejected.petition.natural": 15}
    assert "正文写明为36" in found.solutions[0].reason


@pytest.mark.parametrize("other", [{"exact": False}, {"scope": "other_year"}])
def test_a_claim_that_is_not_exact_or_not_of_this_report_counts_nothing(other):
    read = report({"granted.natural": 37, "rejected.petition.natural": 14})
    claims = (_claim("applications.granted.natural", 36, **other),)
    assert locate(replace(read, claims=claims), FORM) == locate(read, FORM)


def test_a_cell_that_the_text_confirms_is_no_longer_among_the_cheapest():
    read = report({"granted.natural": 37, "rejected.petition.natural": 14})
    total = "applications.granted.total"
    assert total in _cells(locate(read, FORM))
    claims = (_claim("applications.granted", 53), _claim("applications.rejected.petition", 15))
    assert total not in _cells(locate(replace(read, claims=claims), FORM))


def _cells(found: Location) -> set[str]:
    return {change.cell for solution in found.solutions for change in solution.changes}


def test_doubtful_readings_are_the_only_candidates():
    read = report({"granted.natural": 37, "rejected.petition.natural": 14})
    doubtful = {
        key: replace(read.cells[key], confidence=0.3)
        for key in ("applications.granted.natural", "applications.rejected.petition.natural")
    }
    found = locate(replace(read, cells={**read.cells, **doubtful}), FORM)
    assert _cells(found) == doubtful.keys()


@pytest.mark.parametrize(
    "changes",
    [
        {"granted.natural": 37, "rejected.petition.natural": 14},
        {"received.natural": 90, "received.business": 33, "received.total": 129},
        {"granted.natural": 30, "granted.total": 47, "concluded.total": 100},
        {"granted.natural": 63, "unavailable.not_held.business": 41},
    ],
)
def test_every_combination_of_solutions_mends_the_table_and_the_cheapest_come_first(changes):
    read = report(changes)
    faults = locate(read, FORM).faults
    assert faults
    for fault in faults:
        assert len(fault.solutions) <= 20
        assert all(a.cost <= b.cost for a, b in pairwise(fault.solutions))
    for chosen in product(*(fault.solutions for fault in faults)):
        changed = {change.cell: change.value for solution in chosen for change in solution.changes}
        assert min(changed.values()) >= 0
        numbers = {key: read.value(key) for key in table()} | changed
        assert locate(build.report(numbers), FORM) == Location()


def test_the_same_report_gives_the_same_answer():
    read = report({"granted.natural": 37, "rejected.petition.natural": 14, "partial.business": 20})
    assert locate(read, FORM) == locate(read, FORM)


def test_failed_outcomes_carry_the_suggestion_for_a_cell_of_their_own():
    failed = [item for item in outcomes(report({"unavailable.not_held.natural": 12})) if item.verdict == "fail"]
    assert len(failed) == 2
    for outcome in failed:
        assert outcome.suggestion is not None
        assert outcome.suggestion.cell in outcome.cells
        assert (outcome.suggestion.value, outcome.candidates) == (21, ())
        assert outcome.as_json()["suggestion"] == {
            "cell": "applications.unavailable.not_held.natural",
            "value": 21,
            "reason": "疑似相邻数字颠倒（21误填为12）",
        }


def test_where_one_line_holds_several_wrong_cells_all_of_them_are_listed():
    keys = _line("granted")
    values = [table()[f"applications.{key}"] for key in keys]
    failed = outcomes(report(dict(zip(keys, ["", *values[:-1]], strict=True))))
    row = next(item for item in failed if item.locus == "row:applications.granted.total")
    assert row.suggestion is not None
    assert len(row.candidates) > 1
    assert row.suggestion in row.candidates


def test_outcomes_that_did_not_fail_and_other_rules_are_untouched():
    read = report({"unavailable.not_held.natural": 12}, "partial.natural")
    before = checked(read)
    for old, new in zip(before, attach(before, read, FORM), strict=True):
        if old.verdict != "fail" or old.rule not in ("A001", "A301"):
            assert new is old


def test_the_solver_writes_nothing_to_standard_output():
    code = (
        "from tests.locate.test_locate import FORM, locate, report\n"
        "locate(report({'granted.natural': 63, 'partial.business': 20, 'refused.third_party.research': 11,"
        " 'unavailable.not_held.nonprofit': 17, 'rejected.petition.legal_service': 29}), FORM)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert (done.stdout, done.stderr) == ("", "")


def _last_year(**carried_out: int) -> Report:
    return build.report({"year": 2023} | {f"applications.carried_out.{key}": n for key, n in carried_out.items()})


def test_last_years_report_shows_the_cell_that_does_not_follow_from_it():
    wrong = report({"carried_in.natural": 7, "carried_in.total": 7})
    assert suggested(locate(wrong, FORM)) == {}
    found = locate(wrong, FORM, [_last_year(natural=4, total=4)])
    assert suggested(found) == {"carried_in.natural": 4, "carried_in.total": 4}
    assert "与上一年度报告“结转下年度继续办理”不衔接，应为自然人4、总计4" in found.solutions[0].reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"concluded.natural": 93, "concluded.total": 129}, "“（七）总计”行与各项办理结果之和、勾稽关系均不符"),
        ({key: 0 for key in table() if ".concluded." in key}, "“（七）总计”行填为0，疑似该行合计漏填"),
        ({"received.natural": 91, "received.total": 128}, "“自然人”与“总计”疑似同时少计2件"),
    ],
)
def test_a_line_that_adds_up_and_does_not_fit_is_explained(changes, words):
    found = locate(report({key.removeprefix("applications."): value for key, value in changes.items()}), FORM)
    assert any(words in solution.reason for solution in found.solutions), [s.reason for s in found.solutions]


def test_what_the_text_states_decides_between_lines_that_could_both_be_wrong():
    wrong = report({"received.natural": 91, "received.total": 128})
    claim = _claim("applications.received", 130)
    assert suggested(locate(wrong, FORM)) == {}
    assert suggested(locate(replace(wrong, claims=(claim,)), FORM)) == {"received.natural": 93, "received.total": 130}


def _copied(line: str, **numbers: int) -> tuple[Report, Report]:
    """This year's report with a line of last year's in it, and last year's."""
    old = {f"{line}.{key}": value for key, value in numbers.items()}
    whole = {key.removeprefix("applications."): 0 for key in table() if key.startswith(f"applications.{line}.")} | old
    before = {"year": 2023} | {f"applications.{key}": value for key, value in whole.items()}
    return report(whole), build.report(before)


def test_a_line_copied_from_last_years_report_is_recognised():
    wrong, before = _copied("granted", natural=40, business=9, total=49)
    assert suggested(locate(wrong, FORM)) == {}
    found = locate(wrong, FORM, [before])
    assert suggested(found) == {
        "granted.natural": 36,
        "granted.business": 12,
        "granted.other_organisation": 5,
        "granted.total": 53,
    }
    assert "“（一）予以公开”行与上一年度报告同一行的数字完全相同" in found.solutions[0].reason


def test_small_numbers_that_are_the_same_in_two_years_prove_nothing():
    wrong, before = _copied("refused.third_party", natural=3, total=3)
    assert suggested(locate(wrong, FORM, [before])) == {}


def test_one_cell_that_does_not_follow_from_last_year_is_said_to_be_so():
    found = locate(report({"carried_in.natural": 8}), FORM, [_last_year(natural=4, total=4)])
    assert suggested(found) == {"carried_in.natural": 4}
    assert "上一年度报告“结转下年度继续办理”为4" in found.solutions[0].reason


def test_what_was_carried_in_as_last_year_says_is_suspected_last():
    wrong = report({"received.natural": 96, "received.total": 133})
    carried = "applications.carried_in.natural"

    def costs(found: Location) -> tuple[int, int]:
        lines = [({change.cell for change in solution.changes}, solution.cost) for solution in found.solutions]
        return next(c for cells, c in lines if carried in cells), next(c for cells, c in lines if carried not in cells)

    alone, others = costs(locate(wrong, FORM))
    assert alone == others
    confirmed, others = costs(locate(wrong, FORM, [_last_year(natural=4, total=4)]))
    assert confirmed > others


@pytest.mark.parametrize(
    "previous",
    [
        [build.report({"year": 2022, "applications.carried_out.natural": 4})],
        [build.report({"year": 2023, "agency": "清河县林业局", "applications.carried_out.natural": 4})],
        [_last_year(natural=4, total=4), _last_year(natural=7, total=7)],
    ],
    ids=["前年", "另一机关", "两份不同"],
)
def test_reports_that_do_not_tell_what_was_carried_over_change_nothing(previous):
    wrong = report({"carried_in.natural": 7, "carried_in.total": 7})
    assert suggested(locate(wrong, FORM, previous)) == {}
