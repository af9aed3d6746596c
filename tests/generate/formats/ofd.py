"""Write a generated report as an OFD package (GB/T 33190): XML by hand, positions from the shared page layout."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Sheet, Style, pages, wide
from tests.generate.report.truth import Truth

MM = 25.4 / 72
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def make_ofd(
    truth: Truth, variant: Variant = PLAIN, style: Style = CLEAN, *, template: bool = False, scaled: bool = False
) -> bytes:
    """The report ``truth`` as an OFD. ``template`` draws the rulings of page 1 in a template page; ``scaled`` sets
    texts in a small size enlarged by their CTM.
    """
    sheets = pages(truth, variant, style)
    parts = {
        "OFD.xml": f"<ofd:OFD {_NS} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocInfo/>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    entries, templates = "", ""
    for index, sheet in enumerate(sheets):
        rulings = "".join(_path(ruling, style.thin_rectangles) for ruling in sheet.rulings)
        texts = "".join(_text(sheet, i, scaled) for i in range(len(sheet.texts)))
        head = ""
        if template and index == 0:
            parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(sheet, rulings, "")
            templates = "<ofd:TemplatePage ID='900' BaseLoc='Tpls/Tpl_0/Content.xml'/>"
            head, rulings = "<ofd:Template TemplateID='900' ZOrder='Background'/>", ""
        parts[f"Doc_0/Pages/Page_{index}/Content.xml"] = _page(sheet, rulings + texts, head)
        entries += f"<ofd:Page ID='{index + 1}' BaseLoc='Pages/Page_{index}/Content.xml'/>"
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{templates}</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages></ofd:Document>"
    )
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    """The zip package of ``parts``, the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


def _page(sheet: Sheet, objects: str, head: str) -> str:
    return (
        f"<ofd:Page {_NS}><ofd:Area><ofd:PhysicalBox>0 0 {sheet.width * MM:.3f} {sheet.height * MM:.3f}</ofd:PhysicalBox>"
        f"</ofd:Area>{head}<ofd:Content><ofd:Layer ID='7'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _path(ruling: tuple[float, float, float, float], rectangle: bool) -> str:
    x0, y0, x1, y1 = (number * MM for number in ruling)
    if rectangle:
        w, h = max(x1 - x0, 0.15), max(y1 - y0, 0.15)
        data, how = f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C", "Stroke='false' Fill='true'"
    else:
        w, h = x1 - x0, y1 - y0
        data, how = f"M 0 0 L {w:.3f} {h:.3f}", "LineWidth='0.18'"
    return (
        f"<ofd:PathObject Boundary='{x0:.3f} {y0:.3f} {max(w, 0.2):.3f} {max(h, 0.2):.3f}' {how}>"
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(sheet: Sheet, index: int, scaled: bool) -> str:
    text = sheet.texts[index]
    factor = 2.0 if scaled else 1.0
    size = text.size * MM
    steps = [wide(char, size) / factor for char in text.text[:-1]]
    # Runs of one step in the short notation, as producers write them.
    delta, i = "", 0
    while i < len(steps):
        j = i
        while j < len(steps) and steps[j] == steps[i]:
            j += 1
        delta += f"g {j - i} {steps[i]:.4f} " if j - i > 2 else f"{steps[i]:.4f} " * (j - i)
        i = j
    matrix = "CTM='2 0 0 2 0 0' " if scaled else ""
    return (
        f"<ofd:TextObject Boundary='{text.x * MM:.4f} {text.y * MM - size:.4f} {wide(text.text, size):.3f} {size * 1.2:.3f}' "
        f"{matrix}Font='1' Size='{size / factor:.4f}'>"
        f"<ofd:TextCode X='0' Y='{size / factor:.4f}' DeltaX='{delta.strip()}'>{escape(text.text)}</ofd:TextCode></ofd:TextObject>"
    )
