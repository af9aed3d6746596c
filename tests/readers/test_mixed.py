"""Reports in all formats, layouts and editions: no number is ever wrong, and none is lost without a word.

``benchmarks/mixed.py`` reads all thousand of them.
"""

from __future__ import annotations

import pytest

from tests.mixed import WAYS, faults

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("ending", WAYS)
def test_no_number_is_wrong_and_none_is_lost_without_a_word(ending):
    assert faults(ending, step=4) == {}
