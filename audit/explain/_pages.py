"""How the pages of a ruled document were taken apart, counted and in words."""

from __future__ import annotations

from typing import Any

from audit.document import PageLayout


def page_words(layout: PageLayout) -> str:
    """What was found on a page, in a sentence of Chinese."""
    parts = [f"取作表格线的{layout.count('ruling')}条，围成表格{layout.tables}个、单元格{layout.count('cell')}个"]
    inferred = sum(mark.inferred for mark in layout.marks)
    parts += [f"其中{inferred}个有一边没有画线，由相邻的线推定"] if inferred else []
    parts.append(f"没有取作表格线的线条{layout.count('stroke')}条")
    parts.append(f"正文{layout.count('line')}行，页眉、页脚和页码{layout.count('furniture')}行")
    scanned = "（扫描的页，文字由图像识别取得）" if layout.recognised else ""
    return f"第{layout.number}页{scanned}：{'；'.join(parts)}。"


def page_json(layout: PageLayout) -> dict[str, Any]:
    """The contract's object."""
    return {
        "page": layout.number,
        "recognised": layout.recognised,
        "rulings": layout.count("ruling"),
        "strokes": layout.count("stroke"),
        "tables": layout.tables,
        "cells": layout.count("cell"),
        "lines": layout.count("line"),
        "furniture": layout.count("furniture"),
    }
