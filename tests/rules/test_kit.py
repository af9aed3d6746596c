"""The kit for authors of rules: what its door offers is described, and the page on adding a rule names it rightly."""

from __future__ import annotations

import re

import pytest

from audit.rules import kit
from tests.roots import ROOT

PAGE = (ROOT / "docs" / "怎样增加一条规则.md").read_text("utf-8")
#: Numbers, and names for types that ``audit.findings`` describes.
CONSTANTS = ("BLANK_CONFIDENCE", "MOST_PLACES", "Severity", "Verdict")


@pytest.mark.parametrize("name", kit.__all__)
def test_what_the_kit_offers_is_described(name: str) -> None:
    assert name in CONSTANTS or len(getattr(kit, name).__doc__ or "") > 20


def test_the_page_names_only_what_the_kit_offers() -> None:
    behind = PAGE.partition("**工具箱**")[2].splitlines()
    rows = [line for line in behind[: behind.index("## 三、填写用例")] if line.startswith("|")]
    named = set(re.findall(r"`([a-z_]+|[A-Z][a-z]+)`", "\n".join(rows)))
    assert len(named) > 20
    assert named <= set(kit.__all__)
