"""The journal of who changed what, for administrators: page by page, and as a file."""

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.access import Permission, needs
from bot.callbacks.people import OpenJournal, SendJournal
from bot.services.people.journal import Journal
from bot.telegram.rendering import answer, show


def router() -> Router:
    router = Router(name="journal")
    router.callback_query.register(open_journal, OpenJournal.filter(), flags=needs(Permission.ADMIN))
    router.callback_query.register(send_journal, SendJournal.filter(), flags=needs(Permission.ADMIN))
    return router


async def open_journal(query: CallbackQuery, callback_data: OpenJournal, journal: Journal) -> None:
    await show(query, await journal.screen(callback_data.page))


async def send_journal(query: CallbackQuery, journal: Journal) -> None:
    name, file = await journal.export()
    await answer(query)
    if isinstance(query.message, Message):
        await query.message.answer_document(BufferedInputFile(file, name))
