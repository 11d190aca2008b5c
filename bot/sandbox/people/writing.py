"""Writing: texts, replies, files, edits."""

from typing import Any

from bot.sandbox.inspection.failure_report import seen_message
from bot.sandbox.inspection.observer import Observer, TopicReference
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import Watch
from bot.sandbox.people import actions
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.parameters import Upload
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.updates import Update

File = tuple[str, Upload]


class Writer(Observer):
    """Awaited methods return the bot's screen in the same chat afterwards.

    The first message, edit or deletion of the bot counts as its reaction; with `until`, only a message that
    contains that text.
    """

    async def sends(
        self, text: str, *, chat: Chat | None = None, topic: TopicReference = None, until: str = ""
    ) -> Seen:
        place = chat or self.private
        watch = Watch(self.telegram, place)
        fields = {"words": actions.typed(text), "thread_id": self.thread(place, topic)}
        return await self._write(watch, until, fields)

    async def starts(self, payload: str = "", *, until: str = "") -> Seen:
        """Presses «Start», with a payload by a link `t.me/bot?start=payload`."""
        return await self.sends(f"/start {payload}".strip(), until=until)

    async def replies(self, message: Seen, text: str, *, chat: Chat | None = None, until: str = "") -> Seen:
        place = chat or self.private
        watch = Watch(self.telegram, place)
        replied = place.messages[message.message_id]
        fields = {"words": actions.typed(text), "reply_to": replied, "thread_id": replied.thread_id}
        return await self._write(watch, until, fields)

    async def sends_photo(self, body: bytes, caption: str = "", *, until: str = "") -> Seen:
        """Sends a picture given by its bytes: PNG, JPEG, GIF or WebP."""
        watch = Watch(self.telegram, self.private)
        return await self._write(watch, until, self._media(photo(body), caption))

    async def sends_document(self, name: str, body: bytes, caption: str = "", *, until: str = "") -> Seen:
        watch = Watch(self.telegram, self.private)
        return await self._write(watch, until, self._media(document(name, body), caption))

    async def sends_album(self, files: list[File], caption: str = "", *, until: str = "") -> Seen:
        """Sends files made by `photo()` and `document()`; the caption belongs to the first."""
        watch = Watch(self.telegram, self.private)
        items = [self._media(file, "" if at else caption) for at, file in enumerate(files)]
        written = actions.write_album(self.telegram, self.user, self.private, items)
        return await self._reaction(watch, written[-1][1], until)

    async def edits_message(
        self, message: Seen, text: str, *, chat: Chat | None = None, until: str = ""
    ) -> Seen:
        place = chat or self.private
        watch = Watch(self.telegram, place)
        update = actions.edit(
            self.telegram, self.user, place.messages[message.message_id], actions.typed(text)
        )
        return await self._reaction(watch, update, until)

    def writes(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        topic: TopicReference = None,
        reply_to: Seen | None = None,
    ) -> Seen:
        """Writes without waiting; returns the person's own message."""
        place = chat or self.private
        replied = place.messages[reply_to.message_id] if reply_to else None
        fields = {"words": actions.typed(text), "reply_to": replied, "thread_id": self.thread(place, topic)}
        message, _ = actions.write(self.telegram, self.user, place, **fields)
        return seen_message(message)

    async def _write(self, watch: Watch, until: str, fields: Payload) -> Seen:
        _, update = actions.write(self.telegram, self.user, watch.chat, **fields)
        return await self._reaction(watch, update, until)

    async def _reaction(self, watch: Watch, update: Update | None, until: str) -> Seen:
        if update is None:
            raise AssertionError(
                "the bot does not receive this (privacy mode, or not its chat): use writes()"
            )
        if until:
            return await self.sees(until, chat=watch.chat)
        await watch.until(lambda: bool(watch.changes()), "the bot did not react")
        return self.looks(watch.chat)

    def _media(self, file: File, caption: str) -> dict[str, Any]:
        kind, upload = file
        stored = self.telegram.state.files.keep(kind, upload)
        return {"media": stored.media(), "words": actions.typed(caption)}


def photo(body: bytes) -> File:
    return "photo", Upload("photo.jpg", "image/jpeg", body)


def document(name: str, body: bytes) -> File:
    return "document", Upload(name, "application/octet-stream", body)
