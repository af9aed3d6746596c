"""What a profile says, and how several of them go together; nothing here knows a file or a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

from audit.findings import SEVERITY_NAMES, Severity
from audit.text import fold

#: What a profile may say of a rule: switched off, back on as the rule itself says, or one severity for all it finds.
Setting = Literal["off", "on", "error", "warning", "info"]
_SEVERITIES: Mapping[Setting, Severity] = {"error": "error", "warning": "warning", "info": "info"}
_SETTING_NAMES: Mapping[Setting, str] = {
    "off": "停用规则",
    "on": "恢复规则",
    **{setting: f"定为{SEVERITY_NAMES[setting]}" for setting in _SEVERITIES},
}


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
    ``digest`` is that of the file, in hexadecimal, "" for several.
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

    def level(self, rule: str, own: Sequence[Severity]) -> str:
        """What people read of a rule's severities, ``own`` being the rule's: “疑点”, “错误（原为疑点）”, “停用（原为疑点）”."""
        usual, severity = "／".join(SEVERITY_NAMES[each] for each in own), self.severity(rule)
        if self.is_off(rule):
            return f"停用（原为{usual}）"
        return f"{SEVERITY_NAMES[severity]}（原为{usual}）" if severity else usual

    @property
    def changes(self) -> tuple[str, ...]:
        """What it changes, in Chinese, one sentence each: rules off, back on and regraded, words, requirements."""
        by_setting = {
            setting: "、".join(sorted(rule for rule, its in self.settings.items() if its == setting))
            for setting in _SETTING_NAMES
        }
        return (
            *(f"{_SETTING_NAMES[setting]}：{rules}" for setting, rules in by_setting.items() if rules),
            *([f"补充错误写法{len(self.words)}个"] if self.words else []),
            *([f"词语例外{len(self.correct)}个"] if self.correct else []),
            *([f"内容要求：{'、'.join(each.name for each in self.requires)}"] if self.requires else []),
        )


#: The profile that changes nothing.
UNCHANGED = Profile()


def merged(profiles: Sequence[Profile], agency: str | None) -> Profile:
    """The ``profiles`` under which ``agency`` comes, as one."""
    return together([profile for profile in profiles if profile.applies(agency)])


def together(profiles: Sequence[Profile]) -> Profile:
    """All ``profiles`` as one, whoever they are for; where two speak of the same thing the later one wins."""
    settings: dict[str, Setting] = {}
    words: dict[str, str] = {}
    requires: dict[str, Requirement] = {}
    for profile in profiles:
        settings |= profile.settings
        words |= profile.words
        requires |= {requirement.name: requirement for requirement in profile.requires}
    return Profile(
        name="、".join(profile.name for profile in profiles),
        settings=settings,
        words=words,
        correct=tuple(dict.fromkeys(word for profile in profiles for word in profile.correct)),
        requires=tuple(requires.values()),
    )
