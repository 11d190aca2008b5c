"""The characters of the demo: users of the local Telegram, with their roles in the bot."""

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

VISITOR: Final = 500_000_100  # the user in the terminal
ADMIN: Final = "admin"


@dataclass(frozen=True, slots=True)
class Characters:
    """People by their key in the story, their group and its topic, and the user in the terminal."""

    people: Mapping[str, Person]
    group: Chat
    topic_id: int
    visitor: Person


def playable_characters(story: Story) -> list[Character]:
    """The characters a visitor can play."""
    return [Character(person.id, person.name, person.shown) for person in story.people if person.shown]


def first_admins(story: Story) -> frozenset[int]:
    return frozenset({VISITOR, *(person.id for person in story.people if person.key == ADMIN)})


def create_characters(sandbox: Sandbox, story: Story, visitor: str, locale: str) -> Characters:
    """Adds the people and their group; all but the outsiders have started the bot already."""
    people = {
        character.key: sandbox.person(
            character.first_name, last_name=character.last_name, id=character.id, language_code=locale
        )
        for character in story.people
    }
    inside = [people[character.key] for character in story.people if not character.outside]
    you = sandbox.person(visitor, id=VISITOR, language_code=locale)
    for person in (*inside, you):
        person.user.met = person.user.started = True
    group = sandbox.group(story.group, members=inside, topics=[story.topic], bot=Status.ADMINISTRATOR)
    return Characters(people, group, sandbox.topic(group, story.topic).id, you)


async def appoint(db: Database, story: Story, characters: Characters, at: int) -> None:
    """Gives the people their roles and binds the group to the roadmap; `at` in Unix seconds."""
    audit = AuditContext(None, at)
    for roadmap in (await select_roadmaps(db.reader))[:1]:
        content = await select_content(db.reader, roadmap.id)
        async with db.writing() as connection:
            for character in story.people:
                if content and character.role:
                    await insert_access_request(connection, AccessRequest(character.id, character.name, at))
                    await approve_request(connection, character.id, _appointment(character, content), audit)
            place = (characters.group.id, characters.topic_id, story.group)
            await bind(connection, BoundChat(roadmap.id, *place, None, at, None), audit)


def _appointment(character: StoryCharacter, content: RoadmapContent) -> Appointment:
    agencies = {agency.name: agency.id for agency in content.agencies}
    held = {agencies[name]: character.position for name in character.agencies}
    parties = {party.id for party in content.roadmap.parties if party.name == character.party}
    return Appointment(character.role or Role.READER, held, frozenset(parties))
