"""What stands in a chat of a note, message by message, worked out from the calls that were made for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from data.messaging.outbox import FailureReason, Method, OutboxCall, OutboxRow, RowState
from data.messaging.posts import MessageAddress, Post

WAITING: Final = frozenset({RowState.PENDING, RowState.FAILED})
IN_DOUBT: Final = frozenset({FailureReason.NO_ANSWER, FailureReason.INTERRUPTED, FailureReason.RESTORED})
NOT_EDITABLE: Final = "can't be edited"  # Telegram's words about a message that is there
FILE_KEYS: Final = ("photo", "document")


class Presence(StrEnum):
    """Whether a message is in the chat."""

    KNOWN = "known"
    NAMELESS = "nameless"  # it is, under an id that is not known: it cannot be changed
    UNCERTAIN = "uncertain"  # it may be, and its author is asked
    VOID = "void"  # it may be, and is not asked about any more
    GONE = "gone"  # it was deleted, by the bot or by a person


@dataclass(frozen=True, slots=True)
class Appearance:
    """What readers see of a message: `file` is a file id, None of a text; entities and buttons as the Bot API's JSON."""

    words: str = ""
    entities: tuple[Any, ...] = ()
    file: str | None = None
    buttons: Any = None


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """One message that `row` sent, the one at `position` (from 0) of its album.

    `is_unsure`: an edit may have made it look otherwise, and a file of None there is not known. `version` is the one of
    the note that it shows; `is_marked`: it says that it does not belong to the post any more. `is_leaving`: a deletion
    was begun and its outcome is not known. `refused` are the ways of removing or marking it that have failed.
    """

    row: OutboxRow
    position: int
    presence: Presence
    shows: Appearance
    version: int | None
    is_unsure: bool = False
    is_marked: bool = False
    is_leaving: bool = False
    refused: frozenset[Method] = frozenset()

    @property
    def is_file(self) -> bool:
        """True for a picture or a document, which may have a caption."""
        return self.row.method is not Method.SEND_MESSAGE

    @property
    def address(self) -> MessageAddress | None:
        """None when its id is not known."""
        if not self.row.message_ids:
            return None
        return MessageAddress(self.row.destination.chat_id, self.row.message_ids[self.position])


@dataclass(frozen=True, slots=True)
class PostedMessages:
    """All messages of a note, and the rows that are still to be sent.

    A post begins with a row that replies to nothing, its lead; everything that belongs to it replies to that one.
    """

    rows: tuple[OutboxRow, ...]
    messages: tuple[PostedMessage, ...]

    @property
    def lead(self) -> PostedMessage | None:
        """The first message of the newest post that is in the chat or may be."""
        leads = [message for message in self.messages if message.row.target_id is None]
        asked = [message for message in leads if message.presence is not Presence.VOID]
        return asked[-1] if asked else None

    @property
    def waiting(self) -> tuple[OutboxRow, ...]:
        """Rows that have not reached the chat, but for vain attempts to clean up there."""
        return tuple(
            row
            for row in self.rows
            if row.state in WAITING and not (row.cleans and row.state is RowState.FAILED)
        )

    @property
    def under_way(self) -> tuple[int, ...]:
        """The ids of rows that are being sent at this moment."""
        return tuple(row.id for row in self.rows if row.state is RowState.SENDING)

    @property
    def is_nameless(self) -> bool:
        """True when words of the newest post are in the chat under an unknown message id."""
        lead = self.lead
        mine = [
            message
            for message in self.messages
            if lead and lead.row.id in (message.row.id, message.row.target_id)
        ]
        return any(
            message.presence is Presence.NAMELESS and (message is lead or not message.is_file)
            for message in mine
        )

    @property
    def link(self) -> Post | None:
        """Where a reader finds the newest post; None when it is not in a group under a known id."""
        lead = self.lead
        address = lead.address if lead and lead.presence is Presence.KNOWN else None
        if lead is None or address is None or address.chat_id > 0:
            return None
        reference, thread_id = lead.row.reference, lead.row.destination.thread_id
        return Post(
            address.chat_id, address.message_id, thread_id, reference.activity_id or 0, reference.note_id
        )


def posted_messages(rows: Sequence[OutboxRow]) -> PostedMessages:
    """Returns what the rows of a note, in the order of their ids, have put into the chat."""
    return PostedMessages(tuple(rows), tuple(_messages(rows)))


def appearance_of(call: OutboxCall | OutboxRow) -> Appearance:
    """Returns what a call that sends or edits one message makes of it; of an album use `appearances`."""
    payload = call.payload
    media = payload.get("media")
    if isinstance(media, dict):
        return replace(_appearance(media, media["media"]), buttons=payload.get("reply_markup"))
    file = next((payload[key] for key in FILE_KEYS if key in payload), None)
    return _appearance(payload, file)


def appearances(call: OutboxCall | OutboxRow) -> list[Appearance]:
    """Returns what the messages of a sending call look like, in their order."""
    media = call.payload.get("media")
    if isinstance(media, list):
        return [_appearance(item, item["media"]) for item in media]
    return [appearance_of(call)]


def _appearance(payload: dict[str, Any], file: str | None) -> Appearance:
    words = payload.get("text", payload.get("caption", ""))
    entities = payload.get("entities", payload.get("caption_entities", ()))
    return Appearance(words, tuple(entities), file, payload.get("reply_markup"))


def _messages(rows: Sequence[OutboxRow]) -> Iterator[PostedMessage]:
    for row in rows:
        presence = _presence(row)
        if not row.method.sends or presence is None:
            continue
        for position, appearance in enumerate(appearances(row)):
            if presence is Presence.KNOWN and position >= len(row.message_ids):
                continue
            message = PostedMessage(row, position, presence, appearance, row.reference.version)
            for change in rows:
                if change.target_id == row.id and not change.method.sends:
                    message = _changed(message, change)
            yield message


def _presence(row: OutboxRow) -> Presence | None:
    """None for a row that has certainly put nothing into the chat, or is being sent."""
    match row.state:
        case RowState.SENT:
            return Presence.KNOWN if row.message_ids else Presence.NAMELESS
        case RowState.UNCERTAIN:
            return Presence.UNCERTAIN
        case RowState.CANCELLED if row.reason in IN_DOUBT:
            return Presence.VOID
    return None


def _changed(message: PostedMessage, change: OutboxRow) -> PostedMessage:
    if not _concerns(change, message):
        return message
    if change.method is Method.DELETE:
        return _deleted(message, change)
    if change.state is RowState.SENT:
        shows, version = _edited(message.shows, change), change.reference.version
        return replace(message, shows=shows, version=version, is_marked=change.cleans, is_unsure=False)
    if _has_failed(change) and change.reason is FailureReason.POST_GONE and NOT_EDITABLE not in change.detail:
        return replace(message, presence=Presence.GONE)
    if change.cleans and _has_failed(change):
        message = _refusing(message, change)
    if not _may_be_made(change):
        return message
    file = None if change.method is Method.EDIT_MEDIA else message.shows.file
    return replace(message, shows=replace(message.shows, file=file), is_unsure=True)


def _deleted(message: PostedMessage, change: OutboxRow) -> PostedMessage:
    if change.state is RowState.SENT:
        return replace(message, presence=Presence.GONE)
    if not _has_failed(change):
        return replace(message, is_leaving=message.is_leaving or _may_be_made(change))
    # What Telegram refuses to delete is there.
    is_refused = change.reason is FailureReason.REFUSED
    return replace(_refusing(message, change), is_leaving=not is_refused)


def _may_be_made(change: OutboxRow) -> bool:
    return change.is_doubtful or change.state is RowState.UNCERTAIN


def _refusing(message: PostedMessage, change: OutboxRow) -> PostedMessage:
    return replace(message, refused=message.refused | {change.method})


def _concerns(change: OutboxRow, message: PostedMessage) -> bool:
    if change.position is None:
        return change.method is Method.DELETE or message.position == 0
    return change.position == message.position


def _has_failed(change: OutboxRow) -> bool:
    """True for a change that Telegram does not make, also when that does not matter any more."""
    refused = (FailureReason.REFUSED, FailureReason.POST_GONE)
    return change.state is RowState.FAILED or (
        change.state is RowState.CANCELLED and change.reason in refused
    )


def _edited(before: Appearance, change: OutboxRow) -> Appearance:
    after = appearance_of(change)
    return replace(after, file=before.file) if change.method is Method.EDIT_CAPTION else after
