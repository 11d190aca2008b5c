"""A person's deeds in groups: the bot's place there, topics, titles."""

from collections.abc import Iterable

from bot.sandbox.inspection.observer import Sights
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people import actions as acts
from bot.sandbox.people import group_actions as group_acts
from bot.sandbox.state.chats import Chat, Topic
from bot.sandbox.state.members import USUAL_RIGHTS
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import User


class GroupLife(Sights):
    """None of these waits for the bot: await `sees` or `sandbox.until` for what must follow."""

    def blocks_bot(self) -> None:
        acts.block(self.telegram, self.user)

    def unblocks_bot(self) -> None:
        acts.unblock(self.telegram, self.user)

    def adds_bot(self, chat: Chat, *, rights: Iterable[str] | None = None) -> None:
        """Add the bot to the group; with rights (`can_pin_messages`, …), as an administrator."""
        group_acts.add(self.telegram, chat, self.user, self.telegram.bot)
        if rights is not None:
            self.promotes_bot(chat, rights=rights)

    def promotes_bot(self, chat: Chat, *, rights: Iterable[str] = USUAL_RIGHTS) -> None:
        group_acts.promote(self.telegram, chat, self.user, self.telegram.bot, rights)

    def demotes_bot(self, chat: Chat) -> None:
        group_acts.demote(self.telegram, chat, self.user, self.telegram.bot)

    def restricts_bot(self, chat: Chat, *, permissions: Iterable[str] = ()) -> None:
        """`permissions` are what it still may: none, unless said."""
        group_acts.restrict(self.telegram, chat, self.user, self.telegram.bot, permissions)

    def removes_bot(self, chat: Chat) -> None:
        group_acts.remove(self.telegram, chat, self.user, self.telegram.bot)

    def joins(self, chat: Chat, *, added_by: User | None = None) -> None:
        group_acts.add(self.telegram, chat, added_by or self.user, self.user)

    def leaves(self, chat: Chat) -> None:
        group_acts.remove(self.telegram, chat, self.user, self.user)

    def upgrades(self, chat: Chat, *, forum: bool = False) -> Chat:
        """Turn a basic group into a supergroup; returns the new chat."""
        return group_acts.migrate(self.telegram, chat, self.user, forum=forum)

    def retitles(self, chat: Chat, title: str) -> None:
        group_acts.retitle(self.telegram, chat, self.user, title)

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        return group_acts.open_topic(self.telegram, chat, self.user, name)

    def closes_topic(self, chat: Chat, topic: Topic) -> None:
        group_acts.close_topic(self.telegram, chat, self.user, topic)

    def reopens_topic(self, chat: Chat, topic: Topic) -> None:
        group_acts.reopen_topic(self.telegram, chat, self.user, topic)

    def deletes_topic(self, chat: Chat, topic: Topic) -> None:
        group_acts.delete_topic(self.telegram, chat, topic)

    def deletes_message(self, seen: Seen, *, chat: Chat | None = None) -> None:
        """Bots are not told of deletions."""
        place = chat or self.private
        self.telegram.world.delete_message(place.messages[seen.message_id], self.user)

    def reacts(self, seen: Seen, *emoji: str, chat: Chat | None = None) -> Update | None:
        place = chat or self.private
        return acts.react(self.telegram, self.user, place.messages[seen.message_id], list(emoji))
