"""The database of a command, and the roadmap the command is about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli.refusals import CommandRefused
from bot.i18n import gettext as _
from data.database import Database
from data.editions.edition_store import import_shipped_if_empty
from data.editions.renewed_readings import renew_readings
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content, select_roadmaps


@asynccontextmanager
async def opened_database(path: Path) -> AsyncIterator[Database]:
    """Opens the database for the block; an empty one gets the shipped document first, deadlines read by earlier rules are read anew."""
    db = await Database.open(path)
    try:
        await import_shipped_if_empty(db)
        await renew_readings(db)
        yield db
    finally:
        await db.close()


async def chosen_content(db: Database, wanted: int | None) -> RoadmapContent:
    """Returns the roadmap of that id, or the first; raises `CommandRefused` with the ids there are."""
    known = [roadmap.id for roadmap in await select_roadmaps(db.reader)]
    content = None
    if wanted is None or wanted in known:  # SQLite has no integer for an id of twenty figures
        content = await select_content(db.reader, known[0] if wanted is None else wanted)
    if content is None:
        raise CommandRefused(
            _("There is no roadmap {id}. There are: {known}.").format(id=wanted, known=known)
        )
    return content
