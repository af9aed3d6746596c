"""The extra ``ocr``, without which no picture is recognised."""

from __future__ import annotations

from importlib.util import find_spec

_LIBRARIES = ("cv2", "onnxruntime", "rapidocr")
#: How to get it; the command for this machine's installation is no part of a report.
INSTALL = "按 gkaudit doctor 的说明安装识别组件"
_MISSING = f"文件是图片，识别其中的文字需要识别组件。请{INSTALL}后再核查，或提供原始文档（如.docx或文字版.pdf）。"


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) for name in _LIBRARIES)


def why_unread() -> str:
    """Why no picture can be read on this machine, in Chinese; "" where they can."""
    return "" if can_recognise() else _MISSING
