"""The desk without its window: a message of the browser in, the answer out, whatever the message is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import audit
from audit import decisions
from audit.desk import _entering, choosing, showing, tasks
from audit.desk._asked import MOST_TEXT, Answered, Asked
from audit.desk._faults import told_as_own
from audit.desk.choosing import Given, Memory, Receiving
from audit.desk.kept import RecordWatch, UnseenError
from audit.desk.opened import Opening, Pictures, ReplacedError, Work, WorkVerb
from audit.errors import AuditError, UsageError

#: What is sent to the browser without being asked for.
Push = Callable[[Mapping[str, Any]], None]
#: What the modules of this room do on a verb, where a review is open.
WORK_VERBS: Mapping[str, WorkVerb] = {**showing.VERBS, **_entering.VERBS, **tasks.VERBS}


class Desk:
    """One desk: what is open at it, and the answers to what the browser asks.

    ``push`` takes what is told without being asked for: how far the reading is, pictures that were drawn. ``fault`` is what
    is wrong with what was given (Chinese), told once.
    """

    def __init__(self, given: Given, push: Push, fault: str = "") -> None:
        #: What has to be told and nobody has asked for yet.
        self._fault = fault
        #: Whether anybody is there to whom something can be told.
        self._is_asked = False
        self._push = push
        self._memory = Memory(given.folder, given.call)
        self._receiving = Receiving(given.folder)
        self._given = given.chosen(self._memory.settings)
        # What was opened since the server gave its paths is gone on with; so is what was open when it gave none.
        self._to_open = given.paths if given.paths and not self._memory.is_of_this_call else self._memory.paths
        self._paths: tuple[str, ...] = ()
        #: What is told as soon as what is being opened is open: which files are not read, or why it was opened again.
        self._once_open = ""
        self._work: Work | None = None
        self._watch: RecordWatch | None = None
        self._opening: Opening | None = None
        #: What takes long and is not done yet.
        self._beside: list[threading.Thread] = []
        #: Held while it changes what is open.
        self._lock = threading.RLock()
        self._verbs: Mapping[str, Callable[[Asked], Answered]] = {
            "hello": self._hello,
            "give": self._give,
            "open": self._open,
            "close": self._close,
            "browse": self._browse,
            "settings": self._settings,
            "place": self._place,
            "leave": self._leave,
        }

    def begin(self) -> None:
        """Begin to open what is to be opened, if anything is; why that cannot be is told to whoever asks first."""
        with self._lock:
            if self._work is None and self._opening is None and self._to_open:
                self._tell_later(self._tried(lambda: self._begin(self._to_open)).fault)

    def ask(self, message: object, buffers: Sequence[bytes | memoryview] = ()) -> None:
        """Have ``message`` answered by what is pushed: nothing that holds later is told before it."""
        with self._lock:
            self._push(self.answer(message, buffers))

    def answer(self, message: object, buffers: Sequence[bytes | memoryview] = ()) -> dict[str, Any]:
        """The answer to ``message`` and the bytes that came with it, never an exception: ``n``, and all of ``Answered`` that the browser takes."""
        said = message if isinstance(message, Mapping) else {}
        answered = self._tried(lambda: self._held(str(said.get("do", "")), Asked(said, buffers)))
        if job := answered.later:
            self._beside = [one for one in self._beside if one.is_alive()]
            self._beside.append(threading.Thread(target=self._tell, args=(job,), daemon=True))
            self._beside[-1].start()
        return answered.message(said.get("n"))

    def _tried(self, job: Callable[[], Answered]) -> Answered:
        """What ``job`` answers, or why it could not."""
        try:
            return job()
        except AuditError as error:
            return Answered(fault=str(error))
        except Exception as error:  # whatever it is, the desk goes on
            return Answered(fault=told_as_own(error))

    def _tell(self, job: Callable[[], Answered]) -> None:
        """Tell what ``job`` answers without being asked, or why it could not."""
        self._push(self._tried(job).message())

    def _held(self, verb: str, asked: Asked) -> Answered:
        with self._lock:
            return self._answered(verb, asked)

    def _answered(self, verb: str, asked: Asked) -> Answered:
        own = self._verbs.get(verb)
        if own:
            return own(asked)
        on_work = WORK_VERBS.get(verb)
        if on_work is None:
            raise UsageError("核查台收到不能识别的请求，没有办理。请刷新页面后重试。")
        if (work := self._work) is None:
            raise UsageError("还没有打开核查内容。请先选择报告所在的文件夹或文件。")
        work.seen = asked.sight("seen")
        try:
            work.files.demand_as_read([work.rows.get(str(asked.said.get("agency") or work.looked[0]))])
            answered = on_work(work, asked)
        except ReplacedError as error:
            why = str(error)
            begun = self._tried(lambda: self._begin(self._paths, why))
            # Where that cannot be, nothing is open any more.
            return Answered(self._everything(), fault=f"{why}{begun.fault}")
        except UnseenError as error:
            # What is looked at is shown, whether it has changed since or not.
            shown = showing.looked_at(work, *work.looked) if work.looked[0] in work.rows else {}
            answered = Answered(shown, fault=str(error))
        except AuditError as error:
            # What others entered was taken in before that was refused, and is told; it is not in sight in a dialog that stays.
            new = {name: part for name, part in self._with_what_is_new({}).items() if name not in ("seen", "state")}
            return Answered(new, fault=str(error), is_occupied=isinstance(error, decisions.OccupiedError))
        return replace(answered, parts=self._with_what_is_new(answered.parts))

    def _with_what_is_new(self, parts: Mapping[str, Any]) -> Mapping[str, Any]:
        """``parts`` with all rows that have changed since the browser was answered last, the one that is looked at in full."""
        work, names = self._work, self._work.changed() if self._work else set()
        if work is None:
            return parts
        first, key = work.looked
        parts = {**parts, **showing.sight(work)}
        # What others are compared with may have changed what is shown of it, and nothing in its row.
        is_other = first in work.rows and work.told != (first, work.state(first))
        if not names and not is_other:
            return parts
        found = {
            **showing.changed(work, names, work.rows.get(first) if first in names or is_other else None, key),
            **parts,
        }
        if "agencies_changed" in parts:
            told = {row["id"] for row in parts["agencies_changed"]["rows"]}
            others = showing.changed(work, names - told).get("agencies_changed", {"rows": []})
            found["agencies_changed"] = {"rows": [*parts["agencies_changed"]["rows"], *others["rows"]]}
        return found

    def _hello(self, _: Asked) -> Answered:
        """Show where one was; what is to be opened is opened."""
        self._is_asked = True
        self.begin()
        fault, self._fault = self._fault, ""
        missed = self._work.missed() if self._work else ""
        return Answered(self._everything(), self._work.kept.unwritable if self._work else "", fault or missed)

    def _everything(self) -> dict[str, Any]:
        name = "open" if self._work else "reading" if self._opening else "choosing"
        most = {"words": decisions.MAX_NOTE, "place": MOST_TEXT}
        parts: dict[str, Any] = {"stage": {"name": name, "version": audit.__version__, "most": most}}
        if self._work:
            self._work.changed()
            parts |= showing.everything(self._work) | showing.sight(self._work)
            return parts | {"place": self._memory.last_place}
        return parts | ({"reading": self._opening.progress} if self._opening else {"choosing": self._choosing()})

    def _choosing(self) -> dict[str, Any]:
        given = self._given
        record = given.decisions or decisions.NAME
        return {
            "recent": self._memory.shown(),
            "settings": given.settings(),
            "who": given.who,
            "record": decisions.address(record) if decisions.is_address(record) else record,
            "folder": str(given.folder),
            "most": dict(choosing.MOST),
        }

    def _settings(self, asked: Asked) -> Answered:
        chosen = choosing.read_settings(asked)
        if chosen.get("who"):
            chosen["who"] = decisions.person(chosen["who"])
        self._given = self._given.chosen(chosen)
        if self._work is None:
            return Answered({"choosing": self._choosing()})
        self._work.given = replace(self._work.given, who=self._given.who)
        self._memory.opened(self._paths, self._given.choices)
        parts = {"whole": showing.whole(self._work), "choosing": self._choosing()}
        return Answered(parts, "新的设置在重新打开后生效。" if set(chosen) - {"who"} else "")

    def _browse(self, asked: Asked) -> Answered:
        return Answered({"folder": choosing.browsed(asked, self._given)})

    def _give(self, asked: Asked) -> Answered:
        self._receiving.give(asked)
        return Answered()

    def _open(self, asked: Asked) -> Answered:
        is_dropped = "upload" in asked.said
        paths = (self._receiving.received(asked),) if is_dropped else asked.texts("paths")
        self._begin(paths, choosing.not_taken(*paths) if is_dropped else "")
        return Answered(self._everything())

    def _close(self, _: Asked) -> Answered:
        self._end()
        self._memory.opened((), self._given.choices)
        return Answered(self._everything())

    def _leave(self, _: Asked) -> Answered:
        """Let go of the record; what was decided is kept already."""
        self._end()
        return Answered(said="所录入的均已保存。可以关闭本页。")

    def _place(self, asked: Asked) -> Answered:
        self._memory.place({n: asked.said[n] for n in ("agency", "key", "filters", "search") if n in asked.said})
        return Answered()

    def _end(self) -> None:
        if self._opening:
            self._opening.stop()
        if self._watch:
            self._watch.stop()
        if self._work:
            self._work.kept.close()
        self._opening, self._work, self._watch, self._to_open = None, None, None, ()

    def _tell_later(self, fault: str) -> None:
        """Have ``fault`` told to whoever asks first."""
        self._fault = "\n".join(filter(None, (self._fault, fault)))

    def _begin(self, paths: Sequence[str], told: str = "") -> Answered:
        """Begin to open what stands at ``paths`` instead of what is open, and then tell ``told``; UsageError, in Chinese, where that cannot be."""
        self._end()
        self._once_open = told
        chosen, given = choosing.found(paths, self._given)
        given = given.for_paths(chosen)
        _ = given.record  # a place where no record may be is told before anything is read
        self._paths = tuple(paths)
        self._memory.opened(self._paths, self._given.choices)
        self._opening = Opening(given, chosen, self._told, self._opened)
        self._opening.start()
        return Answered()

    def _told(self, progress: Mapping[str, Any]) -> None:
        self._push(Answered({"reading": progress}).message())

    def _opened(self, opening: Opening, work: Work | None, fault: str) -> None:
        with self._lock:
            if self._opening is not opening:
                if work:
                    work.kept.close()
                return
            self._opening, self._work = None, work
            if work:
                work.pictures, work.cell_pictures = (
                    Pictures(partial(self._drawn, shown)) for shown in (showing.pictured_evidence, tasks.pictured_cell)
                )
                place = self._memory.last_place
                work.looked = (str(place.get("agency", "")), str(place.get("key", "")))
                self._watch = RecordWatch(work.kept, lambda why: self._entered_elsewhere(work, why))
            else:
                self._memory.opened((), self._given.choices)
            if not self._is_asked:
                self._tell_later(fault)
                return

            def shown() -> Answered:
                why = fault or (work.missed() if work else "")
                return Answered(self._everything(), f"{self._once_open}{work.kept.unwritable}" if work else "", why)

            self._tell(shown)

    def _entered_elsewhere(self, work: Work, fault: str) -> None:
        """Show what others entered, or why that cannot be told."""

        def shown() -> Answered:
            why = fault or work.missed()
            return Answered(self._with_what_is_new({}), fault=why)

        with self._lock:
            if self._work is work:
                self._tell(shown)

    def _drawn(self, shown: Callable[[Work, str, str], Mapping[str, Any]], name: str, key: str) -> None:
        """Tell what ``shown`` gives of a row by its id and of a problem or cell by its key, of which there are pictures now."""
        with self._lock:
            if self._work and name in self._work.rows and (parts := shown(self._work, name, key)):
                self._push(Answered(parts).message())

    def wait(self, seconds: float) -> bool:
        """Wait until what is being opened or made is there, or cannot be; whether it is so."""
        for one in self._beside:
            one.join(seconds)
        opening = self._opening
        return not any(one.is_alive() for one in self._beside) and (opening is None or opening.wait(seconds))
