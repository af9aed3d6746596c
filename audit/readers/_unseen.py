"""What stands for text that a file holds and nobody sees: it must neither become digits of a number nor leave a blank."""

from __future__ import annotations

STRUCK, WHITE = "[划去的文字]", "[白色的文字]"
#: Chinese for the notes of all readers.
NOTE = "有{}处白色或极小的文字，读者看不见，未作为数据读取。"
