"""A second roadmap beside the one that ships, small and with the same numbers."""

from data.documents.names import Names
from data.editions.edition_store import prepare_edition, store_edition
from data.roadmap.models import SignedActivity, SignedRoadmap, SignedSphere
from tests.bot_harness import BotHarness

SMALL = SignedRoadmap(
    title="ПЛАН МЕРОПРИЯТИЙ («ДОРОЖНАЯ КАРТА») Орловской и Брестской областей на 2025-2027 годы",
    parties=("Правительство Орловской области", "Правительство Брестской области"),
    first_year=2025,
    last_year=2027,
    spheres=(
        SignedSphere(
            "1",
            "В сфере образования",
            (
                SignedActivity(
                    "1.1",
                    "Обмен учителями",
                    (
                        ("Департамент образования Орловской области",),
                        ("Управление образования Брестской области",),
                    ),
                    "II квартал 2026 года",
                    10,
                ),
            ),
        ),
    ),
    signatories=(),
)


async def add_small_roadmap(bot: BotHarness) -> int:
    """Returns its id."""
    async with bot.db.writing() as connection:
        outcome = await store_edition(connection, prepare_edition(SMALL, Names(), bot.db.calendar), 0)
    assert outcome.roadmap_id
    return outcome.roadmap_id
