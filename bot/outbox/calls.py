"""One row of the outbox as a call to Telegram, and what the result of the call means for the row."""

from dataclasses import dataclass
from typing import Any, Final

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)

from bot.telegram.errors import (
    AmbiguousOutcome,
    NotSent,
    is_already_done,
    is_chat_not_found,
    is_post_gone,
    is_topic_gone,
    lacks_right_to_files,
    lacks_rights,
)
from data.messaging.attempts import changed_ids
from data.messaging.chats import PauseReason
from data.messaging.outbox import FailureReason, Method, OutboxRow

CALLS: Final[dict[Method, type[TelegramMethod[Any]]]] = {
    Method.SEND_MESSAGE: SendMessage,
    Method.SEND_PHOTO: SendPhoto,
    Method.SEND_DOCUMENT: SendDocument,
    Method.SEND_MEDIA_GROUP: SendMediaGroup,
    Method.EDIT_TEXT: EditMessageText,
    Method.EDIT_CAPTION: EditMessageCaption,
    Method.EDIT_MEDIA: EditMessageMedia,
    Method.DELETE: DeleteMessages,
}
SERVER_ATTEMPTS: Final = 4
CHANGE_ATTEMPTS: Final = 6  # of a change that gets no response while Telegram answers others
LONGEST_PAUSE: Final = 60.0  # seconds between attempts to reach Telegram
TOKEN_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Delivered:
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Retry:
    """The call was certainly not carried out; it is repeated after `seconds`."""

    seconds: float
    reason: FailureReason
    detail: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The call may have been carried out, and repeating it is not harmless."""

    detail: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The call was not carried out, and repeating it would not help."""

    reason: FailureReason
    detail: str


@dataclass(frozen=True, slots=True)
class ChatClosed:
    """The bot cannot post in the chat at present."""

    reason: PauseReason
    detail: str


@dataclass(frozen=True, slots=True)
class RightMissing:
    """The bot may write in the chat, and not send such a file: the post waits, others go on."""

    detail: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    detail: str


@dataclass(frozen=True, slots=True)
class Migrated:
    chat_id: int


Outcome = Delivered | Retry | Ambiguous | Failed | ChatClosed | RightMissing | TopicGone | Migrated


class NoDestination(Exception):
    """The message to be changed is not known under an id, or stands in another chat."""

    def __init__(self, reason: FailureReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def call_of(row: OutboxRow) -> TelegramMethod[Any]:
    """Returns the call that a row stands for; raises `NoDestination`."""
    place: dict[str, Any] = {"chat_id": row.destination.chat_id}
    if row.method.sends:
        place |= {"message_thread_id": row.destination.thread_id, "reply_parameters": _reply(row)}
    elif row.method is Method.DELETE and row.position is None:
        place["message_ids"] = list(_target_ids(row))
    else:
        place["message_id"] = _target_ids(row)[0]
    if row.method is Method.DELETE and row.position is not None:
        return DeleteMessage.model_validate(place)
    return CALLS[row.method].model_validate({**row.payload, **place})


def outcome_of(row: OutboxRow, result: Any) -> Outcome:
    """Returns what a result, as JSON gives it, means for its row."""
    if not row.method.sends:
        return Delivered(())
    messages = result if isinstance(result, list) else [result]
    ids = tuple(
        message["message_id"] for message in messages if isinstance(message, dict) and "message_id" in message
    )
    return Delivered(ids) if ids else Ambiguous("Telegram did it and named no message")


def outcome_of_error(row: OutboxRow, error: TelegramAPIError, *, alone: bool = False) -> Outcome:
    """Returns what a failed call means for its row; `alone`: Telegram answered other calls meanwhile.

    A response that did not come, was cut off or is not Telegram's makes a sending row ambiguous; what changes a post
    is repeated, six times where no other call fares so: it must not hold up its chat for ever. An error on Telegram's side (JSON, 5xx) means in practice that nothing was done, and the call is made
    four times in all; only «restart» tells of a call that was under way.
    """
    detail = error.message
    outcome: Outcome
    match error:
        case TelegramRetryAfter():
            outcome = Retry(float(error.retry_after), FailureReason.FLOOD, detail)
        case NotSent():
            outcome = Retry(_backoff(row, FailureReason.UNREACHABLE), FailureReason.UNREACHABLE, detail)
        case AmbiguousOutcome():
            outcome = _unanswered(row, detail, alone=alone)
        case TelegramMigrateToChat():
            outcome = Migrated(error.migrate_to_chat_id)
        case TelegramServerError():
            outcome = _server_error(row, detail)
        case TelegramUnauthorizedError() | TelegramNotFound():
            outcome = Retry(TOKEN_PAUSE, FailureReason.TOKEN, detail)
        case TelegramForbiddenError():
            outcome = ChatClosed(PauseReason.REMOVED, detail)
        case TelegramBadRequest():
            outcome = _refused(row, error)
        case _:
            outcome = Failed(FailureReason.REFUSED, detail)
    return outcome


def _refused(row: OutboxRow, error: TelegramBadRequest) -> Outcome:
    detail = error.message
    if not row.method.sends and is_already_done(error):
        return Delivered(())
    if is_post_gone(error) or row.method is Method.DELETE:  # what is too old to be deleted closes no chat
        return Failed(FailureReason.POST_GONE if is_post_gone(error) else FailureReason.REFUSED, detail)
    if is_topic_gone(error):
        return (
            TopicGone(detail) if row.destination.thread_id else ChatClosed(PauseReason.TOPIC_CLOSED, detail)
        )
    return _not_permitted(error) or Failed(FailureReason.REFUSED, detail)


def _not_permitted(error: TelegramBadRequest) -> Outcome | None:
    if lacks_right_to_files(error):
        return RightMissing(error.message)
    if lacks_rights(error):
        return ChatClosed(PauseReason.NO_RIGHTS, error.message)
    return ChatClosed(PauseReason.NOT_FOUND, error.message) if is_chat_not_found(error) else None


def _unanswered(row: OutboxRow, detail: str, *, alone: bool) -> Outcome:
    if row.method.sends:
        return Ambiguous(detail)
    reason = FailureReason.NO_ANSWER if alone else FailureReason.UNREACHABLE
    if alone and _attempts_failed_for(row, reason) >= CHANGE_ATTEMPTS - 1:
        return Failed(reason, detail)
    return Retry(_backoff(row, reason), reason, detail)


def _server_error(row: OutboxRow, detail: str) -> Outcome:
    if row.method.sends and "restart" in detail.lower():
        return Ambiguous(detail)
    if _attempts_failed_for(row, FailureReason.SERVER) < SERVER_ATTEMPTS - 1:
        return Retry(_backoff(row, FailureReason.SERVER), FailureReason.SERVER, detail)
    return Ambiguous(detail) if row.method.sends else Failed(FailureReason.SERVER, detail)


def _backoff(row: OutboxRow, reason: FailureReason) -> float:
    """Returns 1, 2, 4 … up to 60 seconds, the more often the row failed for this reason."""
    return float(min(2.0 ** min(_attempts_failed_for(row, reason), 10), LONGEST_PAUSE))


def _attempts_failed_for(row: OutboxRow, reason: FailureReason) -> int:
    return row.attempts if row.reason is reason else 0


def _target_ids(row: OutboxRow) -> tuple[int, ...]:
    chat_id, message_ids = row.target or (row.destination.chat_id, ())
    if not message_ids:
        raise NoDestination(FailureReason.POST_UNKNOWN)
    if chat_id != row.destination.chat_id:
        raise NoDestination(FailureReason.LEFT_BEHIND)
    return changed_ids(row)


def _reply(row: OutboxRow) -> dict[str, Any] | None:
    """Returns the reply to the row's target, where that is in the same chat under a known id."""
    chat_id, message_ids = row.target or (0, ())
    if not message_ids or chat_id != row.destination.chat_id:
        return None
    return {"message_id": message_ids[0], "allow_sending_without_reply": True}
