"""Callback queries: pressed buttons that wait for their answer."""

from dataclasses import dataclass, field

from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.chats import Message
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import User

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_CACHE = 30 * 86_400
FIRST_ID = 4_000_000_000_000_000_001


@dataclass(slots=True)
class CallbackQuery:
    """`asked` is Unix seconds; `answer` holds text, show_alert, url and cache_time once it came."""

    id: str
    user: User
    message: Message
    data: str
    asked: float
    inaccessible: bool = False
    answer: Payload | None = None
    update: Update | None = None

    def card(self, chat_instance: str) -> Payload:
        """The CallbackQuery object."""
        message = self.message.inaccessible() if self.inaccessible else self.message.card()
        place = (
            {"inline_message_id": self.message.inline_id} if self.message.inline_id else {"message": message}
        )
        return {
            "id": self.id,
            "from": self.user.card(),
            **place,
            **present(chat_instance=chat_instance, data=self.data),
        }


@dataclass(slots=True)
class Callbacks:
    """The deadline is not published: reports say that answers fail after tens of seconds.

    `last_answers` is by user id.
    """

    clock: Clock
    deadline: float
    last_answers: dict[int, Payload] = field(default_factory=dict)
    asked: dict[str, CallbackQuery] = field(default_factory=dict)
    _unanswered: dict[str, CallbackQuery] = field(default_factory=dict)
    _cached: dict[tuple[int, int, str, int], tuple[float, Payload]] = field(default_factory=dict)

    def ask(self, user: User, message: Message, data: str) -> CallbackQuery:
        number = FIRST_ID + len(self.asked)
        query = CallbackQuery(str(number), user, message, data, self.clock.now())
        self.asked[query.id] = self._unanswered[query.id] = query
        return query

    def answer(self, query_id: str, answer: Payload) -> CallbackQuery:
        """Raises `ApiError` 400 for a late, unknown or already answered query."""
        query = self._unanswered.get(query_id)
        if query is None or self.is_late(query):
            raise bad_request(TOO_OLD)
        self.settle(query, answer)
        cache_time = min(max(0, answer.get("cache_time", 0)), LONGEST_CACHE)
        if cache_time:
            self._cached[_place(query)] = (self.clock.now() + cache_time, answer)
        return query

    def settle(self, query: CallbackQuery, answer: Payload) -> None:
        """Records the answer for the person; the button stops spinning."""
        query.answer = self.last_answers[query.user.id] = answer
        self._unanswered.pop(query.id, None)

    def cached(self, query: CallbackQuery) -> Payload | None:
        """The answer cached by the person's client: the bot is not asked again."""
        until, answer = self._cached.get(_place(query), (0.0, None))
        return answer if until > self.clock.now() else None

    def is_late(self, query: CallbackQuery) -> bool:
        return self.clock.now() - query.asked > self.deadline

    def spinning(self) -> list[CallbackQuery]:
        """Queries the bot was given and has not answered."""
        return [
            query
            for query in self._unanswered.values()
            if query.update is not None and query.update.delivered
        ]


def _place(query: CallbackQuery) -> tuple[int, int, str, int]:
    return query.message.chat.id, query.message.id, query.data, query.user.id
