"""Documents as offices hand them in: reports that are drawn or that somebody wrote, in files that Word and portals write."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from functools import cache

from benchmarks.clean import Written, written
from tests.generate.formats import docx, html
from tests.generate.report.truth import Truth, make


def truth(seed: int) -> Truth:
    """A report of either edition, small, medium or large."""
    made = make(seed, ("2021", "2021", "2019")[seed % 3], ("small", "medium", "large")[seed // 3 % 3])
    return with_fault(made) if seed % 3 == 1 else made


def worded(seed: int) -> Truth:
    """A report whose text somebody wrote (``benchmarks/reports``)."""
    texts = _written()
    made = texts[seed % len(texts)].truth()
    return with_fault(made) if seed % 3 == 1 else made


@cache
def _written() -> tuple[Written, ...]:
    return tuple(written())


def with_fault(made: Truth) -> Truth:
    """``made`` with one wrong cell."""
    rng = random.Random(made.seed)
    key = rng.choice([key for key, text in made.cells.items() if text.isdecimal()])
    return replace(made, cells={**made.cells, key: str(int(made.cells[key]) + rng.randint(1, 9))})


_RUN = (
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:cs="宋体" w:hint="eastAsia"/>'
    '<w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:bidi="ar"/></w:rPr>'
)
_PARAGRAPH = (
    '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="00B01C5D"><w:pPr><w:widowControl/>'
    f'<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="center"/>{_RUN}</w:pPr>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right")
)
_CELL = f'<w:tcW w:w="1186" w:type="dxa"/><w:tcBorders>{_BORDERS}</w:tcBorders>'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="a{n}"><w:name w:val="样式{n}"/><w:basedOn w:val="a"/>'
    f'<w:uiPriority w:val="99"/><w:qFormat/><w:rsid w:val="00A77B3E"/>{_RUN}</w:style>'
    for n in range(120)
)


def word_docx(made: Truth) -> bytes:
    """A .docx as Word writes it: every paragraph, run and cell with its properties, a style sheet, revision marks."""
    source, target = zipfile.ZipFile(io.BytesIO(docx.write(made))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "word/document.xml":
                text = re.sub(r"<w:tc>(?:<w:tcPr>)?", lambda m: f"<w:tc><w:tcPr>{_CELL}{_closing(m[0])}", text)
                text = text.replace("<w:p>", _PARAGRAPH).replace("<w:r><w:t", f"<w:r>{_RUN}<w:t")
            elif name == "word/styles.xml":
                text = text.replace("</w:styles>", f"{_STYLES}</w:styles>")
            package.writestr(name, text)
    return target.getvalue()


def _closing(opening: str) -> str:
    return "" if "tcPr" in opening else "</w:tcPr>"


_MENU = "".join(
    f'<li class="nav-item"><a href="/zwgk/zfxxgk/column_{n}.html" target="_blank" title="栏目{n}">政务公开栏目{n}</a></li>'
    for n in range(60)
)
_CODE = "".join(f'\n.item-{n} > a {{ color: #{n:06}; background: url("/images/{n}.png") }}' for n in range(150))


def portal_page(made: Truth) -> bytes:
    """A web page of a portal around an export from Word, with menus, a style sheet and a script."""
    page = replace(html.PAGES["word sections in a portal"], encoding="gb18030" if made.seed % 2 else "utf-8")
    return _dressed(html.write(made, page=page), page.encoding)


def typed_page(made: Truth) -> bytes:
    """The same portal around a report without any markup of its own."""
    return _dressed(html.write(made, page=html.PAGES["portal"]), "utf-8")


def _dressed(data: bytes, encoding: str) -> bytes:
    text = data.decode(encoding)
    text = text.replace("</head>", f"<style>{_CODE}</style><script>var menu = '{_CODE}';</script></head>")
    return re.sub(
        r"<body>", f'<body><div style="display:none">分享</div><div class="nav"><ul>{_MENU}</ul></div>', text
    ).encode(encoding)
