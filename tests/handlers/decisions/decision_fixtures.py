"""Coordinators of both sides, and a request to move a deadline."""

from typing import Final

from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people.person import Person
from data.roadmap.roadmap import select_activity
from tests.handlers.notes.note_fixtures import Office, coordinate

SAINT_PETERSBURG: Final = 1
PERM: Final = 2


async def coordinator(office: Office, name: str, number: int, party_id: int) -> Person:
    person = office.bot.person(name, id=number)
    await person.sends("/start")
    await coordinate(office.bot, person, party_id)
    return person


async def opens(office: Office, person: Person) -> str:
    """The activity's card."""
    seen = await person.sends(f"/{office.number.replace('.', '_')}")
    return seen.text


async def asks(office: Office, person: Person, reason: str = "Задержка поставки") -> None:
    await opens(office, person)
    await person.presses("Запросить перенос")
    await person.sends("15.02.2027", until="причина")
    await person.sends(reason, until=reason)
    await person.presses("Отправить запрос")
    await office.bot.settled()


async def day(office: Office) -> str:
    """The activity's last control date."""
    activity = await select_activity(office.bot.db.reader, office.activity.id)
    assert activity
    return activity.deadline.control_dates[-1].day.isoformat()


async def agrees(person: Person, letter: Seen) -> None:
    """Presses «Согласовать» under the letter, and once more where it is asked."""
    await person.presses("Согласовать", message=letter)
    if "Да, согласовать" in person.buttons:
        await person.presses("Да, согласовать")
