"""What a question costs in ms of CPU, with the shipped roadmap and with 10,000 activities: p50, p95 and the worst."""

import gc
import json
import random
import statistics
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.models import RoadmapContent
from data.search import Search
from tests.data.search_world import OTHER_ROADMAPS, SHIPPED, TODAY, content_of, huge_content

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
LIMIT_MS = 5.0
LONGEST = 500  # characters
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def asked() -> list[str]:
    """Every question of the test files that are about the shipped roadmap, and three that are hard on purpose."""
    files = sorted(path for path in QUESTIONS.glob("*.json") if path.stem not in OTHER_ROADMAPS)
    questions = [one["ask"] for path in files for one in json.loads(path.read_text(encoding="utf-8"))]
    return [*questions, "эвакуацыя фарум строительсво " * 20, "минстрой " * 60, "qwrtpsdfgh " * 50]


def never_met(content: RoadmapContent) -> list[str]:
    """Questions of misspelt words, each word another: a common sentence's length, and the longest there may be."""
    chance = random.Random(3)  # the same questions every time
    words = sorted({word for one in content.activities[:36] for word in one.title.split() if len(word) > 6})

    def spoilt() -> str:
        word = list(chance.choice(words))
        for place in chance.sample(range(1, len(word)), 2):
            word[place] = chance.choice(LETTERS)
        return "".join(word)

    short = [" ".join(spoilt() for _ in range(4)) for _ in range(100)]
    long = [" ".join(spoilt() for _ in range(60))[:LONGEST] for _ in range(20)]
    return [*short, *long]


def timed(search: Search, questions: list[str]) -> list[float]:
    spent = []
    for question in questions:
        start = process_time()
        search.ask(question, TODAY)
        spent.append((process_time() - start) * 1000)
    return spent


def report(name: str, questions: list[str], spent: list[float]) -> None:
    centiles = statistics.quantiles(spent, n=20)
    worst = questions[spent.index(max(spent))][:40]
    sys.stdout.write(
        f"  {name}, {len(questions)} questions: p50 {statistics.median(spent):.2f}, p95 {centiles[-1]:.2f},"
        f" worst {max(spent):.2f} ms ({worst}); {sum(one <= LIMIT_MS for one in spent)} within {LIMIT_MS} ms\n"
    )


def main() -> None:
    questions = asked()
    for size, content in (("36", content_of(SHIPPED)), ("10,000", huge_content(10_000))):
        start = process_time()
        search = Search(content)
        sys.stdout.write(f"{size} activities: built in {process_time() - start:.2f} s\n")
        gc.collect()
        gc.freeze()  # as the service does once it has started
        timed(search, questions)
        report("words met before", questions, timed(search, questions))
        strange = never_met(content)
        report("misspelt words never met", strange, timed(search, strange))


if __name__ == "__main__":
    main()
