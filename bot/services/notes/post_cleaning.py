"""What does not belong to a note's post any more: deleted, or marked where Telegram does not delete; and what stays."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.outbox.payloads import caption_payload, text_payload
from bot.screens.notes.confirmation import Leftovers
from bot.screens.notes.post import NotePost, removed_caption, removed_text, says_withdrawn, withdrawn_caption
from data.messaging.outbox import Method, OutboxCall
from data.messaging.posted_messages import PostedMessage, PostedMessages, Presence
from data.notes.notes import Note

DELETABLE: Final = 48 * 3600  # seconds for which the Bot API deletes a bot's own messages
EDITS: Final = frozenset({Method.EDIT_TEXT, Method.EDIT_CAPTION})


def cleaning_calls(others: Sequence[PostedMessage], post: NotePost, now: float) -> Iterator[OutboxCall]:
    """Yields the calls that delete or mark messages of this chat that are not the post's; `now` in Unix seconds.

    Of a withdrawn note all are marked, an album by the caption under its first file.
    """
    marked_rows: set[int] = set()
    for message in others:
        if message.is_leaving and Method.DELETE not in message.refused:
            yield _deletion(message)
        elif post.withdrawn is not None:
            if message.row.id not in marked_rows and not _is_told(message, others, post.withdrawn):
                marked_rows.update([message.row.id] if _is_markable(message) else [])
                yield from _mark(message, post)
        elif not message.is_marked:
            yield from _removal(message, post, now)


def leftovers(posted: PostedMessages, note: Note) -> Leftovers:
    """Returns what of earlier versions, or of a withdrawn note, stands in a group and cannot be changed."""
    lead = posted.lead
    files = Counter(file.file_id for file in note.latest.files if note.withdrawal is None)
    if lead and lead.shows.file:
        files[lead.shows.file] -= 1
    found: Counter[str] = Counter()
    for message in sorted(posted.messages, key=lambda message: message.presence is not Presence.KNOWN):
        own = lead is not None and message.row.target_id == lead.row.id
        if message is lead or (own and _belongs(message, note, files)):
            continue
        if note.withdrawal and _is_told(message, posted.messages, note.withdrawal.reason):
            continue
        home = lead.row.destination.chat_id if lead else message.row.destination.chat_id
        found[_why_it_stays(message, home)] += 1
    return Leftovers(found["nameless"], found["elsewhere"], found["refused"], found["doubtful"])


def _is_told(message: PostedMessage, album: Sequence[PostedMessage], reason: str) -> bool:
    """True when the message says already that it is void, or its album says so of all."""
    album_items = [other for other in album if other.row.id == message.row.id and not other.is_unsure]
    is_marked = message.is_marked and not message.is_unsure
    return is_marked or any(
        other.is_marked and says_withdrawn(other.shows.words, reason) for other in album_items
    )


def _is_markable(message: PostedMessage) -> bool:
    return not message.refused & EDITS


def _removal(message: PostedMessage, post: NotePost, now: float) -> Iterator[OutboxCall]:
    is_old = message.row.sent_at is not None and now - message.row.sent_at >= DELETABLE
    if is_old or Method.DELETE in message.refused:
        yield from _mark(message, post)
    else:
        yield _deletion(message)


def _deletion(message: PostedMessage) -> OutboxCall:
    return OutboxCall(Method.DELETE, {}, message.row.id, position=message.position, cleans=True)


def _mark(message: PostedMessage, post: NotePost) -> Iterator[OutboxCall]:
    if not _is_markable(message):
        return
    words = withdrawn_caption(post) if post.withdrawn is not None else None
    if message.is_file:
        method, payload = Method.EDIT_CAPTION, caption_payload(words or removed_caption(post))
    else:
        method, payload = Method.EDIT_TEXT, text_payload(*(words or removed_text(post)).render())
    yield OutboxCall(method, payload, message.row.id, position=message.position, cleans=True)


def _belongs(message: PostedMessage, note: Note, files: Counter[str]) -> bool:
    """Takes the file of the message out of `files` when it is one of the note's."""
    if not message.is_file:
        return note.withdrawal is None and message.version == note.latest.version
    if message.presence is Presence.GONE or files[message.shows.file or ""] <= 0:
        return False
    files[message.shows.file or ""] -= 1
    return True


def _why_it_stays(message: PostedMessage, home: int) -> str:
    """Returns an empty word for what is gone, marked, being asked about or about to be cleaned up."""
    if message.presence is Presence.VOID:
        return "doubtful"
    if message.presence is Presence.NAMELESS:
        return "nameless"
    if message.presence is not Presence.KNOWN or message.is_marked:
        return ""
    if message.row.destination.chat_id != home:
        return "elsewhere"
    if _is_markable(message):
        return ""
    return "doubtful" if message.is_unsure else "refused"
