"""OpenDocument texts: what is printed comes out at its grid place, with all changes accepted."""

from __future__ import annotations

import pytest

from audit.readers import odt
from tests.generate.layout import Variant
from tests.generate.odt import TEXTS, Text, write
from tests.generate.truth import make
from tests.printed import VARIANTS, expected, printed


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_everything_printed_is_read_in_order_and_at_its_grid_place(text: Text, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = odt.read(write(truth, variant, text))
        assert document.format == "odt"
        assert printed(document) == expected(truth, variant)
