"""What each tag of a web page means for reading it."""

from __future__ import annotations


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


#: Elements that begin and end a line.
BLOCKS = _tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p pre section summary ul"
)
PREFORMATTED = _tags("pre listing")
CELLS = _tags("td th")
TABLE_PARTS = CELLS | _tags("table thead tbody tfoot tr")
RAISED = _tags("sup sub")
#: Deleted or struck out: not what the report states.
STRUCK = _tags("del s strike")
#: Elements of which nothing is read.
DROPPED = STRUCK | _tags(
    "-comment -doctype script style noscript template head title noframes noembed xml rt rp datalist math audio button select option"
)
#: What shows something that is no text; a cell that holds nothing else is not blank.
PICTURES = {
    "img": "图片",
    "svg": "图片",
    "canvas": "图片",
    "object": "内嵌对象",
    "embed": "内嵌对象",
    "iframe": "内嵌页面",
    "video": "视频",
    "input": "输入框",
    "textarea": "输入框",
}
#: Every tag that means something; the rest only hold text. Comments and the like carry a name with a dash.
MEANT = BLOCKS | TABLE_PARTS | RAISED | DROPPED | PICTURES.keys() | _tags("a br")
#: Formatting elements that print no text; a parser repeats those left open in every block that follows.
FORMATTING = _tags("b big code em font i nobr small strong tt u")
#: Elements that close by themselves or hold nothing: they cannot pile up.
SHALLOW = _tags(
    "a area base body br col colgroup dd dt embed h1 h2 h3 h4 h5 h6 head hr html img input li link meta optgroup option p"
    " param source tbody td tfoot th thead title tr track wbr"
)
