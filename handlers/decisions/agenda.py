"""`/agenda`: a joint meeting of the sides, led by a coordinator; it is kept in the database, whoever leads it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.formatting import Text

from bot.access import PRIVATE, Permission, Reader, needs
from bot.callbacks.meetings import (
    BeginMeeting,
    ConfirmEnd,
    EndMeeting,
    MarkItem,
    MarkLetter,
    OpenAgenda,
    OpenItem,
    SendProtocol,
)
from bot.screens.decisions.agenda import agenda_screen, ended_screen, ending_screen, no_meeting_screen
from bot.screens.decisions.agenda import item_screen as draw_item
from bot.screens.decisions.protocol import ProtocolFacts, protocol_file, protocol_text
from bot.screens.keyboard import way_home
from bot.services.roadmap.activity_status import standing_of
from bot.telegram.rendering import answer, reply, show
from bot.telegram.screen import Screen
from bot.telegram.text_split import split_plain
from data.audit import AuditAction, AuditChange, AuditContext, AuditSubject, insert_audit
from data.database import Database
from data.decisions.agenda import agenda_of
from data.decisions.meetings import (
    ItemMark,
    Meeting,
    insert_meeting,
    select_item,
    select_meeting,
    select_meeting_under_way,
    update_item,
    update_meeting_ended,
)
from data.decisions.problems import DecisionProblem
from data.notes.last_reports import select_last_numbers
from data.notes.statuses import select_activity_states
from data.people.coordination import require_coordinator
from data.refusal import Refused
from data.roadmap.lookup import StaleButton

MARKS = {MarkLetter.HEARD: ItemMark.HEARD, MarkLetter.DROPPED: ItemMark.DROPPED, MarkLetter.NONE: None}
MESSAGE = 4000  # units


def router() -> Router:
    router = Router(name="agenda")
    writes = needs(Permission.WRITE)
    router.message.register(send_agenda, Command("agenda", ignore_case=True), PRIVATE, flags=writes)
    pressed = router.callback_query.register
    pressed(open_agenda, OpenAgenda.filter(), flags=writes)
    pressed(begin_meeting, BeginMeeting.filter(), flags=writes)
    pressed(open_item, OpenItem.filter(), flags=writes)
    pressed(mark_item, MarkItem.filter(), flags=writes)
    pressed(send_protocol, SendProtocol.filter(), flags=writes)
    pressed(confirm_end, ConfirmEnd.filter(), flags=writes)
    pressed(end_meeting, EndMeeting.filter(), flags=writes)
    return router


async def send_agenda(message: Message, reader: Reader, db: Database, audit: AuditContext) -> None:
    await require_coordinator(db.reader, reader.content.roadmap.id, audit)
    await reply(message, await _agenda(OpenAgenda(), reader, db))


async def open_agenda(
    query: CallbackQuery, callback_data: OpenAgenda, reader: Reader, db: Database, audit: AuditContext
) -> None:
    await require_coordinator(db.reader, reader.content.roadmap.id, audit)
    await show(query, await _agenda(callback_data, reader, db))


async def begin_meeting(query: CallbackQuery, reader: Reader, db: Database, audit: AuditContext) -> None:
    """With what is pressing now; the meeting that is under way, when the other side was quicker."""
    roadmap_id = reader.content.roadmap.id
    async with db.writing() as connection:
        await require_coordinator(connection, roadmap_id, audit)
        states = await select_activity_states(connection, roadmap_id)
        agenda = agenda_of(reader.content, states, reader.today)
        before = await select_meeting_under_way(connection, roadmap_id)
        meeting = await insert_meeting(connection, roadmap_id, reader.today, audit.actor_id or 0, agenda)
        if before is None:
            state = {"roadmap": roadmap_id, "items": len(meeting.items)}
            change = AuditChange(AuditAction.OPENED, AuditSubject.MEETING, meeting.id, None, state)
            await insert_audit(connection, audit, change)
    await show(query, agenda_screen(meeting, reader.content, OpenAgenda(), reader.today))


async def open_item(
    query: CallbackQuery, callback_data: OpenItem, reader: Reader, db: Database, audit: AuditContext
) -> None:
    await require_coordinator(db.reader, reader.content.roadmap.id, audit)
    await show(query, await item_screen(callback_data.item_id, reader, db))


async def mark_item(
    query: CallbackQuery, callback_data: MarkItem, reader: Reader, db: Database, audit: AuditContext
) -> None:
    async with db.writing() as connection:
        await require_coordinator(connection, reader.content.roadmap.id, audit)
        item = await select_item(connection, callback_data.item_id)
        if item is None:
            raise StaleButton
        await _meeting(item.meeting_id, reader, db)
        if item.ended:
            raise Refused(DecisionProblem.ENDED)
        await update_item(connection, item.id, MARKS[callback_data.mark])
    await show(query, await item_screen(callback_data.item_id, reader, db))


async def send_protocol(
    query: CallbackQuery, callback_data: SendProtocol, reader: Reader, db: Database, audit: AuditContext
) -> None:
    """As messages to read and as a file to work on."""
    await require_coordinator(db.reader, reader.content.roadmap.id, audit)
    meeting = await _meeting(callback_data.meeting_id, reader, db)
    states = await select_activity_states(db.reader, meeting.roadmap_id)
    last = await select_last_numbers(db.reader, meeting.roadmap_id)
    text = protocol_text(meeting, reader.content, ProtocolFacts(states, last), reader.today)
    await answer(query)
    if isinstance(query.message, Message):
        for piece in split_plain(text, MESSAGE):
            await reply(query.message, Screen(Text(piece), way_home()))
        file = BufferedInputFile(protocol_file(text), f"protocol-{meeting.day.isoformat()}.txt")
        await query.message.answer_document(file)


async def confirm_end(
    query: CallbackQuery, callback_data: ConfirmEnd, reader: Reader, db: Database, audit: AuditContext
) -> None:
    await require_coordinator(db.reader, reader.content.roadmap.id, audit)
    await show(query, ending_screen(await _meeting(callback_data.meeting_id, reader, db)))


async def end_meeting(
    query: CallbackQuery, callback_data: EndMeeting, reader: Reader, db: Database, audit: AuditContext
) -> None:
    async with db.writing() as connection:
        await require_coordinator(connection, reader.content.roadmap.id, audit)
        meeting = await _meeting(callback_data.meeting_id, reader, db)
        if await update_meeting_ended(connection, meeting.id, audit.at):
            change = AuditChange(AuditAction.ENDED, AuditSubject.MEETING, meeting.id, None, None)
            await insert_audit(connection, audit, change)
    await show(query, ended_screen(await _meeting(meeting.id, reader, db)))


async def item_screen(item_id: int, reader: Reader, db: Database) -> Screen:
    """Raises `StaleButton` when it is gone, or of another roadmap."""
    item = await select_item(db.reader, item_id)
    if item is None:
        raise StaleButton
    meeting = await _meeting(item.meeting_id, reader, db)
    standing = await standing_of(db.reader, item.activity_id)
    return draw_item(meeting, item, reader.content, standing, reader.today)


async def _agenda(place: OpenAgenda, reader: Reader, db: Database) -> Screen:
    roadmap_id = reader.content.roadmap.id
    meeting = await select_meeting_under_way(db.reader, roadmap_id)
    if meeting:
        return agenda_screen(meeting, reader.content, place, reader.today)
    states = await select_activity_states(db.reader, roadmap_id)
    return no_meeting_screen(len(agenda_of(reader.content, states, reader.today)))


async def _meeting(meeting_id: int, reader: Reader, db: Database) -> Meeting:
    meeting = await select_meeting(db.reader, meeting_id)
    if meeting is None or meeting.roadmap_id != reader.content.roadmap.id:
        raise StaleButton
    return meeting
