"""Inline queries: what people type after the bot's name in any chat."""

from dataclasses import dataclass, field

from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.callback_queries import TOO_OLD
from bot.sandbox.state.clock import Clock
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import User

LONGEST_QUERY = 256


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """`results` are InlineQueryResult objects; others see a cached answer unless it is personal."""

    results: tuple[Payload, ...]
    cache_time: int
    personal: bool
    next_offset: str = ""
    button: Payload | None = None


@dataclass(slots=True)
class InlineQuery:
    id: str
    user: User
    query: str
    offset: str
    chat_type: str | None
    asked: float
    answer: InlineAnswer | None = None
    update: Update | None = None

    def card(self) -> Payload:
        """The InlineQuery object."""
        return {
            "id": self.id,
            "from": self.user.card(),
            "query": self.query,
            "offset": self.offset,
            **present(chat_type=self.chat_type),
        }


@dataclass(slots=True)
class InlineQueries:
    """Answers are cached for all users for `cache_time` seconds unless personal (Bot API)."""

    clock: Clock
    deadline: float
    asked: dict[str, InlineQuery] = field(default_factory=dict)
    _cached: dict[tuple[str, str, int], tuple[float, InlineAnswer]] = field(default_factory=dict)

    def ask(self, user: User, query: str, offset: str, chat_type: str | None) -> InlineQuery:
        number = 8_000_000_000_000_000_001 + len(self.asked)
        asked = InlineQuery(str(number), user, query[:LONGEST_QUERY], offset, chat_type, self.clock.now())
        self.asked[asked.id] = asked
        return asked

    def answer(self, query_id: str, answer: InlineAnswer) -> InlineQuery:
        """Raises `ApiError` 400 for a late, unknown or already answered query."""
        query = self.asked.get(query_id)
        if query is None or query.answer is not None or self.clock.now() - query.asked > self.deadline:
            raise bad_request(TOO_OLD)
        query.answer = answer
        owner = query.user.id if answer.personal else 0
        if answer.cache_time:
            until = self.clock.now() + answer.cache_time
            self._cached[query.query, query.offset, owner] = until, answer
        return query

    def cached(self, user: User, query: str, offset: str) -> InlineAnswer | None:
        """The cached answer that Telegram gives without asking the bot."""
        for owner in (user.id, 0):
            until, answer = self._cached.get((query, offset, owner), (0.0, None))
            if answer is not None and until > self.clock.now():
                return answer
        return None
