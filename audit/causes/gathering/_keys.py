"""The key of a cause and the hash of its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from audit.causes._draft import Draft
from audit.causes.gathering._places import is_in_text, printed_at, sentences_of
from audit.causes.gathering._told import compares_versions, told
from audit.cells import read_cell
from audit.findings import Evidence, Outcome
from audit.model import Report, own_path
from audit.text import Value, fold, show, unspaced
from audit.words import in_front, own_name, relation, without_province


def organ_of(name: str | None, source: str) -> str:
    """How keys call the organ that calls itself ``name``: without the regions in front that only say where its own lies.

    A report whose organ was not read goes by the name of its file.
    """
    return own_name(name) if name else own_path(source).stem


def other_names(organ: str, own: str | None, aliases: Iterable[str] = (), called: str | None = None) -> list[str]:
    """What keys may have called the organ ``organ`` when something was decided on its report, which calls it ``own``.

    That is ``organ`` as a roster or a report has it, and each of the ``aliases`` that the roster gives it, such as its name
    before it was renamed, with and without the regions in front, and the same of ``own`` where that surely is the same
    organ and says where it lies: towns of one name in two counties are not taken for each other. ``called`` is the name that
    the report prints where its folder said more: what was decided under that may be another organ's, and is offered.
    """
    found = dict.fromkeys(form for name in (organ, *aliases) for form in _forms(name))
    if own and own != organ and in_front(fold(own))[0] and relation(own, organ) == "same":
        found |= dict.fromkeys(_forms(own))
    if called:
        found |= dict.fromkeys(_forms(called))
    return list(found)


def _forms(name: str) -> tuple[str, str, str]:
    regions, rest = in_front(fold(name))
    return name, own_name(name), "".join((*regions[-1:], rest))


def key(organ: str, year: int | None, kind: str, place: str, ordinal: int = 1) -> str:
    """16 hexadecimal digits; ``ordinal`` counts causes of one kind and place."""
    return _digest((organ, str(year or ""), kind, place, str(ordinal) if ordinal > 1 else ""))


def evidence_digest(draft: Draft, report: Report | None, due: Mapping[str, Value]) -> str:
    """16 hexadecimal digits over what is printed and judged, in whatever order and format it came.

    That is the verdict and the numbers to correct with those proposed for them; where none are, the cells, the sentences,
    other places as printed, and what other reports say, and where nothing of all that is there, the values that the rule tells. A cell that another cause corrects counts as corrected: ``due``
    are the numbers that causes propose, so that correcting one thing changes the evidence of no other.
    """
    verdict = "fail" if any(outcome.verdict == "fail" for outcome in draft.outcomes) else "undecided"
    proposed = [f"change:{change.cell}:{change.printed}:{change.value}" for change in draft.changes]
    return _digest((verdict, *sorted(proposed or set(_printed(draft, report, due)))))


def _printed(draft: Draft, report: Report | None, due: Mapping[str, Value]) -> Iterator[str]:
    for outcome in draft.outcomes:
        shown = list(_shown(outcome, draft, report, due))
        yield from shown
        if not shown or compares_versions(outcome.facts):
            yield from (f"told:{each}" for each in told(outcome.facts))


def _shown(outcome: Outcome, draft: Draft, report: Report | None, due: Mapping[str, Value]) -> Iterator[str]:
    """What is printed of an outcome, and what other reports say."""
    for cell in outcome.cells:
        read = report.cells.get(cell) if report else None
        yield f"cell:{cell}:{show(due[cell]) if cell in due else _plain(read.raw) if read else ''}"
    stated = outcome.facts.sentences if outcome.facts else ()
    sentences = sentences_of(outcome, report) if is_in_text(draft.place) else stated
    yield from (f"text:{_plain(sentence)}" for sentence in sentences)
    if not sentences:
        yield from (f"text:{_plain(printed_at(place, report))}" for place in outcome.places if _is_located(place))
    for name, year, value in outcome.facts.beyond if outcome.facts else ():
        yield f"beyond:{without_province(name)}:{year or ''}:{value}"


def _is_located(evidence: Evidence) -> bool:
    """Whether it stands in a document, and is not the name of a file."""
    return any(at is not None for at in evidence.place)


def _plain(raw: str) -> str:
    """A text as printed, without spaces and widths; what is a number and nothing besides, in one way of writing it."""
    found = read_cell(raw)
    return show(found.value) if found.kind == "number" and not found.note else unspaced(fold(raw))


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]
