"""Profiles: what users change in the catalogue, and what a sector asks for besides; all of it is data in TOML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.profiles._load import load, parse
    from audit.profiles._profile import UNCHANGED, Profile, Requirement, Setting, merged, together
    from audit.profiles._shipped import shipped
else:
    # The help of the command line names the profiles that are shipped, and loads none.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.profiles._load": ("load", "parse"),
            "audit.profiles._profile": ("UNCHANGED", "Profile", "Requirement", "Setting", "merged", "together"),
            "audit.profiles._shipped": ("shipped",),
        },
    )

__all__ = ["UNCHANGED", "Profile", "Requirement", "Setting", "load", "merged", "parse", "shipped", "together"]
