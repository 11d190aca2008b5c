"""Questions near one that was not understood, offered and never taken for it."""

from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz, process

from data.roadmap.models import Matching, RoadmapContent
from data.search.language.words import fold

MOST: Final = 3
NEAR: Final = 70  # of 100, as rapidfuzz measures the words that two texts share
SHORTEST: Final = 4  # letters of a name that is offered
EXAMPLES: Final = (
    "что просрочено",
    "что под угрозой",
    "что исполнено",
    "по каким пунктам нет отчётов",
    "кто не отчитался",
    "последние отчёты",
    "чьё слово ждём",
    "за что я отвечаю",
    "сколько мероприятий в дорожной карте",
    "у кого больше всего мероприятий",
    "что изменилось за месяц",
    "сводка за неделю",
    "как отозвать отчёт",
    "what is overdue",
    "who has not reported",
    "latest notes",
    "what changed this month",
)


class NearestQuestions:
    """The questions that may be offered about one roadmap: names of its spheres and agencies, and one of each intent."""

    def __init__(self, content: RoadmapContent) -> None:
        offered = dict.fromkeys([*EXAMPLES, *_names(content)])
        self._by_folded = {fold(question): question for question in offered}

    def of(self, question: str) -> tuple[str, ...]:
        """Returns up to three questions that are near, the nearest first."""
        found = process.extract(
            fold(question), list(self._by_folded), scorer=fuzz.token_set_ratio, limit=MOST, score_cutoff=NEAR
        )
        return tuple(self._by_folded[text] for text, _, _ in found)


def _names(content: RoadmapContent) -> Iterator[str]:
    for alias in content.aliases:
        if alias.matching is Matching.FREE and len(alias.text) >= SHORTEST and not alias.party_id:
            yield alias.text
