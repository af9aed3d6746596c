"""Shows what becomes of sentences with known answers: ``python -m benchmarks.claims [HAND…]`` (all hands where none is given).

Each sentence of ``benchmarks/sentences`` is put into a report with the tables that it speaks of and no other figures,
which is read and checked, with last year's report beside it, as a user's is. What is found of the marked figure is
counted by answer, hand and kind, in per cent of the sentences.

fail         an outcome that stands on the figure fails
undecided    none fails, one is undecided
pass         none of these, one passes (of open sentences before “undecided”: to let one pass is the fault there)
silent       no outcome stands on it
named        a failure compares the right cells with it, or the text alone where the answer rests on that
accused      a failure stands on other figures of the paragraph and not on this one
ms           processor time for one sentence, its report written, read and checked

``--neighbours`` puts every sentence beside each neighbour of ``neighbours.toml`` instead and counts whose result
changes, or, where the neighbour says that all that follows is of another time or body, which figures are still held against the
tables (that a list adds up, or two figures of the text agree, is said of any year).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.statements import FOLDER, Answer, Found, Judged, Sentence, World, neighbours, scratch, sentences, worlds

#: What should be found of each answer.
_DUE: Mapping[Answer, tuple[Found, ...]] = {
    "wrong": ("fail",),
    "right": ("pass", "silent"),
    "open": ("silent", "undecided"),
}
Results = Sequence[tuple[Sentence, Judged]]


def table(results: Results, answer: Answer) -> str:
    """What was found of the sentences of one answer: all together, by hand, by kind."""
    chosen = [(sentence, judged) for sentence, judged in results if sentence.answer == answer]
    heads = (*get_args(Found), "named", "accused")
    lines = [f"{answer:<12}{'sentences':>10}" + "".join(f"{head:>11}" for head in heads)]
    if chosen:
        lines.append(_line("all", chosen))
    for name in ("hand", "kind"):
        groups = sorted({getattr(sentence, name) for sentence, _ in chosen})
        lines += [_line(group, [r for r in chosen if getattr(r[0], name) == group]) for group in groups]
    return "\n".join(lines)


def _line(name: str, results: Results) -> str:
    counts: Counter[str] = Counter(judged.found for _, judged in results)
    counts["named"] = sum(judged.named for _, judged in results)
    counts["accused"] = sum(bool(judged.accused) for _, judged in results)
    shares = "".join(f"{100 * counts[head] / len(results):>11.1f}" for head in (*get_args(Found), "named", "accused"))
    return f"{name:<12}{len(results):>10}{shares}"


def shown(sentence: Sentence, judged: Judged) -> str:
    """A sentence with all that was found of it, for people."""
    value = f", should be {sentence.right_value}" if sentence.right_value else ""
    lines = [
        f"{sentence.hand} {sentence.number}  {sentence.answer} {sentence.kind}: {judged.found}",
        f"    {sentence.marked}{value}",
    ]
    lines += [f"    {item.rule} {item.verdict}: {item.message}" for item in judged.standing]
    lines += [f"    accused elsewhere, {item.rule}: {item.message}" for item in judged.accused]
    return "\n".join(lines)


def is_missed(sentence: Sentence, judged: Judged) -> bool:
    """Whether something else was found than should be, or another figure is accused."""
    return judged.found not in _DUE[sentence.answer] or bool(judged.accused)


def beside_neighbours(known: Mapping[int, World], results: Results) -> Iterable[str]:
    """For each neighbour, how often the result changes beside it, or the figure is still judged although it should not be."""
    yield f"{'sentences':>10}{'changed':>10}{'judged':>10}{'accused':>10}  in per cent, “judged” by tables of those so judged alone"
    for neighbour in neighbours():
        reached = [result for result in results if neighbour.reaches(result[0])]
        pairs = [(alone, known[sentence.world].judge(sentence.beside(neighbour))) for sentence, alone in reached]
        changed = _share(now.found != alone.found for alone, now in pairs)
        judged = _share(now.by_tables for alone, now in pairs if alone.by_tables)
        accused = _share(len(now.accused) > len(alone.accused) for alone, now in pairs)
        told = f"  narrows {neighbour.narrows}, {'before' if neighbour.before else 'behind'}: {neighbour.text}"
        yield f"{len(pairs):>10}{changed:>10.1f}{judged:>10.1f}{accused:>10.1f}{told}"


def _share(holds: Iterable[bool]) -> float:
    told = list(holds)
    return 100 * sum(told) / max(1, len(told))


def main(options: argparse.Namespace) -> None:
    """Print what was asked for."""
    paths = [FOLDER / f"{hand}.jsonl" for hand in options.hand] or (
        [] if options.file else sorted(FOLDER.glob("*.jsonl"))
    )
    chosen = [s for path in (*paths, *options.file) for s in sentences(path) if options.kind in ("", s.kind)]
    with scratch() as folder:
        known = worlds(Path(folder))
        started = time.process_time()
        results = [(sentence, known[sentence.world].judge(sentence)) for sentence in chosen[:: options.every]]
        spent = time.process_time() - started
        if options.neighbours:
            for line in beside_neighbours(known, results):
                print(line, flush=True)
            return
    for answer in get_args(Answer):
        print(table(results, answer) + "\n")
    print(f"{1000 * spent / max(1, len(results)):.1f} ms a sentence")
    if options.show:
        print("", *(shown(*result) for result in results if is_missed(*result)), sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("hand", nargs="*", help="files of the folder of sentences, without ending")
    parser.add_argument("--kind", default="", help="sentences of this kind only")
    parser.add_argument("--file", type=Path, action="append", default=[], help="another file of sentences")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth sentence only")
    parser.add_argument(
        "--show", action="store_true", help="the sentences of which something else is found than should be"
    )
    parser.add_argument("--neighbours", action="store_true", help="beside neighbours")
    main(parser.parse_args())
