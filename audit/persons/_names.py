"""Names of private people, told by a family name and by what stands around them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from audit.patterns import regex
from audit.text import widened
from audit.words import REGION, ending

#: What a name that is hidden already, or no person's, holds.
_NO_NAME = regex("某|姓|人|公司|我|本局|该")
#: How the names of places and organs end.
_PLACE = regex(rf"..(?:[{REGION}村街]|{ending('cut', 'division', 'town')})$")
#: One that is no part of a word behind it: a letter of Chinese.
_LETTER = "[一-鿿]"
Span = tuple[int, int]
#: A pattern behind the words of which one stands in every text that it finds something in.
_Marked = tuple[tuple[str, ...], str]


def heads_people(text: str) -> bool:
    """Whether ``text`` is the head of a column whose cells are names of people, or their numbers."""
    return _head().fullmatch("".join(text.split())) is not None


def names(text: str) -> list[Span]:
    """Where ``text`` surely names a private person: behind a role, in the name of a case, beside a number or a benefit."""
    return _found(text, _sure_patterns())


def names_to_hide(text: str) -> list[Span]:
    """Where ``text`` names a private person, surely or by the look of it: also those that stand in a row with one."""
    if _any_mark().search(text) is None:
        return []
    found = set(_found(text, (*_sure_patterns(), *_further_patterns())))
    if found:
        wide, ends = widened(text), [end for _, end in found]
        while ends:
            behind = _next_in_row().match(wide, ends.pop())
            if behind and _is_name(behind["name"]) and behind.span("name") not in found:
                found.add(behind.span("name"))
                ends.append(behind.end("name"))
    return sorted(found)


def _found(text: str, patterns: tuple[_Marked, ...]) -> list[Span]:
    return sorted(
        {
            match.span("name")
            for marks, pattern in patterns
            if any(word in text for word in marks)
            for match in _compiled(pattern).finditer(widened(text))
            if _is_name(match["name"])
        }
    )


def _is_name(words: str) -> bool:
    return not _NO_NAME.search(words) and words[:2] not in _ordinary() and not _PLACE.search(words)


@cache
def _words() -> Mapping[str, str]:
    return tomllib.loads(files("audit.persons").joinpath("persons.toml").read_text("utf-8"))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_words()["words"].split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that is needed: most reports need none."""
    return re.compile(pattern, re.VERBOSE)


@cache
def _sure_patterns() -> tuple[_Marked, ...]:
    data = _words()
    first = rf"(?: [{data['surnames']}] | {data['compound_surnames']} )"
    role = rf"""
        (?: {data["roles"]} )
        (?P<name> {first} {_LETTER}{{1,2}}? )
        (?= [于向不诉因，、。（(等\d] | 申请 | 提出 )          # what applicants do
    """
    suit = rf"""
        (?<! {_LETTER} )
        (?P<name> {first} {_LETTER}? [^\W投申起上应胜败控告反倾公撤被等] )
        诉 (?! [讼求状称] ) (?= [^，。；]{{2,40}} 案 )          # 张某某诉某局…案
    """
    beside = rf"""
        (?: (?<! {_LETTER} ) | (?<= [如给至为向] ) | {data["receivers"]} )
        (?P<name> {first} {_LETTER}{{1,2}} )
        (?= [，、（(：:\s]{{0,2}} (?: {data["private"]} ) )    # before what is private
    """
    return (_words_of(data["roles"]), role), (("诉",), suit), (_words_of(data["private_marks"]), beside)


def _words_of(alternatives: str) -> tuple[str, ...]:
    return tuple(alternatives.split("|"))


@cache
def _further_patterns() -> tuple[_Marked, ...]:
    data = _words()
    every = data["surnames"] + data["more_surnames"]
    first, given = rf"(?: [{every}] | {data['compound_surnames']} )", rf"{_LETTER}{{1,2}}?"
    any_first = rf"(?: [{every}{data['surnames_between_marks']}] | {data['compound_surnames']} )"
    roles = rf"{data['roles']}|{data['more_roles']}"
    joined = rf"[，、。；：（）(“”)\s\d*] | $ | {data['does']} | {data['joins']}"
    of_case = rf"""
        (?: (?<! 被) (?: {data["roles"]} ) | {data["fields"]} )
        (?P<name> {first} {given} )
        (?= {joined} )
    """
    of_anybody = rf"""
        (?: {data["more_roles"]} )
        (?P<name> {first} {given} )
        (?= {data["does"]} )
    """
    between_marks = rf"""
        (?:
            (?: (?<! 被) (?: {roles} ) | {data["fields"]} ) (?: \s? [：:] \s{{0,2}} | [“"（(‘] )    # 申请人：赵建国，申请人“赵建国”
          | (?: (?<! 被) (?: {data["roles"]} ) | {data["fields"]} ) \s{{1,2}}                       # 申请人 赵建国
        )
        (?P<name> {any_first} {given} )
        (?= [，、。；（）()”"’\s] | $ )
    """
    suit = rf"""
        (?<! {_LETTER} )
        (?P<name> {first} {given} )
        (?= 不服 [^，。；]{{0,20}} (?: {ending("government_short", "cut")}|答复|决定|告知|机关|部门 ) )   # 赵建国不服我局答复
    """
    called = rf"""
        (?P<name> {first} {given} )
        (?= 先生 | 女士 )
    """
    cases, every_role = f"{data['roles']}|{data['fields']}", f"{roles}|{data['fields']}"
    return (
        (_words_of(cases), of_case),
        (_words_of(data["more_roles"]), of_anybody),
        (_words_of(every_role), between_marks),
        (("不服",), suit),
        (("先生", "女士"), called),
    )


@cache
def _any_mark() -> re.Pattern[str]:
    """What stands in every text that holds a name to hide: most texts are looked through once, for this."""
    marks = {mark for marks, _ in (*_sure_patterns(), *_further_patterns()) for mark in marks}
    return re.compile("|".join(sorted(marks)))


@cache
def _head() -> re.Pattern[str]:
    data = _words()
    return re.compile(f"{data['roles']}|{data['fields']}|{data['heads']}")


@cache
def _next_in_row() -> re.Pattern[str]:
    """The next of several names, behind one."""
    data = _words()
    return re.compile(
        rf"""
        [”"）]? [、和与及] \s?
        (?P<name>
            (?: [{data["surnames"]}{data["more_surnames"]}{data["surnames_between_marks"]}] | {data["compound_surnames"]} )
            {_LETTER}{{1,2}}?
        )
        (?= [，、。；（）()”\s] | $ | {data["does"]} | {data["joins"]} )
        """,
        re.VERBOSE,
    )
