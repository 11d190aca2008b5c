"""People and bots."""

from dataclasses import dataclass

from bot.sandbox.schema.bot_api import Payload, present


@dataclass(slots=True)
class User:
    """`met`: the bot has had an update from them; `started`: they let it write; `blocked`: no longer."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    met: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name or ''}".strip()

    def card(self) -> Payload:
        """The User object."""
        return present(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )


# Who stands as `from` when a chat writes (official Bot API server; the ids differ on the test servers).
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_VOICE = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
TELEGRAM = User(777000, "Telegram")
