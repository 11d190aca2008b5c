"""deleteMessage and deleteMessages."""

from bot.sandbox.api.lookup import chat_of, message_of
from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters
from bot.sandbox.state.chats import Chat, Message

TWO_DAYS = 48 * 3600
MOST = 100


def delete_message(telegram: Telegram, parameters: Parameters) -> bool:
    chat = chat_of(telegram, parameters)
    message = message_of(chat, parameters.integer("message_id"), "message to delete")
    refusal = _refusal(telegram, chat, message)
    if refusal:
        raise bad_request(refusal)
    telegram.state.delete_message(message, telegram.bot)
    return True


def delete_messages(telegram: Telegram, parameters: Parameters) -> bool:
    """1 to 100 ids; those that are gone or may not be deleted are skipped."""
    chat = chat_of(telegram, parameters)
    for number in message_ids(parameters):
        message = chat.messages.get(number)
        if message is not None and not _refusal(telegram, chat, message):
            telegram.state.delete_message(message, telegram.bot)
    return True


def message_ids(parameters: Parameters) -> list[int]:
    ids = parameters.parsed("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST:
        raise bad_request("too many message identifiers specified")
    return [int(number) for number in ids]


def _refusal(telegram: Telegram, chat: Chat, message: Message) -> str:
    """The Bot API promises deletion within 48 hours; what works beyond that in supergroups is refused here."""
    if telegram.clock.now() - message.date > TWO_DAYS:
        return "message can't be deleted for everyone"
    own = message.sender is telegram.bot
    if own or chat.is_private or chat.member(telegram.bot).manages("can_delete_messages"):
        return ""
    return "message can't be deleted"


METHODS: dict[str, Method] = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
