"""The roadmap a command is about."""

from bot.cli.refusals import CommandRefused
from bot.i18n import gettext as _
from data.database import Database
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content, select_roadmaps


async def chosen_content(db: Database, wanted: int | None) -> RoadmapContent:
    """The one of that id, or the first; raises `CommandRefused` with the ids there are."""
    known = [roadmap.id for roadmap in await select_roadmaps(db.reader)]
    content = await select_content(db.reader, known[0] if wanted is None else wanted)
    if content is None:
        raise CommandRefused(
            _("There is no roadmap {id}. There are: {known}.").format(id=wanted, known=known)
        )
    return content
