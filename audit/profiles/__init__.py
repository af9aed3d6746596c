"""Profiles: what users change in the catalogue, and what a sector asks for besides; all of it is data in TOML files."""

from __future__ import annotations

from audit.profiles._load import load, parse, shipped
from audit.profiles._profile import UNCHANGED, Profile, Requirement, Setting, merged, together

__all__ = ["UNCHANGED", "Profile", "Requirement", "Setting", "load", "merged", "parse", "shipped", "together"]
