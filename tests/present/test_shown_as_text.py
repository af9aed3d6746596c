"""What a report, its file's name or the roster says is shown as text: no script, no formula, nothing that steers."""

from __future__ import annotations

import json
from dataclasses import replace

import nbformat
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

import audit
from audit.__main__ import main
from audit.errors import UsageError
from audit.present import agency, charts, workbooks
from audit.present.html import page
from audit.render import notebook
from audit.render.notebooks import pages
from audit.text.steering import escaped, harmless
from tests.build import examined, report
from tests.generate.formats import flat
from tests.generate.report import truth

#: Controls of seven and eight bits, marks of direction and format, separators, halves of pairs, no characters.
STEERING = "\x1b\x07\x9b\x85\u061c\u202a\u202e\u2066\u2067\u2069\u200b\u2028\u2029\ud800\ufffe\ufdd0\U000e0041\x7f"
PLANTED = f"{STEERING}[31m<script>alert(1)</script>$x^2$ \\(y\\) | `a` \"'"


def test_no_value_of_any_template_steers():
    assert not set(page("notice.html.j2", text=PLANTED).text) & set(STEERING)
    paper = replace(report({}), agency=PLANTED, source=PLANTED, notes=(PLANTED,))
    outcome = replace(
        audit.check(paper)[0], title=PLANTED, message=PLANTED, basis=PLANTED, verdict="fail", rule=PLANTED
    )
    found = examined(paper, [outcome])
    for piece in (agency.head(found, PLANTED), agency.problems(found)):
        assert not set(piece._repr_html_()) & set(STEERING)
        assert not LexborHTMLParser(piece._repr_html_()).css("script")
    for chart in (charts.Chart(PLANTED, notes=(PLANTED,)), charts.heat_map([(paper, [outcome])])):
        assert not set(charts.picture(chart).text) & set(STEERING)


def test_steering_characters_reach_neither_ledger_nor_messages(tmp_path):
    paper = replace(report({}), agency=PLANTED, source=PLANTED)
    workbooks.write([(paper, audit.check(paper))], tmp_path / "l.xlsx", missing=[{"机关": PLANTED}])
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    texts = "".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "<script>" in texts
    assert not set(texts) & set(STEERING)
    assert not set(str(UsageError(PLANTED)) + "".join(UsageError(PLANTED)._render_traceback_())) & set(STEERING)


@pytest.mark.parametrize("char", STEERING, ids=ascii)
def test_each_steering_character_by_itself_is_seen(char):
    assert harmless(f"甲{char}乙") == "甲 乙"
    assert char not in (line := escaped(json.dumps(f"甲{char}乙", ensure_ascii=False)))
    assert json.loads(line) == f"甲{char}乙"


def test_json_lines_say_the_same_without_steering_the_terminal(tmp_path, capsys):
    path = tmp_path / "报告\x9b\u202e.txt"
    path.write_text(flat.write(truth.make(3)), "utf-8")
    assert main(["extract", str(path), "--json"]) == 0
    out = capsys.readouterr().out
    assert not set(out) & set(STEERING)
    assert json.loads(out)["source"] == str(path)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The executed page of a report whose words and file's name hold formulas, marks and what steers."""
    made = truth.make(3)
    text = flat.write(made).replace(
        "一、总体情况", "一、总体情况\n共支出$10元，其中$8元\\(x\\)用于\x1b[31m\u2067宣传|。", 1
    )
    path = tmp_path_factory.mktemp("年报") / "报告\x1b\u2066$a$<b>\n“|'.txt"
    path.write_text(text, "utf-8")
    return pages.run(notebook("agency"), {"report": str(path), "date": "2025-03-01"}, f"{path.name}核查页")


def test_a_notebook_and_its_page_hold_nothing_that_steers(planted):
    strings = []
    json.loads(
        nbformat.writes(planted), object_pairs_hook=lambda pairs: strings.extend(map(repr, pairs)) or dict(pairs)
    )
    assert not [
        text for text in strings if "\\x1b" in text.replace("\\\\x1b", "") or "\\u2066" in text.replace("\\\\u2066", "")
    ]
    shown = pages.page(planted)
    assert not set(shown) & set(STEERING)
    assert "$a$&lt;b&gt;" in shown
    assert "$a$<b>" not in shown


def test_no_output_of_a_notebook_is_open_to_formulas(planted):
    """JupyterLab typesets what stands between two “$” in any output that does not ask it to leave it alone."""
    pieces = [
        LexborHTMLParser(output.data["text/html"]).body
        for cell in planted.cells
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", {})
    ]
    assert len(pieces) > 5
    for body in pieces:
        roots = [node for node in body.iter(include_text=False) if node.parent == body]
        assert [node.attributes.get("class") for node in roots] == ["mathjax_ignore tex2jax_ignore"]
