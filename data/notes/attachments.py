"""Files of a note: pictures and documents, stored by Telegram's file ids."""

import json
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Final

from data.messaging.posts import MessageAddress
from data.notes.problems import ContentRefused, NoteProblem

MAX_FILES: Final = 10  # an album holds no more
MAX_BYTES: Final = 20 * 1024 * 1024  # the Bot API hands out no larger file
# In the order in which they are named to people. No archives: their content cannot be seen in a chat.
ALLOWED_SUFFIXES: Final = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt"),
    *(".xls", ".xlsx", ".ods", ".csv"),
    *(".ppt", ".pptx", ".odp"),
    *(".jpg", ".jpeg", ".png", ".webp", ".heic"),
    *(".sig", ".p7s"),  # electronic signatures
)


OFFICE: Final = "application/vnd.openxmlformats-officedocument"
OPEN: Final = "application/vnd.oasis.opendocument"
# Scanners and some phones send files without a name.
SUFFIX_OF_TYPE: Final = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    f"{OFFICE}.wordprocessingml.document": ".docx",
    f"{OPEN}.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/plain": ".txt",
    "application/vnd.ms-excel": ".xls",
    f"{OFFICE}.spreadsheetml.sheet": ".xlsx",
    f"{OPEN}.spreadsheet": ".ods",
    "text/csv": ".csv",
    "application/vnd.ms-powerpoint": ".ppt",
    f"{OFFICE}.presentationml.presentation": ".pptx",
    f"{OPEN}.presentation": ".odp",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
}


class FileKind(StrEnum):
    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file; `size` in bytes, `source` is the person's message it came in, if it came in one."""

    kind: FileKind
    file_id: str
    file_unique_id: str
    name: str = ""
    mime: str = ""
    size: int = 0
    media_group_id: str | None = None
    source: MessageAddress | None = None


def check_file(file: Attachment) -> None:
    """Raises `ContentRefused` unless the file is of an allowed type and size."""
    if file.kind is FileKind.DOCUMENT and suffix_of(file) not in ALLOWED_SUFFIXES:
        raise ContentRefused(NoteProblem.FILE_TYPE, name=file.name)
    if file.size > MAX_BYTES:
        raise ContentRefused(NoteProblem.FILE_SIZE, name=file.name)


def suffix_of(file: Attachment) -> str:
    """Returns what its name ends in, in lower case; of a file without such an ending what its MIME type says."""
    named = PurePath(file.name.strip().rstrip(".")).suffix.lower()
    return named or SUFFIX_OF_TYPE.get(file.mime.partition(";")[0].strip().lower(), "")


def source_of(chat_id: int | None, message_id: int | None) -> MessageAddress | None:
    """Returns the address that two columns give; None when either is NULL."""
    return None if chat_id is None or message_id is None else MessageAddress(chat_id, message_id)


def ids_of(source: MessageAddress | None) -> tuple[int | None, int | None]:
    """Returns the chat id and the message id for two columns; both are None for no message."""
    return (source.chat_id, source.message_id) if source else (None, None)


def attachments(files: str) -> tuple[Attachment, ...]:
    """Reads a JSON array of objects with the columns of a file and of the message it came in."""
    return tuple(attachment(file) for file in json.loads(files))


def attachment(row: sqlite3.Row | dict[str, Any]) -> Attachment:
    """Reads a row with the columns of a file and of the message it came in."""
    return Attachment(
        kind=FileKind(row["kind"]),
        file_id=row["file_id"],
        file_unique_id=row["file_unique_id"],
        name=row["name"],
        mime=row["mime"],
        size=row["size"],
        media_group_id=row["media_group_id"],
        source=source_of(row["chat_id"], row["message_id"]),
    )
