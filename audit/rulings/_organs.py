"""Whose reports a review holds, and which organ of them an event is about, as far as names, keys and evidence tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from audit.causes import Cause
from audit.corpus import Corpus, Filing
from audit.decisions import DecisionEvent, apart, is_unnamed, kinship, organ, unnamed
from audit.model import Report, own_path
from audit.persons import masked
from audit.text import fold
from audit.words import in_front

#: Whether an event is on an organ, may be, or is not.
Claim = Literal["ours", "unsure", "none"]


@dataclass(frozen=True, slots=True)
class ReviewOrgan:
    """One organ of a review: ``known_as`` the roster or its report calls it, ``name`` is how events do, the fullest of its ``names``.

    ``shared`` are names that its reports print and that do not tell it from organs elsewhere: the folder said where it lies.
    ``is_listed`` says that the keys of its causes are made of a roster's name that also says where it lies.
    """

    known_as: str
    name: str = field(compare=False)
    names: frozenset[str] = field(compare=False)
    shared: frozenset[str] = field(default=frozenset(), compare=False)
    is_listed: bool = field(default=False, compare=False)

    @property
    def own_names(self) -> frozenset[str]:
        """What it is called, whatever stands in front."""
        return frozenset(map(organ, self.names | self.shared))

    def is_not(self, name: str) -> bool:
        """Whether ``name`` is surely that of another organ of the same own name."""
        return name not in self.names | self.shared and any(apart(one, name) for one in self.names)

    def is_surely(self, name: str) -> bool:
        """Whether ``name`` says all that one of the names of this organ says of where it lies, and nothing else."""
        return any(organ(one) == organ(name) and kinship(one, name) == "same" for one in self.names)


class ReviewOrgans:
    """The organs of all reports of a review, and of its roster, with what is shown on them.

    ``causes`` are those of each report by its source, ``absent`` those of agencies without one.
    """

    def __init__(
        self, corpus: Corpus, causes: Mapping[str, Iterable[Cause]] | None = None, absent: Iterable[Cause] = ()
    ) -> None:
        names = {agency.name: {agency.name, *agency.aliases} for agency in corpus.roster.agencies}
        known_as: dict[str, str] = {}
        shared: dict[str, set[str]] = {}
        for source, filing in corpus.every.items():
            known_as[source] = known = _known_as(filing, given=corpus.roster.given)
            its = (filing.report.agency, filing.printed, _by_file(filing.report))
            names.setdefault(known, {known}).update(filter(None, its if corpus.roster.given else (its[0], its[2])))
            shared.setdefault(known, set()).update(filter(None, its[1:2]))
        listed = {agency.name for agency in corpus.roster.agencies} if corpus.roster.given else set()
        self._organs = {one: _organ(one, called, shared.get(one, set()), listed) for one, called in names.items()}
        self._of = {source: self._organs[known] for source, known in known_as.items()}
        #: By source for which organ and year a report was filed, of those that were put to both.
        self.filed = {
            source: (self._organs[filing.agency.name], filing.year)
            for source, filing in corpus.every.items()
            if filing.agency and filing.year
        }
        self._files: dict[tuple[ReviewOrgan, int | None], set[str]] = {}
        for source, filing in corpus.every.items():
            report = filing.report
            self._files.setdefault((self._of[source], report.year), set()).add(report.sha256)
        self.by_name: dict[str, list[ReviewOrgan]] = {}
        self.by_own_name: dict[str, list[ReviewOrgan]] = {}
        for one in self._organs.values():
            for name in one.names:
                self.by_name.setdefault(name, []).append(one)
            for name in one.own_names:
                self.by_own_name.setdefault(name, []).append(one)
        #: By key whose causes go by it, or did, with all evidence that they show.
        self.shown: dict[str, dict[ReviewOrgan, set[str]]] = {}
        self._present: dict[str, set[ReviewOrgan]] = {}
        for source, found in (causes or {}).items():
            self._show(found, self._of.get(source))
        self._show(absent, None)
        #: Which of these organs an event is on.
        self.claims = Claims(self)

    def of(self, report: Report) -> ReviewOrgan:
        """The organ of ``report``, which is one of the review."""
        return self._of[report.source]

    def other_files(self, report: Report) -> set[str]:
        """The SHA-256 of the other files of the review that are reports of the organ and year of ``report``."""
        return self._files[self.of(report), report.year] - {report.sha256}

    def named(self, name: str | None) -> ReviewOrgan:
        """The organ that the roster calls ``name``."""
        return self._organs.get(name or "") or ReviewOrgan(name or "", name or "", frozenset((name or "",)))

    def only_its(self, whose: ReviewOrgan) -> tuple[str, ...]:
        """The names by which ``whose`` is known, and no other organ of the review."""
        return tuple(sorted(name for name in whose.names if self.by_name.get(name) == [whose]))

    def elsewhere(self, whose: ReviewOrgan, key: str) -> set[str]:
        """All evidence that causes of ``whose`` under ``key`` show: of several reports of one year each has its own."""
        return self.shown.get(key, {}).get(whose, set())

    def is_made_of_its_name(self, key: str, whose: ReviewOrgan) -> bool:
        """Whether ``key`` is of causes of ``whose`` and of no other organ's, since the roster's name tells them apart."""
        return whose.is_listed and whose in self._present.get(key, ())

    def _show(self, causes: Iterable[Cause], whose: ReviewOrgan | None) -> None:
        for cause in causes:
            its = whose or self.named(cause.root.agency)
            self._present.setdefault(cause.key, set()).add(its)
            for key in (cause.key, *cause.former):
                self.shown.setdefault(key, {}).setdefault(its, set()).add(cause.evidence)


class Claims:
    """Whose the events of a record are in a review."""

    def __init__(self, organs: ReviewOrgans) -> None:
        self.organs = organs
        self._candidates: dict[str, tuple[ReviewOrgan, ...]] = {}

    def candidates(self, name: str) -> tuple[ReviewOrgan, ...]:
        """The organs that an event under ``name`` may be about, some of which are none of the review."""
        if name not in self._candidates:
            self._candidates[name] = tuple(self._found(name))
        return self._candidates[name]

    def _found(self, name: str) -> Iterable[ReviewOrgan]:
        if exact := self.organs.by_name.get(name):
            return exact
        if is_unnamed(name):
            return ()
        near = [one for one in self.organs.by_own_name.get(organ(name), ()) if not one.is_not(name)]
        if surely := [one for one in near if one.is_surely(name)]:
            return surely
        # “鼓楼区教育局” may be that of a city whose reports are not under review, and the other way round: no name tells.
        return [*near, ReviewOrgan(name, name, frozenset((name,)))] if near else ()

    def on_report(self, event: DecisionEvent, whose: ReviewOrgan) -> Claim:
        """Whether an event on a report as a whole, a cell or an item is on a report of ``whose``."""
        return _claim(self.candidates(event.agency), whose)

    def on_cause(self, event: DecisionEvent, whose: ReviewOrgan) -> Claim:
        """Whether an event under a key of a cause of ``whose`` is on this cause."""
        if self.organs.is_made_of_its_name(event.about, whose) and not whose.is_not(event.agency):
            return "ours"
        holders = self.organs.shown.get(event.about, {})
        found = self.candidates(event.agency) or [one for one in holders if not one.is_not(event.agency)]
        claim = _claim(found, whose)
        if claim != "unsure" or any(self._is_outside(one, event.agency) for one in found):
            return claim
        showing = [one for one in found if event.evidence in holders.get(one, ())]
        return _claim(showing, whose) if len(showing) == 1 else "unsure"

    def _is_outside(self, whose: ReviewOrgan, name: str) -> bool:
        """Whether ``whose`` goes by ``name`` and is none of the review: what its causes show is not known here."""
        return whose.known_as == name and self.organs.named(name) is not whose


def _claim(found: Iterable[ReviewOrgan], whose: ReviewOrgan) -> Claim:
    several = set(found)
    if whose not in several:
        return "none"
    return "ours" if len(several) == 1 else "unsure"


def _known_as(filing: Filing, *, given: bool) -> str:
    """How keys know the organ of a filing: as the roster that was given calls it, else as its report does, else by its file."""
    report = filing.report
    if given and filing.agency:
        return filing.agency.name
    return report.agency or _by_file(report)


def _by_file(report: Report) -> str:
    """How events call the organ of ``report`` as long as nothing says which one it is."""
    return unnamed(masked(own_path(report.source).stem), report.sha256)


def _organ(known_as: str, names: Iterable[str], shared: Iterable[str], listed: Iterable[str]) -> ReviewOrgan:
    every = frozenset(names)
    same = [one for one in every if organ(one) == organ(known_as) and not apart(one, known_as)]
    name = min(same, key=lambda one: (-len(in_front(fold(one))[0]), one != known_as, -len(one), one))
    return ReviewOrgan(
        known_as, name, every, frozenset(shared) - every, known_as in listed and known_as != organ(known_as)
    )
