"""New people and new groups."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.api.telegram import Telegram
from bot.sandbox.people.person import Person
from bot.sandbox.state.chats import Chat
from bot.sandbox.state.members import USUAL_RIGHTS, Member, Status
from bot.sandbox.state.users import User


class ChatFactory:
    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def person(self, first_name: str, *, id: int = 0, **fields: Any) -> Person:  # noqa: A002 - the field's name in the Bot API
        user = self._telegram.state.add_person(User(id, first_name, **fields))
        return Person(self._telegram, user)

    def group(
        self,
        title: str,
        members: Iterable[Person],
        topics: Iterable[str],
        *,
        supergroup: bool,
        bot: Status | None,
    ) -> Chat:
        """Adds a group with its members and topics; the bot gets no updates about them."""
        names, state = list(topics), self._telegram.state
        chat = state.add_group(title, supergroup=supergroup, forum=bool(names))
        for person in members:
            status = Status.MEMBER if chat.members else Status.CREATOR
            chat.members[person.id] = Member(person.user, status)
        if bot is not None:
            rights = dict.fromkeys(USUAL_RIGHTS, True) if bot is Status.ADMINISTRATOR else {}
            chat.members[state.bot.id] = Member(state.bot, bot, rights)
            chat.group_privacy = state.account.privacy
        owner = next(iter(chat.members.values())).user if chat.members else state.bot
        # The first message of a group says that it was made; it keeps a topic from being number 1, General.
        state.add_message(chat, owner, service={f"{chat.type}_chat_created": True})
        for name in names:
            state.add_topic(chat, name, owner)
        return chat
