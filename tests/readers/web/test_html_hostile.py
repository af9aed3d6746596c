"""Web pages made to harm, or damaged: read or refused in Chinese, never slow, large or wrong."""

from __future__ import annotations

import pytest

from audit.errors import ReadError
from audit.readers.web import html, mht
from tests.generate.formats.html import write, write_mht
from tests.generate.report.truth import make

REPORT = "<p>某局2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>收到申请12件。</p>"
SPAN = "<td rowspan=1000 colspan=1000>1</td>"

#: Refused, with a word of the reason.
REFUSED = {
    "nested divs": ("<div>" * 100_000 + REPORT, "嵌套"),
    "nested tables": ("<table><tr><td>" * 10_000 + REPORT, "嵌套"),
    "too many tags": ("<i>" * 500_000, "标签数量"),
    "thousand spans": (f"<table>{f'<tr>{SPAN * 10}</tr>' * 100}</table>", "单元格超过"),
    "empty page": ("<html><body><script>document.write('x')</script></body></html>", "没有任何文字"),
    "endless comment": ("<!--" + "a" * 100_000, "没有任何文字"),
}
#: Read all the same.
READ = {
    "formatting left open": "".join(f"<b id={n}><p>" for n in range(3000)) + "</b>x" * 3000 + REPORT,
    "fonts left open": "".join(f"<font color={n}>" for n in range(5000)) + "<p>x" * 5000 + REPORT,
    "options": "<select>" + "<option>" * 100_000 + "</select>" + REPORT,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + REPORT,
    "colspan": f"<table><tr><td colspan=100000>1</td><td colspan=-5>2</td><td rowspan=99999999999>3</td></tr></table>{REPORT}",
    "unclosed everything": "<table><tr><td><p><b><i>" * 50 + REPORT,
    "nested inline": "<span>" * 2_000 + REPORT,
    "open tags without ends": REPORT + "<a" * 100_000,
    "null characters": REPORT.replace("<p>", "<p>\0"),
    "frames and refresh": f'<meta http-equiv=refresh content="0;url=http://invalid.invalid"><iframe src="http://invalid.invalid"></iframe>{REPORT}',
    "damaged bytes, unknown charset": "<meta charset=no-such>" + REPORT + "\udcff",
    "damaged bytes, odd charset": "<meta charset=unicode_escape>" + REPORT + "\udcff",
    "foreign elements": f"<svg><td>1</td><tr></svg><math><td>2</td></math>{REPORT}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_page_is_refused_with_a_reason(name: str) -> None:
    page, reason = REFUSED[name]
    with pytest.raises(ReadError, match=reason):
        html.read(page.encode())


@pytest.mark.parametrize("name", READ)
def test_a_hostile_page_around_a_report_does_not_hide_it(name: str) -> None:
    texts = [paragraph.text for paragraph in html.read(READ[name].encode("utf-8", "surrogateescape")).paragraphs]
    assert any("收到申请12件。" in text for text in texts)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_page_cut_short_is_read_as_far_as_it_goes(share: float) -> None:
    whole = write(make(1))
    found = html.read(whole[: int(len(whole) * share)])
    texts = [paragraph.text for paragraph in html.read(whole).paragraphs]
    assert [paragraph.text for paragraph in found.paragraphs][:-1] == texts[: len(found.paragraphs) - 1]


ARCHIVES = {
    "no page inside": b"MIME-Version: 1.0\nContent-Type: text/plain\n\nabc",
    "empty": b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
    "cut before the page": write_mht(make(1))[:150],
    "thousands of parts": b"Content-Type: multipart/related; boundary=a\n\n" + b"--a\n\nx\n" * 20_000,
    "parts inside parts": b"".join(
        b"Content-Type: multipart/related; boundary=a%d\n\n--a%d\n" % (n, n) for n in range(1_500)
    ),
    "unknown charset": b"MIME-Version: 1.0\nContent-Type: text/html; charset=no-such\n\n<p></p>",
    "not an archive": bytes(range(256)) * 100,
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_hostile_archive_is_refused_with_a_chinese_reason(name: str) -> None:
    with pytest.raises(ReadError, match=r"[\u4e00-\u9fff]{4,}"):
        mht.read(ARCHIVES[name])


def test_an_archive_cut_short_is_read_as_far_as_it_goes() -> None:
    data = write_mht(make(1), transfer="base64")
    assert mht.read(data[: len(data) // 2]).paragraphs
