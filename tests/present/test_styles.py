"""The style sheets and the templates answer each other: no class is styled that nothing bears."""

from __future__ import annotations

import re
from importlib.resources import files

from audit.present.html import stylesheet

#: Classes of programs that show our pieces.
_OF_OTHERS = {"jp-RenderedHTMLCommon", "widget-html"}
_KINDS = ("agency", "trend", "overview", "handbook")


def _texts(folder, ends):
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, ends)
        elif entry.name.endswith(ends):
            yield entry.read_text("utf-8")


def test_every_class_and_anchor_that_is_styled_is_borne_by_something():
    selectors = re.sub(r"\{[^{}]*\}", " ", "".join((*map(stylesheet, _KINDS), *_texts(files("audit.desk"), (".css",)))))
    named = set(re.findall(r"[.#](-?[A-Za-z_][\w-]*)", selectors)) - _OF_OTHERS
    bearing = (*_texts(files("audit.present"), (".j2", ".py")), *_texts(files("audit.desk"), (".js", ".py")))
    words = set(re.findall(r"[\w-]+", "".join(bearing)))
    assert len(named) > 60
    assert named - words == set()


def test_every_colour_is_used():
    sheet = "".join(map(stylesheet, _KINDS)) + "".join(_texts(files("audit.present"), (".j2",)))
    assert set(re.findall(r"(--[\w-]+):", sheet)) == set(re.findall(r"var\((--[\w-]+)\)", sheet))
