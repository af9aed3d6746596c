"""The profiles that a call asks for, and what is said of them before anything else."""

from __future__ import annotations

import argparse

from audit.commands.calls.output import say
from audit.profiles import Profile
from audit.rules import load_profiles


def chosen_profiles(options: argparse.Namespace) -> tuple[Profile, ...]:
    """The profiles of the call; says on standard error what each of them changes, and for whom."""
    chosen = load_profiles(options.profile)
    for profile in chosen:
        whom = "（只适用于名称符合的机关）" if profile.applies_to else ""
        say(f"核查方案“{profile.name}”{whom}：{'；'.join(profile.changes) or '没有改变'}。")
    return chosen
