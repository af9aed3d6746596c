"""The desk without its window: a message of the browser in, the answer out, whatever the message is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import audit
from audit.desk import _entering, _opening, _showing
from audit.desk._asked import Answered, Asked, WorkVerb
from audit.desk._given import Given
from audit.desk._kept import UnseenError
from audit.desk._work import Work
from audit.errors import AuditError, Failure, OwnError, UsageError
from audit.machine import records

#: What is sent to the browser without being asked for.
Push = Callable[[Mapping[str, Any]], None]
#: What the modules of this room do on a verb, where a review is open.
WORK_VERBS: Mapping[str, WorkVerb] = {**_showing.VERBS, **_entering.VERBS}


class Desk:
    """One desk: what is open at it, and the answers to what the browser asks.

    ``push`` takes what is told without being asked for: how far the reading is, what others entered.
    """

    def __init__(self, given: Given, push: Push) -> None:
        self._given, self._push = given, push
        self._work: Work | None = None
        self._opening: _opening.Opening | None = None
        #: Held while it changes what is open.
        self._lock = threading.Lock()
        self._verbs: Mapping[str, Callable[[Asked], Answered]] = {
            "hello": self._hello,
            "open": self._open,
            "close": self._close,
        }

    def answer(self, message: object, buffers: Sequence[bytes | memoryview] = ()) -> dict[str, Any]:
        """The answer to ``message`` and the bytes that came with it: ``n``, ``parts``, ``said`` and ``fault``; never an exception."""
        said = message if isinstance(message, Mapping) else {}
        number = said.get("n")
        try:
            answered = self._answered(str(said.get("do", "")), Asked(said, buffers))
        except UnseenError as error:
            return _sent(number, Answered(self._seen(error)), str(error))
        except AuditError as error:
            return _sent(number, Answered(), str(error))
        except Exception as error:  # whatever it is, the desk goes on
            own = OwnError.of(error)
            records.keep({"核查台": Failure(str(own), own.trace)})
            return _sent(number, Answered(), str(own))
        return _sent(number, answered)

    def _answered(self, verb: str, asked: Asked) -> Answered:
        own = self._verbs.get(verb)
        if own:
            return own(asked)
        on_work = WORK_VERBS.get(verb)
        if on_work is None:
            raise UsageError("核查台收到不能识别的请求，没有办理。请刷新页面后重试。")
        if self._work is None:
            raise UsageError("还没有打开核查内容。请先选择报告所在的文件夹或文件。")
        return on_work(self._work, asked)

    def _seen(self, error: UnseenError) -> Mapping[str, Any]:
        """What others entered just now, which is to be looked at before anything is entered on it."""
        if self._work is None:
            return {}
        names = self._work.take_in(error.events)
        first, key = self._work.looked
        return _showing.changed(self._work, names, self._work.rows.get(first), key)

    def _hello(self, _: Asked) -> Answered:
        if self._work is None and self._opening is None and self._given.paths:
            self._begin(self._given.paths)
        return Answered(self._everything())

    def _everything(self) -> Mapping[str, Any]:
        stage = "open" if self._work else "reading" if self._opening else "choosing"
        parts: dict[str, Any] = {"stage": {"name": stage, "version": audit.__version__}}
        if self._work:
            self._work.caught_up()
            return parts | _showing.everything(self._work)
        if self._opening:
            return parts | {"reading": self._opening.progress}
        return parts | {"choosing": self._choosing()}

    def _choosing(self) -> Mapping[str, Any]:
        given = self._given
        return {
            "recent": [],
            "settings": given.settings(),
            "who": given.who,
            "record": given.record,
            "folder": str(given.folder),
        }

    def _open(self, asked: Asked) -> Answered:
        self._close(asked)
        self._begin(asked.texts("paths"))
        return Answered(self._everything())

    def _close(self, _: Asked) -> Answered:
        with self._lock:
            if self._opening:
                self._opening.stop()
            if self._work:
                self._work.kept.close()
            self._opening = self._work = None
        return Answered(self._everything())

    def _begin(self, paths: Sequence[str]) -> None:
        self._opening = _opening.Opening(self._given, paths, self._told, self._opened)
        self._opening.start()

    def _told(self, progress: Mapping[str, Any]) -> None:
        self._push(_sent(None, Answered({"reading": progress})))

    def _opened(self, opening: _opening.Opening, work: Work | None, fault: str) -> None:
        with self._lock:
            if self._opening is not opening:
                return
            self._opening, self._work = None, work
        self._push({**_sent(None, Answered(self._everything())), "fault": fault})

    def wait(self, seconds: float) -> bool:
        """Wait until what is being opened is open, or cannot be; whether it is so."""
        opening = self._opening
        return opening is None or opening.wait(seconds)


def _sent(number: object, answered: Answered, fault: str = "") -> dict[str, Any]:
    return {
        "n": number if isinstance(number, int) else None,
        "parts": dict(answered.parts),
        "said": answered.said,
        "fault": fault,
    }
