"""What the desk remembers between two days: what was opened last, and in each work folder where one left off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from audit.disk import files, locks
from audit.errors import RenderError
from audit.persons import masked

_NAME = "desk.json"
#: Reviews that are offered once more; work folders of which something is remembered, the latest ones.
_RECENT, _FOLDERS = 12, 50
#: Seconds that a desk of another work folder is waited for, which remembers something too.
_PATIENCE = 2.0
#: Characters of a place beyond which it is none that our page sent.
_MOST_PLACE = 20_000


class Memory:
    """The file in which a user's desks remember; where it cannot be read nothing is remembered, where it cannot be written nothing is kept."""

    def __init__(self, folder: Path, call: str = "") -> None:
        """``folder`` is the work folder, ``call`` what tells the call that shows the desk from others."""
        self._folder, self._call = str(folder.resolve()), call
        self._path = user_state_path("gkaudit", appauthor=False) / _NAME

    def shown(self) -> list[dict[str, Any]]:
        """The reviews that were opened last, as the browser lists them; ``is_gone`` where nothing of one is there any more."""
        return [
            {
                "path": paths[0] if len(paths) == 1 else "",
                "paths": paths,
                "is_gone": all(map(_is_gone, paths)),
                "words": masked(f"{paths[0]}{f' 等{len(paths)}处' if len(paths) > 1 else ''}"),
            }
            for paths in self.recent()
        ]

    def recent(self) -> list[list[str]]:
        """The paths of the reviews that were opened last, the latest first."""
        found = self._read().get("recent")
        listed = found if isinstance(found, list) else []
        return [paths for paths in listed if isinstance(paths, list) and paths and all(map(_is_text, paths))]

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the review that is open in this work folder, () where none is."""
        found = self._here().get("paths")
        return tuple(found) if isinstance(found, list) and all(map(_is_text, found)) else ()

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings that were chosen in this work folder."""
        return _mapping(self._here().get("settings"))

    @property
    def is_of_this_call(self) -> bool:
        """Whether what is remembered of this work folder was opened in the same call, whatever the clock says."""
        return bool(self._call) and self._here().get("call") == self._call

    @property
    def last_place(self) -> dict[str, Any]:
        """Where one was on the page, as the page told it."""
        return dict(_mapping(self._here().get("place")))

    def _here(self) -> Mapping[str, Any]:
        return _mapping(_mapping(self._read().get("folders")).get(self._folder))

    def opened(self, paths: Sequence[str], settings: Mapping[str, Any]) -> None:
        """Remember that the review over ``paths`` is open here; () that none is."""
        with self._changed() as known:
            here, recent = known.folders.get(self._folder, {}), known.recent
            place = _mapping(here.get("place")) if here.get("paths") == list(paths) else {}
            told = {"paths": list(paths), "settings": dict(settings), "place": place, "call": self._call}
            known.folders[self._folder] = told
            if paths:
                known.recent = [list(paths), *(one for one in recent if one != list(paths))][:_RECENT]

    def place(self, place: Mapping[str, Any]) -> None:
        """Remember where one is on the page."""
        if len(json.dumps(place)) <= _MOST_PLACE:
            with self._changed() as known:
                known.folders[self._folder] = {**known.folders.get(self._folder, {}), "place": dict(place)}

    def _read(self) -> Mapping[str, Any]:
        with suppress(OSError, ValueError):
            found = json.loads(self._path.read_text("utf-8"))
            if isinstance(found, dict):
                return found
        return {}

    @contextmanager
    def _changed(self) -> Iterator[_Remembered]:
        """What is known, for the block to change, and kept as it is then; desks of other folders wait meanwhile."""
        with ExitStack() as held:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                is_ours = held.enter_context(locks.held(self._path.with_suffix(".lock"), _PATIENCE))
            except OSError:
                is_ours = False
            folders = _mapping(self._read().get("folders"))
            known = _Remembered(self.recent(), {name: one for name, one in folders.items() if isinstance(one, dict)})
            yield known
            if not is_ours:
                return
            here = known.folders.pop(self._folder)
            latest = {self._folder: here, **dict(list(known.folders.items())[: _FOLDERS - 1])}
            text = json.dumps({"recent": known.recent, "folders": latest}, ensure_ascii=False)
            with suppress(OSError, RenderError), files.whole(self._path, lasting=False) as part:
                part.touch(0o600)
                part.write_text(text, "utf-8", errors="replace")


@dataclass(slots=True)
class _Remembered:
    """What is remembered: the paths of reviews and what is known of each work folder, the latest first."""

    recent: list[list[str]]
    folders: dict[str, dict[str, Any]]


def _is_gone(path: str) -> bool:
    """Whether surely nothing stands at ``path``: where one begins depends on the work folder, nobody knows."""
    with suppress(OSError, ValueError):
        return Path(path).is_absolute() and not Path(path).exists()
    return False


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
