"""Write a generated report as a PDF with ReportLab."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Style, pages
from tests.generate.report.truth import Truth

FONT = "STSong-Light"


def make_pdf(truth: Truth, variant: Variant = PLAIN, style: Style = CLEAN) -> bytes:
    """The report ``truth`` as a PDF, the same bytes for the same arguments."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    turned = style.rotated or style.sideways
    for sheet in pages(truth, variant, style):
        # ReportLab itself swaps the sides of a page with a rotation.
        canvas.setPageSize(
            (sheet.height, sheet.width) if style.sideways and not style.rotated else (sheet.width, sheet.height)
        )
        canvas.setPageRotation(90 if style.rotated else 0)
        if turned:
            # The upright page’s x runs up the stored page, its y to the right.
            canvas.transform(0, 1, -1, 0, sheet.height, 0)
        canvas.setLineWidth(0.5)
        for x0, y0, x1, y1 in sheet.rulings:
            if style.thin_rectangles:
                canvas.rect(x0, sheet.height - y1, max(x1 - x0, 0.5), max(y1 - y0, 0.5), stroke=0, fill=1)
            else:
                canvas.line(x0, sheet.height - y0, x1, sheet.height - y1)
        for text in sheet.texts:
            canvas.setFont(FONT, text.size)
            canvas.drawString(text.x, sheet.height - text.y, text.text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
