"""What a profile says, and how several of them go together; nothing here knows a file or a rule."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from audit.findings import Severity
from audit.text import fold

#: What a profile may say of a rule: switched off, back on as the rule itself says, or one severity for all it finds.
Setting = Literal["off", "on", "error", "warning", "info"]
_SEVERITIES: Mapping[Setting, Severity] = {"error": "error", "warning": "warning", "info": "info"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """Words of which the text of ``sections`` (numbers; none: the whole report) has to print at least one.

    ``name`` is what they speak of, ``basis`` why they are asked for, ``message`` what is said where all are absent.
    """

    name: str
    any_of: tuple[str, ...]
    severity: Severity
    basis: str
    message: str
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile, or several that go together; as it stands here, one that changes nothing.

    ``applies_to`` are patterns of agencies' names with “*” for any characters; without any it applies to all.
    ``settings`` are by rule id; ``words`` map a wrong word to the right one, ``correct`` are words never called wrong.
    ``digest`` is that of the file, in hexadecimal.
    """

    name: str = ""
    about: str = ""
    applies_to: tuple[str, ...] = ()
    settings: Mapping[str, Setting] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    correct: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    digest: str = ""

    def applies(self, agency: str | None) -> bool:
        """Whether a report of ``agency`` is under this profile; an unknown agency is under those for all only."""
        name = fold(agency or "")
        return not self.applies_to or any(fnmatchcase(name, fold(pattern)) for pattern in self.applies_to)

    def is_off(self, rule: str) -> bool:
        """Whether the rule with this id is switched off."""
        return self.settings.get(rule) == "off"

    def severity(self, rule: str) -> Severity | None:
        """The severity for all that the rule with this id finds; None where the rule itself decides."""
        return _SEVERITIES.get(self.settings.get(rule, "on"))


#: The profile that changes nothing.
UNCHANGED = Profile()


def merged(profiles: Sequence[Profile], agency: str | None) -> Profile:
    """The ``profiles`` under which ``agency`` comes as one; where two speak of the same thing the later one wins."""
    chosen = [profile for profile in profiles if profile.applies(agency)]
    settings: dict[str, Setting] = {}
    words: dict[str, str] = {}
    requires: dict[str, Requirement] = {}
    for profile in chosen:
        settings |= profile.settings
        words |= profile.words
        requires |= {requirement.name: requirement for requirement in profile.requires}
    return Profile(
        name="、".join(profile.name for profile in chosen),
        settings=settings,
        words=words,
        correct=tuple(dict.fromkeys(word for profile in chosen for word in profile.correct)),
        requires=tuple(requires.values()),
        digest=hashlib.sha256("\x1f".join(profile.digest for profile in chosen).encode()).hexdigest() if chosen else "",
    )
