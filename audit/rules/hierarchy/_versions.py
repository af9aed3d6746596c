"""Words about units whose report was given in several versions."""

from __future__ import annotations

#: Stands behind what is lacking for a sum.
UNSETTLED = "（几个版本数字不一的单元格不采用）"
