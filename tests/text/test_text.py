"""What a printed cell says: a number exactly as printed, a blank, “not applicable”, or text."""

from decimal import Decimal

import pytest

from audit.cells import read_cell
from audit.text import fold
from audit.words import chinese_number

NUMBERS = [
    ("0", 0),
    ("12", 12),
    ("１２", 12),
    (" 7 ", 7),
    ("7\u00a0", 7),
    ("\u200b15\ufeff", 15),
    ("1,234", 1234),
    ("1，234", 1234),
    ("12,345,678", 12345678),
    ("-3", -3),
    ("－3", -3),
    ("−3", -3),
    ("+5", 5),
    ("251000元", 251000),
    ("3.5万元", Decimal("3.5")),
    ("0.00", Decimal("0.00")),
    ("12.50", Decimal("12.50")),
    ("7件", 7),
    ("十二", 12),
    ("三", 3),
    ("一百零五", 105),
    ("〇", 0),
    ("1 234", 1234),
    ("12\n", 12),
    ("00", 0),
]
NO_NUMBERS = [
    ("", "blank"),
    ("  \u3000\n", "blank"),
    ("/", "not_applicable"),
    ("／", "not_applicable"),
    ("—", "not_applicable"),
    ("——", "not_applicable"),
    ("-", "not_applicable"),
    ("无", "not_applicable"),
    ("不适用", "not_applicable"),
    ("1\n2", "text"),
    ("-\n5", "text"),
    ("-\n12 3", "text"),
    ("1,23", "text"),
    ("12,34", "text"),
    ("约3", "text"),
    ("3-5", "text"),
    ("5%", "text"),
    ("1.2.3", "text"),
    ("3万", "text"),
    ("一百五", "text"),
    ("O", "text"),
    ("12号", "text"),
    ("1/2", "text"),
    ("12①", "text"),
    ("7²", "text"),
    ("③", "text"),
    ("½", "text"),
    ("一", "text"),
    ("十\n二", "text"),
    ("9" * 5000, "text"),
]


@pytest.mark.parametrize(("raw", "value"), NUMBERS)
def test_numbers_are_read_exactly(raw, value):
    reading = read_cell(raw)
    assert (reading.kind, reading.value) == ("number", value)
    assert str(reading.value) == str(value)


@pytest.mark.parametrize(("raw", "kind"), NO_NUMBERS)
def test_what_is_no_number_is_never_one(raw, kind):
    reading = read_cell(raw)
    assert (reading.kind, reading.value) == (kind, None)


def test_digits_that_stood_apart_are_joined_with_less_confidence_and_a_note():
    reading = read_cell("1 2")
    assert reading.value == 12
    assert not reading.sure
    assert "空格" in reading.note


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二四", 2024), ("十", 10), ("二十三", 23), ("三千零八", 3008), ("百", None)]
)
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


def test_labels_compare_equal_whatever_their_width_quotes_and_spaces():
    assert fold("危及“三安全 一稳定”（１）") == fold('危及"三安全一稳定"(1)')
