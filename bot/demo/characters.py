"""The people of the demo in the local Telegram, and what the administrator has made of them in the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.demo.story import Story, StoryCharacter
from bot.sandbox.page.controls import Character
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from data.audit import AuditContext
from data.database import Database
from data.messaging.bindings import bind
from data.messaging.chats import BoundChat
from data.people.access_requests import AccessRequest, insert_access_request
from data.people.admissions import approve_request
from data.people.appointments import Appointment
from data.people.people import Role
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content, select_roadmaps

VISITOR: Final = 500_000_100  # whoever talks in the terminal
ADMIN: Final = "admin"


@dataclass(frozen=True, slots=True)
class Characters:
    """Everybody by their key, their group, and whoever talks in the terminal."""

    people: Mapping[str, Person]
    group: Chat
    topic_id: int
    visitor: Person


def characters(story: Story) -> list[Character]:
    """Whom a visitor may be."""
    return [Character(part.id, part.name, part.shown) for part in story.people if part.shown]


def first_admins(story: Story) -> frozenset[int]:
    return frozenset({VISITOR, *(part.id for part in story.people if part.key == ADMIN)})


def enter(sandbox: Sandbox, story: Story, visitor: str, locale: str) -> Characters:
    """The people and their group, as if the bot had long been in it and been opened by them."""
    people = {
        part.key: sandbox.person(part.first_name, last_name=part.last_name, id=part.id, language_code=locale)
        for part in story.people
    }
    inside = [people[part.key] for part in story.people if not part.outside]
    you = sandbox.person(visitor, id=VISITOR, language_code=locale)
    for person in (*inside, you):
        person.user.met = person.user.started = True
    group = sandbox.group(story.group, members=inside, topics=[story.topic], bot=Status.ADMINISTRATOR)
    return Characters(people, group, sandbox.topic(group, story.topic).id, you)


async def appoint(db: Database, story: Story, troupe: Characters, at: int) -> None:
    """Everybody gets their role, the roadmap its group and topic; `at` in Unix seconds."""
    audit = AuditContext(None, at)
    for roadmap in (await select_roadmaps(db.reader))[:1]:
        content = await select_content(db.reader, roadmap.id)
        async with db.writing() as connection:
            for part in story.people:
                if content and part.role:
                    await insert_access_request(connection, AccessRequest(part.id, part.name, at))
                    await approve_request(connection, part.id, _appointment(part, content), audit)
            place = (troupe.group.id, troupe.topic_id, story.group)
            await bind(connection, BoundChat(roadmap.id, *place, None, at, None), audit)


def _appointment(part: StoryCharacter, content: RoadmapContent) -> Appointment:
    agencies = {each.name: each.id for each in content.agencies}
    held = {agencies[name]: part.position for name in part.agencies}
    parties = {each.id for each in content.roadmap.parties if each.name == part.party}
    return Appointment(part.role or Role.READER, held, frozenset(parties))
