"""A note as the group sees it: the calls that post it, from the note alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from aiogram.utils.formatting import Bold, Text

from bot.i18n import gettext as _
from bot.outbox.payloads import SILENT, caption_payload, plain, text_payload
from bot.screens.notes.post import NotePost, continued_words, head_words, note_text
from bot.telegram.text_length import units
from bot.telegram.text_split import Fragment, split_text
from data.messaging.outbox import Method, OutboxCall
from data.notes.attachments import Attachment, FileKind
from data.notes.statuses import NoteStatus

MESSAGE: Final = 4096  # UTF-16 units: Telegram counts code points, some clients units
CAPTION: Final = 1024
LOUD: Final = frozenset({NoteStatus.AT_RISK, NoteStatus.DONE})
FILE_METHODS: Final = {FileKind.PHOTO: Method.SEND_PHOTO, FileKind.DOCUMENT: Method.SEND_DOCUMENT}


@dataclass(frozen=True, slots=True)
class RenderedPost:
    """`texts` are the calls that hold the words, the first perhaps with a file; `files` are the other attachments."""

    texts: tuple[OutboxCall, ...]
    files: tuple[Attachment, ...]


def note_calls(post: NotePost) -> tuple[OutboxCall, ...]:
    """Returns the calls that post a note, in order: a short text stands under a single file, else the text goes first."""
    drawn = drawn_post(post)
    return (*drawn.texts, *file_calls(post, drawn.files))


def drawn_post(
    post: NotePost, *, captioned: bool | None = None, under: Attachment | None = None
) -> RenderedPost:
    """Returns the words of a post as calls.

    `captioned` puts them under the first file, or under the file `under`, or never; None does so where they fit under
    the only file.
    """
    text, entities = note_text(post).render()
    files = _with_first(post.content.files, under)
    if captioned is None:
        captioned = len(files) == 1 and units(text) <= CAPTION
    room = MESSAGE - units(continued_words(post, 99, 99)) - 2
    fragments = split_text(text, entities, CAPTION if captioned and files else MESSAGE, room)
    more = [
        _continuation(post, fragment, number, len(fragments))
        for number, fragment in enumerate(fragments[1:], start=2)
    ]
    if captioned and files:
        return RenderedPost((_captioned(post, files[0], fragments[0]), *more), files[1:])
    return RenderedPost((_lead(post, fragments[0]), *more), files)


def file_calls(
    post: NotePost, files: Iterable[Attachment], target_id: int | None = None
) -> tuple[OutboxCall, ...]:
    """Returns the files as albums and single messages, photos apart from documents, which Telegram does not mix.

    They reply to the group's first part, or to the post of the row `target_id`.
    """
    alike = groupby(in_post_order(files), key=lambda file: file.kind)
    calls = [_file_call(kind, [file.file_id for file in group], head_words(post)) for kind, group in alike]
    return tuple(
        OutboxCall(method, payload, target_id, None if target_id else 1) for method, payload in calls
    )


def _with_first(files: tuple[Attachment, ...], first: Attachment | None) -> tuple[Attachment, ...]:
    if first not in files:
        return files
    at = files.index(first)
    return (files[at], *files[:at], *files[at + 1 :])


def in_post_order(files: Iterable[Attachment]) -> list[Attachment]:
    """Returns the files with documents last: Telegram mixes them with nothing else in an album."""
    return sorted(files, key=lambda file: file.kind is FileKind.DOCUMENT)


def _lead(post: NotePost, fragment: Fragment) -> OutboxCall:
    payload = text_payload(fragment.text, fragment.entities)
    return OutboxCall(Method.SEND_MESSAGE, {**payload, **_card_button(post), **_sound(post)})


def _captioned(post: NotePost, file: Attachment, fragment: Fragment) -> OutboxCall:
    caption = {"caption": fragment.text, "caption_entities": plain(fragment.entities)}
    payload = {file.kind.value: file.file_id, **caption, **_card_button(post), **_sound(post)}
    return OutboxCall(FILE_METHODS[file.kind], payload)


def _continuation(post: NotePost, fragment: Fragment, part: int, parts: int) -> OutboxCall:
    text, entities = Text(Bold(continued_words(post, part, parts)), "\n\n").render()
    shifted = [
        entity.model_copy(update={"offset": entity.offset + units(text)}) for entity in fragment.entities
    ]
    payload = text_payload(text + fragment.text, [*entities, *shifted])
    return OutboxCall(Method.SEND_MESSAGE, payload | SILENT, reply_to=1)


def _file_call(kind: FileKind, file_ids: list[str], label: str) -> tuple[Method, dict[str, Any]]:
    caption = caption_payload(Bold(label))
    if len(file_ids) == 1:
        return FILE_METHODS[kind], {kind.value: file_ids[0], **caption, **SILENT}
    media: list[dict[str, Any]] = [{"type": kind.value, "media": file_id} for file_id in file_ids]
    media[0] |= caption
    return Method.SEND_MEDIA_GROUP, {"media": media, **SILENT}


def _card_button(post: NotePost) -> dict[str, Any]:
    if post.card_url is None:
        return {}
    return {"reply_markup": {"inline_keyboard": [[{"text": _("Card"), "url": post.card_url}]]}}


def _sound(post: NotePost) -> dict[str, Any]:
    return {"disable_notification": post.withdrawn is not None or post.content.status not in LOUD}
