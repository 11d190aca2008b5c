"""Which rows of a note's newest post are in the chat, may be, or are still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.messaging.outbox import Destination, Method, OutboxCall, OutboxRow, RowState

IN_CHAT: Final = frozenset({RowState.SENDING, RowState.SENT, RowState.UNCERTAIN})
WAITING: Final = frozenset({RowState.PENDING, RowState.FAILED})
FILE_METHODS: Final = frozenset({Method.SEND_PHOTO, Method.SEND_DOCUMENT})


@dataclass(frozen=True, slots=True)
class PostHistory:
    """Rows by what they are for.

    `texts` hold the words, the first of them perhaps over a file; `files` are the others that send; `changes` are
    those that change one of them.
    """

    texts: tuple[OutboxRow, ...]
    files: tuple[OutboxRow, ...]
    changes: tuple[OutboxRow, ...]

    @property
    def lead(self) -> OutboxRow:
        """The row of the first message, which the others reply to."""
        return self.texts[0]

    @property
    def is_captioned(self) -> bool:
        """True when the words are the caption of a file."""
        return self.lead.method in FILE_METHODS

    @property
    def is_begun(self) -> bool:
        """True when any message of the post is in the group."""
        return any(row.state in IN_CHAT for row in (*self.texts, *self.files))

    @property
    def waiting(self) -> tuple[int, ...]:
        """Ids of the rows that have not reached the chat."""
        return tuple(row.id for row in (*self.texts, *self.files, *self.changes) if row.state in WAITING)

    @property
    def waiting_changes(self) -> tuple[int, ...]:
        """The ids of the changes that have not been made yet."""
        return tuple(row.id for row in self.changes if row.state in WAITING)

    @property
    def lead_file(self) -> list[str]:
        """The id of the file over the words, as it was last changed."""
        made = [row for row in self.changes if row.method is Method.EDIT_MEDIA and row.state in IN_CHAT]
        return [made[-1].payload["media"]["media"]] if made else file_ids(self.lead)

    def is_reachable(self, destination: Destination) -> bool:
        """False when its words stand in another chat, or under an unknown message id."""
        sent = [row for row in self.texts if row.state is RowState.SENT]
        return all(row.message_ids and row.destination.chat_id == destination.chat_id for row in sent)


def post_history(rows: Sequence[OutboxRow]) -> PostHistory | None:
    """Returns the newest post among the rows of a note, which come in order of their ids; None when there is none.

    A post begins with a row that replies to nothing; everything that belongs to it replies to that one.
    """
    live = [row for row in rows if row.state is not RowState.CANCELLED]
    deleted = {row.target_id for row in live if row.method is Method.DELETE and row.state in IN_CHAT}
    sends = [row for row in live if row.method.sends and row.id not in deleted]
    lead = next((row for row in reversed(sends) if row.target_id is None), None)
    if lead is None:
        return None
    mine = [row for row in sends if row.target_id == lead.id]
    texts = (lead, *(row for row in mine if row.method is Method.SEND_MESSAGE))
    files = tuple(row for row in mine if row.method is not Method.SEND_MESSAGE)
    ids = {row.id for row in (*texts, *files)}
    changes = tuple(row for row in live if not row.method.sends and row.target_id in ids)
    return PostHistory(texts, files, changes)


def file_ids(call: OutboxRow | OutboxCall) -> list[str]:
    """Returns the ids of the files that a call sends, in order."""
    media = call.payload.get("media")
    if isinstance(media, list):
        return [item["media"] for item in media]
    return [call.payload[kind] for kind in ("photo", "document") if kind in call.payload]
