"""One thing that ``gkaudit doctor`` looks at: how it stands, what that costs, how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

#: All is well; something optional is missing; the main job would suffer.
State = Literal["ok", "lack", "fault"]
_STATE_NAMES: dict[State, str] = {"ok": "正常", "lack": "缺少", "fault": "问题"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found; where it is not "ok", what that costs and how to mend it."""

    key: str
    name: str
    state: State
    found: str
    cost: str = ""
    mend: str = ""

    def as_json(self) -> dict[str, Any]:
        """The check as a JSON object."""
        return asdict(self)

    def described(self) -> str:
        """The check in Chinese, one line, and one more for what to do."""
        found = self.found.replace("\n", "\n       ")
        line = f"[{_STATE_NAMES[self.state]}] {self.name}：{found}"
        return line if self.state == "ok" else f"{line}\n       影响：{self.cost}\n       办法：{self.mend}"
