"""Notes on the small roadmap of two sides: people write, publish, correct, withdraw."""

from typing import Any, Final

from data.database import Database
from data.messaging.chats import BoundChat, bind_chat
from data.messaging.posts import MessageAddress
from data.notes.attachments import Attachment, FileKind
from data.notes.draft_content import insert_draft_file, insert_draft_text
from data.notes.drafts import Draft, insert_draft, update_draft_status
from data.notes.notes import Note
from data.notes.publishing import Published, publish_draft
from data.notes.statuses import NoteStatus
from data.notes.text_chunks import TextChunk
from tests.data.people.people_fixtures import ANNA, BUILDING, NOW, open_people

PORT, EXCHANGE, TOURNAMENT = 1, 2, 3  # activities 1.1 (both sides), 1.2 (two northern bodies), 1.3
GROUP: Final = -1001234567890
PRIVATE: Final = 101  # Anna's private chat has her id

__all__ = ["EXCHANGE", "GROUP", "NOW", "PORT", "PRIVATE", "TOURNAMENT", "open_people"]


async def bind(db: Database, chat_id: int = GROUP, thread_id: int | None = None) -> None:
    async with db.writing() as connection:
        await bind_chat(connection, BoundChat(1, chat_id, thread_id, "Группа", None, NOW, 1))


async def draft(
    db: Database,
    *texts: str,
    user_id: int = ANNA,
    activity_id: int = PORT,
    agency_id: int | None = BUILDING,
    status: NoteStatus | None = None,
    files: tuple[Attachment, ...] = (),
) -> Draft:
    """A draft as a person fills it: each text in a message of its own, from 100 on."""
    async with db.writing() as connection:
        begun = await insert_draft(connection, user_id, activity_id, agency_id, NOW)
        assert begun is not None
        for number, text in enumerate(texts, start=100):
            await insert_draft_text(
                connection, begun.id, TextChunk(text, NOW - 5, MessageAddress(PRIVATE, number))
            )
        for file in files:
            await insert_draft_file(connection, begun.id, file)
        await update_draft_status(connection, begun.id, status, NOW)
    return begun


async def publish(db: Database, begun: Draft, update_id: int | None = None) -> Published:
    async with db.writing() as connection:
        return await publish_draft(connection, begun.id, begun.user_id, NOW, update_id)


async def note(db: Database, *texts: str, **how: Any) -> Note:
    """A note as it stands after it was published; `how` as of `draft`."""
    published = await publish(db, await draft(db, *texts, **how))
    assert isinstance(published, Note)
    return published


def photo(name: str = "photo", message_id: int | None = None) -> Attachment:
    source = None if message_id is None else MessageAddress(PRIVATE, message_id)
    return Attachment(FileKind.PHOTO, f"id-{name}", f"unique-{name}", size=1000, source=source)


def document(name: str = "акт.pdf", message_id: int | None = None, size: int = 1000) -> Attachment:
    source = None if message_id is None else MessageAddress(PRIVATE, message_id)
    return Attachment(
        FileKind.DOCUMENT, f"id-{name}", f"unique-{name}", name, "application/pdf", size, source=source
    )
