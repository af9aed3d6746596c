"""Copies to plant in drafts of reports: how each is made, and what stands where afterwards."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from tests.generate.county.prose import WORDS, Draft
from tests.generate.report.truth import Agency

#: A copy is planted only where at least so many characters, figures as one and no punctuation, are the same, and where
#: half as many are left when the set phrases are taken away.
LEAST = 120
_SET = re.compile(
    "|".join(
        re.escape(text.strip("。"))
        for pool in (*WORDS["phrases"].values(), *WORDS["slogans"].values())
        for text in pool
    )
)
Report = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """A text planted in two reports, each an (agency, year). ``text`` is the source's, paragraphs on lines of their own.

    ``how`` is verbatim, renamed, edited, reordered, section or group; ``section`` is the source's, ``into`` the copy's.
    """

    source: Report
    copy: Report
    how: str
    section: int
    into: int
    text: str


def length(text: str) -> int:
    """Characters of ``text``: a run of digits is one, punctuation none."""
    return len(re.sub(r"\d+", "0", re.sub(r"[^\w]", "", text)))


def passage(rng: random.Random, text: str, most: int = 260) -> str | None:
    """Whole clauses out of ``text``, at least ``LEAST`` characters long, or None where these are not to be had."""
    clauses = re.findall(r"[^，；。]+[，；。]", text)
    starts = [i for i in range(len(clauses)) if length("".join(clauses[i:])) >= LEAST]
    if not starts:
        return None
    start, wanted = rng.choice(starts), rng.randint(LEAST, most)
    end = start + 1
    while end < len(clauses) and length("".join(clauses[start:end])) < wanted:
        end += 1
    chosen = "".join(clauses[start:end])
    return chosen if length(_SET.sub("", chosen)) >= LEAST / 2 else None


def copied(
    rng: random.Random, how: str, source: tuple[Agency, int, Draft], copy: tuple[Agency, int, Draft]
) -> Copy | None:
    """Plant a copy; both drafts are changed. None where the source has no text that is long enough."""
    (agency, year, there), (other, other_year, here) = source, copy
    ends = (agency.name, year), (other.name, other_year)
    if how == "section":
        if rng.random() < 0.5:
            here.aspects[:] = there.aspects
            return Copy(*ends, how, 1, 1, "\n".join(there.aspects))
        if length("".join(there.problems)) >= LEAST:
            here.problems[:] = there.problems
            return Copy(*ends, how, 5, 5, "\n".join(there.problems))
        return None
    if how == "reordered":
        chosen = [index for index in range(5) if length(there.aspects[index]) >= LEAST][:3]
        if len(chosen) < 2:
            return None
        for index, target in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
            here.aspects[target] = there.aspects[index]
        return Copy(*ends, how, 1, 1, "\n".join(there.aspects[index] for index in chosen))
    index = rng.randrange(5)
    text = passage(rng, there.aspects[index])
    if text is None:
        return None
    final = text if text.endswith("。") else text[:-1] + "。"
    mine = final
    if how == "renamed":
        first, rest = re.fullmatch(r"([^，。]+[，。])(.*)", final, re.DOTALL).groups()
        theirs = f"{first}{agency.name}{year}年立足{_region(agency)}实际，{rest}"
        mine = f"{first}{other.name}{other_year}年立足{_region(other)}实际，{rest}"
        there.aspects[index] = there.aspects[index].replace(text, theirs, 1)
        text = theirs
    elif how == "edited":
        mine = _edited(rng, final)
    into = rng.choice((1, 1, 1, 5))
    _insert(rng, here, into, mine)
    return Copy(*ends, how, 1, into, text)


def _edited(rng: random.Random, text: str) -> str:
    """``text`` with two synonyms, other figures and a sentence of its own in the middle."""
    changed = 0
    for word, other in WORDS["synonyms"].items():
        if word in text and changed < 2:
            text, changed = text.replace(word, other, 1), changed + 1
    sentences = re.findall(r"[^。]+。", text)
    if len(sentences) > 1:
        added = f"期间组织{rng.choice(WORDS['who'])}到{rng.choice(WORDS['where'])}开展了{rng.randint(2, 9)}次现场核对。"
        sentences.insert(rng.randint(1, len(sentences) - 1), added)
    return "".join(sentences)


def _insert(rng: random.Random, here: Draft, into: int, text: str) -> None:
    """Put ``text`` between two sentences of section ``into``, or behind it as a paragraph of its own."""
    if into == 5:
        here.problems.append(text)
    elif rng.random() < 0.3:
        here.extra.append(text)
    else:
        index = rng.randrange(5)
        sentences = re.findall(r"[^。]+。", here.aspects[index])
        sentences.insert(rng.randint(0, len(sentences)), text)
        here.aspects[index] = "".join(sentences)


def _region(agency: Agency) -> str:
    return agency.site.removesuffix("人民政府门户网站")
