"""Every handler × every role: made from what the handlers declare, tried over real HTTP."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command, CommandStart
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter

import handlers
from bot.access import PRIVATE_ONLY, Denial, Permission, declared_permissions
from bot.callbacks.people import Purpose
from bot.i18n import speaking
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import Status
from bot.screens.refusals import refusal_text
from bot.services.search.text_commands import NAMES
from data.audit import AuditAction, AuditContext
from data.people.admissions import remove_person
from data.people.appointments import Appointment, update_appointment
from data.people.people import Role
from handlers.text_commands import TextCommandFilter
from tests.bot_harness import ADMIN_ID, BotHarness, running_bot


class Who(StrEnum):
    UNKNOWN = "unknown"
    NOT_ADMITTED = "not admitted"  # has chosen a language once
    REMOVED = "removed"
    READER = "reader"
    OFFICIAL = "official"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
    FIRST_ADMIN = "first admin"  # by the setting


ADMINS: Final = {Who.ADMIN, Who.FIRST_ADMIN}
WRITERS: Final = ADMINS | {Who.OFFICIAL, Who.COORDINATOR}
ALLOWED: Final = {
    Permission.OPEN: set(Who),
    Permission.READ: WRITERS | {Who.READER},
    Permission.WRITE: WRITERS,
    Permission.SUMMARISE: ADMINS | {Who.COORDINATOR},
    Permission.EDITIONS: ADMINS | {Who.COORDINATOR},
    Permission.ADMIN: ADMINS,
    Permission.BIND: ADMINS,
}
TABLES: Final = ("people", "person_agencies", "person_parties", "invitations", "bound_chats", "questions")


@dataclass(frozen=True)
class Town:
    """A bot for admitted people only, one person of each kind, and a group with all of them."""

    bot: BotHarness
    people: dict[Who, Person]
    group: Chat

    reader: sqlite3.Connection

    def snapshot(self) -> list[list[tuple[Any, ...]]]:
        return [self.reader.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as bot:
        people = {who: bot.person(who, **({"id": ADMIN_ID} if who is Who.FIRST_ADMIN else {})) for who in Who}
        # Whoever is settled may be reminded before they have opened the bot.
        bot.sandbox.allows("can't initiate conversation", method="sendMessage")
        await settle(bot, people)
        for person in people.values():
            await person.sends("/start")
        group = bot.sandbox.group("Группа", members=people.values(), bot=Status.MEMBER)
        bot.sandbox.allows("message is not modified")
        bot.sandbox.allows(
            "there is no text in the message to edit"
        )  # a press on a file comes as a new message
        with closing(sqlite3.connect(tmp_path / "roadmap.db")) as reader:
            yield Town(bot, people, group, reader)


async def settle(bot: BotHarness, people: dict[Who, Person]) -> None:
    offices = {
        Who.READER: Appointment(Role.READER),
        Who.REMOVED: Appointment(Role.ADMIN),
        Who.OFFICIAL: Appointment(Role.OFFICIAL, {1: ""}),
        Who.COORDINATOR: Appointment(Role.COORDINATOR, {}, frozenset({1})),
        Who.ADMIN: Appointment(Role.ADMIN),
    }
    console = AuditContext(None, 1)
    async with bot.db.writing() as connection:
        for who, appointment in offices.items():
            await update_appointment(connection, people[who].id, appointment, console, AuditAction.APPROVED)
        await remove_person(connection, people[Who.REMOVED].id, console)
        await connection.execute(
            "INSERT INTO people (user_id, locale) VALUES (?, 'ru')", (people[Who.NOT_ADMITTED].id,)
        )


def denials() -> set[str]:
    with speaking("ru"):
        return {refusal_text(denial) for denial in Denial}


def pressed(handler: HandlerObject) -> type[CallbackData] | None:
    """What the handler of a button takes; None for the one that takes what is left."""
    found = [
        declared.callback
        for declared in handler.filters or ()
        if isinstance(declared.callback, CallbackQueryFilter)
    ]
    return found[0].callback_data if found else None


def commands(handler: HandlerObject) -> Iterator[str]:
    for declared in handler.filters or ():
        if isinstance(declared.callback, CommandStart) and declared.callback.deep_link:
            yield "/start inv_invented"
        elif isinstance(declared.callback, Command):
            yield from (f"/{name}" for name in declared.callback.commands if isinstance(name, str))
        elif isinstance(declared.callback, TextCommandFilter) and len(declared.callback.commands) == 1:
            yield next(name for item in declared.callback.commands for name in NAMES[item].split(", "))


def presses() -> Iterator[tuple[type[CallbackData], Permission]]:
    for handler, permission in declared_permissions(handlers.router()):
        if (taken := pressed(handler)) and permission:
            yield taken, permission


def samples(taken: type[CallbackData]) -> Iterator[str]:
    """Valid data of each purpose, about a person and things that are not there."""
    fields = {name: choices(name, field.annotation) for name, field in taken.model_fields.items()}
    for values in product(*fields.values()):
        yield taken(**dict(zip(fields, values, strict=True))).pack()


def choices(name: str, kind: Any) -> list[Any]:
    if kind is Purpose:
        return list(Purpose)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [next(iter(kind))]
    if kind is str:
        return [""]
    if kind is bool:
        return [True]
    if kind is int:
        return [999_999_999] if "user" in name or "successor" in name else [1 if name.endswith("_id") else 0]
    return [get_args(kind)[0]]


def test_each_button_has_one_permission() -> None:
    """Whatever a button is for, the same people may press it."""
    declared: dict[type[CallbackData], set[Permission]] = {}
    for taken, permission in presses():
        declared.setdefault(taken, set()).add(permission)
    assert len(declared) > 40
    assert all(len(permissions) == 1 for permissions in declared.values())


async def test_every_button_for_everybody(town: Town) -> None:
    """A person who may not press it gets an alert that says why, and nothing changes; a person who may is not denied.

    What speaks for an agency is pressed here about another person's: it changes nothing.
    """
    refusals = denials()
    await town.people[Who.FIRST_ADMIN].sends("/bind", chat=town.group)
    await town.bot.settled()
    for taken, permission in dict(presses()).items():
        place = town.group if permission is Permission.BIND else None
        before = town.snapshot()
        denied = sorted(set(Who) - ALLOWED[permission])
        for data in samples(taken):
            await asyncio.gather(*(town.people[who].presses_data(data, chat=place) for who in denied))
            assert {
                who: town.people[who].alert for who in denied if town.people[who].alert not in refusals
            } == {}, data
        assert town.snapshot() == before, taken
        for data, who in product(samples(taken), sorted(ALLOWED[permission])):
            person, before = town.people[who], town.snapshot()
            await person.presses_data(data, chat=place)
            await town.bot.settled()
            if permission is Permission.WRITE and who not in ADMINS:
                assert town.snapshot() == before, (data, who)
            else:
                assert person.alert not in refusals, (data, who)


async def test_every_command_for_everybody(town: Town) -> None:
    """A command, or its word, is answered where it belongs, to whom it belongs; others read why not, and nothing changes."""
    refusals = denials() | {"Дорожная карта открыта только её участникам."}
    tried = 0
    for handler, permission in declared_permissions(handlers.router()):
        for command, who in product(commands(handler), Who):
            place = town.group if permission is Permission.BIND else None
            person, before = town.people[who], town.snapshot()
            answer = await person.sends(command, chat=place)
            await town.bot.settled()
            denied = answer.text.splitlines()[0] in refusals or answer.text in refusals
            assert permission
            assert denied is (who not in ALLOWED[permission]), (command, who, answer.text)
            if denied:
                assert town.snapshot() == before, (command, who)
            tried += 1
    assert tried > 60


async def test_private_things_stay_private(town: Town) -> None:
    """In a group nobody, not even an administrator, opens what is for the private chat."""
    await town.people[Who.FIRST_ADMIN].sends("/bind", chat=town.group)
    await town.bot.settled()
    private = [taken for taken, permission in dict(presses()).items() if permission in PRIVATE_ONLY]
    refusals = denials()
    assert private
    for who, person in town.people.items():
        message = person.looks(town.group)
        for taken in private:
            data = next(samples(taken))
            await person.presses_data(data, message=message, chat=town.group)
            assert person.alert in refusals, (data, who)
