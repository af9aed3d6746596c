"""What comes with the toolkit besides its code: notebooks, samples with their roster, a rubric, the list of libraries.

In the source tree it stands in folders of its own; a wheel carries the same folders below the package (pyproject.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.errors import UsageError

#: The folder of the package.
PACKAGE = Path(__file__).parents[2]
#: The folder that holds ``notebooks/``, ``data/`` and ``constraints.txt``.
HOME = PACKAGE if (PACKAGE / "notebooks").is_dir() else PACKAGE.parent
#: Whether the toolkit runs from its source tree, and not from an installed wheel.
IS_SOURCE_TREE = HOME != PACKAGE


@dataclass(frozen=True, slots=True)
class Supplied:
    """Files that a call may ask for by name: what they are (Chinese), and by name where each lies below ``HOME``."""

    what: str
    files: Mapping[str, str]

    def resolve(self, given: str | Path) -> Path:
        """The file that ``given`` means: a supplied one by its name, any other by its path; a ``Path`` is never a name.

        UsageError, in Chinese, where a file of that name lies in the current folder: either may be meant.
        """
        if isinstance(given, Path) or given not in self.files:
            return Path(given)
        if Path(given).is_file():
            raise UsageError(
                f"“{given}”是随附的{self.what}的名称，当前文件夹中又有同名的文件，不能确定用哪一个。"
                f"用当前文件夹中的，请写作“./{given}”；用随附的，请先将该文件改名。"
            )
        return HOME / self.files[given]

    def advice(self) -> str:
        """What else could be given instead of a path that leads to nothing, in Chinese, to end a sentence with."""
        return f"随附的{self.what}可以直接写名称：{'、'.join(self.files)}"


RUBRICS = Supplied("评分办法", {"通用": "data/rubric.toml"})
ROSTERS = Supplied("机关名录", {"样例": "data/roster.csv"})
