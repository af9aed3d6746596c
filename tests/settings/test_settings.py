"""Whatever settings file people write, the same fault is told in the same words."""

from __future__ import annotations

import pytest

import audit
from audit.errors import UsageError
from audit.score import load as load_rubric
from audit.sources.rosters import load as load_roster

RULES = {rule.id for rule in audit.catalogue()}
KINDS = {"评分办法": lambda path: load_rubric(path, RULES), "核查方案": lambda path: audit.load_profiles(str(path))}
FILES = KINDS | {"机关名录": load_roster}


def told(kind, path):
    with pytest.raises(UsageError) as refused:
        FILES[kind](path)
    before, _, fault = str(refused.value).partition("不能使用：")
    assert before == f"{kind}“{path}”"
    return fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b'name = "\xbc\xd7"', "文件不是UTF-8编码。请在编辑器中另存为UTF-8编码后重试。"),
        ("name = “甲”".encode(), "TOML语法错误，第1行第8列：name = “甲”。该行有全角符号（“ ”），应改为半角符号。"),
        (b"x = 1\nx = 2\ny = 3", "TOML语法错误，第2行第6列：x = 2。请检查引号、逗号、方括号是否成对，键名是否重复。"),
        (b"#" * 1_000_001, "文件过大，超过1 MB。请核对是否选错了文件。"),
        (b"x = " + b"[" * 9_000, "TOML语法错误：文件中有嵌套过深的内容或无法识别的数。请核对是否选错了文件。"),
        (b"", "文件顶层缺少name，应为引号中的文字。"),
        (b"# x\nname = 3", "第2行，文件顶层的name应为引号中的文字，不能为空。"),
        (b'name = " "', "第1行，文件顶层的name应为引号中的文字，不能为空。"),
    ],
    ids=["encoding", "full-width", "twice", "large", "nested", "empty", "number", "blank"],
)
def test_a_fault_is_told_alike_of_every_kind_of_file(tmp_path, content, fault):
    path = tmp_path / "我的.toml"
    path.write_bytes(content)
    assert {kind: told(kind, path) for kind in KINDS} == dict.fromkeys(KINDS, fault)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_comes_with_the_one_that_may_be_meant_and_all_there_are(tmp_path, kind):
    path = tmp_path / "我的.toml"
    path.write_text('nam = "甲"', encoding="utf-8")
    assert told(kind, path).startswith("第1行，文件顶层有不认识的键“nam”，是否为“name”？可用的键：name、")


def test_the_line_is_told_in_which_a_key_stands(tmp_path):
    path = tmp_path / "办法.toml"
    item = '[[items]]\nname = "{}"\npoints = 1\n[[items.deduct]]\nrules = ["A001"]\n{} = 1\n'
    path.write_text(f'name = "甲"\ntotal = 2\n{item.format("一", "points")}{item.format("二", "pionts")}', "utf-8")
    assert told("评分办法", path).startswith("第14行，第2个评分项“二”的第1条扣分有不认识的键“pionts”")
    path.write_text('name = "甲"\n[rulse]\noff = []\n', encoding="utf-8")
    assert told("核查方案", path).startswith("第2行，文件顶层有不认识的键“rulse”，是否为“rules”？")


@pytest.mark.parametrize("kind", FILES)
def test_a_path_at_which_nothing_can_be_read_is_told(tmp_path, kind):
    (tmp_path / "夹.toml").mkdir()
    assert told(kind, tmp_path / "无.toml").startswith("无法打开（找不到该文件）。请核对路径")
    assert told(kind, tmp_path / "夹.toml").startswith("无法打开（是文件夹，不是文件）。请核对路径")
    with pytest.raises(UsageError, match=r"不能使用：无法打开（路径中有不能使用的字符）。请核对路径。$"):
        FILES[kind]("x\0.toml")
