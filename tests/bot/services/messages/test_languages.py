"""Every message that the bot begins reaches a person in the language of their Telegram when they chose none."""

import contextlib
import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import orjson
import pytest
from aiogram.utils.formatting import Text

from bot.callbacks.notes import CorrectNote, WithdrawalReason, WithdrawNote
from bot.callbacks.people import GiveRole, Purpose, RefuseReading, RemovePerson
from bot.callbacks.reminders import ChooseDeputy, LeaveUntil
from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from bot.screens.keyboard import way_home
from bot.services.messages.kinds import MessageKind
from bot.services.messages.notifier import log as notifier_log
from bot.telegram.screen import Screen
from data.audit import AuditContext
from data.messaging.restoring import hold_back
from data.people.appointments import Appointment
from data.people.invitation_acceptance import issue_invitation
from data.people.invitations import Invitation, Offer, start_payload
from data.people.people import Role
from tests.bot.services.documents.edition_fixtures import Editions, in_row
from tests.bot_harness import ADMIN_ID, BotHarness, running_bot, serving
from tests.handlers.notes.note_fixtures import Office, coordinate, open_office
from tests.handlers.reminders.reminder_fixtures import FRIDAY, Calendar, open_calendar
from tests.handlers.summaries.summary_fixtures import leap, moscow, open_weeks
from tests.shown_state import shown_appointment, shown_request

LINK: Final = re.compile(r"\?start=(inv_[\w-]{43})")
SENT: Final = re.compile(r"to (-?\d+) in (\w+): (.+)")  # the notifier's line in the log
NORTH, SOUTH = 1, 2
GROUP_LANGUAGE: Final = "ru"

Scenario = Callable[[Path], Awaitable[None]]


def english(bot: BotHarness, name: str, **fields: object) -> Person:
    return bot.person(name, **({"language_code": "en"} | fields))


async def asked_for_access(path: Path) -> None:
    async with running_bot(path, read_access="members") as bot:
        admin = english(bot, "Olga", id=ADMIN_ID)
        await admin.sends("/start")
        john, jane = english(bot, "John"), english(bot, "Jane")
        for person in (john, jane):
            await person.sends("/start")
            await person.presses("Ask for access")
            await admin.sees("Access request\n")
        approve = GiveRole(
            purpose=Purpose.APPROVE,
            user_id=john.id,
            role=Role.READER,
            fingerprint=await shown_request(bot, john.id),
        )
        await admin.presses_data(approve.pack(), changes=None)
        await john.sees("You have been given access.")
        await admin.presses_data(
            RefuseReading(user_id=jane.id, fingerprint=await shown_request(bot, jane.id)).pack(), changes=None
        )
        await jane.sees("Your request for access was refused.")
        promote = GiveRole(
            purpose=Purpose.CHANGE,
            user_id=john.id,
            role=Role.ADMIN,
            fingerprint=await shown_appointment(bot, john.id),
        )
        await admin.presses_data(promote.pack(), changes=None)
        await john.sees("Your rights have changed.")
        seen = await shown_appointment(bot, john.id)
        await admin.presses_data(RemovePerson(user_id=john.id, fingerprint=seen).pack(), changes=None)
        await john.sees("Your access has ended.")


async def handed_over(path: Path) -> None:
    async with running_bot(path, read_access="members") as bot:
        admin = english(bot, "Olga", id=ADMIN_ID)
        await admin.sends("/start")
        anna, boris = english(bot, "Anna"), english(bot, "Boris")
        await coordinate(bot, anna, NORTH)
        await anna.sends("/settings")
        await anna.presses("Hand over my post")
        await anna.presses("Link for the successor")
        found = LINK.search(anna.text)
        assert found
        await boris.starts(found[1], until="You have taken over")
        await anna.sees("Handed over")
        await admin.sees("An invitation was accepted")


async def groups(path: Path) -> None:
    async with running_bot(path) as bot:
        admin = english(bot, "Olga", id=ADMIN_ID)
        await admin.sends("/start")
        silent = bot.sandbox.group("Silent", members=[admin], supergroup=True, bot=Status.MEMBER)
        silent.permissions["can_send_messages"] = False
        admin.writes("/bind", chat=silent)
        await admin.sees("The bot cannot write in the group “Silent”")
        council = bot.sandbox.group("Council", members=[admin])
        admin.adds_bot(council)
        await admin.sees("The bot is in the group “Council”")
        await admin.sends("/bind", chat=council)
        await admin.sees("The group is connected\nGroup: Council")
        assert admin.looks(council).text.startswith("Группа подключена к дорожной карте")
        admin.removes_bot(council)
        await admin.sees("The bot is no longer in the group “Council”.")


async def earlier_notes(path: Path) -> None:
    async with running_bot(path) as bot:
        admin = english(bot, "Olga", id=ADMIN_ID)
        await admin.sends("/start")
        office = await open_office(bot, group=False)
        await office.publishes(office.anna, "Слова до подключения.")
        council = bot.sandbox.group("Council", members=[admin], bot=Status.MEMBER)
        await admin.sends("/bind", chat=council)
        await admin.sees("1 note was written before that")
        await admin.presses("Post earlier notes (1)")
        await bot.settled()


async def begins_decision(office: Office, person: Person, label: str, *answers: str) -> None:
    card = await person.sends(f"/{office.number.replace('.', '_')}")
    await person.presses(label, message=card)
    for answer in answers:
        await person.sends(answer)
        await office.bot.settled()


async def deadlines(path: Path) -> None:
    async with running_bot(path) as bot:
        office = await open_office(bot)
        olga, petr = english(bot, "Olga", id=801), english(bot, "Petr", id=802)
        await coordinate(bot, olga, NORTH)
        await coordinate(bot, petr, SOUTH)
        office.anna.user.language_code = "en"
        for person in (olga, petr, office.anna):
            await person.sends("/start")
        for reason in ("Supplies are late", "Supplies are later"):
            await begins_decision(office, office.anna, "Ask to move the deadline", "15.02.2027", reason)
            await office.anna.presses("Send the request")
            letters = [await coordinator.sees(reason) for coordinator in (olga, petr)]
            assert all(letter.text.startswith("Request to move the deadline") for letter in letters)
            if reason == "Supplies are late":
                await petr.presses("Decline", message=letters[1])
                await petr.sends("No", until="No")
                await petr.presses("Decline")
                await office.anna.sees("is refused.")
            else:
                for person, letter in zip((olga, petr), letters, strict=True):
                    await office.bot.settled()  # the letters are written anew after each vote
                    await person.presses("Agree", message=letter)
                    await person.presses("Yes, agree")
                await office.anna.sees("Agreed by all sides.")
        await begins_decision(
            office, office.anna, "Ask to move the deadline", "01.04.2027", "Supplies are lost"
        )
        await office.anna.presses("Send the request")
        await petr.sees("Supplies are lost")
        assert office.chat
        bot.sandbox.faults.dropped_connection(executes=False, method="sendMessage", chat_id=office.chat.id)
        await begins_decision(office, olga, "Control date", "16.03.2027", "A letter")
        await olga.presses("Set the date")
        await office.anna.sees("is closed without a decision")
        await petr.sees("Set by hand: Санкт-Петербург.")
        doubt = await olga.sees("may not have arrived in the group")
        await olga.presses("Send once more", message=doubt, until="It goes to the group.")
        await bot.sandbox.until(lambda: "Установлена вручную" in office.posts()[-1].text)


async def new_edition(path: Path) -> None:
    async with running_bot(path) as bot:
        office = await open_office(bot)
        olga = english(bot, "Olga", id=801)
        await coordinate(bot, olga, NORTH)
        office.anna.user.language_code = "en"
        for person in (olga, office.anna):
            await person.sends("/start")
        change = in_row(office, office.activity.deadline.wording, "до 1 декабря 2026 года")
        await Editions(office, path.parent).confirms(change)
        await olga.sees("A new edition of the roadmap is confirmed")


async def closing(path: Path) -> None:
    async with running_bot(path) as bot:
        office = await open_office(bot)
        for person in (office.anna, office.boris):
            person.user.language_code = "en"
            await person.sends("/start")
        await publishes(office, office.anna, "Готово.", "done")
        letter = await office.boris.sees("Your side's word is awaited")
        await office.boris.presses("Confirm that it is done", message=letter)
        await office.boris.presses("No document")
        await office.boris.presses("Publish")
        await office.anna.sees(f"Item {office.number} is closed.")
        await bot.settled()
        await publishes(office, office.anna, "Дополнение.", "done")
        await office.boris.sees(f"changed its notes on closed item {office.number}")
        await office.is_out(office.anna, "Published in the group.")
        await begins_decision(office, office.anna, "Open again", "The act was revoked")
        await office.anna.presses("Open again")
        await office.boris.sees(f"Item {office.number} is opened again.")
        await bot.sandbox.until(lambda: "возобновлён" in office.posts()[-1].text)
        for status in ("done", "in progress"):
            await publishes(office, office.anna, "Слова.", status)
            await office.is_out(office.anna, "Published in the group.")
        await office.boris.sees(f"no longer declares item {office.number} done.")


async def publishes(office: Office, person: Person, text: str, status: str = "") -> None:
    mine = await person.sends("/my", until="My activities")
    await person.presses(office.number, message=mine)
    await office.bot.settled()
    await office.says(person, text)
    if status:
        await person.presses("Status")
        await person.presses(status)
        if status == "done":
            await person.presses("No document")
    await person.presses("Publish")


async def changed_by_a_coordinator(path: Path) -> None:
    async with running_bot(path) as bot:
        office = await open_office(bot)
        olga = english(bot, "Olga", id=801)
        await coordinate(bot, olga, NORTH)
        office.anna.user.language_code = "en"
        for person in (olga, office.anna):
            await person.sends("/start")
        await publishes(office, office.anna, "Слова")
        await bot.settled()
        await olga.presses_data(CorrectNote(note_id=1).pack(), changes=None)
        await bot.settled()
        await olga.sends("Другие слова")
        await olga.presses("Publish")
        await office.anna.sees("was corrected.\nBy the coordinator of your side.")
        withdraws = WithdrawNote(note_id=1, reason=WithdrawalReason.ERROR, fingerprint=2)
        await olga.presses_data(withdraws.pack(), changes=None)
        letter = await office.anna.sees("was withdrawn.\nBy the coordinator of your side.")
        assert "Reason: " in letter.text


async def reminders(path: Path) -> None:
    async with running_bot(path) as bot:
        calendar: Calendar = await open_calendar(bot)
        anna, vera = calendar.office.anna, calendar.vera
        for person in (anna, vera, calendar.office.boris):
            person.user.language_code = "en"
            await person.sends("/start")
        await calendar.comes(FRIDAY)
        await anna.sees("Reminder\n")
        await anna.presses_data(LeaveUntil(until=date(2026, 12, 4).toordinal()).pack(), changes=None)
        await anna.presses_data(ChooseDeputy(user_id=vera.id).pack(), changes=None)
        await vera.sees("named you deputy")


async def doubtful_note(path: Path) -> None:
    async with running_bot(path) as bot:
        office = await open_office(bot)
        assert office.chat
        office.anna.user.language_code = "en"
        await office.anna.sends("/start")
        bot.sandbox.faults.too_many_requests(3600, method="sendMessage", chat_id=office.chat.id)
        bot.sandbox.allows("Too Many Requests")
        await publishes(office, office.anna, "Слова")
        shown = await office.anna.sees("Telegram asks to wait until")
        bot.sandbox.allows("message to edit not found")
        office.anna.deletes_message(shown)
        bot.sandbox.faults.dropped_connection(executes=True, method="sendMessage", chat_id=office.chat.id)
        bot.clock.forward(timedelta(hours=2))
        bot.app.outbox.wake()
        await bot.sandbox.until(
            lambda: "It may not have arrived in the group" in office.anna.history()[-1].text
        )


async def summaries(path: Path) -> None:
    async with running_bot(path) as bot:
        olga, weeks = english(bot, "Olga", id=ADMIN_ID), await open_weeks(bot, moscow(24))
        await olga.sends("/summary")
        await olga.presses("When it comes")
        await olga.presses("Pin silently")
        bot.sandbox.allows("not enough rights to manage pinned messages in the chat")
        await weeks.at(moscow(30))
        await bot.settled()
        bot.app.scheduler.wake()
        await olga.sees("was not pinned")
        assert weeks.office.chat
        bot.sandbox.faults.dropped_connection(
            executes=True, method="sendMessage", chat_id=weeks.office.chat.id
        )
        await weeks.at(moscow(7, month=12))
        await bot.settled()
        bot.app.scheduler.wake()
        await olga.sees("It is not certain whether the weekly summary has arrived")
        with contextlib.closing(sqlite3.connect(path)) as opened:
            hold_back(opened, int(moscow(14, 11, month=12).timestamp()))
        await weeks.at(moscow(14, 12, month=12))
        bot.app.scheduler.wake()
        await olga.sees("The data were restored from a copy.")


async def troubles(path: Path) -> None:
    async with running_bot(path) as bot:
        olga, john = english(bot, "Olga", id=ADMIN_ID), english(bot, "John")
        for person in (olga, john):
            await person.sends("/start")
        group = bot.sandbox.group("Roadmap", members=[john], bot=Status.MEMBER)
        async with bot.db.writing() as connection:
            await connection.execute(
                "INSERT INTO bound_chats (roadmap_id, chat_id, bound_at) VALUES (1, ?, 0)", (group.id,)
            )
        bot.sandbox.allows("Too Many Requests")
        bot.sandbox.faults.too_many_requests(600, method="sendMessage", chat_id=group.id)
        john.writes("/find housing", chat=group)
        await john.sees("Telegram takes no more messages from the bot in that chat")
        start_due = bot.app.outbox._start_due

        async def fails_once() -> float:
            setattr(bot.app.outbox, "_start_due", start_due)  # noqa: B010 - a method is replaced
            raise KeyError

        setattr(bot.app.outbox, "_start_due", fails_once)  # noqa: B010 - a method is replaced
        bot.app.outbox.wake()
        await olga.sees("An error in the bot: posting")
        killer = {"update_id": 9**9, "message": {"from": {"id": john.id}, "chat": {"id": john.id}}}
        async with bot.db.writing() as connection:
            await connection.execute(
                "INSERT INTO inbox (update_id, received_at, state, attempts, payload) VALUES (?, 1, 'new', 4, ?)",
                (killer["update_id"], orjson.dumps(killer)),
            )
        await bot.app.inbox.start()
        await bot.app.inbox.try_suspects()
        await john.sees("A message or a press of yours was not handled")


async def missing_calendar(path: Path) -> None:
    async with running_bot(path) as bot:
        olga = english(bot, "Olga", id=ADMIN_ID)
        await olga.sends("/start")
        leap(bot, moscow(1, month=12))
        await bot.app.scheduler.run_once()
        await olga.sees("The calendar of working days for 2027 is not loaded")


SCENARIOS: Final[dict[Scenario, set[MessageKind]]] = {
    asked_for_access: {
        MessageKind.ACCESS_REQUESTED,
        MessageKind.ACCESS_REFUSED,
        MessageKind.WELCOME,
        MessageKind.APPOINTMENT_CHANGED,
        MessageKind.REMOVED,
    },
    handed_over: {MessageKind.JOINED_BY_INVITATION, MessageKind.BRIEFING, MessageKind.HANDED_OVER},
    groups: {
        MessageKind.GROUP_INSTRUCTIONS,
        MessageKind.GROUP_CONNECTED,
        MessageKind.GROUP_NOT_CONNECTED,
        MessageKind.GROUP_CHANGED,
        MessageKind.GROUP_GREETING,
    },
    earlier_notes: {MessageKind.EARLIER_NOTES},
    deadlines: {
        MessageKind.DEADLINE_REQUESTED,
        MessageKind.DEADLINE_REFUSED,
        MessageKind.DEADLINE_GRANTED,
        MessageKind.DEADLINE_SET,
        MessageKind.REQUEST_LAPSED,
        MessageKind.DECISION_IN_DOUBT,
    },
    new_edition: {MessageKind.EDITION_CONFIRMED},
    closing: {
        MessageKind.COMPLETION_AWAITED,
        MessageKind.ACTIVITY_CLOSED,
        MessageKind.ACTIVITY_REOPENED,
        MessageKind.CLOSED_ACTIVITY_AMENDED,
        MessageKind.COMPLETION_TAKEN_BACK,
    },
    changed_by_a_coordinator: {MessageKind.NOTE_CORRECTED, MessageKind.NOTE_WITHDRAWN},
    reminders: {MessageKind.REMINDER, MessageKind.DEPUTY_CHOSEN},
    doubtful_note: {MessageKind.NOTE_IN_DOUBT},
    summaries: {
        MessageKind.SUMMARY_NOT_PINNED,
        MessageKind.SUMMARY_IN_DOUBT,
        MessageKind.SUMMARY_UNKNOWN,
    },
    missing_calendar: {MessageKind.CALENDAR_MISSING},
    troubles: {MessageKind.GROUP_BUSY, MessageKind.LOOP_RESTARTED, MessageKind.UPDATE_GIVEN_UP},
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_a_message_begun_by_the_bot_speaks_the_language_of_its_reader(
    scenario: Scenario, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """English to a person whose Telegram speaks English and who chose nothing, the one language of groups to a group."""
    with caplog.at_level(logging.DEBUG, notifier_log.name):
        await scenario(tmp_path / "roadmap.db")
    lines = [
        SENT.fullmatch(record.getMessage()) for record in caplog.records if record.name == notifier_log.name
    ]
    sent = [(int(line[1]), line[2], MessageKind(line[3])) for line in lines if line]
    assert {kind for _chat_id, _locale, kind in sent} >= SCENARIOS[scenario]
    for chat_id, locale, kind in sent:
        assert locale == (GROUP_LANGUAGE if chat_id < 0 else "en"), kind


def test_every_kind_has_its_scenario() -> None:
    """A message of a new kind needs a scenario of its own, or a place in one of these."""
    assert set().union(*SCENARIOS.values()) == set(MessageKind)


async def test_the_language_of_the_asker_outlives_a_restart(tmp_path: Path) -> None:
    """Asked before a restart, decided after it, told in the language of the asker's Telegram; so are later letters."""
    path = tmp_path / "roadmap.db"
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path, read_access="members") as bot:
            admin = english(bot, "Olga", id=ADMIN_ID)
            await admin.sends("/start")
            john, jane, sue = (english(bot, name) for name in ("John", "Jane", "Sue"))
            for person in (john, jane):
                await person.sends("/start")
                await person.presses("Ask for access")
        async with serving(sandbox, path, read_access="members") as bot:
            approve = GiveRole(
                purpose=Purpose.APPROVE,
                user_id=john.id,
                role=Role.READER,
                fingerprint=await shown_request(bot, john.id),
            )
            await admin.presses_data(approve.pack(), changes=None)
            await john.sees("You have been given access.")
            await admin.presses_data(
                RefuseReading(user_id=jane.id, fingerprint=await shown_request(bot, jane.id)).pack(),
                changes=None,
            )
            await jane.sees("Your request for access was refused.")
            _, token = await issue(bot, Appointment(Role.READER))
            await sue.starts(start_payload(token), until="You have been given access.")
        async with serving(sandbox, path, read_access="members") as bot:
            for person in (john, sue):
                promote = GiveRole(
                    purpose=Purpose.CHANGE,
                    user_id=person.id,
                    role=Role.ADMIN,
                    fingerprint=await shown_appointment(bot, person.id),
                )
                await admin.presses_data(promote.pack(), changes=None)
                await person.sees("Your rights have changed.")


async def issue(bot: BotHarness, appointment: Appointment) -> tuple[Invitation, str]:
    async with bot.db.writing() as connection:
        return await issue_invitation(
            connection, Offer(appointment), AuditContext(None, int(bot.clock().timestamp()))
        )


async def test_a_removed_person_gets_no_letter(tmp_path: Path) -> None:
    """What the bot begins goes to people with a role only; that their access has ended they are still told."""
    async with running_bot(tmp_path / "roadmap.db", read_access="members") as bot:
        office = await open_office(bot)
        await office.anna.sends("/start")
        admin = bot.admin()
        await admin.sends("/start")
        seen = await shown_appointment(bot, office.anna.id)
        await admin.presses_data(RemovePerson(user_id=office.anna.id, fingerprint=seen).pack(), changes=None)
        await office.anna.sees("Ваш доступ закрыт.")
        before = len(office.anna.history())
        words = Screen(Text("Напоминание"), way_home())
        sent = await bot.app.notifier.to_person(office.anna.id, MessageKind.REMINDER, lambda: words)
        await bot.settled()
        assert sent is None
        assert len(office.anna.history()) == before
