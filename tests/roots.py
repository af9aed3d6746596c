"""The folders that tests look into."""

from __future__ import annotations

from pathlib import Path

#: The repository.
ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
#: The cases of the rules, a file each.
CASES = TESTS / "rules"
#: Real reports and the contract as others publish it; not part of the repository, and absent on most machines.
SHARED = ROOT.parent / "shared"
