"""The wording of a sample: its own sentences about its own matters, or those that it borrowed."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.generate.report.prose import Words
from tests.generate.samples.collection import SAMPLES
from tests.generate.samples.sample import Sample

_POOLS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
_ASPECTS = ("disclosure", "requests", "management", "platform", "supervision")
#: Sentences of an aspect, and sentences of all aspects and problems that two reports may have in common: they are about
#: different matters then, and no passage.
_COUNT, _COMMON = 2, 2
Chosen = Mapping[str, tuple[int, ...]]


def words(sample: Sample, units: str = "") -> Words:
    """What ``sample`` says, with what it borrowed; ``units`` is its sentence on the figures of sub-units."""
    borrowed = sample.borrowed
    own = _own(sample.office, sample.year)
    if borrowed:
        own |= {part: text for part, text in _own(borrowed.office, borrowed.year).items() if part in borrowed.parts}
    results = random.Random(f"results/{sample.office}").choice(_POOLS["results"])
    return Words(**own, results=results, units=units, chosen=True)  # type: ignore[arg-type]


def _own(office: str, year: int) -> dict[str, tuple[object, ...]]:
    """The sentences of an office for a year, about matters of that office."""
    rng = random.Random(f"words/{office}/{year}")
    ends = sorted(_POOLS["topics"], key=len, reverse=True)
    topics = _POOLS["topics"][next(end for end in ends if office.endswith(end))]
    habits = {words[0]: rng.choice(words) for words in _POOLS["habits"]["words"]}
    made: dict[str, tuple[object, ...]] = {}
    for part, chosen in _chosen()[office, year].items():
        if part == "problems":
            pairs = (_filled("\n".join(_POOLS[part][index]), habits, rng, topics).split("\n") for index in chosen)
            made[part] = tuple((wrong, better) for wrong, better in pairs)
        else:
            made[part] = tuple(_filled(_POOLS[part][index], habits, rng, topics) for index in chosen)
    return made


@cache
def _chosen() -> Mapping[tuple[str, int], Chosen]:
    """Which sentences each report says: none that the same office says in another year, hardly any of another's."""
    found: dict[tuple[str, int], Chosen] = {}
    for office, year in dict.fromkeys((sample.office, sample.year) for sample in SAMPLES):
        rng = random.Random(f"chosen/{office}/{year}")
        while (office, year) not in found:
            chosen = {"openings": (rng.randrange(len(_POOLS["openings"])),)}
            chosen |= {aspect: tuple(rng.sample(range(len(_POOLS[aspect])), _COUNT)) for aspect in _ASPECTS}
            count = _COUNT + rng.randint(0, 1)
            chosen["problems"] = tuple(rng.sample(range(len(_POOLS["problems"])), count))
            if all(_common(chosen, other) <= (_COMMON if by != office else 0) for (by, _), other in found.items()):
                found[office, year] = chosen
    return found


def _common(one: Chosen, other: Chosen) -> int:
    return sum(len({*one[part]} & {*other[part]}) for part in one)


def _filled(sentence: str, habits: Mapping[str, str], rng: random.Random, topics: list[str]) -> str:
    """``sentence`` with two of ``topics``, in the words that ``habits`` puts for others."""
    for word, own in habits.items():
        sentence = sentence.replace(word, f"<{own}>")
    a, b = rng.sample(topics, 2)
    return re.sub("[<>]", "", sentence).replace("{a}", a).replace("{b}", b)
