"""What a question costs, with the shipped roadmap and with 10,000 activities: p50, p95 and the worst, in ms."""

import json
import statistics
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.models import RoadmapContent
from data.search import Search
from tests.data.search_world import SHIPPED, TODAY, content_of, huge_content

QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
LIMIT_MS = 5.0


def asked() -> list[str]:
    """Every question of the test files that are about the shipped roadmap, and three that are hard on purpose."""
    files = sorted(path for path in QUESTIONS.glob("*.json") if path.stem != "second-roadmap")
    questions = [one["ask"] for path in files for one in json.loads(path.read_text(encoding="utf-8"))]
    return [*questions, "эвакуацыя фарум строительсво " * 20, "минстрой " * 60, "qwrtpsdfgh " * 50]


def measure(content: RoadmapContent, questions: list[str]) -> tuple[float, list[float]]:
    """Seconds to build the search, and milliseconds of each question once words have been met."""
    start = perf_counter()
    search = Search(content)
    built = perf_counter() - start
    for question in questions:
        search.ask(question, TODAY)
    spent = []
    for question in questions:
        start = perf_counter()
        search.ask(question, TODAY)
        spent.append((perf_counter() - start) * 1000)
    return built, spent


def main() -> None:
    questions = asked()
    for name, content in (("36", content_of(SHIPPED)), ("10,000", huge_content(10_000))):
        built, spent = measure(content, questions)
        centiles = statistics.quantiles(spent, n=20)
        worst = questions[spent.index(max(spent))][:40]
        sys.stdout.write(
            f"{name} activities, {len(questions)} questions: built in {built:.2f} s;"
            f" p50 {statistics.median(spent):.2f}, p95 {centiles[-1]:.2f}, worst {max(spent):.2f} ms ({worst});"
            f" {sum(one <= LIMIT_MS for one in spent)} within {LIMIT_MS} ms\n"
        )


if __name__ == "__main__":
    main()
