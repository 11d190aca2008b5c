"""Real roadmaps to ask questions of: the one that ships, one written for tests, and a huge one."""

import asyncio
import random
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from data.database import Database
from data.documents.deadlines import read_deadline
from data.editions.edition_store import import_document
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Activity, Agency, Alias, Matching, RoadmapContent, Sphere
from data.roadmap.roadmap import select_content, select_roadmaps

CALENDAR = WorkingCalendar()

TODAY: Final = date(2026, 11, 24)
ROADMAPS: Final = Path(__file__).parents[3] / "data" / "shipped"
SHIPPED: Final = ROADMAPS / "spb-perm-2024-2026.txt"
DOCUMENTS: Final = Path(__file__).parents[1] / "documents"
SECOND: Final = DOCUMENTS / "tatarstan-astrakhan-2025-2027.txt"
THIRD: Final = DOCUMENTS / "samara-komi-2025-2028.txt"
# The files of questions that are not about the shipped roadmap.
OTHER_ROADMAPS: Final = {"second-roadmap": SECOND, "third-roadmap": THIRD}
WORD_BEGINNINGS: Final = [
    "агро",
    "аэро",
    "био",
    "вело",
    "гидро",
    "теле",
    "нано",
    "мега",
    "поли",
    "транс",
    "супер",
    "видео",
    "фото",
    "электро",
    "термо",
    "макро",
]
WORD_ENDINGS: Final = [
    "техника",
    "логия",
    "графия",
    "метрия",
    "сфера",
    "комплекс",
    "центр",
    "система",
    "парк",
    "модуль",
    "станция",
    "проект",
    "завод",
    "мост",
]


@cache
def content_of(document: Path) -> RoadmapContent:
    """The document imported into a real database file and read back, once for all tests."""
    return asyncio.run(_imported(document))


async def _imported(document: Path) -> RoadmapContent:
    with TemporaryDirectory() as folder:
        db = await Database.open(Path(folder) / "roadmap.db")
        try:
            await import_document(db, document)
            roadmap = (await select_roadmaps(db.reader))[0]
            content = await select_content(db.reader, roadmap.id)
        finally:
            await db.close()
    if content is None:
        raise LookupError(f"{document} was imported and cannot be read back")
    return content


def huge_content(activities: int) -> RoadmapContent:
    """The shipped roadmap grown to many activities, agencies and words."""
    content = content_of(SHIPPED)
    chance = random.Random(7)  # the same roadmap every time
    vocabulary = sorted({word for activity in content.activities for word in activity.title.split()})
    made = [
        f"{one}{other}{number}"
        for one in WORD_BEGINNINGS
        for other in WORD_ENDINGS
        for number in ("", "ый", "ист", "ка")
    ]
    spheres = tuple(
        Sphere(n, 1, str(n), f"В сфере {chance.choice(made)}", 100) for n in range(15, activities // 100 + 15)
    )
    agencies = tuple(Agency(n, 1, 1 + n % 2, f"Министерство {made[n]}", 30) for n in range(100, 600))
    titles = [
        " ".join(chance.choices(vocabulary, k=25) + chance.choices(made, k=5)) for _ in range(activities)
    ]
    grown = tuple(
        Activity(
            1000 + n,
            15 + n // 100,
            f"{15 + n // 100}.{n % 100 + 1}",
            title,
            read_deadline("2024-2026 гг.", 2024, 2026, CALENDAR),
        )
        for n, title in enumerate(titles)
    )
    responsible = {one.id: (agencies[one.id % 500].id, agencies[one.id % 499].id) for one in grown}
    aliases = tuple(Alias(f"Мин{made[one.id]}", Matching.FREE, agency_id=one.id) for one in agencies)
    return replace(
        content,
        spheres=(*content.spheres, *spheres),
        agencies=(*content.agencies, *agencies),
        activities=(*content.activities, *grown),
        responsible={**content.responsible, **responsible},
        aliases=(*content.aliases, *aliases),
    )
