"""The whole of it on one page: texts, what everybody writes, candidates, alignment, groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from audit.model import Report
from audit.reuse._align import AlignedText, Chain, EqualRun, chains, equal_runs, side
from audit.reuse._model import Copied, Kind, Reuse, SectionShare, Shared, SharingGroup
from audit.reuse._sections import Alike, TextMasks, alike, count, covered, repeated
from audit.reuse._shingles import Hashes, Mask
from audit.reuse.candidates import candidates, sections, windows
from audit.reuse.common import Common, learn
from audit.reuse.text import ReportText, digest

#: A passage copied from another agency has so many equal characters, not counting figures and titles of documents: below
#: 120, so that a passage of 120 with a few words changed, or with a sentence of 40 added, is surely found. One that runs
#: over fewer than ``_SPAN`` must be nearly all equal.
COPIED, _SPAN, _NEARLY = 90, 110, 0.9
#: Of them so many, and such a share of all, are not everybody's.
COPIED_OWN, _OWN_SHARE = 40, 0.3
#: Shorter passages of a pair that has such a one, and those that repeat last year's report: equal characters, own ones.
_MORE, _REPEATED, _LEAST_OWN = 60, 40, 24
#: Sections that are the same throughout make a copy where all of them say so many characters, figures included, beyond
#: what everybody writes, so many of them own ones; the same as last year's they are from so many on.
_WHOLE, _WHOLE_OWN, _WHOLE_REPEATED = 60, 20, 16
#: Sections of which half is the same make a copy where so many own characters are.
_HALVES = 90
#: What most agencies of a small corpus write is a copy nevertheless where it is so large a part of a section, or so long.
_MUCH, _LONG = 0.5, 300
#: Pairs that are kept for one report's sake, those with most text first.
BEST = 5


def find(reports: Iterable[Report]) -> Reuse:
    """Text shared between agencies, and between a report and the same agency's of the year before.

    ``reports`` may be of several years and is gone through once; the order does not matter. Reports without an agency or
    a year are compared as those of an agency of their own. Two reports of one agency are compared only where one follows the
    other in years; versions of one year are not.
    """
    texts = sorted((text for report in reports if (text := digest(report)).text), key=lambda text: text.source)
    common = learn(texts)
    own = _masks(texts, common, common.hashes)
    pairs = sorted(
        {
            *candidates(texts, [windows(text, ~own(index).own) for index, text in enumerate(texts)]),
            *candidates(texts, [sections(text, ~own(index).worded) for index, text in enumerate(texts)]),
        }
    )
    aligned = _Aligner(texts, own, None if common.majority is None else _masks(texts, common, common.majority))
    found = {pair: copied for pair in pairs if (copied := aligned.peers(*pair))}
    peers = {pair: copied for pair, copied in found.items() if copied.kind == "peer"}
    most = {pair: copied for pair, copied in found.items() if copied.kind == "majority"}
    years = {pair: copied for pair in _years(texts) if (copied := aligned.compare(*pair, "last_year", own))}
    shown = [found[pair] for part in (peers, most) for pair in _best(part)]
    return Reuse(
        pairs=tuple(sorted((*shown, *years.values()), key=lambda pair: (pair.a, pair.b))),
        groups=(*_groups(texts, peers), *(replace(group, majority=True) for group in _groups(texts, most))),
        compared=len(texts),
        agencies=common.agencies,
        threshold=common.threshold if common.learned else 0,
        learned=common.learned,
        cut=frozenset(text.source.source for text in texts if text.cut),
    )


Own = Callable[[int], TextMasks]


def _masks(texts: Sequence[ReportText], common: Common, hashes: Hashes) -> Own:
    """The characters of each text, by its index, that ``hashes`` leave as its own; kept as bits."""
    packed = [[~np.packbits(common.mask(text, hashes, given=given)) for given in (True, False)] for text in texts]

    def spoken(index: int) -> TextMasks:
        own, worded = (np.unpackbits(bits, count=len(texts[index].text)).astype(np.bool_) for bits in packed[index])
        return TextMasks(own, worded)

    return spoken


class _Aligner:
    """Compares two texts of the corpus by their indices; the last texts are kept ready."""

    def __init__(self, texts: Sequence[ReportText], own: Own, rare: Own | None) -> None:
        self._texts, self._own, self._rare = texts, own, rare
        self._side: Callable[[int], AlignedText] = lru_cache(maxsize=64)(lambda index: side(texts[index]))
        self._full: Callable[[int], AlignedText] = lru_cache(maxsize=64)(lambda index: side(texts[index], given=True))

    def peers(self, a: int, b: int) -> Copied | None:
        """What two agencies' reports share: beyond what most write, else as a part of that if it is no more than a slogan."""
        if self._rare is None:
            return self.compare(a, b, "peer", self._own)
        found = self.compare(a, b, "peer", self._rare)
        if found is None and (common := self.compare(a, b, "peer", self._own)):
            much = max(share for section in common.sections for share in (section.share_a, section.share_b))
            return replace(common, kind="majority") if much < _MUCH and common.length < _LONG else common
        return found

    def compare(self, a: int, b: int, kind: Kind, own_of: Own) -> Copied | None:
        """The passages that both texts share, or None if they are no copy."""
        first, second, in_a, in_b = self._texts[a], self._texts[b], own_of(a), own_of(b)
        if kind == "last_year":
            in_a, in_b = repeated(first, second, in_a, in_b)
        own = _counter(in_a.own, in_b.own)
        shortest = _MORE if kind == "peer" else _REPEATED
        runs = equal_runs(self._side(a), self._side(b))
        enough = own(runs) >= (COPIED_OWN if kind == "peer" else _LEAST_OWN)
        found = _long(chains(runs, shortest), own) if enough else []
        copied = any(_is_copy(*item) for item in found) if kind == "peer" else bool(found)
        full = equal_runs(self._full(a), self._full(b))
        same, parts = alike(first, second, in_a, in_b, full)
        if not (copied or _are_copies(same, kind)):
            return None
        numbers = {section.number for section in same}
        rest = [run for run in full if not {first.section_at(run.i), second.section_at(run.j)} & numbers]
        found = [*((chain, own(chain.runs)) for chain in parts), *_long(chains(rest, shortest), own)] or found
        return Copied(kind, first.source, second.source, _shares(first, second, in_a, in_b, found))


def _long(found: Sequence[Chain], own: Callable[[Sequence[EqualRun]], int]) -> list[tuple[Chain, int]]:
    """The passages that have something of their own, and how much."""
    return [(chain, count) for chain in found if (count := own(chain.runs)) >= _LEAST_OWN]


def _are_copies(same: Sequence[Alike], kind: Kind) -> bool:
    whole = [section for section in same if section.throughout]
    if kind != "peer":
        return any(section.worded >= _WHOLE_REPEATED for section in whole)
    worded, own = sum(section.worded for section in whole), sum(section.own for section in whole)
    return (worded >= _WHOLE and own >= _WHOLE_OWN) or sum(section.own for section in same) >= _HALVES


def _is_copy(chain: Chain, own: int) -> bool:
    span = max(end - start for start, end in (chain.a, chain.b))
    close = span >= _SPAN or chain.length >= _NEARLY * span
    return close and chain.length >= COPIED and own >= max(COPIED_OWN, _OWN_SHARE * chain.length)


def _counter(a: Mask, b: Mask) -> Callable[[Sequence[EqualRun]], int]:
    """How many characters of runs are among those of ``a`` and of ``b``, in the report that has fewer of them."""
    in_a, in_b = np.append(0, np.cumsum(a)), np.append(0, np.cumsum(b))

    def count(runs: Sequence[EqualRun]) -> int:
        first = sum(int(in_a[run.i + run.length] - in_a[run.i]) for run in runs)
        return min(first, sum(int(in_b[run.j + run.length] - in_b[run.j]) for run in runs))

    return count


def _shares(
    a: ReportText, b: ReportText, own_a: TextMasks, own_b: TextMasks, found: Sequence[tuple[Chain, int]]
) -> tuple[SectionShare, ...]:
    in_a, in_b = covered(len(a.text), len(b.text), [chain for chain, _ in found])
    printed_a, printed_b = a.printed(), b.printed()
    passages = sorted(
        (
            Shared(
                section_a=a.section_at(chain.a[0]),
                section_b=b.section_at(chain.b[0]),
                a=printed_a.spans(*chain.a),
                b=printed_b.spans(*chain.b),
                length=chain.length,
                own=own,
                exact=a.text[slice(*chain.a)] == b.text[slice(*chain.b)],
                similarity=Indel.normalized_similarity(a.text[slice(*chain.a)], b.text[slice(*chain.b)]),
            )
            for chain, own in found
        ),
        key=lambda passage: -passage.length,
    )
    numbers = sorted({p.section_a for p in passages} | {p.section_b for p in passages})
    return tuple(
        SectionShare(
            number,
            *_count(a, number, own_a, in_a),
            *_count(b, number, own_b, in_b),
            tuple(passage for passage in passages if number in (passage.section_a, passage.section_b)),
        )
        for number in numbers
    )


def _count(text: ReportText, number: int, spoken: TextMasks, shared: Mask) -> tuple[int, int, int]:
    """Of section ``number`` the shared characters that not everybody writes, all such characters, and the own ones."""
    return (
        count(text, number, spoken.worded & shared),
        count(text, number, spoken.worded),
        count(text, number, spoken.own),
    )


def _years(texts: Sequence[ReportText]) -> list[tuple[int, int]]:
    """Each report with the same agency's latest one of an earlier year; of several versions the first by name."""
    known: dict[str, dict[int, int]] = defaultdict(dict)
    for index, text in enumerate(texts):
        if text.source.agency and text.source.year:
            known[text.source.agency].setdefault(text.source.year, index)
    found = []
    for index, text in enumerate(texts):
        earlier = [year for year in known.get(text.source.agency, ()) if year < text.source.year]
        if earlier:
            found.append((known[text.source.agency][max(earlier)], index))
    return found


def _best(peers: dict[tuple[int, int], Copied]) -> list[tuple[int, int]]:
    """The pairs that are among the ``BEST`` of one of their reports."""
    by_report: dict[int, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for pair, copied in peers.items():
        for index in pair:
            by_report[index].append((-copied.length, pair))
    return sorted({pair for found in by_report.values() for _, pair in sorted(found)[:BEST]})


def _groups(texts: Sequence[ReportText], peers: dict[tuple[int, int], Copied]) -> tuple[SharingGroup, ...]:
    """Reports joined by shared text, where they are of three or more agencies."""
    leader = list(range(len(texts)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for a, b in sorted(peers):
        first, second = sorted((lead(a), lead(b)))
        leader[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for index in sorted({index for pair in peers for index in pair}):
        members[lead(index)].append(index)
    longest: dict[int, Shared] = {}
    for (a, _), copied in sorted(peers.items()):
        passage, known = copied.passages[0], longest.get(lead(a))
        if known is None or passage.length > known.length:
            longest[lead(a)] = passage
    found = [
        SharingGroup(tuple(texts[index].source for index in indices), longest[first])
        for first, indices in members.items()
        if len({texts[index].who for index in indices}) > 2
    ]
    return tuple(sorted(found, key=lambda group: (-len(group.members), group.members)))
