"""An album comes message by message and is answered once."""

from aiogram.types import Message

from bot.services.notes.form import NoteForm
from data.messaging.inbox import is_album_coming


async def more_comes(form: NoteForm, message: Message) -> bool:
    """True for all messages of an album but the last one that has arrived."""
    album = message.media_group_id
    return album is not None and await is_album_coming(form.db.reader, album, form.audit.update_id or 0)
