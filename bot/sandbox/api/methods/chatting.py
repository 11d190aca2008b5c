"""Methods about a chat and its members, chat actions and reactions."""

from bot.sandbox.api.lookup import chat_of, message_of, thread_of, user_id_of, writable
from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.api.update_delivery import deliver_member
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.events import EventKind
from bot.sandbox.state.members import PERMISSIONS, Member, Status

ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def get_chat(telegram: Telegram, parameters: Parameters) -> Payload:
    """The ChatFullInfo object, with the pinned message and a group's permissions."""
    chat = chat_of(telegram, parameters)
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    permissions = {name: chat.permissions.get(name, False) for name in PERMISSIONS}
    return chat.card() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
        **present(
            pinned_message=pinned.card() if pinned else None,
            permissions=None if chat.is_private else permissions,
            has_protected_content=True if chat.protected else None,
        ),
    }


def get_chat_member(telegram: Telegram, parameters: Parameters) -> Payload:
    """A known person who never was in the group has left it."""
    chat = chat_of(telegram, parameters)
    user = telegram.state.user(user_id_of(parameters))
    if user is None:
        raise bad_request("user not found")
    if chat.is_private:
        return Member(user, Status.MEMBER).card()
    return chat.member(user).card(forum=chat.is_forum)


def get_chat_administrators(telegram: Telegram, parameters: Parameters) -> list[Payload]:
    """Other bots are left out unless asked for (Bot API)."""
    chat = chat_of(telegram, parameters)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.insiders() if member.is_admin]
    shown = [one for one in admins if not one.user.is_bot or one.user is telegram.bot]
    return [one.card(forum=chat.is_forum) for one in shown]


def get_chat_member_count(telegram: Telegram, parameters: Parameters) -> int:
    chat = chat_of(telegram, parameters)
    return 2 if chat.is_private else sum(1 for _ in chat.insiders())


def leave_chat(telegram: Telegram, parameters: Parameters) -> bool:
    chat = chat_of(telegram, parameters)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    after = Member(telegram.bot, Status.LEFT)
    before = telegram.state.set_member(chat, after)
    deliver_member(telegram, chat, telegram.bot, before, after)
    return True


def send_chat_action(telegram: Telegram, parameters: Parameters) -> bool:
    chat = writable(telegram, chat_of(telegram, parameters), "text")
    action = parameters.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_of(telegram, chat, parameters)
    telegram.events.publish(EventKind.ACTION, chat.id, {"action": action})
    return True


def set_message_reaction(telegram: Telegram, parameters: Parameters) -> bool:
    """A bot sets at most one reaction, of the 73 standard ones."""
    chat = chat_of(telegram, parameters)
    message = message_of(chat, parameters.integer("message_id"), "message to react")
    reactions = parameters.parsed("reaction", "can't parse reaction types JSON object") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions[telegram.bot.id] = reactions
    data = {"message_id": message.id, "user_id": telegram.bot.id, "reaction": reactions}
    telegram.events.publish(EventKind.REACTION, chat.id, data)
    return True


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
