"""The changes of a note's post in the chat, when the note is corrected or withdrawn after it was queued or sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from bot.outbox.payloads import caption_payload, text_payload
from bot.screens.notes.post import NotePost, removed_text, withdrawn_caption
from bot.services.notes.post_calls import (
    drawn_post,
    file_calls,
    in_post_order,
    note_calls,
)
from bot.services.notes.post_sync import FILE_METHODS, IN_CHAT, WAITING, PostHistory, file_ids, post_history
from data.messaging.outbox import Destination, Method, OutboxCall, OutboxRow
from data.notes.attachments import Attachment


@dataclass(frozen=True, slots=True)
class PostChanges:
    """Ids of rows to cancel, rows to be sent with another content, and calls to be added, in order."""

    cancelled: tuple[int, ...] = ()
    replaced: tuple[tuple[int, OutboxCall], ...] = ()
    added: tuple[OutboxCall, ...] = ()


def corrected(rows: Sequence[OutboxRow], post: NotePost, destination: Destination) -> PostChanges:
    """Returns what turns the rows of a note into the post of its new version; nothing when it was never posted.

    `post.edition` is its version. What the group has not seen yet is replaced without a trace; what it has seen, or
    may have, is edited and marked. A post that cannot be edited is posted anew.
    """
    history = post_history(rows)
    if history is None:
        return PostChanges()
    if not history.is_begun:
        return PostChanges(history.waiting, added=note_calls(replace(post, edition=None)))
    if not history.is_reachable(destination):
        return PostChanges(history.waiting, added=note_calls(post))
    if history.is_captioned and not post.content.files:
        return PostChanges(history.waiting, added=(*note_calls(post), _deletion(history.lead)))
    return _aligned(history, post)


def withdrawn(rows: Sequence[OutboxRow], post: NotePost, destination: Destination) -> PostChanges:
    """Returns what turns the rows of a note into its withdrawal: nothing is deleted in the chat, what waits is not sent."""
    history = post_history(rows)
    if history is None:
        return PostChanges()
    if not history.is_begun:
        return PostChanges(history.waiting)
    (text, *_) = drawn_post(post, captioned=False).texts
    if not history.is_reachable(destination):
        return PostChanges(history.waiting, added=(text,))
    stubs = [_stub(row, post) for row in history.texts[1:] if row.state in IN_CHAT]
    captions = [
        OutboxCall(Method.EDIT_CAPTION, caption_payload(withdrawn_caption(post)), row.id)
        for row in history.files
        if row.state in IN_CHAT
    ]
    return PostChanges(history.waiting, added=(_edit(history, history.lead, text), *stubs, *captions))


def _aligned(history: PostHistory, post: NotePost) -> PostChanges:
    drawn = drawn_post(post, captioned=history.is_captioned)
    changes = list(_text_changes(history, drawn.texts, post))
    changes.append(_file_changes(history, drawn.files, post))
    return PostChanges(
        (*history.waiting_changes, *(row_id for change in changes for row_id in change.cancelled)),
        tuple(pair for change in changes for pair in change.replaced),
        tuple(part for change in changes for part in change.added),
    )


def _text_changes(history: PostHistory, parts: Sequence[OutboxCall], post: NotePost) -> Iterator[PostChanges]:
    for row, part in zip_longest(history.texts, parts):
        if row is None:
            yield PostChanges(added=(replace(part, reply_to=None, target_id=history.lead.id),))
        elif row.state in WAITING:
            yield PostChanges(replaced=((row.id, part),)) if part else PostChanges((row.id,))
        else:
            yield PostChanges(added=(_edit(history, row, part) if part else _stub(row, post),))


def _file_changes(history: PostHistory, files: Sequence[Attachment], post: NotePost) -> PostChanges:
    wanted = in_post_order(files)
    shown = [file_id for row in history.files for file_id in file_ids(row)]
    if set(shown) <= {file.file_id for file in wanted}:
        fresh = [file for file in wanted if file.file_id not in shown]
        return PostChanges(added=file_calls(post, fresh, history.lead.id))
    gone = tuple(row.id for row in history.files if row.state in WAITING)
    deletions = [_deletion(row) for row in history.files if row.state in IN_CHAT]
    return PostChanges(gone, added=(*file_calls(post, wanted, history.lead.id), *deletions))


def _edit(history: PostHistory, row: OutboxRow, part: OutboxCall) -> OutboxCall:
    """Returns the call that gives a row that is in the chat the words, buttons and file of `part`."""
    markup = {key: part.payload[key] for key in ("reply_markup",) if key in part.payload}
    if row.method not in FILE_METHODS:
        text = {key: part.payload[key] for key in ("text", "entities", "link_preview_options")}
        return OutboxCall(Method.EDIT_TEXT, text | markup, row.id)
    caption = _caption(part)
    if part.method in FILE_METHODS and file_ids(part) != history.lead_file:
        kind = "photo" if part.method is Method.SEND_PHOTO else "document"
        media = {"type": kind, "media": file_ids(part)[0], **caption}
        return OutboxCall(Method.EDIT_MEDIA, {"media": media, **markup}, row.id)
    return OutboxCall(Method.EDIT_CAPTION, caption | markup, row.id)


def _caption(part: OutboxCall) -> dict[str, Any]:
    payload = part.payload
    if "text" in payload:
        return {"caption": payload["text"], "caption_entities": payload["entities"]}
    return {key: payload[key] for key in ("caption", "caption_entities")}


def _stub(row: OutboxRow, post: NotePost) -> OutboxCall:
    return OutboxCall(Method.EDIT_TEXT, text_payload(*removed_text(post).render()), row.id)


def _deletion(row: OutboxRow) -> OutboxCall:
    return OutboxCall(Method.DELETE, {}, row.id)
