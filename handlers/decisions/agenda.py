"""`/agenda`: a joint meeting of the sides, led by a coordinator.

The agenda is stored, so that any coordinator can go on with it.
"""

from typing import Final

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from aiogram.utils.formatting import Text

from bot.access import PRIVATE, Permission, needs
from bot.callbacks.decisions import (
    BeginMeeting,
    ConfirmEnd,
    EndMeeting,
    FormerMeetingEnd,
    MarkItem,
    OpenAgenda,
    OpenItem,
    ReplaceMark,
    SendProtocol,
)
from bot.screens.decisions.agenda import ended_screen, ending_screen
from bot.screens.decisions.protocol import protocol_file
from bot.screens.keyboard import way_home
from bot.services.decisions.meetings import Meetings
from bot.services.messages.refusals import show_outdated
from bot.telegram.rendering import answer, reply, show
from bot.telegram.screen import Screen
from bot.telegram.text_split import split_plain
from data.decisions.meetings import Meeting
from data.primitives.fingerprint import Outdated

MESSAGE: Final = 4000  # UTF-16 units


def router() -> Router:
    router = Router(name="agenda")
    writes = needs(Permission.WRITE)
    router.message.register(send_agenda, Command("agenda", ignore_case=True), PRIVATE, flags=writes)
    pressed = router.callback_query.register
    pressed(open_agenda, OpenAgenda.filter(), flags=writes)
    pressed(begin_meeting, BeginMeeting.filter(), flags=writes)
    pressed(open_item, OpenItem.filter(), flags=writes)
    pressed(show_end, FormerMeetingEnd.filter(), flags=writes)
    pressed(mark_item, MarkItem.filter(), flags=writes)
    pressed(replace_mark, ReplaceMark.filter(), flags=writes)
    pressed(send_protocol, SendProtocol.filter(), flags=writes)
    pressed(confirm_end, ConfirmEnd.filter(), flags=writes)
    pressed(end_meeting, EndMeeting.filter(), flags=writes)
    return router


async def send_agenda(message: Message, meetings: Meetings) -> None:
    await reply(message, await meetings.screen(OpenAgenda()))


async def open_agenda(query: CallbackQuery, callback_data: OpenAgenda, meetings: Meetings) -> None:
    await show(query, await meetings.screen(callback_data))


async def begin_meeting(query: CallbackQuery, meetings: Meetings) -> None:
    await meetings.begin()
    await show(query, await meetings.screen(OpenAgenda()))


async def open_item(query: CallbackQuery, callback_data: OpenItem, meetings: Meetings) -> None:
    await meetings.require(meetings.db.reader)
    await show(query, await meetings.item_screen(callback_data.item_id))


async def mark_item(query: CallbackQuery, callback_data: MarkItem, meetings: Meetings) -> None:
    """Marks the item, or asks first where something is decided on it already."""
    await show(query, await meetings.mark(callback_data.item_id, callback_data.mark))


async def replace_mark(query: CallbackQuery, callback_data: ReplaceMark, meetings: Meetings) -> None:
    place = callback_data
    await show(query, await meetings.mark(place.item_id, place.mark, place.fingerprint))


async def send_protocol(query: CallbackQuery, callback_data: SendProtocol, meetings: Meetings) -> None:
    """Sends the protocol as messages to read and as a file to work on."""
    meeting = await meetings.meeting(callback_data.meeting_id)
    text = await meetings.protocol(meeting)
    await answer(query)
    if isinstance(query.message, Message):
        await _send_protocol(query.message, meeting, text)


async def confirm_end(query: CallbackQuery, callback_data: ConfirmEnd, meetings: Meetings) -> None:
    await show(query, ending_screen(await meetings.meeting(callback_data.meeting_id)))


async def end_meeting(query: CallbackQuery, callback_data: EndMeeting, meetings: Meetings) -> None:
    try:
        ended = await meetings.end(callback_data.meeting_id, callback_data.fingerprint)
    except Outdated:
        await show_end(query, callback_data, meetings)
    else:
        await show(query, ended_screen(ended))


async def show_end(query: CallbackQuery, callback_data: FormerMeetingEnd, meetings: Meetings) -> None:
    """Answers a button under a screen that is out of date: asks once more, with what is decided by now."""
    meeting = await meetings.meeting(callback_data.meeting_id)
    await show_outdated(query, ended_screen(meeting) if meeting.ended else ending_screen(meeting))


async def _send_protocol(message: Message, meeting: Meeting, text: str) -> None:
    for piece in split_plain(text, MESSAGE):
        await reply(message, Screen(Text(piece), way_home()))
    file = BufferedInputFile(protocol_file(text), f"protocol-{meeting.day.isoformat()}.txt")
    await message.answer_document(file)
