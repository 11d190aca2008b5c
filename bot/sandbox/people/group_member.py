"""Actions of a person in groups: the bot's membership, topics, titles."""

from collections.abc import Iterable

from bot.sandbox.inspection.observer import Observer
from bot.sandbox.inspection.seen import Seen
from bot.sandbox.people import actions, group_actions
from bot.sandbox.state.chats import Chat, Topic
from bot.sandbox.state.members import USUAL_RIGHTS
from bot.sandbox.state.updates import Update
from bot.sandbox.state.users import User


class GroupMember(Observer):
    """None of these waits for the bot: await `sees` or `sandbox.until` for its reaction."""

    def blocks_bot(self) -> None:
        actions.block(self.telegram, self.user)

    def unblocks_bot(self) -> None:
        actions.unblock(self.telegram, self.user)

    def adds_bot(self, chat: Chat, *, rights: Iterable[str] | None = None) -> None:
        """Adds the bot to the group; with rights (`can_pin_messages`, …), as an administrator."""
        group_actions.add(self.telegram, chat, self.user, self.telegram.bot)
        if rights is not None:
            self.promotes_bot(chat, rights=rights)

    def promotes_bot(self, chat: Chat, *, rights: Iterable[str] = USUAL_RIGHTS) -> None:
        group_actions.promote(self.telegram, chat, self.user, self.telegram.bot, rights)

    def demotes_bot(self, chat: Chat) -> None:
        group_actions.demote(self.telegram, chat, self.user, self.telegram.bot)

    def restricts_bot(self, chat: Chat, *, permissions: Iterable[str] = ()) -> None:
        """`permissions` are those the bot keeps; none by default."""
        group_actions.restrict(self.telegram, chat, self.user, self.telegram.bot, permissions)

    def removes_bot(self, chat: Chat) -> None:
        group_actions.remove(self.telegram, chat, self.user, self.telegram.bot)

    def joins(self, chat: Chat, *, added_by: User | None = None) -> None:
        group_actions.add(self.telegram, chat, added_by or self.user, self.user)

    def leaves(self, chat: Chat) -> None:
        group_actions.remove(self.telegram, chat, self.user, self.user)

    def upgrades(self, chat: Chat, *, forum: bool = False) -> Chat:
        """Turns a basic group into a supergroup; returns the new chat."""
        return group_actions.migrate(self.telegram, chat, self.user, forum=forum)

    def retitles(self, chat: Chat, title: str) -> None:
        group_actions.retitle(self.telegram, chat, self.user, title)

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        return group_actions.open_topic(self.telegram, chat, self.user, name)

    def closes_topic(self, chat: Chat, topic: Topic) -> None:
        group_actions.close_topic(self.telegram, chat, self.user, topic)

    def reopens_topic(self, chat: Chat, topic: Topic) -> None:
        group_actions.reopen_topic(self.telegram, chat, self.user, topic)

    def deletes_topic(self, chat: Chat, topic: Topic) -> None:
        group_actions.delete_topic(self.telegram, chat, topic)

    def deletes_message(self, seen: Seen, *, chat: Chat | None = None) -> None:
        """Bots get no update about it."""
        place = chat or self.private
        self.telegram.state.delete_message(place.messages[seen.message_id], self.user)

    def reacts(self, seen: Seen, *emoji: str, chat: Chat | None = None) -> Update | None:
        place = chat or self.private
        return actions.react(self.telegram, self.user, place.messages[seen.message_id], list(emoji))
