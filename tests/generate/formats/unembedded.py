"""PDFs whose Chinese font is only named: the same pages with the font written as other producers write it."""

from __future__ import annotations

import re

from reportlab import rl_config

from tests.generate.formats.pdf import make_pdf
from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Style
from tests.generate.report.truth import Truth

_MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /All def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_DESCRIPTOR = (
    b"/FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 32 /Ascent 859 /Descent -141 /CapHeight 859 "
    b"/ItalicAngle 0 /StemV 80 /FontBBox [ 0 -141 1000 859 ] >>"
)
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-%s %s /DescendantFonts [ << /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"%s /DW 1000 /W [ 32 126 500 ] >> ] >>"
)
#: A character by itself, as ReportLab draws it: its place, the size of its font and its code.
_ALONE = re.compile(
    rb"1 0 0 1 ([\d.]+) ([\d.]+) Tm (?:/F2 )([\d.]+) Tf ([\d.]+) TL \(((?:\\[0-7]{3}|\\.|[^\\()]){2})\) Tj"
)
#: Writing from top to bottom begins at the middle of a character's upper edge, so many ems above its baseline.
_ABOVE = 0.88
#: Word sets a large font and scales it down.
_SCALE = 20


def without_font(
    truth: Truth,
    name: str = "SimSun",
    variant: Variant = PLAIN,
    style: Style = CLEAN,
    *,
    mapped: bool = True,
    upright: bool = False,
) -> bytes:
    """The report as ``make_pdf`` gives it, its font ``name`` not embedded under Identity-H.

    ``mapped``: with a map to Unicode. ``upright``: characters drawn one by one are set under Identity-V.
    """
    compressed, rl_config.pageCompression = rl_config.pageCompression, 0
    try:
        data = make_pdf(truth, variant, style)
    finally:
        rl_config.pageCompression = compressed
    font = name.encode()
    map_ = b"/ToUnicode 900 0 R" if mapped else b""
    across, down = (_FONT % (font, way, map_, font, _DESCRIPTOR % font) for way in (b"H", b"V"))
    data = re.sub(rb"(?<=3 0 obj\n).*?(?=\nendobj)", lambda _: across, data, count=1, flags=re.DOTALL)
    if upright:
        data = _ALONE.sub(_set_upright, data).replace(b"/F2 3 0 R", b"/F2 3 0 R /F3 901 0 R", 1)
    more = _to_unicode() + b"\n901 0 obj\n" + down + b"\nendobj"
    # Places of objects are wrong from here on: readers find them by looking through the file.
    return data.replace(b"\nxref", b"\n" + more + b"\nxref", 1)


def _set_upright(drawn: re.Match[bytes]) -> bytes:
    x, y, size = (float(drawn[number]) for number in (1, 2, 3))
    place = b"%.4f 0 0 %.4f %.4f %.4f Tm" % (1 / _SCALE, 1 / _SCALE, x + size / 2, y + _ABOVE * size)
    return place + b" /F3 %.4f Tf (%s) Tj" % (size * _SCALE, drawn[5])


def _to_unicode() -> bytes:
    """Each two bytes of a string are the character of that number."""
    ranges = [b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(256)]
    parts = [ranges[at : at + 100] for at in range(0, 256, 100)]
    body = b"".join(b"%d beginbfrange\n%sendbfrange\n" % (len(part), b"".join(part)) for part in parts)
    stream = _MAP + body + b"endcmap end end"
    return b"900 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj" % (len(stream), stream)
