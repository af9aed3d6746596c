"""PDFs whose Chinese font is only named: the same pages with the font written as other producers write it."""

from __future__ import annotations

import re

from reportlab import rl_config

from tests.generate.layout import PLAIN, Variant
from tests.generate.pages import CLEAN, Style
from tests.generate.pdf import make_pdf
from tests.generate.truth import Truth

_MAP = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /All def /CMapType 2 def\n" + (
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


def without_font(
    truth: Truth, name: str = "SimSun", *, mapped: bool = True, variant: Variant = PLAIN, style: Style = CLEAN
) -> bytes:
    """The report as ``make_pdf`` gives it, its font ``name`` not embedded under Identity-H; ``mapped``: to Unicode."""
    compressed, rl_config.pageCompression = rl_config.pageCompression, 0
    try:
        data = make_pdf(truth, variant, style)
    finally:
        rl_config.pageCompression = compressed
    font = name.encode()
    map_ = b"/ToUnicode 900 0 R" if mapped else b""
    made = _FONT % (font, b"H", map_, font, _DESCRIPTOR % font)
    data = re.sub(rb"(?<=3 0 obj\n).*?(?=\nendobj)", lambda _: made, data, count=1, flags=re.DOTALL)
    return data.replace(b"\nxref", b"\n" + _to_unicode() + b"\nxref", 1)


def _to_unicode() -> bytes:
    """Each two bytes of a string are the character of that number."""
    ranges = b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in range(256))
    parts = [ranges.splitlines(keepends=True)[at : at + 100] for at in range(0, 256, 100)]
    body = b"".join(b"%d beginbfrange\n%sendbfrange\n" % (len(part), b"".join(part)) for part in parts)
    stream = _MAP + body + b"endcmap end end"
    return b"900 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj" % (len(stream), stream)
