"""What a person's message brings to a note: words, a picture, a document, perhaps one of an album."""

from typing import Final

from aiogram.enums import ContentType
from aiogram.types import Document, MaybeInaccessibleMessageUnion, Message, PhotoSize

from bot.services.notes.form import NoteForm
from bot.telegram.typed_text import typed_text
from data.messaging.inbox import is_album_coming
from data.messaging.posts import MessageAddress
from data.notes.attachments import Attachment, FileKind
from data.notes.text_chunks import TextChunk
from data.notes.unassigned import IncomingContent

TAKEN: Final = frozenset({ContentType.TEXT, ContentType.PHOTO, ContentType.DOCUMENT})


def is_no_command(message: Message) -> bool:
    """A filter of aiogram: lets through words, pictures and documents that are no command."""
    return not (message.text or "").startswith("/")


def source_of_message(message: MaybeInaccessibleMessageUnion) -> MessageAddress:
    """Returns the address that ties stored words to the message, for when it is edited."""
    return MessageAddress(message.chat.id, message.message_id)


def chunk_of(message: Message) -> TextChunk | None:
    """Returns the words of a text or a caption, with the time (Unix seconds) Telegram got them or their last change."""
    text = typed_text(message)
    if not text:
        return None
    written_at = message.edit_date or int(message.date.timestamp())
    return TextChunk(text, written_at, source_of_message(message))


def content_of(message: Message) -> IncomingContent:
    """Returns the words, which may be empty, and the file of the message."""
    nothing = TextChunk("", int(message.date.timestamp()), source_of_message(message))
    return IncomingContent(chunk_of(message) or nothing, attachment_of(message))


def attachment_of(message: Message) -> Attachment | None:
    """Returns the file of the message, None when it has none; of a picture the largest size."""
    found: Document | PhotoSize | None = message.document or (message.photo[-1] if message.photo else None)
    if found is None:
        return None
    kind = FileKind.DOCUMENT if message.document else FileKind.PHOTO
    return Attachment(
        kind,
        found.file_id,
        found.file_unique_id,
        name=getattr(found, "file_name", None) or "",
        mime=getattr(found, "mime_type", None) or "",
        size=found.file_size or 0,
        media_group_id=message.media_group_id,
        source=source_of_message(message),
    )


async def is_album_incomplete(form: NoteForm, message: Message) -> bool:
    """True for all messages of an album but the last one that has arrived."""
    album = message.media_group_id
    return album is not None and await is_album_coming(form.db.reader, album, form.audit.update_id)
