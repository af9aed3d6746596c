"""What has to be corrected is told once, with all that follows from it, and keeps its key while it is not corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audit
from audit.__main__ import main
from audit.causes import Cause, Replacement, former_places, gather, moves
from audit.findings import CAUSE_NAMES, FAMILY_NAMES, KIND_OF_FAMILY, OPEN_CAUSE_NAMES
from audit.forms import load
from audit.model import Report
from audit.present import workbooks
from audit.present.workbooks import frames
from audit.rules import catalogue
from tests import build
from tests.generate.formats import docx, flat, html, odt, ofd, pdf, xlsx
from tests.generate.report import truth
from tests.generate.report.layout import Variant
from tests.generate.report.truth import TextLine, Truth

TRUTH = truth.make(21, size="medium")
WRITERS: Mapping[str, Callable[[Truth], bytes]] = {
    "docx": docx.write,
    "html": html.write,
    "odt": odt.write,
    "ofd": ofd.make_ofd,
    "pdf": pdf.make_pdf,
    "txt": lambda made: flat.write(made).encode(),
    "xlsx": xlsx.write,
}
COLUMNS = ("natural", "business", "research", "nonprofit", "legal_service", "other_organisation", "total")
LINE = [f"applications.rejected.petition.{column}" for column in COLUMNS]


def more(*changes: tuple[str, int]) -> dict[str, str]:
    """Cells that print so much more than the truth."""
    return {key: str(int(TRUTH.cells[key]) + by) for key, by in changes}


MISTYPED = more(("applications.granted.natural", 7))
SHIFTED = dict(zip(LINE, ["0", *(TRUTH.cells[key] for key in LINE[:-1])], strict=True))
SWAPPED = {
    "applications.granted.natural": TRUTH.cells["applications.partial.natural"],
    "applications.partial.natural": TRUTH.cells["applications.granted.natural"],
}
NOT_UPDATED = more(
    ("applications.received.total", -1), ("applications.granted.total", -2), ("applications.partial.total", -3)
)
RAISED = more(
    ("applications.granted.natural", 1),
    ("applications.carried_out.natural", -1),
    ("applications.carried_out.total", -1),
)
FAULTS = {
    "一格填错": (MISTYPED, "cell", {"applications.granted.natural"}),
    "一行移位": (SHIFTED, "line", {key for key in LINE if SHIFTED[key] != TRUTH.cells[key]}),
    "两格互换": (SWAPPED, "swap", set(SWAPPED)),
    "三处合计未更新": (NOT_UPDATED, "totals", set(NOT_UPDATED)),
}


def read(folder: Path, made: Truth, suffix: str = "docx") -> Report:
    """The report as it is read from a file."""
    path = folder / f"报告.{suffix}"
    path.write_bytes(WRITERS[suffix](made))
    return audit.read(path)


def causes(report: Report, *previous: Report) -> tuple[Cause, ...]:
    """The causes of all outcomes on it."""
    return gather(report, audit.check(report, previous), previous)


def in_tables(found: tuple[Cause, ...]) -> list[Cause]:
    """Those that an identity of the tables fails for."""
    return [cause for cause in found if any(outcome.role == "identity" for outcome in cause.outcomes)]


def keys(found: tuple[Cause, ...]) -> dict[str, str]:
    """The hash of the evidence by key."""
    assert len({cause.key for cause in found}) == len(found)
    return {cause.key: cause.evidence for cause in found}


@pytest.mark.parametrize(("cells", "kind", "wrong"), FAULTS.values(), ids=FAULTS)
def test_one_thing_to_correct_is_one_cause_with_its_root(tmp_path, cells, kind, wrong):
    report = read(tmp_path, replace(TRUTH, cells={**TRUTH.cells, **cells}))
    (cause,) = [found for found in causes(report) if set(found.root.cells) & wrong]
    assert (cause.kind, cause.verdict, cause.severity) == (kind, "fail", "error")
    assert {change.cell: str(change.value) for change in cause.changes} == {key: TRUTH.cells[key] for key in wrong}
    assert {change.cell: change.printed for change in cause.changes} == {key: report.value(key) for key in wrong}
    assert len(cause.outcomes) > 1
    assert cause.root.role == "identity"
    assert set(cause.root.cells) & wrong
    assert cause.reason
    assert all(outcome.verdict != "pass" for outcome in cause.outcomes)


def test_a_number_that_is_no_count_is_the_root_of_the_sums_that_it_breaks(tmp_path):
    wrong = "applications.received.natural"
    report = read(tmp_path, replace(TRUTH, cells={**TRUTH.cells, wrong: f"-{TRUTH.cells[wrong]}"}))
    (cause,) = in_tables(causes(report))
    assert {change.cell: str(change.value) for change in cause.changes} == {wrong: TRUTH.cells[wrong]}
    assert (cause.root.facts.kind, cause.root.cells) == ("no_counts", (wrong,))
    assert {"equation"} <= {outcome.facts.kind for outcome in cause.following}


def test_totals_that_did_not_follow_a_part_are_the_cause_where_the_rest_of_the_table_bears_them_out(tmp_path):
    report = read(tmp_path, _without_restating(replace(TRUTH, cells={**TRUTH.cells, **RAISED})))
    (cause,) = in_tables(causes(report))
    totals = {"applications.granted.total", "applications.concluded.natural", "applications.concluded.total"}
    assert (cause.kind, {change.cell for change in cause.changes}) == ("totals", totals)
    assert all(change.value == int(TRUTH.cells[change.cell]) + 1 for change in cause.changes)


def test_totals_left_at_zero_are_a_cause_beside_a_mistyped_cell_of_another_table(tmp_path):
    zero = {key: "0" for key in TRUTH.cells if key.startswith("applications.") and key.endswith(".total")}
    cells = {**TRUTH.cells, **zero, **more(("litigation.review.upheld", 7))}
    totals, cell = in_tables(causes(read(tmp_path, replace(TRUTH, cells=cells))))
    assert (totals.kind, cell.kind) == ("totals", "cell")
    due = {key: TRUTH.cells[key] for key in zero if TRUTH.cells[key] != "0"}
    assert {change.cell: str(change.value) for change in totals.changes} == due
    assert [change.cell for change in cell.changes] == ["litigation.review.upheld"]


def test_totals_are_a_candidate_beside_a_part_that_seems_mistyped_and_first_where_the_text_states_the_part(tmp_path):
    wrong = "applications.received.natural"
    cells = {**TRUTH.cells, wrong: str(int(TRUTH.cells[wrong]) + 7)}
    (cause,) = in_tables(causes(read(tmp_path, _without_restating(replace(TRUTH, cells=cells)))))
    assert ([change.cell for change in cause.changes], cause.certain) == ([wrong], True)
    assert {"totals"} == {solution.kind for solution in cause.candidates}
    assert all("applications.received.total" in {c.cell for c in s.changes} for s in cause.candidates)

    said = f"新收政府信息公开申请中，自然人申请{cells[wrong]}件。"
    (cause,) = in_tables(causes(read(tmp_path, _without_restating(replace(TRUTH, cells=cells), said))))
    assert (cause.kind, cause.certain) == ("totals", False)
    assert wrong not in {change.cell for change in cause.changes}
    assert {"applications.received.total": int(TRUTH.cells["applications.received.total"]) + 7}.items() <= {
        change.cell: change.value for change in cause.changes
    }.items()
    assert [change.cell for change in cause.candidates[-1].changes] == [wrong]


def _without_restating(made: Truth, said: str = "") -> Truth:
    """The report without figures in its first part, which says ``said`` besides."""
    first, *rest = made.sections
    lines = [line if line.kind == "heading" else replace(line, text="各项工作按要求推进。") for line in first.lines]
    lines += [TextLine(said, section=1)] if said else []
    return replace(made, sections=(replace(first, lines=tuple(lines)), *rest))


def test_what_stays_open_for_want_of_a_table_is_one_cause(tmp_path):
    path = tmp_path / "报告.txt"
    whole = flat.write(TRUTH)
    path.write_text(whole[: whole.index("三、行政机关收到和处理")], "utf-8")
    report = audit.read(path)
    found = causes(report)
    (cause,) = [one for one in found if one.kind == "unread"]
    assert (cause.verdict, cause.severity) == ("undecided", "error")
    told = {outcome.family for outcome in cause.outcomes}
    assert {"completeness", "arithmetic", "consistency"} <= told
    left = [outcome for one in found if one is not cause for outcome in one.outcomes]
    missing = {cell for cell in load("2021").cells if cell not in report.cells}
    assert not [o for o in left if o.verdict == "undecided" and missing.intersection(o.cells)]


def test_what_shattered_tables_leave_open_is_one_cause_that_says_so(tmp_path):
    """A text that came out of a PDF: headings stand, labels are torn to pieces, every third figure is gone."""
    text = flat.write(TRUTH)
    start, end = text.index("\n二、"), text.index("\n五、")
    lines = [line.strip() for line in text[start:end].split("\n")]
    kept = [line for number, line in enumerate(lines) if number % 3 or not line.isdigit()]
    sizes = [len(line) if line[:2] in ("二、", "三、", "四、") and "信息" in line else 6 for line in kept]
    pairs = zip(kept, sizes, strict=True)
    torn = "\n".join(line[at : at + size] for line, size in pairs for at in range(0, len(line), size or 1))
    path = tmp_path / "报告.txt"
    path.write_text(f"{text[:start]}\n{torn}{text[end:]}", "utf-8")
    report = audit.read(path)
    found = causes(report)
    (cause,) = [one for one in found if one.kind == "unread"]
    assert (cause.kind, cause.severity) == ("unread", "error")
    assert "打散" in cause.root.message
    assert {"completeness", "arithmetic", "consistency"} <= {outcome.family for outcome in cause.outcomes}
    assert len(report.cells) < 20
    left = [outcome for one in found if one is not cause for outcome in one.outcomes]
    assert not [o for o in left if o.verdict == "undecided" and not all(cell in report.cells for cell in o.cells)]


def test_the_names_of_what_is_left_open_accuse_nobody():
    faults = ("填错", "未填", "错位", "互换", "不相合", "异常", "雷同", "缺失")
    assert OPEN_CAUSE_NAMES.keys() == CAUSE_NAMES.keys()
    assert any(word in name for name in CAUSE_NAMES.values() for word in faults)
    assert not [name for name in OPEN_CAUSE_NAMES.values() if any(word in name for word in faults)]


def test_what_is_open_for_the_report_as_a_whole_is_one_cause_however_many_rules_say_so(tmp_path):
    first, *rest = TRUTH.sections
    lines = (*first.lines, TextLine("各单位于2024-12-01前完成整改，将于2023年12月全面推行。", section=1))
    report = replace(
        read(tmp_path, replace(TRUTH, sections=(replace(first, lines=lines), *rest)), "txt"), year=None, period=None
    )
    outcomes = audit.check(report)
    without_year = [o for o in outcomes if o.family == "wording" and "报告年度不明" in o.message]
    assert len(without_year) > 1
    (cause,) = [one for one in gather(report, outcomes) if without_year[0] in one.outcomes]
    assert (set(cause.outcomes), cause.is_open_as_a_whole) == (set(without_year), True)
    (fewer,) = [
        one
        for one in gather(report, [o for o in outcomes if o is not without_year[0]])
        if without_year[1] in one.outcomes
    ]
    assert (fewer.key, fewer.evidence) == (cause.key, cause.evidence)


def _said(tmp_path: Path, text: str) -> tuple[Cause, ...]:
    """The causes of the true report that says ``text`` besides."""
    path = tmp_path / "报告.txt"
    first, *rest = TRUTH.sections
    lines = (*first.lines, TextLine(text, section=1))
    path.write_text(flat.write(replace(TRUTH, sections=(replace(first, lines=lines), *rest))), "utf-8")
    return causes(audit.read(path))


def test_each_slip_of_a_sentence_is_a_cause_of_its_own(tmp_path):
    one, other = "进一步完善监督保障保障机制，未办结的转结下年度办理。", "明确办公室为为责任科室。"
    found = [cause for cause in _said(tmp_path, one + other) if cause.kind == "wording"]
    assert [len(cause.outcomes) for cause in found] == [1, 1, 1]
    assert len(keys(tuple(found))) == 3


def test_two_figures_of_a_sentence_that_are_each_wrong_are_two_causes(tmp_path):
    received, granted = (int(TRUTH.cells[f"applications.{key}.total"]) for key in ("received", "granted"))
    found = _said(tmp_path, f"全年收到政府信息公开申请{received + 10}件，予以公开{granted + 20}件。")
    figures = [cause for cause in found if cause.kind == "figure" and cause.verdict == "fail"]
    assert len(figures) == 2
    told = [{f"{n}件" for n in (received + 10, granted + 20) if f"{n}件" in cause.root.message} for cause in figures]
    assert sorted(map(len, told)) == [1, 1]
    assert told[0] != told[1]


def test_what_one_correction_of_a_sentence_makes_right_is_one_cause(tmp_path):
    received, natural = (int(TRUTH.cells[f"applications.received.{key}"]) for key in ("total", "natural"))
    wrong = f"全年收到政府信息公开申请{received + 1}件，其中自然人{natural}件，法人或其他组织{received - natural}件。"
    found = [cause for cause in _said(tmp_path, wrong) if cause.kind in ("figure", "cell") and cause.verdict == "fail"]
    assert len(found) == 1
    assert {outcome.rule for outcome in found[0].outcomes} >= {"C001"}
    assert len(found[0].outcomes) > 1


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 200), st.randoms(use_true_random=False))
def test_each_outcome_has_one_cause_whatever_their_order(tmp_path_factory, seed, chance):
    made = truth.make(seed, size="medium")
    wrong = chance.sample(sorted(key for key in made.cells if key.startswith(("applications.", "litigation."))), 3)
    cells = {**made.cells, **{key: str(int(made.cells[key]) + chance.randint(1, 9)) for key in wrong}}
    report = read(tmp_path_factory.getbasetemp(), replace(made, cells=cells), "txt")
    outcomes = audit.check(report)
    found = gather(report, outcomes)
    told = [id(outcome) for cause in found for outcome in cause.outcomes]
    assert len(told) == len(set(told))
    assert set(told) == {id(outcome) for outcome in outcomes if outcome.verdict != "pass"}
    assert gather(report, chance.sample(outcomes, len(outcomes))) == found
    keys(found)


def _faulty(made: Truth = TRUTH) -> Truth:
    """A report with a wrong cell, a wrong number in the text, a doubled word and no answer on an aspect."""
    first, *rest = made.sections
    lines = (*first.lines, TextLine("进一步完善监督保障保障机制。", section=1))
    cells = {**made.cells, **MISTYPED, "disclosure.penalties.decisions": "9999"}
    return replace(made, cells=cells, sections=(replace(first, lines=lines), *rest))


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != "docx"])
def test_the_same_report_in_another_format_has_the_same_keys_and_evidence(tmp_path, suffix):
    assert keys(causes(read(tmp_path, _faulty(), suffix))) == keys(causes(read(tmp_path, _faulty())))


@pytest.mark.parametrize(
    "layout",
    [
        docx.Layout(numbered=True),
        docx.Layout(Variant(full_width=True, nbsp=True)),
        docx.Layout(Variant(separators=True, vertical_stub=True, comma_numbers=True)),
        docx.Layout(Variant(split=9, repeat_header=True), cut_runs=True, paragraphs=False),
    ],
    ids=["自动编号", "全角", "千分位", "分页的表格"],
)
def test_the_same_report_printed_in_another_way_has_the_same_keys_and_evidence(tmp_path, layout):
    large = {**_faulty().cells, "disclosure.penalties.decisions": "12345"}
    made = replace(_faulty(), cells=large)
    (tmp_path / "另.docx").write_bytes(docx.write(made, layout))
    assert keys(causes(audit.read(tmp_path / "另.docx"))) == keys(causes(read(tmp_path, made)))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 3), st.text("依法推进公开工作有序开展不断提升服务水平", min_size=4, max_size=30))
def test_a_paragraph_put_in_above_moves_no_key(tmp_path_factory, index, words):
    made = _faulty()
    first, *rest = made.sections
    lines = (*first.lines[:index], TextLine(f"{words}。", section=1), *first.lines[index:])
    folder = tmp_path_factory.getbasetemp()
    before = keys(causes(read(folder, made, "txt")))
    after = keys(causes(read(folder, replace(made, sections=(replace(first, lines=lines), *rest)), "txt")))
    assert before.items() <= after.items()


def test_figures_make_the_evidence_and_not_the_key(tmp_path):
    before = keys(causes(read(tmp_path, _faulty())))
    other = {**_faulty().cells, "applications.granted.natural": "99", "disclosure.penalties.decisions": "8888"}
    after = keys(causes(read(tmp_path, replace(_faulty(), cells=other))))
    assert before.keys() == after.keys()
    assert sum(before[key] != after[key] for key in before) == 2


def test_what_was_corrected_has_no_key_any_more(tmp_path):
    before = keys(causes(read(tmp_path, _faulty())))
    corrected = {**_faulty().cells, "applications.granted.natural": TRUTH.cells["applications.granted.natural"]}
    after = keys(causes(read(tmp_path, replace(_faulty(), cells=corrected))))
    assert after.items() < before.items()
    assert len(before) == len(after) + 1


WRONG_BESIDE = more(("applications.refused.state_secret.natural", 3))
WRONG_SAID = {
    "甲": "本年度收到申请5555件，予以公开4444件，结转下年度3333件。",
    "乙": "全年共收到政府信息公开申请9999件。",
    "丙": "进一步完善监督保障保障机制。",
}


def _several(without: str = "") -> Truth:
    """Wrong cells in one column and wrong sentences, all but the one named ``without``."""
    cells = [("移位", SHIFTED), ("旁格", WRONG_BESIDE)]
    wrong = {key: raw for name, changed in cells if name != without for key, raw in changed.items()}
    first, *rest = TRUTH.sections
    said = [TextLine(text, section=1) for name, text in WRONG_SAID.items() if name != without]
    lines = (*first.lines, *said)
    return replace(TRUTH, cells={**TRUTH.cells, **wrong}, sections=(replace(first, lines=lines), *rest))


@pytest.mark.parametrize(("corrected", "things"), [("移位", 1), ("旁格", 1), ("甲", 3), ("乙", 1), ("丙", 1)])
def test_correcting_one_thing_leaves_key_and_evidence_of_every_other(tmp_path, corrected, things):
    before = keys(causes(read(tmp_path, _several())))
    after = keys(causes(read(tmp_path, _several(corrected))))
    assert len(before) == 7
    assert after.items() <= before.items()
    assert len(after) == 7 - things


def test_slips_in_one_heading_are_one_cause(tmp_path):
    sections = list(TRUTH.sections)
    heading, *lines = sections[4].lines
    wrong = replace(heading, number="七、", text="存在的主要问题及改进情况说明")
    sections[4] = replace(sections[4], lines=(wrong, *lines))
    found = causes(read(tmp_path, replace(TRUTH, sections=tuple(sections))))
    assert [(cause.kind, len(cause.outcomes)) for cause in found if cause.verdict == "fail"] == [("form", 2)]


def test_a_telephone_number_makes_the_evidence_and_not_the_key(tmp_path):
    def of_contact(telephone: str, postcode: str) -> dict[str, str]:
        body = TRUTH.body
        new = {body.telephone: telephone, body.postcode: postcode}
        front = []
        for line in TRUTH.front:
            text = line.text
            for old, other in new.items():
                text = text.replace(old, other)
            front.append(replace(line, text=text))
        return keys(causes(read(tmp_path, replace(TRUTH, front=tuple(front)))))

    first, second = of_contact("028-769910", "61040"), of_contact("028-76991", "6104")
    assert len(first) == 2
    assert first.keys() == second.keys()
    assert all(first[key] != second[key] for key in first)
    assert of_contact("028-76991", TRUTH.body.postcode).items() < second.items()


def test_a_rule_renamed_and_reworded_moves_no_key_and_no_evidence(tmp_path):
    report = read(tmp_path, _faulty())
    outcomes = audit.check(report)
    renamed = [replace(o, rule=f"Z{o.rule}", title=f"新的{o.title}", message=f"另说：{o.message}") for o in outcomes]
    assert keys(gather(report, renamed)) == keys(gather(report, outcomes))


def test_a_rule_added_joins_the_cause_and_moves_no_key(tmp_path):
    report = read(tmp_path, _faulty())
    outcomes = audit.check(report)
    before = gather(report, outcomes)
    added = [
        replace(cause.root, rule="Z001", title="新的规则", severity="error", message=f"甲：{cause.root.message}")
        for cause in before
        if cause.kind in ("cell", "figure", "wording")
    ]
    after = gather(report, [*outcomes, *added])
    assert keys(after) == keys(before)
    assert sum(len(cause.outcomes) for cause in after) == sum(len(cause.outcomes) for cause in before) + len(added)
    assert len(added) >= 3


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("清河县水务局", "云川省长平市清河县水务局"),
        ("长平市水务局", "云川省长平市水务局"),
        ("清河县人民政府", "长平市清河县政府"),
    ],
)
def test_an_organ_whose_name_is_read_longer_has_the_same_keys(tmp_path, short, long):
    report = read(tmp_path, _faulty())
    outcomes = audit.check(report)
    found = [keys(gather(replace(report, agency=name), outcomes)) for name in (short, long)]
    assert found[0] == found[1]


def test_another_place_and_another_year_are_another_cause(tmp_path):
    report = read(tmp_path, _faulty())
    outcomes = audit.check(report)
    mine = keys(gather(replace(report, agency="清河县水务局"), outcomes)).keys()
    assert mine.isdisjoint(keys(gather(replace(report, agency="梅山县水务局"), outcomes)))
    assert mine.isdisjoint(keys(gather(replace(report, agency="清河县水务局", year=2019), outcomes)))


def test_keys_of_earlier_versions_are_found_by_the_moves(tmp_path):
    made = (
        Replacement("0.4", "kind", "number", "figure"),
        Replacement("0.5", "place", "cell:requests.", "cell:applications.", kind="cell"),
        Replacement("0.6", "kind", "statement", "number"),
    )
    assert list(former_places("figure", "text:甲", made)) == [("number", "text:甲")]
    assert list(former_places("cell", "cell:applications.granted.total", made)) == [
        ("cell", "cell:requests.granted.total")
    ]
    assert list(former_places("sums", "cell:applications.granted.total", made)) == []
    chained = (Replacement("0.4", "kind", "number", "statement"), Replacement("0.5", "kind", "statement", "figure"))
    assert list(former_places("figure", "text:甲", chained)) == [("statement", "text:甲"), ("number", "text:甲")]
    assert all(move.part in ("kind", "place") and move.old != move.new for move in moves())
    assert all(isinstance(key, str) for cause in causes(read(tmp_path, _faulty())) for key in cause.former)


def test_each_rule_has_a_kind_of_cause_with_a_name():
    assert set(KIND_OF_FAMILY) == set(FAMILY_NAMES)
    assert {rule.cause_kind for rule in catalogue()} <= set(CAUSE_NAMES)
    assert len(set(CAUSE_NAMES.values())) == len(CAUSE_NAMES)


def test_what_the_text_and_other_years_say_follows_from_the_wrong_cell(tmp_path):
    said = "新收政府信息公开申请82件，予以公开2件。"
    first, *rest = TRUTH.sections
    restated = replace(TRUTH, sections=(replace(first, lines=(*first.lines, TextLine(said, section=1))), *rest))
    before = _carried_out(TRUTH)
    wrong = more(("applications.carried_in.natural", 4), ("applications.carried_in.total", 4))
    report = read(tmp_path, replace(restated, cells={**TRUTH.cells, **wrong}))
    (tmp_path / "上年").mkdir()
    found = causes(report, read(tmp_path / "上年", before))
    (cause,) = [one for one in found if set(wrong) & {cell for o in one.outcomes for cell in o.cells}]
    assert (cause.kind, {change.cell for change in cause.changes}) == ("line", set(wrong))
    assert {outcome.family for outcome in cause.outcomes} == {"arithmetic", "consistency"}
    assert any(outcome.across_years for outcome in cause.following)
    assert any(not o.across_years and o.family == "consistency" for o in cause.following)


def _carried_out(made: Truth) -> Truth:
    """Last year's report, which carried over what this year's carried in."""
    line = "applications.carried_in."
    carried = {key.replace(line, "applications.carried_out."): raw for key, raw in made.cells.items() if line in key}
    other = truth.make(22, size="medium", year=made.year - 1, agency=made.body)
    return replace(other, cells={**other.cells, **carried})


def test_several_sentences_that_agree_against_one_cell_are_one_cause(tmp_path):
    key = "disclosure.licensing.decisions"
    said = f"本年度作出行政许可决定{TRUTH.cells[key]}件。"
    first, *rest = TRUTH.sections
    restated = replace(TRUTH, sections=(replace(first, lines=(*first.lines, TextLine(said, section=1))), *rest))
    report = read(tmp_path, replace(restated, cells={**TRUTH.cells, **more((key, 7))}))
    (cause,) = [found for found in causes(report) if key in found.root.cells]
    assert (cause.kind, len(cause.outcomes), cause.certain) == ("cell", 2, False)
    assert {change.cell: str(change.value) for change in cause.changes} == {key: TRUTH.cells[key]}
    once = read(tmp_path, replace(TRUTH, cells={**TRUTH.cells, **more((key, 7))}))
    (cause,) = [found for found in causes(once) if key in found.root.cells]
    assert (cause.kind, cause.changes, len(cause.outcomes)) == ("figure", (), 1)
    assert [change.cell for solution in cause.candidates for change in solution.changes] == [key]


def test_sums_over_units_follow_from_the_wrong_cell_of_the_organ_that_covers_them():
    line = {"applications.granted.natural": 5, "applications.granted.total": 5, "applications.concluded.natural": 5}
    right = {
        **line,
        "applications.concluded.total": 5,
        "applications.received.natural": 5,
        "applications.received.total": 5,
    }
    wrong = {**right, "applications.granted.natural": 50}
    corpus = build.corpus(
        {
            "roster": [
                {"name": "清河县人民政府", "kind": "政府"},
                {"name": "清河县人民政府办公室", "parent": "清河县人民政府"},
            ],
            "reports": [
                {"agency": "清河县人民政府", "source": "甲.txt", **wrong},
                {"agency": "清河县人民政府办公室", "source": "乙.txt", **right},
            ],
        }
    )
    found = audit.assess(corpus).causes["甲.txt"]
    (cause,) = [one for one in found if "applications.granted.natural" in one.root.cells]
    assert (cause.kind, [(c.cell, c.value) for c in cause.changes]) == ("cell", [("applications.granted.natural", 5)])
    assert {outcome.family for outcome in cause.outcomes} == {"arithmetic", "hierarchy"}


def test_each_outcome_that_is_printed_names_its_cause(tmp_path, capsys):
    (tmp_path / "报告.docx").write_bytes(docx.write(_faulty()))
    assert main(["check", str(tmp_path), "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(bool(one["cause"]) == bool(one["cause_evidence"]) == (one["verdict"] != "pass") for one in told)
    known = keys(causes(audit.read(tmp_path / "报告.docx")))
    assert {one["cause"]: one["cause_evidence"] for one in told if one["cause"]}.items() >= known.items()
    assert len({one["cause"] for one in told if one["rule"] == "A001" and one["verdict"] == "fail"}) == 1


def test_data_file_and_ledger_have_the_causes(tmp_path):
    (tmp_path / "报告.docx").write_bytes(docx.write(_faulty()))
    assessment = audit.assess(audit.assemble(audit.read_all([str(tmp_path)]), audit.Review().terms()))
    known = {cause.key: cause.evidence for cause in assessment.every_cause()}
    table = frames.outcomes(assessment.audited, assessment.absent, assessment.every_cause())
    told = table[table["verdict"] != "pass"]
    assert dict(zip(told["cause"], told["cause_evidence"], strict=True)) == known
    assert table[table["verdict"] == "pass"]["cause"].isna().all()
    workbooks.write(assessment.audited, tmp_path / "l.xlsx", causes=assessment.every_cause())
    head, *rows = openpyxl.load_workbook(tmp_path / "l.xlsx")[workbooks.FINDINGS_SHEET].iter_rows(values_only=True)
    assert {row[head.index("归并编号")] for row in rows} == known.keys()


def test_with_a_roster_keys_are_under_its_name_and_agencies_without_a_report_have_causes():
    lines = [{"name": "清河县水务局"}, {"name": "清河县林业局"}]
    reports = [{"agency": "水务局", "source": "甲.txt", "applications.granted.total": 3}]
    given = audit.assess(build.corpus({"roster": lines, "reports": [{**reports[0], "agency": "长平市清河县水务局"}]}))
    own = audit.assess(build.corpus({"reports": [{**reports[0], "agency": "清河县水务局"}]}))
    shared = {cause.key for cause in given.causes["甲.txt"]} & {cause.key for cause in own.causes["甲.txt"]}
    assert any(cause.kind == "sums" or cause.changes for cause in given.causes["甲.txt"] if cause.key in shared)
    (cause,) = given.absent_causes
    assert (cause.kind, cause.root.agency, cause.verdict) == ("filing", "清河县林业局", "fail")


def test_the_text_decides_between_explanations_that_the_tables_leave_open():
    natural, totals = (
        {f"applications.{line}.{column}" for line in ("refused.administrative_query", "unavailable.not_held")}
        for column in ("natural", "total")
    )
    cells = {
        **{
            f"applications.{line}.{column}": 17 for line in ("received", "concluded") for column in ("natural", "total")
        },
        "applications.refused.administrative_query.natural": 4,
        "applications.refused.administrative_query.total": 13,
        "applications.unavailable.not_held.natural": 13,
        "applications.unavailable.not_held.total": 4,
    }
    said = "一、总体情况\n本年度我局收到政府信息公开申请17件，办理结果为：不予公开{}件，无法提供{}件。"
    for text, swapped in (("", None), (said.format(4, 13), totals), (said.format(13, 4), natural)):
        (cause,) = in_tables(causes(build.report({**cells, "text": text})))
        assert cause.kind == ("swap" if swapped else "sums")
        assert {change.cell for change in cause.changes} == (swapped or set())
        assert {frozenset(c.cell for c in s.changes) for s in cause.candidates} <= {
            frozenset(natural),
            frozenset(totals),
        }
        assert not cause.certain
    assert not any(outcome.family == "consistency" for outcome in cause.outcomes)


def test_a_change_that_is_out_of_the_ordinary_for_a_wrong_cell_alone_follows_from_it(tmp_path):
    carried = {f"applications.{line}.{column}": "0" for line in ("carried_in", "carried_out") for column in COLUMNS}
    made = _without_restating(replace(TRUTH, cells={**TRUTH.cells, "applications.received.total": "820"}))
    (tmp_path / "上年").mkdir()
    before = read(tmp_path / "上年", replace(TRUTH, cells={**TRUTH.cells, **carried}))
    before = replace(before, year=TRUTH.year - 1)
    found = causes(read(tmp_path, made), before)
    (cause,) = [one for one in found if "applications.received.total" in one.root.cells]
    assert {change.cell: change.value for change in cause.changes} == {"applications.received.total": 82}
    assert "jump" in {outcome.facts.kind for outcome in cause.following}


def test_a_rate_that_is_far_from_those_of_peers_for_a_wrong_cell_alone_follows_from_it():
    names = ("水利局", "教育局", "民政局", "财政局", "审计局", "统计局", "信访局", "应急管理局")
    reports = [
        _with_rate(f"青禾县{name}", granted)
        for name, granted in zip(names, (16, 17, 18, 17, 16, 18, 17, 17), strict=True)
    ]
    reports[-1]["applications.granted.total"] = 3
    found = audit.assess(build.corpus({"reports": reports})).causes["青禾县应急管理局.txt"]
    (cause,) = [one for one in found if "applications.granted.total" in one.root.cells]
    assert {change.cell: change.value for change in cause.changes} == {"applications.granted.total": 17}
    assert "far_rate" in {outcome.facts.kind for outcome in cause.following}


def _with_rate(agency: str, granted: int) -> dict[str, object]:
    lines = {"received": 20, "granted": granted, "partial": 20 - granted, "concluded": 20}
    cells = {f"applications.{line}.{column}": n for line, n in lines.items() for column in ("natural", "total")}
    return {"agency": agency, "source": f"{agency}.txt", **cells}


def test_a_total_left_blank_is_one_cause_with_all_that_hangs_on_it():
    cells = {"litigation.review.upheld": 2, "litigation.review.corrected": 1, "litigation.review.total": ""}
    text = "一、总体情况\n全年因政府信息公开引发行政复议3件。"
    found = causes(build.report({**cells, "text": text}))
    (cause,) = [one for one in found if "litigation.review.total" in one.root.cells]
    assert {change.cell: change.value for change in cause.changes} == {"litigation.review.total": 3}
    assert {outcome.family for outcome in cause.outcomes} == {"completeness", "arithmetic", "consistency"}


def _without_parts(*numbers: int, said: str = "") -> Truth:
    """The report without these parts; its introduction says ``said`` instead of six parts."""
    front = tuple(replace(line, text=line.text.replace("六个部分", said or "六个部分")) for line in TRUTH.front)
    kept = tuple(part for number, part in enumerate(TRUTH.sections, 1) if number not in numbers)
    return replace(TRUTH, front=front, sections=kept)


@pytest.mark.parametrize("suffix", ["docx", "txt"])
def test_a_missing_part_is_one_cause_with_what_would_hold_if_it_were_there(tmp_path, suffix):
    whole = keys(causes(read(tmp_path, TRUTH, suffix)))
    (cause,) = [one for one in causes(read(tmp_path, _without_parts(6), suffix)) if one.key not in whole]
    assert (cause.kind, cause.verdict, cause.severity, cause.root.section) == ("part", "fail", "error", 6)
    assert {(outcome.facts.kind, outcome.verdict) for outcome in cause.following} == {
        ("counted_parts", "fail"),
        ("stated", "undecided"),
    }


def test_what_would_hold_only_with_two_parts_follows_from_the_first(tmp_path):
    found = causes(read(tmp_path, _without_parts(5, 6)))
    fifth, sixth = sorted((one for one in found if one.kind == "part"), key=lambda cause: cause.root.section)
    assert (fifth.root.section, [o.facts.kind for o in fifth.following]) == (5, ["counted_parts"])
    assert (sixth.root.section, [o.facts.kind for o in sixth.following]) == (6, ["stated"])


def test_a_number_of_parts_that_is_wrong_with_all_of_them_is_a_cause_of_its_own(tmp_path):
    found = causes(read(tmp_path, _without_parts(6, said="八个部分")))
    (counted,) = [one for one in found if one.root.facts.kind == "counted_parts"]
    assert (counted.kind, counted.following) == ("part", ())


def _with_period(year: int) -> Truth:
    """The report with the period of another year in its introduction."""
    own = f"统计期限从{TRUTH.year}年1月1日起，到{TRUTH.year}年"
    front = [
        replace(line, text=line.text.replace(own, own.replace(str(TRUTH.year), str(year)))) for line in TRUTH.front
    ]
    assert tuple(front) != TRUTH.front or year == TRUTH.year
    return replace(TRUTH, front=tuple(front))


@pytest.mark.parametrize("edition", [True, False], ids=["有格式", "没有适用的格式"])
def test_a_wrong_period_is_one_cause_with_the_title_that_differs_from_it(tmp_path, edition):
    report = read(tmp_path, _with_period(TRUTH.year - 1))
    report = report if edition else replace(report, edition=None)
    (cause,) = [one for one in causes(report) if {"differs", "other_period"} & {o.facts.kind for o in one.outcomes}]
    assert (cause.kind, cause.verdict, cause.root.facts.kind) == ("form", "fail", "differs")
    assert [(outcome.facts.kind, outcome.verdict) for outcome in cause.following] == [("other_period", "undecided")]
    assert (
        len(keys(causes(read(tmp_path, TRUTH)))) == len(keys(causes(read(tmp_path, _with_period(TRUTH.year - 1))))) - 1
    )


@pytest.mark.parametrize("blank", ["", "/"])
def test_a_line_left_blank_is_one_cause_with_the_sums_that_it_breaks(tmp_path, blank):
    line = [f"applications.granted.{column}" for column in COLUMNS]
    found = causes(
        read(tmp_path, _without_restating(replace(TRUTH, cells={**TRUTH.cells, **dict.fromkeys(line, blank)})))
    )
    (cause,) = [one for one in found if set(line) & {cell for o in one.outcomes for cell in o.cells}]
    assert {change.cell for change in cause.changes} <= set(line)
    assert {"no_numbers", "equation"} <= {outcome.facts.kind for outcome in cause.outcomes}
