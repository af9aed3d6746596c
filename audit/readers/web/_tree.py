"""Walk a parsed web page once, without recursion, and leave its lines and data tables in reading order.

Tables that only arrange the page are dissolved into their content. What is hidden, deleted or struck out
is not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from audit.document import SkippedKind
from audit.errors import ReadError
from audit.readers.flow import LineBuilder, Print, is_read
from audit.readers.web._items import WebGrid, WebItem, WebLine, WebPage
from audit.readers.web._pictures import attached, is_small, names_document, prints_nothing
from audit.readers.web._tables import WebCell, WebTable, only_arranges, spans_of, to_grid
from audit.readers.web._tags import BLOCKS, CELLS, DROPPED, MEANT, PICTURES, PREFORMATTED, RAISED, STRUCK, TABLE_PARTS
from audit.readers.web._text import collapse, single_line, unescape
from audit.readers.web.styles import element_prints

_SPANNING = "[colspan], [rowspan]"
#: Tables inside tables. Portals of the old kind arrange a page with some ten.
MAX_NESTED_TABLES = 100


def parse(html: str, sheets: str = "") -> WebPage:
    """Everything that ``html`` prints, in reading order; ``sheets`` are the style sheets that are not in it."""
    tree = LexborHTMLParser(html)
    page = WebPage()
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        if name and (content := (attributes.get("content") or "").strip()):
            page.meta.setdefault(name, content)
    if (title := tree.css_first("title")) is not None:
        page.title = collapse(title.text())
    if tree.body is not None:
        spans = {node.mem_id: spans_of(node) for node in tree.css(_SPANNING)}
        _PageWalk(page, element_prints(tree, html, sheets), spans).run(tree.body)
    return page


class _PageWalk:
    """The state of one pass: ``items`` is where lines go at the moment, the page's list or that of a cell."""

    def __init__(self, page: WebPage, prints: dict[int, Print], spans: Mapping[int, tuple[int, int]]) -> None:
        self.page, self.prints, self.spans = page, prints, spans
        self.items: list[WebItem] = []
        self.line = LineBuilder(page.unseen)
        self.parts = self.line.parts
        self.shown: list[SkippedKind] = []
        self.raised: list[int] = []
        self.tables: list[WebTable] = []
        self.holder = self.links = self.linked = self.preformatted = 0

    def run(self, body: LexborNode) -> None:
        """Walk ``body`` and leave what it prints in the page."""
        top = self.items
        stack: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = body
        while node is not None:
            tag = node.tag or ""
            if self.prints and self.prints.get(node.mem_id) is Print.SHIFTED:
                tag = "sup"
            if tag == "-text":
                self.text(node.text_content or "", self.prints.get(node.mem_id) if self.prints else None)
            elif (tag not in MEANT and not self.prints) or self.open(tag, node):
                if (child := node.first_child) is not None:
                    stack.append((node, tag))
                    node = child
                    continue
                if tag in MEANT:
                    self.close(tag)
            following = node.next if stack else None
            while following is None and stack:
                node, tag = stack.pop()
                if tag in MEANT:
                    self.close(tag)
                following = node.next if stack else None
            node = following
        self.flush()
        self.page.ends[0] = len(self.page.parents) - 1
        self.page.items = top

    def text(self, text: str, how: Print | None = None) -> None:
        """Add printed characters, ``how`` says where they are printed in a way of their own."""
        if how is not None:
            self.add(text, how)
            return
        text = unescape(text)
        if self.preformatted and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self.parts.append(line)
                self.flush()
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the current line."""
        if not self.parts:
            return
        if self.raised:
            # A line may end within a raised part: what came of it is raised, what comes begins another line.
            self.line.print_from(self.raised[0], Print.SHIFTED)
            self.raised = [0] * len(self.raised)
        if text := collapse(self.line.take(in_cell=bool(self.tables) and self.tables[-1].cell is not None)):
            linked = self.linked > 0 and self.linked * 5 >= len(text) * 4
            self.items.append(WebLine(text, self.holder, linked, tuple(self.shown)))
            self.shown.clear()
        self.linked = 0

    @property
    def cell(self) -> WebCell | None:
        """The table cell that is open."""
        return self.tables[-1].cell if self.tables else None

    def open(self, tag: str, node: LexborNode) -> bool:
        """Enter an element; False where nothing inside it is read."""
        if (self.prints or tag in STRUCK) and self.skip(tag, node):
            return False
        if tag in BLOCKS:
            self.flush()
            self.enter()
            if tag == "div" and "section" in (node.attributes.get("class") or "").lower():
                self.page.word_sections.add(self.holder)
            self.preformatted += tag in PREFORMATTED
        elif tag in TABLE_PARTS:
            return self.open_part(tag, node)
        elif tag == "br":
            self.flush()
        elif tag == "a":
            self.open_link(node)
        elif tag in RAISED:
            self.raised.append(len(self.parts))
        elif tag in PICTURES:
            self.picture(tag, node)
            return False
        elif tag in DROPPED:
            return False
        return True

    def skip(self, tag: str, node: LexborNode) -> bool:
        """Whether an element is printed in a way of its own and passed over.

        A cell or row that keeps its place must not move its neighbours.
        """
        how = self.prints.get(node.mem_id, Print.STRUCK if tag in STRUCK else None)
        if how is None or how is Print.SHIFTED:
            return False
        text = node.text()
        if is_read(text, how):
            return False
        if not self.tables or tag not in TABLE_PARTS or tag == "table":
            self.add(text, how)
        elif how in (Print.KEPT_BLANK, Print.STRUCK):
            self.page.unseen[how] += 1
            if tag in CELLS:
                self.add_cell(node).struck = how is Print.STRUCK and bool(text.strip())
            elif tag == "tr":
                self.tables[-1].groups[-1].append([])
        return True

    def add(self, text: str, how: Print) -> None:
        """Add characters that are printed in a way of their own."""
        if not text.strip():
            return
        self.line.add(unescape(text), how)
        if how is Print.STRUCK and self.cell:
            self.cell.struck = True

    def close(self, tag: str) -> None:
        """Leave an element that was entered."""
        if tag in BLOCKS:
            self.flush()
            self.leave()
            self.preformatted -= tag in PREFORMATTED
        elif tag in CELLS:
            self.close_cell()
        elif tag == "table":
            self.flush()
            self.leave()
            self.close_table(self.tables.pop())
        elif tag == "a":
            self.links -= 1
        elif tag in RAISED:
            start = self.raised.pop()
            if not self.raised:
                self.line.print_from(start, Print.SHIFTED)

    def enter(self) -> None:
        """Begin a block element."""
        self.page.parents.append(self.holder)
        self.page.ends.append(0)
        self.holder = len(self.page.parents) - 1

    def leave(self) -> None:
        """End a block element."""
        self.page.ends[self.holder] = len(self.page.parents) - 1
        self.holder = self.page.parents[self.holder]

    def open_link(self, node: LexborNode) -> None:
        """Begin a link, or a mere anchor, whose text counts as none."""
        target = node.attributes.get("href")
        self.links += 1
        if target is None:
            self.linked -= len(node.text().strip())
        elif names_document(target) or names_document(node.text()):
            self.page.attachments.append(collapse(node.text()) or target.rsplit("/", 1)[-1])
            self.shown.append("attachment")

    def picture(self, tag: str, node: LexborNode) -> None:
        """Remember that something was shown that cannot be read."""
        if name := attached(tag, node):
            self.page.attachments.append(name)
        if prints_nothing(node):
            return
        self.page.pictures += tag == "img"
        if not is_small(node):
            self.shown.append("picture" if PICTURES[tag] == "图片" else "object")
        if self.cell:
            self.cell.shown = f"[{PICTURES[tag]}]"

    def open_part(self, tag: str, node: LexborNode) -> bool:
        """Begin a table, a row group, a row or a cell; False for a cell that is read already."""
        if tag == "table":
            self.flush()
            self.enter()
            if len(self.tables) >= MAX_NESTED_TABLES:
                raise ReadError(
                    f"网页表格嵌套超过{MAX_NESTED_TABLES}层，不是正常网页，未读取。请用浏览器另存页面后再核查。"
                )
            self.tables.append(WebTable(self.holder, self.items))
        elif tag == "tr":
            self.tables[-1].groups[-1].append([])
        elif tag in CELLS:
            cell = self.add_cell(node)
            # Most cells print one line: reading it at once spares the walk through their markup.
            if not self.prints and (text := single_line(node)) is not None:
                if text := collapse(unescape(text)):
                    cell.items.append(WebLine(text, self.holder))
                return False
            self.open_cell(cell)
        else:
            self.tables[-1].groups.append([])
        return True

    def add_cell(self, node: LexborNode) -> WebCell:
        """A new cell at the end of the row."""
        cell = WebCell([], *self.spans.get(node.mem_id, (1, 1)))
        self.tables[-1].groups[-1][-1].append(cell)
        return cell

    def open_cell(self, cell: WebCell) -> None:
        """Begin a table cell."""
        self.flush()
        self.enter()
        self.tables[-1].cell = cell
        self.items = cell.items

    def close_cell(self) -> None:
        """End a table cell."""
        self.flush()
        table = self.tables[-1]
        if table.cell is not None and table.cell.shown and not table.cell.items:
            table.cell.items.append(WebLine(table.cell.shown, self.holder))
        table.cell = None
        self.items = table.outer
        self.leave()

    def close_table(self, table: WebTable) -> None:
        """Put a table's content behind what stood before it: dissolved, or as a grid with nested ones after it."""
        cells = [cell for group in table.groups for row in group for cell in row]
        self.items = table.outer
        if only_arranges(table.groups) or (self.tables and len(cells) == 1):
            for cell in cells:
                table.outer.extend(cell.items)
            return
        table.outer.append(to_grid(table))
        table.outer.extend(item for cell in cells for item in cell.items if isinstance(item, WebGrid))
