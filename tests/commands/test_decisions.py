"""gkaudit decisions: two people's records joined and compared, agencies drawn."""

from __future__ import annotations

import pytest

from audit.__main__ import main
from audit.decisions import DecisionSubject, decide, open_record
from tests.generate.samples.build import DATA


def kept(path, who, rulings):
    with open_record(path) as record:
        subjects = [DecisionSubject("青禾县水利局", 2024, f"c{number}", "e") for number in range(len(rulings))]
        record.add([decide(one, ruling, "原件如此") for one, ruling in zip(subjects, rulings, strict=True)], who)
    return str(path)


@pytest.fixture
def both(tmp_path):
    ours = kept(tmp_path / "甲.sqlite", "甲", ["confirmed", "confirmed", "dismissed", "pending"])
    theirs = kept(tmp_path / "乙.sqlite", "乙", ["confirmed", "dismissed", "dismissed"])
    return ours, theirs


def test_records_are_compared_before_they_are_joined(both, capsys):
    assert main(["decisions", "compare", *both]) == 0
    told = capsys.readouterr().out
    assert "共同认定3处，一致2处（66.7%），κ为0.40" in told
    assert "只有第一份认定的1处" in told
    assert "青禾县水利局2024年，问题c1：甲认定为属实（原件如此）；乙认定为不属实（原件如此）" in told


def test_records_are_joined_once(both, capsys):
    assert main(["decisions", "merge", *both]) == 0
    told = capsys.readouterr().err
    assert "新增3条，原有的0条不重复" in told
    assert "其中1处问题两人认定不一致，列为待仲裁" in told
    assert main(["decisions", "merge", *both]) == 0
    assert "新增0条，原有的3条不重复" in capsys.readouterr().err
    assert main(["decisions", "merge", both[0], both[0]]) == 2
    assert "同一份人工记录" in capsys.readouterr().err
    assert main(["decisions", "merge", both[0], "没有.sqlite"]) == 3
    assert "没有人工记录文件" in capsys.readouterr().err


def test_agencies_are_drawn_from_the_roster(capsys):
    drawn = []
    for seed in ("2026", "2026", "2027"):
        assert main(["decisions", "sample", "--roster", str(DATA / "roster.csv"), "--number", "2", "--seed", seed]) == 0
        drawn.append(capsys.readouterr().out)
    assert drawn[0] == drawn[1] != drawn[2]
    assert main(["decisions", "sample"]) == 2
    assert "抽样须有机关名录" in capsys.readouterr().err
