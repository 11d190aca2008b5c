"""The words and files of a draft, each with the person's message it came in."""

import aiosqlite

from data.notes.attachments import MAX_FILES, Attachment, attachment, check_file, ids_of, source_of
from data.notes.problems import ContentRefused, NoteProblem
from data.notes.text_chunks import TextChunk, joined, with_chunk
from data.notes.unassigned import IncomingContent


async def select_draft_chunks(connection: aiosqlite.Connection, draft_id: int) -> tuple[TextChunk, ...]:
    """Loads the texts of a draft in their order."""
    rows = await connection.execute_fetchall(
        "SELECT text, written_at, chat_id, message_id FROM draft_texts WHERE draft_id = ? ORDER BY position",
        (draft_id,),
    )
    return tuple(
        TextChunk(row["text"], row["written_at"], source_of(row["chat_id"], row["message_id"]))
        for row in rows
    )


async def select_draft_files(connection: aiosqlite.Connection, draft_id: int) -> tuple[Attachment, ...]:
    """Loads the files of a draft in their order."""
    rows = await connection.execute_fetchall(
        "SELECT chat_id, message_id, kind, file_id, file_unique_id, name, mime, size, media_group_id"
        " FROM draft_files WHERE draft_id = ? ORDER BY position",
        (draft_id,),
    )
    return tuple(attachment(row) for row in rows)


async def insert_draft_text(connection: aiosqlite.Connection, draft_id: int, chunk: TextChunk) -> None:
    """Adds words at the end, or puts them in place of the earlier words of the same message.

    Raises `ContentRefused` when the note would hold too many; the draft then stays as it was.
    """
    whole = with_chunk(await select_draft_chunks(connection, draft_id), chunk)
    joined(whole)
    await replace_draft_texts(connection, draft_id, whole)


async def insert_draft_content(
    connection: aiosqlite.Connection, draft_id: int, content: IncomingContent
) -> None:
    """Adds the words and the file of a message; raises `ContentRefused`, and then has added neither."""
    whole = with_chunk(await select_draft_chunks(connection, draft_id), content.chunk)
    joined(whole)
    if content.file:
        await insert_draft_file(connection, draft_id, content.file)
    if content.chunk.text:
        await replace_draft_texts(connection, draft_id, whole)


async def replace_draft_texts(
    connection: aiosqlite.Connection, draft_id: int, chunks: tuple[TextChunk, ...]
) -> None:
    """Stores the texts, in this order, in place of those there are."""
    await delete_draft_texts(connection, draft_id)
    await connection.executemany(
        "INSERT INTO draft_texts (draft_id, position, text, written_at, chat_id, message_id)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (draft_id, position, chunk.text, chunk.written_at, *ids_of(chunk.source))
            for position, chunk in enumerate(chunks, start=1)
        ],
    )


async def insert_draft_file(connection: aiosqlite.Connection, draft_id: int, file: Attachment) -> None:
    """Adds a file at the end, or puts it in place of the earlier file of the same message.

    Raises `ContentRefused` when its type or size is not allowed, or the note holds ten files already.
    """
    check_file(file)
    held = await select_draft_files(connection, draft_id)
    is_new = file.source is None or all(other.source != file.source for other in held)
    if is_new and len(held) >= MAX_FILES:
        raise ContentRefused(NoteProblem.FILE_COUNT, name=file.name)
    whole = (
        (*held, file) if is_new else tuple(file if other.source == file.source else other for other in held)
    )
    await replace_draft_files(connection, draft_id, whole)


async def replace_draft_files(
    connection: aiosqlite.Connection, draft_id: int, files: tuple[Attachment, ...]
) -> None:
    """Stores the files, in this order, in place of those there are."""
    await delete_draft_files(connection, draft_id)
    await connection.executemany(
        "INSERT INTO draft_files (draft_id, position, kind, file_id, file_unique_id, name, mime, size,"
        " media_group_id, chat_id, message_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (draft_id, position, *_columns(file), file.media_group_id, *ids_of(file.source))
            for position, file in enumerate(files, start=1)
        ],
    )


async def delete_draft_texts(connection: aiosqlite.Connection, draft_id: int) -> None:
    """Throws the words away, to type them anew."""
    await connection.execute("DELETE FROM draft_texts WHERE draft_id = ?", (draft_id,))


async def delete_draft_files(connection: aiosqlite.Connection, draft_id: int) -> None:
    """Removes the files from a draft; Telegram keeps them."""
    await connection.execute("DELETE FROM draft_files WHERE draft_id = ?", (draft_id,))


def _columns(file: Attachment) -> tuple[str, str, str, str, str, int]:
    return (file.kind, file.file_id, file.file_unique_id, file.name, file.mime, file.size)


async def select_confirmed_note(connection: aiosqlite.Connection, draft_id: int) -> int | None:
    """Loads the id of the other side's note that the draft confirms; None of any other draft."""
    rows = await connection.execute_fetchall("SELECT confirms FROM drafts WHERE id = ?", (draft_id,))
    return next((note_id for (note_id,) in rows), None)


async def update_confirmed_note(connection: aiosqlite.Connection, draft_id: int, note_id: int | None) -> None:
    """Stores which note of the other side the draft confirms; None: the draft is the side's own word."""
    await connection.execute("UPDATE drafts SET confirms = ? WHERE id = ?", (note_id, draft_id))
