"""One pure function from what a note is and what stands in the chat to the calls that are needed there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any, Final

from aiogram.utils.formatting import Bold

from bot.outbox.payloads import caption_payload
from bot.screens.notes.post import NotePost, head_words
from bot.services.notes.post_calls import RenderedPost, drawn_post, file_calls, in_post_order, note_calls
from bot.services.notes.post_cleaning import cleaning_calls
from data.messaging.outbox import Destination, Method, OutboxCall, OutboxRow, RowState
from data.messaging.posted_messages import (
    Appearance,
    PostedMessage,
    PostedMessages,
    Presence,
    appearance_of,
)
from data.notes.attachments import Attachment

IN_ORDER: Final = (
    Presence.KNOWN,
    Presence.NAMELESS,
    Presence.UNCERTAIN,
)  # in the order in which they are kept
FILE_METHODS: Final = frozenset({Method.SEND_PHOTO, Method.SEND_DOCUMENT})


@dataclass(frozen=True, slots=True)
class PostChanges:
    """Rows by id: to cancel, in doubt to be given up, under way to be waited for, and right as they are.

    Then rows to be sent with another content, and calls to be added, in order.
    """

    cancelled: tuple[int, ...] = ()
    voided: tuple[int, ...] = ()
    awaited: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    replaced: tuple[tuple[int, OutboxCall], ...] = ()
    added: tuple[OutboxCall, ...] = ()


def post_changes(posted: PostedMessages, post: NotePost, destination: Destination, now: float) -> PostChanges:
    """Returns what makes the chat read as the note does, withdrawn or not; nothing when it was never queued.

    `post.edition` is its version; `now` in Unix seconds. What the group has not seen yet is replaced without a trace,
    what it has seen is edited and marked as edited, what cannot be edited is posted anew. What is left over of earlier
    versions is deleted, or marked where Telegram does not delete; of a withdrawn note everything is marked. A call
    under way and a lead in doubt are waited for: with their outcome known the changes are worked out again.
    """
    if posted.under_way:
        return PostChanges(tuple(row.id for row in posted.waiting), awaited=posted.under_way)
    version = post.edition or 1
    is_first = all(message.row.reference.version == version for message in posted.messages)
    shown = replace(post, edition=None) if is_first else post
    return _Plan(posted, shown, version, destination, now).changes()


@dataclass(frozen=True, slots=True)
class _Plan:
    """`post` says its edition if the group may have seen an earlier one than `version`.

    `used` collects the messages that belong to the post as it will stand.
    """

    posted: PostedMessages
    post: NotePost
    version: int
    destination: Destination
    now: float
    used: list[PostedMessage] = field(default_factory=list)

    def changes(self) -> PostChanges:
        lead = self.posted.lead
        if lead is None:
            return self._unseen()
        if lead.presence is Presence.UNCERTAIN:
            return self._settled(self._cleaning() if self._is_withdrawn else (), ())
        drawn = self._drawn(lead)
        if self._holds(lead, drawn):
            return self._settled(self._edits(lead, drawn), self._doubts_outside(lead))
        doubts = (
            message.row.id for message in self.posted.messages if message.presence is Presence.UNCERTAIN
        )
        return self._posted_anew(self._whole(), tuple(dict.fromkeys(doubts)))

    @property
    def _is_withdrawn(self) -> bool:
        return self.post.withdrawn is not None

    def _unseen(self) -> PostChanges:
        if not any(row.method.sends for row in self.posted.waiting):
            return self._settled((), ())
        if self._is_withdrawn and not self.posted.messages:
            return self._settled((), ())
        return self._posted_anew(self._whole(), ())

    def _whole(self) -> tuple[OutboxCall, ...]:
        """Returns the calls of a whole new post; of a withdrawn note it only says so."""
        if self._is_withdrawn:
            return drawn_post(self.post, captioned=False).texts[:1]
        return note_calls(self.post)

    def _drawn(self, lead: PostedMessage) -> RenderedPost:
        """Returns the post as it is drawn around its first message, which stays a text or a file."""
        if self._is_withdrawn:
            return RenderedPost(drawn_post(self.post, captioned=False).texts[:1], ())
        files = self.post.content.files
        if not lead.is_file or not files:
            return drawn_post(self.post, captioned=False)
        return drawn_post(self.post, captioned=True, under=self._file_under(lead, files))

    def _file_under(self, lead: PostedMessage, files: Sequence[Attachment]) -> Attachment:
        elsewhere = {message.shows.file for message in self._own(lead) if message.presence in IN_ORDER}
        same = [file for file in files if file.file_id == lead.shows.file]
        fresh = [file for file in files if file.file_id not in elsewhere]
        return (*same, *fresh, *files)[0]

    def _holds(self, lead: PostedMessage, drawn: RenderedPost) -> bool:
        """True when the first message can go on being the post's."""
        if lead.is_file and not self.post.content.files and not self._is_withdrawn:
            return False
        return self._takes(lead, drawn.texts[0])

    def _takes(self, message: PostedMessage, part: OutboxCall) -> bool:
        """True when the message shows that part, will, or may: then its author is asked first."""
        if message.presence is Presence.UNCERTAIN or self._is_changeable(message):
            return True
        if message.presence is Presence.GONE:  # its author is asked whether to post it anew
            edit = _edit(message, part)
            return any(row.state is RowState.FAILED and _is_same(row, edit) for row in self.posted.waiting)
        stands = message.presence in IN_ORDER and not message.is_leaving
        same = self._is_withdrawn and message.shows == self._wanted(message, part)
        return stands and (same or (not self._is_withdrawn and message.version == self.version))

    def _is_changeable(self, message: PostedMessage) -> bool:
        is_here = message.row.destination.chat_id == self.destination.chat_id
        return message.presence is Presence.KNOWN and is_here and not message.is_leaving

    def _wanted(self, message: PostedMessage, part: OutboxCall) -> Appearance:
        wanted = appearance_of(part)
        return replace(wanted, file=message.shows.file) if wanted.file is None else wanted

    def _edits(self, lead: PostedMessage, drawn: RenderedPost) -> Iterator[OutboxCall]:
        """Yields all that the post still lacks, in order; what is pending already among it."""
        self.used.append(lead)
        yield from self._edit(lead, drawn.texts[0])
        yield from self._text_calls(lead, drawn.texts[1:])
        yield from self._file_calls(lead, drawn.files)
        yield from self._cleaning()

    def _edit(self, message: PostedMessage, part: OutboxCall) -> Iterator[OutboxCall]:
        is_gone = message.presence is Presence.GONE
        is_other = message.is_unsure or message.shows != self._wanted(message, part)
        if is_gone or (is_other and self._is_changeable(message)):
            yield _edit(message, part)

    def _text_calls(self, lead: PostedMessage, parts: Sequence[OutboxCall]) -> Iterator[OutboxCall]:
        left = list(parts)
        for message in self._own(lead):
            if left and not message.is_file and self._takes(message, left[0]):
                self.used.append(message)
                yield from self._edit(message, left.pop(0))
        for part in left:
            yield replace(part, reply_to=None, target_id=lead.row.id)

    def _file_calls(self, lead: PostedMessage, files: Iterable[Attachment]) -> Iterator[OutboxCall]:
        left = in_post_order(files)
        for message in sorted(self._shown_files(lead), key=lambda file: IN_ORDER.index(file.presence)):
            same = next((file for file in left if file.file_id == message.shows.file), None)
            if same:
                left.remove(same)
                self.used.append(message)
                yield from self._unmarking(message)
        yield from file_calls(self.post, left, lead.row.id)

    def _shown_files(self, lead: PostedMessage) -> list[PostedMessage]:
        return [
            message
            for message in self._own(lead)
            if message.is_file and message.presence in IN_ORDER and not message.is_leaving
        ]

    def _unmarking(self, message: PostedMessage) -> Iterator[OutboxCall]:
        if (message.is_marked or message.is_unsure) and self._is_changeable(message):
            caption = caption_payload(Bold(head_words(self.post)))
            yield OutboxCall(Method.EDIT_CAPTION, caption, message.row.id, position=message.position)

    def _own(self, lead: PostedMessage) -> list[PostedMessage]:
        return [message for message in self.posted.messages if message.row.target_id == lead.row.id]

    def _cleaning(self) -> Iterator[OutboxCall]:
        others = [
            message
            for message in self.posted.messages
            if message not in self.used
            and message.presence is Presence.KNOWN
            and message.row.destination.chat_id == self.destination.chat_id
        ]
        return cleaning_calls(others, self.post, self.now)

    def _doubts_outside(self, lead: PostedMessage) -> tuple[int, ...]:
        """Returns the rows in doubt of earlier posts: this one stands instead of them."""
        own = (lead.row.id, lead.row.target_id)
        return tuple(
            dict.fromkeys(
                message.row.id
                for message in self.posted.messages
                if message.presence is Presence.UNCERTAIN and message.row.target_id not in own
            )
        )

    def _settled(
        self, calls: Iterable[OutboxCall], voided: tuple[int, ...], apart: Sequence[OutboxRow] = ()
    ) -> PostChanges:
        """Keeps the waiting rows that are among the calls, and cancels the others, but for those `apart`."""
        left = [row for row in self.posted.waiting if row not in apart]
        unchanged, added = [], []
        for call in calls:
            same = next((row for row in left if _is_same(row, call)), None)
            if same:
                left.remove(same)
                unchanged.append(same.id)
            else:
                added.append(call)
        cancelled = tuple(row.id for row in left)
        # A change in doubt, as after a restored copy, is simply made again.
        changes = [
            row for row in self.posted.rows if row.state is RowState.UNCERTAIN and not row.method.sends
        ]
        voided = (*voided, *(row.id for row in changes))
        return PostChanges(cancelled, voided, unchanged=tuple(unchanged), added=tuple(added))

    def _posted_anew(self, calls: tuple[OutboxCall, ...], voided: tuple[int, ...]) -> PostChanges:
        """Gives the rows of a post that waits their new content, and adds what they are too few for."""
        rows = self._waiting_post()
        if not rows:
            settled = self._settled(self._cleaning(), voided)
            return replace(settled, added=(*calls, *settled.added))
        settled = self._settled(self._cleaning(), voided, rows)
        pairs = list(zip_longest(rows, calls))
        extra = [replace(call, reply_to=None, target_id=rows[0].id) for row, call in pairs if not row]
        return replace(
            settled,
            cancelled=(*settled.cancelled, *(row.id for row, call in pairs if row and not call)),
            unchanged=(
                *settled.unchanged,
                *(row.id for row, call in pairs if row and call and _says(row, call)),
            ),
            replaced=tuple((row.id, call) for row, call in pairs if row and call and not _says(row, call)),
            added=(*extra, *settled.added),
        )

    def _waiting_post(self) -> list[OutboxRow]:
        sends = [row for row in self.posted.waiting if row.method.sends]
        leads = [row for row in sends if row.target_id is None]
        return [row for row in sends if leads and leads[-1].id in (row.id, row.target_id)]


def _edit(message: PostedMessage, part: OutboxCall) -> OutboxCall:
    """Returns the call that gives a message in the chat the words, buttons and file of `part`."""
    markup = {key: part.payload[key] for key in ("reply_markup",) if key in part.payload}
    if not message.is_file:
        text = {key: part.payload[key] for key in ("text", "entities", "link_preview_options")}
        return OutboxCall(Method.EDIT_TEXT, text | markup, message.row.id, position=message.position)
    caption = _caption(part)
    file = appearance_of(part).file
    if part.method in FILE_METHODS and file != message.shows.file:
        kind = "photo" if part.method is Method.SEND_PHOTO else "document"
        payload = {"media": {"type": kind, "media": file, **caption}, **markup}
        return OutboxCall(Method.EDIT_MEDIA, payload, message.row.id, position=message.position)
    return OutboxCall(Method.EDIT_CAPTION, caption | markup, message.row.id, position=message.position)


def _caption(part: OutboxCall) -> dict[str, Any]:
    payload = part.payload
    if "text" in payload:
        return {"caption": payload["text"], "caption_entities": payload["entities"]}
    return {key: payload[key] for key in ("caption", "caption_entities")}


def _says(row: OutboxRow, call: OutboxCall) -> bool:
    return row.method is call.method and row.payload == call.payload


def _is_same(row: OutboxRow, call: OutboxCall) -> bool:
    aims = (row.target_id, row.position, row.cleans) == (call.target_id, call.position, call.cleans)
    return aims and _says(row, call)
