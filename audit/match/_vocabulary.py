"""The words of ``claims.toml`` and ``scopes.toml``, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from audit.words import filled

#: Topics whose subjects are named after one of the form's prefixes.
LITIGATION = {
    "review": "review",
    "suit": "suit",
    "suit_direct": "suit_direct",
    "suit_after_review": "suit_after_review",
}
DOCUMENTS = frozenset(("normative_documents", "regulations"))
DECISIONS = frozenset(("licensing", "penalties", "coercion"))
#: The topic a family of subjects belongs to, for topics that share their words.
_SHARED = dict.fromkeys(LITIGATION, "litigation") | dict.fromkeys(DOCUMENTS, "documents")
_SHARED |= dict.fromkeys(DECISIONS, "decisions")


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of ``subjects``: the words that state ``subject`` under ``topic`` ("" = anywhere)."""

    topic: str
    subject: str
    words: re.Pattern[str]
    also: re.Pattern[str] | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything of ``claims.toml``; ``scope`` holds the words of ``scopes.toml`` as well."""

    known: re.Pattern[str]
    litigation: re.Pattern[str]
    everybody: re.Pattern[str]
    topics: re.Pattern[str]
    topic_words: Mapping[str, re.Pattern[str]]
    wordings: Mapping[str, Sequence[Wording]]
    rates: Sequence[Wording]
    further_changes: Sequence[Wording]
    listed: re.Pattern[str]
    scope: Mapping[str, re.Pattern[str]]

    def family(self, topic: str | None) -> Sequence[Wording]:
        """The wordings that may be tried under ``topic``, its own before those that are unambiguous anywhere."""
        own = self.wordings.get(_SHARED.get(topic, topic), ()) if topic else ()
        return (*own, *self.wordings[""])


def full_subject(topic: str, subject: str) -> str:
    """The quantity's name: “issued” under normative_documents is ``disclosure.normative_documents.issued``."""
    if topic in LITIGATION and "." not in subject:
        return f"litigation.{LITIGATION[topic]}.{subject}"
    if (topic in DOCUMENTS or topic in DECISIONS) and "." not in subject:
        return f"disclosure.{topic}.{subject}"
    return subject


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read and compiled at first use."""
    data, scopes = _data("claims.toml"), _data("scopes.toml")
    wordings: dict[str, list[Wording]] = {"": []}
    for entry in data["subjects"]:
        wordings.setdefault(entry["topic"], []).append(_wording(entry))
    denials = data["denials"]
    return Vocabulary(
        known=_any_of(data["words"]["known"]),
        litigation=_any_of(data["words"]["litigation"]),
        everybody=re.compile(data["words"]["everybody"]),
        topics=re.compile("|".join(f"(?P<{topic}>{words})" for topic, words in data["topics"].items())),
        topic_words={topic: re.compile(words) for topic, words in data["topics"].items()},
        wordings=wordings,
        rates=[_wording(entry | {"topic": ""}) for entry in data["rates"]],
        further_changes=[_wording(entry | {"topic": ""}) for entry in data["further_changes"]],
        listed=re.compile(denials["listed"]),
        scope={name: re.compile(words) for name, words in (data["scope"] | scopes).items()},
    )


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(filled(files("audit.match").joinpath(name).read_text("utf-8")))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    # One pass with the longest alternative first takes each character once: no backtracking over a whole clause.
    ordered = sorted(words, key=lambda word: -len(word))
    return re.compile("|".join(f"(?:{word})" for word in ordered))


def _wording(entry: Mapping[str, Any]) -> Wording:
    also = re.compile(entry["also"]) if "also" in entry else None
    return Wording(entry["topic"], entry["subject"], re.compile(entry["words"]), also, entry.get("certain", True))
