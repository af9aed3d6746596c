"""Table rows whose cells are parted by “|”: how converters write cells on lines.

Whoever turns a page into text chooses one of a few writings, and several of them lose something: blanks are dropped, rows
run on, spans are padded. Cells come with columns only from writings that keep them all; of the others just the order
of a row's cells is certain, and a row short of a cell is then found out by its count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from audit.forms import block_heading
from audit.patterns import regex
from audit.readers.flow import is_heading
from audit.readers.text._rows import LEAST_ROWS, Row, Written, are_doubled, plain

#: “|---|:--:|” below a head, “+----+----+” between the rows of a drawn grid.
_RULE = regex(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_BORDER = regex(r"\+(?:[-=:]+\+)+")
#: Behind the last cell's own “ | ”: one “|” for each column that the row's cells span besides.
_PADDING = regex(r"(?:(?<=\s)|^)\|{2,}$")
#: Longest line of a cell without its bar, in characters, and how many there are; what is longer stands between tables.
_LONGEST_PART, _MOST_PARTS = 60, 3
#: Lines with “|” from which on they are those of tables, not of links.
_MANY_BARRED_LINES = 10
_BAR = regex(r"(?<!\\)\|")


def least_rows(lines: Sequence[str]) -> int:
    """How many lines with “|” make a table in a file of these ``lines``: fewer where it has many, but never a single one."""
    return 2 if sum("|" in line for line in lines) >= _MANY_BARRED_LINES else LEAST_ROWS


def barred(lines: Sequence[str], start: int, least: int = LEAST_ROWS) -> tuple[list[Row], int]:
    """The rows of the table whose cells are parted by “|” and which begins on line ``start``, and the line behind it.

    ([], ``start``) where none begins there. ``least`` is how many lines make a table where they do not begin with “|”.
    """
    end = _run(lines, start)
    run = [(lines[i].strip(), i) for i in range(start, end) if not _RULE.fullmatch(lines[i].strip())]
    ruled = len(run) < end - start
    first = lines[start].strip()
    if not run or not (ruled or len(run) >= least or (first.startswith("|") and first.count("|") > 1)):
        return [], start
    if any(_BORDER.match(line) for line, _ in run):
        return list(_drawn(run)), end
    joined = _joined(run)
    return _streamed(joined) or (_one_a_line(joined) if _are_single(joined) else _one_row_a_line(joined)), end


def _run(lines: Sequence[str], start: int) -> int:
    """The line behind those that belong together: with “|”, borders, and short further lines of cells among them."""
    end = start
    while end < len(lines):
        line = lines[end].strip()
        if "|" in line or _BORDER.fullmatch(line) or (end > start and _RULE.fullmatch(line)):
            end += 1
            continue
        parts = 0
        while parts <= _MOST_PARTS and end + parts < len(lines) and _is_part(lines[end + parts].strip()):
            parts += 1
        if end == start or not 0 < parts <= _MOST_PARTS or "|" not in "".join(lines[end + parts : end + parts + 1]):
            break
        end += parts
    return end


def _is_part(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_PART and not (
        "|" in line or is_heading(line) or block_heading().match(line.lstrip())
    )


def _joined(run: Sequence[Written]) -> list[Written]:
    """``run`` with each further line of a cell put to its cell: below it where “|” leads, above it where “|” ends cells."""
    leads = sum(line.startswith("|") for line, _ in run) > sum(line.endswith("|") for line, _ in run)
    result: list[Written] = []
    above = ""
    for line, number in run:
        if "|" in line:
            result.append((f"{above}\n{line}" if above else line, number))
            above = ""
        elif leads:
            result[-1] = (f"{result[-1][0]}\n{line}", result[-1][1])
        else:
            above = f"{above}\n{line}" if above else line
    return result


def _split(line: str) -> list[str]:
    """The cells of a line, without what its outer bars would add."""
    parts = _BAR.split(line)
    if len(parts) > 1 and not parts[0].strip():
        del parts[0]
    if len(parts) > 1 and not parts[-1].strip():
        del parts[-1]
    return [plain(part).strip() for part in parts]


def _padding(line: str) -> int:
    """How many columns the bars at the end of ``line`` stand for, beyond its cells."""
    found = _PADDING.search(line)
    return len(found[0]) if found else 0


def _are_single(run: Sequence[Written]) -> bool:
    return all(line.count("|") < 2 or _padding(line) for line, _ in run)


def _one_row_a_line(run: Sequence[Written]) -> list[Row]:
    padded = any(_padding(line) for line, _ in run)
    rows = [_split(_PADDING.sub("", line)) for line, _ in run]
    several = [cells for cells in rows if len(cells) > 1]
    doubled = all(map(are_doubled, several)) and len(several) >= LEAST_ROWS
    whole = all(line.startswith("|") for line, _ in run) and len(set(map(len, rows))) == 1
    if doubled:
        rows = [cells[::2] for cells in rows]
    elif padded:
        rows = [_without_last_blanks(cells) for cells in rows]
    return [
        Row(tuple((text, number) for text in cells), aligned=whole and not (doubled or padded))
        for (_, number), cells in zip(run, rows, strict=True)
    ]


def _one_a_line(run: Sequence[Written]) -> list[Row]:
    """Rows of cells that stand on a line each. Padding ends a row, the lines above those of table 二 stand alone; others run on."""
    rows: list[list[Written]] = [[]]
    for line, number in run:
        padding = _padding(line)
        cells = _PADDING.sub("", line)
        for text in _split(cells) if cells.strip() or not padding else []:
            alone = block_heading().match(text.lstrip()) is not None
            if alone:
                rows.append([])
            rows[-1].append((text, number))
            padding += alone
        if padding:
            rows.append([])
    if any(_padding(line) for line, _ in run):
        rows = [row[: len(_without_last_blanks([text for text, _ in row]))] for row in rows]
    return [Row(tuple(row)) for row in rows if row]


def _without_last_blanks(cells: list[str]) -> list[str]:
    """``cells`` without blanks at the end, which may be padding."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _streamed(run: Sequence[Written]) -> list[Row]:
    """Rows of one width in cells and padding, wherever their lines break; [] where they do not come to one width.

    A cell ends at its bar; blank ones have a space or a line break before it, the second and further bars of padding
    nothing. The last row may go without its padding.
    """
    text = "".join(f"\n{line}" for line, _ in run)
    numbers = [number for line, number in run for _ in line.split("\n")]
    pieces = text.split("|")[:-1]
    ends = list(accumulate(piece.count("\n") for piece in pieces))
    written = [(piece, numbers[end - 1]) for piece, end in zip(pieces, ends, strict=True)]
    first = next((i for i, piece in enumerate(pieces) if not piece), len(pieces))
    width = next((i for i, piece in enumerate(pieces[first:], first) if piece), 0)
    if not width or not text.endswith("|"):
        return []
    rows = [_unpadded(written[start : start + width], width) for start in range(0, len(pieces), width)]
    if not all(rows):
        return []
    led = not any(row[0][0].strip() for row in rows)
    return [Row(tuple((plain(piece).strip(), number) for piece, number in row[led:])) for row in rows]


def _unpadded(row: list[Written], width: int) -> list[Written]:
    """The cells of a row as wide as all, [] where bars of padding stand among them."""
    whole = len(row)
    while row and not row[-1][0]:
        row = row[:-1]
    padding = whole - len(row)
    if not row or not all(piece for piece, _ in row) or (padding and row[-1][0].strip()):
        return []
    # The first bar of padding looks like a blank cell. So does that of a single column: what may be one is none, and
    # a row that lost a blank is then one short.
    return row[:-1] if padding or (whole == width and not row[-1][0].strip()) else row


def _drawn(run: Sequence[Written]) -> Iterator[Row]:
    """Rows of a grid drawn with “+---+”: a cell may take several lines between two borders."""
    for border, group in groupby(run, lambda written: _BORDER.match(written[0]) is not None):
        if border:
            continue
        (line, number), *further = group
        lines = [_split(line), *(_split(other) for other, _ in further)]
        whole = len(set(map(len, lines))) == 1
        columns = zip(*lines, strict=True) if whole else [[part for parts in lines for part in parts]]
        yield Row(tuple(("\n".join(filter(None, parts)), number) for parts in columns), aligned=whole)
