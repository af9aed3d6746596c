"""What ``check`` prints for people: grounds, what follows from another finding, a summary of many reports, in eighty columns."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from unicodedata import combining, east_asian_width

import pytest

from audit import console, render
from audit.__main__ import main
from audit.present import agency
from audit.score import Score, ranked_by_year
from tests.generate.formats import flat
from tests.generate.report import truth

CLOSING, OPENING = "，。、；：！？）》”】", "（《“【"


def columns(line: str) -> int:
    """Columns that a line takes where the terminal draws every doubtful character wide."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WFA" else 1 for char in line)


def write(path, agency="", more="", **cells):
    """A report of zeros save for these cells of table 三, with ``more`` as its last line."""
    made = truth.make(3)
    zero = {key: "0" for key in made.cells if key.startswith("applications.")}
    printed = {f"applications.{key.replace('__', '.')}": str(value) for key, value in cells.items()}
    text = flat.write(replace(made, cells={**made.cells, **zero, **printed})) + more
    path.write_text(text.replace(made.agency, agency) if agency else text, encoding="utf-8")


#: A number of things of one kind, as the summary and the verdict print it.
COUNT = r"\d+处(?:须更正|待人工核对|无法核对)"


def numbered(words: str) -> tuple[int, ...]:
    """How many must be corrected, verified, and could not be checked; 0 for what the words do not name."""
    named = {name: int(number) for number, name in re.findall(r"(\d+)处([^，]+)", words)}
    return tuple(named.get(name, 0) for name in ("须更正", "待人工核对", "无法核对"))


@pytest.fixture
def folder(tmp_path):
    """Three reports: nothing to correct is there in the first, one total is wrong in the second, several are in the third."""
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "甲.txt").write_text(flat.write(truth.make(3)), encoding="utf-8")
    write(folder / "乙.txt", "白石县水利局", received__natural=5, received__total=5)
    write(folder / "丙.txt", "白石县教育局", received__natural=4, received__total=5, rejected__complaints__natural=2)
    return folder


def printed(capsys, *arguments: str) -> str:
    assert main(["check", *arguments]) == 0
    return capsys.readouterr().out


def test_each_finding_is_told_with_place_and_grounds(folder, capsys):
    said = printed(capsys, str(folder))
    findings = re.findall(r"^  \[问题\d+†?　(?:错误|疑点|提示)\].*\n(?:    .*\n)+", said, re.MULTILINE)
    assert findings
    assert all(re.search(r"^    依据：\S", finding, re.MULTILINE) for finding in findings)
    # Grounds that two findings share are spelt out at the first of them.
    assert re.search(r"^    依据：条例第五十条", said, re.MULTILINE)
    assert all(re.search(r"^    内容：\S", finding, re.MULTILINE) for finding in findings)


def test_a_finding_says_where_it_stands_and_what_is_printed_there(folder, capsys):
    said = printed(capsys, str(folder / "乙.txt"))
    assert re.search(r"^    位置：文本第\d+行　原文：5$", said, re.MULTILINE)
    assert re.search(r"^    位置：第\d+段（文本第\d+行）　原文：上年结转4件$", said, re.MULTILINE)


def test_cells_beyond_those_that_are_named_are_counted(tmp_path, capsys):
    """The total of a line may be wrong, or any one of its four parts."""
    made = truth.make(3)
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(replace(made, cells={**made.cells, "litigation.review.total": "1"})), encoding="utf-8")
    said = re.sub(r"\n {10,}", "", printed(capsys, str(path)))
    assert re.search(r"改正：其中一格：.*；另有1格同样可能$", said, re.MULTILINE)


def test_what_was_read_ends_with_what_the_other_cells_are(folder, capsys):
    """Whoever checks the reading by eye must know that cells that are not listed were read."""
    assert main(["extract", str(folder / "甲.txt")]) == 0
    told = capsys.readouterr().out
    assert "单元格：200/200已读取" in told
    assert told.rstrip().endswith("\n    其余已读取的单元格为0或未填数字。")


def test_what_follows_from_another_finding_is_marked_and_the_mark_explained(folder, capsys):
    said = printed(capsys, str(folder / "丙.txt"))
    marks = re.findall(r"^  \[问题(\d+)(†?)　", said, re.MULTILINE)
    marked = [number for number, mark in marks if mark]
    assert marked
    assert said.count("“†”：") == 1  # explained once a report
    # What has one cause stands together under one number, its first finding without the mark.
    assert [number for number, mark in marks if not mark] == sorted({number for number, _ in marks}, key=int)
    assert all(before[0] == each[0] for before, each in pairwise(marks) if each[1])
    blocks = re.findall(r"^  \[问题\d+†　.*\n(?:    .*\n)+", said, re.MULTILINE)
    assert len(blocks) == len(marked)
    assert any(
        re.search(r"    改正：(?:随问题\d+.*本处不必另改|见问题\d+第一条的改正建议)$", b, re.MULTILINE) for b in blocks
    )


def test_problems_have_the_numbers_of_the_page(folder, capsys):
    """Whoever reads “问题2” on the terminal finds it under this number on the page."""
    shown = agency.problems(render.examine(str(folder / "丙.txt"))).text.striptags()
    said = re.sub(r"\n {10,}", "", printed(capsys, str(folder / "丙.txt")))
    blocks = re.findall(r"^  \[(问题\d+)　(\S+)\] \S+ .*\n    内容：(.*)", said, re.MULTILINE)
    assert len(blocks) > 1
    for name, level, message in blocks:
        card = re.search(rf"{name}\s{level}\s.*?依据、规则和不判的情形", shown, re.DOTALL)
        assert card
        assert "".join(message.split())[:12] in "".join(card[0].split())


def test_without_a_mark_no_legend_is_printed(folder, capsys):
    assert "†" not in printed(capsys, str(folder / "甲.txt"))


def test_a_folder_ends_with_a_summary_the_worst_report_first(folder, capsys):
    said = printed(capsys, str(folder))
    summary = said[said.index("■ 汇总") :]
    head = re.match(r"■ 汇总：3份，(.+)\n", summary)
    assert head
    rows = re.findall(rf"^ +({COUNT})? +({COUNT})? *({COUNT})? +(\S+)　\d+年度$", summary, re.MULTILINE)
    numbers = [numbered("，".join(row[:3])) for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert tuple(map(sum, zip(*numbers, strict=True))) == numbered(head[1])
    assert {row[3] for row in rows} >= {"白石县水利局", "白石县教育局"}
    # The columns stand under each other.
    assert len({columns(row[: row.index("处须更正")]) for row in summary.splitlines() if "处须更正 " in row}) == 1


def test_the_verdict_says_what_there_is_and_nothing_that_there_is_not(folder, capsys):
    write(folder / "丁.txt", "白石县司法局", more="\n我局进一步加强了加强政务公开工作的的力度。\n")
    wrong, clean, doubtful = (printed(capsys, str(folder / f"{name}.txt")) for name in "丙甲丁")
    assert re.search(r"^  \d+处须更正", wrong, re.MULTILINE)
    assert "0处" not in wrong + clean + doubtful
    assert "处须更正" not in doubtful
    assert re.search(r"^  \d+处待人工核对", doubtful, re.MULTILINE)
    assert "须更正" not in re.sub("未发现须更正或须人工核对的事项", "", clean)


def test_what_one_cause_explains_counts_once(folder, capsys):
    said = printed(capsys, str(folder))
    outcomes = len(re.findall(r"^  \[问题\d+†?　错误", said, re.MULTILINE))
    (wrong,) = re.findall(r"■ 汇总：3份，(\d+)处须更正", said)
    assert int(wrong) < outcomes


def test_one_report_has_no_summary_and_json_none_either(folder, capsys):
    assert "汇总" not in printed(capsys, str(folder / "乙.txt"))
    assert "汇总" not in printed(capsys, str(folder), "--json")


def test_no_line_is_wider_than_the_terminal_nor_begins_with_a_closing_mark(folder, capsys):
    long = "清" * 60 + "a" * 90 + "河" * 20
    write(
        folder / ("很长的名称" * 12 + "very-long-name" * 4 + ".txt"),
        "白石县财政局",
        f"\n{long}（（（（河））））\n",
        received__natural=9,
    )
    for line in printed(capsys, str(folder)).splitlines():
        assert columns(line) <= 80, line
        assert line.strip()[:1] not in CLOSING
        assert line[-1:] not in OPENING


def test_it_reads_the_same_in_a_pipe(folder, capsys, monkeypatch):
    said = printed(capsys, str(folder))
    monkeypatch.setenv("COLUMNS", "40")
    piped = subprocess.run([sys.executable, "-m", "audit", "check", str(folder)], capture_output=True, check=True)
    assert piped.stdout.decode() == said


def test_scores_stand_in_the_order_of_the_list_by_what_is_theirs_in_any_case():
    def of(name, low, total):
        ends = Decimal(low), Decimal(total)
        return Score(name, 2024, "通用", ends[1], *ends, "优秀", "优秀", "优秀")

    found = {name: of(name, *ends) for name, ends in {"甲": (80, 95), "乙": (91, 91), "丙": (88, 93)}.items()}
    lines = [line.strip() for line in console.scores(found).splitlines() if "2024：" in line]
    assert [line[0] for line in lines] == ["乙", "丙", "甲"]
    assert [score.agency for _, _, score in ranked_by_year(found)[0][1]] == ["乙", "丙", "甲"]
