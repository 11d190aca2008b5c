"""The bot's own account: its name, tokens, commands and switches."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError
from bot.sandbox.state.users import User

TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{1,64}")


@dataclass(slots=True)
class Account:
    """`texts` is by (name, description or short_description; language). `menus` is by chat, 0 the default.

    `commands` is by (scope as JSON, language). `privacy`: in groups the bot sees only what is meant for it.
    `token` None takes the first well-formed token that comes.
    """

    user: User
    token: str | None = None
    privacy: bool = True
    inline: bool = False
    inline_feedback: bool = False
    revoked: bool = False
    commands: dict[tuple[str, str], list[Payload]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[int, Payload] = field(default_factory=dict)
    on_new_id: Callable[[int], None] | None = None

    def check_token(self, token: str) -> None:
        """Raises `ApiError` 401 for a malformed, unknown or revoked token."""
        if not TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized: invalid token specified")
        if self.token is None:
            self.use_token(token)
        if token != self.token or self.revoked:
            raise ApiError(401)

    def use_token(self, token: str) -> None:
        """Makes the token the bot's; the id of the bot is the number before its colon."""
        before, self.user.id = self.user.id, id_of_token(token)
        self.token = token
        if self.on_new_id is not None:
            self.on_new_id(before)

    def card(self) -> Payload:
        """The User object of getMe."""
        return self.user.card() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_guest_queries": False,
            "supports_join_request_queries": False,
        }


def id_of_token(token: str) -> int:
    return int(token.partition(":")[0])
