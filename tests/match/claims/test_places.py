"""Where words may stand in a paragraph: found in one pass, none that a clause read by itself would show is missed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from audit.match.claims.lexicon import (
    Places,
    clause_spans,
    compile_for_search,
    compile_for_whole_text,
    sentences,
    tags,
    vocabulary,
)
from audit.match.claims.sets import set_words
from benchmarks.statements import FOLDER
from benchmarks.statements import sentences as known

WORDS = vocabulary()
#: What is looked for clause by clause, and what looks for it in a whole paragraph.
SOUGHT = {
    "scopes": (
        WORDS.scopes_in_text,
        [
            *(WORDS.scope[name] for name in ("part", "past", "cumulative", "this_year", "whole_year", "announcing")),
            WORDS.bodies,
        ],
    ),
    "sets": (set_words().openings_in_text, [set_words().openings]),
}


def texts() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.jsonl")):
        yield from (sentence.text for sentence in known(path))


@pytest.mark.parametrize("name", SOUGHT)
def test_no_clause_is_passed_over(name: str) -> None:
    places, sought = SOUGHT[name]
    passed = said = 0
    for text in texts():
        found = Places(places, text, len(text))
        for start, end in sentences(text):
            for clause in clause_spans(text, start, end):
                speaks = any(words.search(text[clause.start : clause.end]) for words in sought)
                touched = found.touch(clause.start, clause.end)
                assert touched or not speaks, text[clause.start : clause.end]
                said, passed = said + speaks, passed + (not touched)
    assert said, "some clause says it"
    assert passed, "some clause is passed over"


@pytest.mark.parametrize(
    ("words", "text", "piece"),
    [
        ("(?<!全)年内", "全年内", (1, 3)),  # what stands before the piece forbids nothing in it
        ("收到(?!的)", "收到的", (0, 2)),
        ("^上年$", "，上年，", (1, 3)),
        ("(?=审结)", "已审结", (1, 3)),  # what only looks ahead stands at its first character
        ("零(?=[，。]|$)", "为零件", (0, 2)),
    ],
)
def test_a_piece_is_found_whatever_stands_beside_it(words: str, text: str, piece: tuple[int, int]) -> None:
    assert re.search(words, text[slice(*piece)])
    assert Places(compile_for_whole_text([words]), text, len(text)).touch(*piece)


def test_places_before_and_behind_a_piece_are_none_of_it() -> None:
    places = Places(compile_for_whole_text(["上年"]), "上年，本年，上年", 8)
    assert [places.touch(*piece) for piece in ((0, 2), (2, 6), (3, 5), (6, 8), (0, 1))] == [
        True,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(("pattern", "start"), [(r"\d+", 2), (r"\d+(?=件)", 2), (r"\s+", 4), (r"件\s*$", 3)])
def test_a_figure_or_a_blank_is_searched_for_by_itself(pattern: str, start: int) -> None:
    match = compile_for_search(pattern).search("收到３件 ")
    assert match is not None
    assert match.start() == start


def test_the_words_of_every_first_character_are_a_pattern():
    """They are compiled when a text first has the character; this text has all."""
    text = "".join(map(chr, range(0x21, 0x7F))) + "".join(map(chr, range(0x4E00, 0xA000)))
    assert tags(text, [(0, len(text))], 2024) == tags(text, [(0, len(text))], None) == ()
