"""What a question costs in ms of CPU, by its kind, with the shipped roadmap and with 10,000 activities.

Each question but the known ones is asked once, so that no word of it was met before.
"""

import gc
import json
import random
import resource
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.app import GC_THRESHOLDS
from bot.services.search.question_text import LONGEST_QUESTION
from data.roadmap.models import RoadmapContent
from data.search.intents.understanding import Questions
from tests.data.search.search_fixtures import OTHER_ROADMAPS, SHIPPED, TODAY, content_of, huge_content

QUESTIONS = Path(__file__).parents[1] / "data" / "search" / "questions"
INTENTS = QUESTIONS.parent / "intents"
LIMIT_MS = 5.0
EACH = 500  # questions of each kind
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def known() -> list[str]:
    """Every question of the test files that are about the shipped roadmap."""
    files = sorted(path for path in QUESTIONS.glob("*.json") if path.stem not in OTHER_ROADMAPS)
    files += sorted(INTENTS.glob("*.json"))
    return [one["ask"] for path in files for one in json.loads(path.read_text(encoding="utf-8"))]


@dataclass(frozen=True)
class Strange:
    """Makes up questions nobody asked, the same ones every time."""

    content: RoadmapContent
    chance: random.Random = field(default_factory=lambda: random.Random(3))

    def misspelt(self, slips: int) -> Iterator[str]:
        """Four words of the roadmap, in each of them some letters that are others."""
        return (" ".join(self._spoilt(slips) for _ in range(4)) for _ in range(EACH))

    def noise(self, letters: str) -> Iterator[str]:
        return (" ".join(self._random_word(letters) for _ in range(6)) for _ in range(EACH))

    def longest(self, misspelt: float) -> Iterator[str]:
        """As long as the bot reads: words of the roadmap in no order, a share of them misspelt."""
        for _ in range(EACH):
            words = (
                self._spoilt(1) if self.chance.random() < misspelt else self.chance.choice(self._words)
                for _ in range(LONGEST_QUESTION)
            )
            yield " ".join(words)[:LONGEST_QUESTION]

    @cached_property
    def _words(self) -> list[str]:
        titles = (activity.title for activity in self.content.activities[:36])
        return sorted({word for title in titles for word in title.split() if len(word) > 6})

    def _spoilt(self, slips: int) -> str:
        word = list(self.chance.choice(self._words))
        for place in self.chance.sample(range(1, len(word)), slips):
            word[place] = self.chance.choice(CYRILLIC)
        return "".join(word)

    def _random_word(self, letters: str) -> str:
        return "".join(self.chance.choices(letters, k=self.chance.randint(4, 12)))


class Collector:
    """The milliseconds Python's collector took: it comes once in hundreds of questions, whatever was asked."""

    def __init__(self) -> None:
        self.passes: list[float] = []
        self._start = 0.0
        gc.callbacks.append(self._called)

    def _called(self, phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            self._start = process_time()
        else:
            self.passes.append((process_time() - self._start) * 1000)


def timed(search: Questions, questions: list[str], collector: Collector) -> list[float]:
    """What each question cost, without the collector's passes that fell into it."""
    spent = []
    for question in questions:
        before, start = sum(collector.passes), process_time()
        search.ask(question, TODAY)
        spent.append((process_time() - start) * 1000 - (sum(collector.passes) - before))
    return spent


def report(name: str, spent: list[float]) -> None:
    centiles = statistics.quantiles(spent, n=100)
    sys.stdout.write(
        f"  {name:32} {len(spent):5} questions: p50 {statistics.median(spent):5.2f}, p95 {centiles[94]:5.2f},"
        f" p99 {centiles[98]:5.2f}, worst {max(spent):5.2f} ms;"
        f" {sum(one > LIMIT_MS for one in spent)} above {LIMIT_MS:.0f} ms\n"
    )


def measured(size: str, content: RoadmapContent) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    search = Questions(content)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    sys.stdout.write(f"{size} activities: built in {process_time() - start:.2f} s, {grown:.0f} MB more\n")
    gc.collect()
    gc.freeze()  # as the service does once it has started
    gc.set_threshold(*GC_THRESHOLDS)
    collector = Collector()
    timed(search, known(), collector)
    strange = Strange(content)
    kinds = {
        "known": known(),
        "misspelt, a slip a word": [*strange.misspelt(1)],
        "misspelt, two slips a word": [*strange.misspelt(2)],
        "noise in Russian letters": [*strange.noise(CYRILLIC)],
        "noise in Latin letters": [*strange.noise(LATIN)],
        f"{LONGEST_QUESTION} characters, known words": [*strange.longest(0)],
        f"{LONGEST_QUESTION} characters, some misspelt": [*strange.longest(0.2)],
    }
    for name, questions in kinds.items():
        report(name, timed(search, questions, collector))
    passes = ", ".join(f"{one:.0f}" for one in collector.passes)
    sys.stdout.write(f"  the collector's passes meanwhile, not counted above: {passes or 'none'} ms\n")


def main() -> None:
    for size, content in (("36", content_of(SHIPPED)), ("10,000", huge_content(10_000))):
        measured(size, content)


if __name__ == "__main__":
    main()
