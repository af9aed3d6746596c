"""Patterns of the package are compiled when they are first used, and all of them compile."""

from __future__ import annotations

import copy
import gc
import pickle
import re
from importlib import import_module

from audit.patterns import regex
from tests.roots import ROOT


def test_every_pattern_of_the_package_compiles():
    paths = [path for path in (ROOT / "audit").rglob("*.py") if "import regex" in path.read_text("utf-8")]
    assert len(paths) > 200
    for path in paths:
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    late = type(regex("a"))
    for pattern in gc.get_objects():
        if isinstance(pattern, late):  # those that were used already are compiled
            assert pattern.groups >= 0, pattern


def test_a_late_pattern_does_what_a_compiled_one_does():
    late, compiled = regex(r"(?P<year>20\d\d) 年", re.VERBOSE), re.compile(r"(?P<year>20\d\d) 年", re.VERBOSE)
    text = "2023年和2024年"
    assert late.findall(text) == compiled.findall(text) == ["2023", "2024"]
    assert late.sub("当年", text) == compiled.sub("当年", text)
    assert [match.span() for match in late.finditer(text, 1)] == [match.span() for match in compiled.finditer(text, 1)]
    assert late.match(text)["year"] == "2023"
    assert late.fullmatch(text) is None
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    assert regex(rb"\d+").split(b"a1b22c") == [b"a", b"b", b"c"]


def test_a_late_pattern_goes_to_other_processes_as_what_it_says():
    late = regex("A", re.IGNORECASE)
    assert late.search("a")
    for other in (pickle.loads(pickle.dumps(late)), copy.deepcopy(late), copy.copy(late)):
        assert other.search("a")
        assert not other.search("b")


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(monkeypatch):
    made, whole = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *pattern: made.append(pattern) or whole(*pattern))
    late = regex("一|二")
    assert late.pattern == "一|二"
    assert not made
    assert late.search("第二")
    assert late.match("一")
    assert late.search("第一")
    assert made == [("一|二", 0)]


_OF_THIS_MODULE = regex("一|二")


def test_a_pattern_that_was_used_stands_compiled_in_its_module():
    assert _OF_THIS_MODULE.search("第二")
    assert isinstance(globals()["_OF_THIS_MODULE"], re.Pattern)
    assert _OF_THIS_MODULE.pattern == "一|二"
