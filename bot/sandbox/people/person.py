"""A person in Telegram: writes, presses buttons, waits for the bot's reaction, and sees the chat.

`await anna.sends("/start")`, `await anna.presses("Сферы")`, then `anna.text`, `anna.buttons`, `anna.toast`.
Awaited methods wait for a visible reaction and fail with a report of what happened instead; `writes` and `taps`
do not wait.
"""

from bot.sandbox.formatting.links import deep_link
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import Watch
from bot.sandbox.people import actions
from bot.sandbox.people.button_labels import labelled
from bot.sandbox.people.group_member import GroupMember
from bot.sandbox.people.inline_person import InlinePerson
from bot.sandbox.people.writing import Writer
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.callback_queries import CallbackQuery
from bot.sandbox.state.chats import Chat, Message


class Person(Writer, GroupMember, InlinePerson):
    """A user with a private chat: `Writer`, `GroupMember` and `InlinePerson` together, and the pressing of buttons."""

    async def presses(
        self,
        label: str,
        *,
        message: Seen | None = None,
        chat: Chat | None = None,
        changes: bool | None = None,
        until: str = "",
    ) -> Seen:
        """Presses the button with this label, or the only one it is a prefix or part of; returns the screen afterwards.

        Looks at the newest message that has buttons, unless a message is given. Waits for the answer to the press
        and for a change in the chat. An answer with a text needs no change: then the wait ends when the bot has been
        quiet. `changes=True` requires a change, `False` waits for the answer alone.
        A link to the bot's own `?start=` is followed; other addresses land in `opened`, copied text in `clipboard`.
        """
        place = chat or self.private
        seen, button = self._button(label, message, place)
        if "callback_data" in button:
            return await self._press(self._pressed(place, seen), button["callback_data"], changes, until)
        if seen.keyboard:
            return await self.sends(button["text"], chat=chat, until=until)
        return await self._follows(button, place, until)

    async def presses_data(
        self,
        data: str,
        *,
        message: Seen | None = None,
        chat: Chat | None = None,
        changes: bool | None = False,
    ) -> Seen:
        """Presses with any data on any message, as a forged or stale press; waits for the answer only, by default."""
        place = chat or self.private
        return await self._press(self._pressed(place, message or self.looks(chat)), data, changes, "")

    def taps(self, label: str, *, message: Seen | None = None, chat: Chat | None = None) -> CallbackQuery:
        """Presses without waiting; the query's `answer` is filled when it comes."""
        place = chat or self.private
        seen, button = self._button(label, message, place)
        return actions.press(self.telegram, self.user, self._pressed(place, seen), button["callback_data"])

    async def _press(self, message: Message, data: str, changes: bool | None, until: str) -> Seen:
        watch = Watch(self.telegram, message.chat)
        query = actions.press(self.telegram, self.user, message, data)
        await watch.until(lambda: query.answer is not None, f"the button {data!r} was not answered")
        if until:
            return await self.sees(until, chat=message.chat)
        await self._consequence(watch, query, changes)
        return self.looks(message.chat)

    async def _consequence(self, watch: Watch, query: CallbackQuery, changes: bool | None) -> None:
        answer = query.answer or {}
        if changes is None and (answer.get("text") or answer.get("url")):
            await watch.quiet()
        elif changes is not False:
            await watch.until(lambda: bool(watch.changes()), f"the button {query.data!r} changed nothing")

    async def _follows(self, button: Payload, place: Chat, until: str) -> Seen:
        if "disabled" in button:
            raise AssertionError(f"the button «{button['text']}» is disabled")
        self.clipboard = button.get("copy_text", {}).get("text", self.clipboard)
        self.opened = button.get("url", self.opened)
        payload = deep_link(button.get("url", ""), self.telegram.bot.username or "")
        return self.looks(place) if payload is None else await self.starts(payload, until=until)

    def _button(self, label: str, message: Seen | None, place: Chat) -> tuple[Seen, Payload]:
        seen = message or self._with_buttons(place)
        return seen, labelled(seen.rows, label)

    def _with_buttons(self, place: Chat) -> Seen:
        seen = self.looks(place)
        if seen.rows:
            return seen
        return next((one for one in reversed(self.history(place)) if one.rows), seen)

    def _pressed(self, place: Chat, seen: Seen) -> Message:
        """The message itself, or a stand-in for one that was deleted while still on the screen."""
        return place.messages.get(seen.message_id) or Message(place, seen.message_id, 0, self.telegram.bot)
