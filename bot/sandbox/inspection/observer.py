"""What a person sees: screens, buttons, answers, history."""

from bot.sandbox.api.command_menu import command_menu
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.inspection.failure_report import seen_message
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.inspection.waiting import Watch
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.state.chats import Chat, Message, Topic
from bot.sandbox.state.users import User

TopicReference = Topic | str | int | None


class Observer:
    """Read-only view of the chats of one user. Without `chat` a method is about the private chat with the bot."""

    def __init__(self, telegram: Telegram, user: User) -> None:
        self.telegram = telegram
        self.user = user
        self.opened: str | None = None
        self.clipboard: str | None = None

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def private(self) -> Chat:
        return self.telegram.state.chats[self.user.id]

    @property
    def screen(self) -> Seen:
        """The message the bot sent or edited last. Raises `AssertionError` when there is none."""
        return self.looks()

    @property
    def text(self) -> str:
        return self.screen.text

    @property
    def buttons(self) -> list[str]:
        """The labels on the screen, in reading order."""
        return self.screen.buttons

    @property
    def toast(self) -> str | None:
        """The text of the last answer to a button; None when it had none, or was an alert."""
        answer = self._last_answer()
        return None if answer.get("show_alert") else answer.get("text")

    @property
    def alert(self) -> str | None:
        """The text of the last answer to a button with `show_alert`; None otherwise."""
        answer = self._last_answer()
        return answer.get("text") if answer.get("show_alert") else None

    @property
    def pinned(self) -> list[Seen]:
        """Pinned messages of the private chat, the newest last."""
        return [seen_message(self.private.messages[number]) for number in self.private.pinned]

    def looks(self, chat: Chat | None = None, topic: TopicReference = None) -> Seen:
        """The bot's latest message in a chat or topic. Raises `AssertionError` when there is none."""
        chat = chat or self.private
        if topic is None and chat.screen in chat.messages:
            return seen_message(chat.messages[chat.screen])
        own = [one for one in self._messages(chat, topic) if one.sender is self.telegram.bot]
        spoken = [one for one in own if one.kind != "service"]
        if not spoken:
            raise AssertionError(f"the bot has not written to the chat «{chat.name}»")
        return seen_message(spoken[-1])

    def history(self, chat: Chat | None = None, topic: TopicReference = None) -> list[Seen]:
        """All messages of the chat or topic, the oldest first."""
        return [seen_message(one) for one in self._messages(chat or self.private, topic)]

    async def sees(self, text: str, *, chat: Chat | None = None, topic: TopicReference = None) -> Seen:
        """Waits for a message of the bot that contains this text; returns the newest one."""
        place = chat or self.private

        def found() -> list[Message]:
            messages = self._messages(place, topic)
            return [one for one in messages if one.sender is self.telegram.bot and text in one.text]

        await Watch(self.telegram, place).until(
            lambda: bool(found()), f"the bot sent no message with «{text}»"
        )
        return seen_message(found()[-1])

    def downloads(self, seen: Seen) -> bytes:
        """The bytes of the file in a message."""
        return self.telegram.state.files.body(seen.media["file_id"])

    def commands(self, chat: Chat | None = None) -> list[Payload]:
        """The menu of commands offered to this user in the chat."""
        return command_menu(self.telegram, chat or self.private, self.user)

    def thread(self, chat: Chat, topic: TopicReference) -> int | None:
        """The message_thread_id of a topic, given itself, its name or its id."""
        if topic is None or isinstance(topic, int):
            return topic
        if isinstance(topic, Topic):
            return topic.id
        return next(one.id for one in chat.topics.values() if one.name == topic)

    def _messages(self, chat: Chat, topic: TopicReference) -> list[Message]:
        thread_id = self.thread(chat, topic)
        every = chat.messages.values()
        return [one for one in every if thread_id is None or one.thread_id == thread_id]

    def _last_answer(self) -> Payload:
        return self.telegram.callbacks.last_answers.get(self.user.id, {})
