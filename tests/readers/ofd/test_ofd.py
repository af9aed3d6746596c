"""OFD (GB/T 33190): the same pages as PDF give the same cells; hostile packages are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audit.errors import ReadError
from audit.readers.ofd import ofd
from tests.generate.formats.ofd import make_ofd, package
from tests.generate.report.layout import PLAIN, Variant
from tests.generate.report.pages import CLEAN, Style
from tests.generate.report.truth import make
from tests.readers.pdf.test_pdf import LAYOUTS, judge, random_layout, squeezed

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@pytest.mark.parametrize(("variant", "style"), LAYOUTS.values(), ids=LAYOUTS)
def test_every_cell_is_read(variant: Variant, style: Style):
    truth = make(1, distinct=True)
    assert judge(ofd.read(make_ofd(truth, variant, style)), truth, variant) == ([], [])


@pytest.mark.parametrize("option", ["template", "scaled"])
def test_templates_and_scaled_texts_are_read(option: str):
    truth = make(2, "2019", distinct=True)
    assert judge(ofd.read(make_ofd(truth, **{option: True})), truth, PLAIN) == ([], [])


@pytest.mark.parametrize("seed", range(20, 32))
def test_no_mix_of_difficulties_gives_a_wrong_number(seed: int):
    truth, variant, style = random_layout(seed)
    assert judge(ofd.read(make_ofd(truth, variant, style)), truth, variant)[0] == []


def test_paragraphs_are_joined_and_stand_in_order():
    truth = make(5)
    found = [squeezed(paragraph.text) for paragraph in ofd.read(make_ofd(truth, style=CLEAN)).paragraphs]
    expected = [squeezed(line.printed) for line in truth.lines if line.kind != "title"]
    assert [text for text in found if text in expected] == expected


def page(objects: str, size: str = "0 0 210 297") -> dict[str, str]:
    """The parts of an OFD of one page."""
    return {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{size}"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {NS}><ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer>"
        "</ofd:Content></ofd:Page>",
    }


def text(words: str, deltas: str = "", more: str = "") -> str:
    return (
        f"<ofd:TextObject Boundary='20 20 100 6' Size='4' {more}>"
        f"<ofd:TextCode X='0' Y='4' {deltas}>{words}</ofd:TextCode></ofd:TextObject>"
    )


def test_short_notation_of_distances_is_read():
    document = ofd.read(package(page(text("政府信息2024", "DeltaX='g 4 4 g 3 2'"))))
    paragraph = document.paragraphs[0]
    assert paragraph.text == "政府信息2024"
    assert paragraph.place.bbox is not None
    assert paragraph.place.bbox[2] - paragraph.place.bbox[0] == pytest.approx(24 * 72 / 25.4, abs=0.2)


@pytest.mark.parametrize(("overlap", "printed"), [(0.9, "1234"), (1.03, "12 34")])
def test_how_far_figures_of_one_number_lie_over_one_another_is_told_by_the_smaller(overlap: float, printed: str):
    """Beyond a good quarter of its size they are two figures printed over one another."""
    objects = "".join(
        f"<ofd:TextObject Boundary='{x} 20 20 6' Size='{size}'><ofd:TextCode X='0' Y='4'>{words}</ofd:TextCode></ofd:TextObject>"
        for x, size, words in ((20, 3.4, "12"), (23.4 - overlap, 4, "34"))
    )
    assert [paragraph.text for paragraph in ofd.read(package(page(objects))).paragraphs] == [printed]


def test_vertical_text_is_read_downwards():
    document = ofd.read(package(page(text("办理结果", "DeltaX='g 3 0' DeltaY='g 3 5'"))))
    assert "".join(paragraph.text for paragraph in document.paragraphs) == "办理结果"


def test_blocks_within_blocks_are_read_however_deep():
    """What lies deep is printed as well: passed over, its cell would be taken for a blank."""
    deep = "<ofd:PageBlock>" * 60 + text("看得见") + "</ofd:PageBlock>" * 60
    assert [paragraph.text for paragraph in ofd.read(package(page(deep))).paragraphs] == ["看得见"]


def test_places_written_from_the_root_of_the_package_are_found():
    parts = page(text("看得见"))
    for place in ("Doc_0/Document.xml", "Pages/Page_0/Content.xml"):
        root = place if place.startswith("Doc_0") else f"Doc_0/{place}"
        for name in ("OFD.xml", "Doc_0/Document.xml"):
            parts[name] = parts[name].replace(f">{place}<", f">/{root}<").replace(f"'{place}'", f"'/{root}'")
    assert "/Doc_0/Document.xml" in parts["OFD.xml"]
    assert "/Doc_0/Pages" in parts["Doc_0/Document.xml"]
    assert [paragraph.text for paragraph in ofd.read(package(parts)).paragraphs] == ["看得见"]


def test_invisible_objects_are_not_read():
    parts = page(text("看得见") + text("看不见", more="Visible='false'") + text("透明", more="Alpha='0'"))
    assert [paragraph.text for paragraph in ofd.read(package(parts)).paragraphs] == ["看得见"]


def changed(name: str, content: str | None) -> Callable[[], bytes]:
    """An OFD with one part replaced, or taken away."""
    parts = page(text("一、总体情况"))
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return lambda: package(parts)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
PAGES = "".join(f"<ofd:Page ID='{i}' BaseLoc='Pages/Page_0/Content.xml'/>" for i in range(501))
IMAGE = "<ofd:ImageObject Boundary='0 0 210 297' ResourceID='3'/>"
HOSTILE = {
    "no zip": (lambda: b"PK\x03\x04 broken", "已损坏"),
    "external entity": (changed("OFD.xml", ENTITY), "外部实体"),
    "entity in a page": (changed("Doc_0/Pages/Page_0/Content.xml", ENTITY), "外部实体"),
    "broken XML": (changed("Doc_0/Document.xml", "<ofd:Document"), "不是有效的XML"),
    "no page": (changed("Doc_0/Pages/Page_0/Content.xml", None), "第1页已损坏"),
    "no entry": (changed("OFD.xml", f"<ofd:OFD {NS}/>"), "缺少文档入口"),
    "encrypted": (changed("Encryptions.xml", "<x/>"), "已加密"),
    "too many pages": (
        changed("Doc_0/Document.xml", f"<ofd:Document {NS}><ofd:Pages>{PAGES}</ofd:Pages></ofd:Document>"),
        "共501页，超过上限",
    ),
    "scan": (lambda: package(page(IMAGE)), "第1页为扫描图像.*请改用文字版文件"),
    "path out of the package": (
        changed("OFD.xml", f"<ofd:OFD {NS}><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:OFD>"),
        "etc/passwd.*已损坏",
    ),
    "no text": (lambda: package(page("")), "没有文字"),
}


@pytest.mark.parametrize(("make_data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_refused_with_what_to_do(make_data: Callable[[], bytes], message: str):
    with pytest.raises(ReadError, match=message):
        ofd.read(make_data())


@pytest.mark.parametrize(
    "objects",
    [
        text("总体情况", "DeltaX='g 99999999 4'"),
        text("总体情况", "DeltaX='g g g'"),
        text("总体情况", more="CTM='1e99 0 0 1 0'"),
        text("总体情况")
        + "<ofd:PathObject Boundary='0 0 9 9'><ofd:AbbreviatedData>M 1 L Q B 7 C C S</ofd:AbbreviatedData></ofd:PathObject>",
        text("总体情况") + "<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200,
    ],
)
def test_malformed_objects_do_no_harm(objects: str):
    document = ofd.read(package(page(objects)))
    assert "".join(paragraph.text for paragraph in document.paragraphs) == "总体情况"
