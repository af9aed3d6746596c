"""Recognise one printed line in a small picture: the recognition model that RapidOCR’s wheel carries, run by onnxruntime.

Only the model file is used. RapidOCR’s own code, which may fetch models, is never imported: nothing here reaches a
network. The same picture always gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from audit.errors import ReadError
from audit.readers.scan._bounds import Watch
from audit.readers.scan._image import Grey

#: Height of the pictures that the model takes, in pixels.
_HEIGHT = 48
#: A blank step surer than this is looked at no further.
_CERTAIN_BLANK = 0.95
#: Pictures of one width are read together; widths are rounded up to a multiple of this.
_WIDTH_STEP = 32
#: Narrowest and widest picture given to the model, and the columns of pixels read at once.
_MIN_WIDTH, _MAX_WIDTH, _MAX_COLUMNS_AT_ONCE = 64, 3200, 1600
#: One thread: documents are read side by side instead, and the sums are always taken in one order.
_THREADS = 1


class RecognisedLine(NamedTuple):
    """A recognised line, the model’s certainty of its least certain character and of each one, 0 to 1."""

    text: str
    confidence: float
    certain: tuple[float, ...] = ()


def recognise(lines: Sequence[Grey], watch: Watch) -> list[RecognisedLine]:
    """What each of ``lines`` says, in their order; ("", 0.0) where nothing is recognised.

    OverrunError where ``watch`` has no time or room for them.
    """
    pictures = [_fit(line) for line in lines]
    watch.take(sum(picture.shape[1] for picture in pictures))
    order = sorted(range(len(lines)), key=lambda index: (pictures[index].shape[1], index))
    found: list[RecognisedLine] = [RecognisedLine("", 0.0)] * len(lines)
    for batch in _batches(order, pictures):
        watch.look()
        for index, reading in zip(batch, _read([pictures[i] for i in batch]), strict=True):
            found[index] = reading
    return found


def _fit(line: Grey) -> Grey:
    """``line`` at the model’s height, with white added to the right up to the next step of width."""
    height, width = line.shape
    wide = min(max(1, round(width * _HEIGHT / height)), _MAX_WIDTH)
    way = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(line, (wide, _HEIGHT), interpolation=way), np.uint8)
    room = max(_MIN_WIDTH, -(-wide // _WIDTH_STEP) * _WIDTH_STEP) - wide
    return np.asarray(np.pad(scaled, ((0, 0), (room // 2, room - room // 2)), constant_values=255), np.uint8)


def _batches(order: Sequence[int], pictures: Sequence[Grey]) -> Iterator[list[int]]:
    """Indexes of pictures of one width, few enough to be read at once."""
    batch: list[int] = []
    for index in order:
        width = pictures[index].shape[1]
        if batch and (width != pictures[batch[0]].shape[1] or (len(batch) + 1) * width > _MAX_COLUMNS_AT_ONCE):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _read(pictures: Sequence[Grey]) -> Iterator[RecognisedLine]:
    session, characters = _model()
    stacked = np.stack(pictures).astype(np.float32) / 127.5 - 1.0
    (scores,) = session.run(None, {session.get_inputs()[0].name: np.repeat(stacked[:, None], 3, axis=1)})
    for steps in scores:
        yield _decode(steps, characters)


def _decode(steps: NDArray[np.float32], characters: Sequence[str]) -> RecognisedLine:
    """The characters that ``steps`` (step × character) spell, repeats and blanks (0) taken out."""
    best = steps.argmax(axis=1).tolist()
    sure = steps.max(axis=1).tolist()
    spelt: list[tuple[int, float]] = []
    passed = 1.0
    for step, (index, value) in enumerate(zip(best, sure, strict=True)):
        if index == 0:
            if value < _CERTAIN_BLANK:
                passed = min(passed, _certainty_of_blank(steps[step], {*best[max(0, step - 2) : step + 3]}))
        elif step and best[step - 1] == index:
            spelt[-1] = (index, max(spelt[-1][1], value))
        else:
            spelt.append((index, value))
    while spelt and not characters[spelt[0][0]].strip():
        spelt.pop(0)
    while spelt and not characters[spelt[-1][0]].strip():
        spelt.pop()
    text = "".join(characters[index] for index, _ in spelt)
    certain = tuple(value for _, value in spelt)
    return RecognisedLine(text, min((passed, *certain)) if text else 0.0, certain)


def _certainty_of_blank(step: NDArray[np.float32], near: set[int]) -> float:
    """The certainty that a blank step holds no character that is not spelt beside it."""
    others = step.copy()
    others[[0, *near]] = 0.0
    return 1.0 - float(others.max())


@cache
def _model() -> tuple[Any, tuple[str, ...]]:
    """The recognition model and its characters, the blank first."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    # An arena keeps the memory of the widest line for ever, and is no faster.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(_model_file()), options, providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return session, ("", *characters, " ")


def _model_file() -> Path:
    # find_spec does not import a package without parents.
    spec = find_spec("rapidocr")
    folders = [Path(folder) / "models" for folder in (spec.submodule_search_locations or ()) if spec] if spec else []
    files = sorted(file for folder in folders for file in folder.glob("*_rec_*.onnx"))
    if not files:
        raise ReadError("已安装的 rapidocr 不含识别模型，无法识别扫描件。请重新安装rapidocr。")
    return files[-1]
