"""A new edition of the roadmap that ships, stored while the bot runs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from data.documents.names import read_names
from data.editions.edition_store import SHIPPED, ImportOutcome, prepare_edition, store_edition
from data.roadmap.models import SignedActivity, SignedRoadmap
from tests.bot_harness import BotHarness
from tests.data.documents.document_fixtures import read_document

Change = Callable[[SignedActivity], SignedActivity | None]
DOCUMENT: Final = next(SHIPPED.glob("*.txt"))


async def new_edition(bot: BotHarness, change: Change) -> ImportOutcome:
    """Stores the shipped document with each activity as `change` returns it; None leaves it out."""
    prepared = prepare_edition(
        changed(read_document(DOCUMENT), change), read_names(DOCUMENT), bot.db.calendar
    )
    async with bot.db.writing() as connection:
        return await store_edition(connection, prepared, int(bot.clock().timestamp()))


def changed(signed: SignedRoadmap, change: Change) -> SignedRoadmap:
    spheres = [
        replace(sphere, activities=tuple(filter(None, map(change, sphere.activities))))
        for sphere in signed.spheres
    ]
    return replace(signed, spheres=tuple(sphere for sphere in spheres if sphere.activities))


def without(*numbers: str) -> Change:
    return lambda activity: None if activity.number in numbers else activity


def same(activity: SignedActivity) -> SignedActivity:
    return activity
