"""The bot's name, descriptions and menu button."""

from bot.sandbox.api.methods.commands import language_of
from bot.sandbox.api.methods.sending import Method
from bot.sandbox.api.telegram import Telegram
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Parameters

# Longest in characters (Bot API), and the refusal of the server.
TEXTS = {
    "name": (64, "BOT_NAME_TOO_LONG"),
    "description": (512, "BOT_DESCRIPTION_TOO_LONG"),
    "short_description": (120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
}
MENUS = frozenset({"default", "commands", "web_app"})


def get_me(telegram: Telegram, _parameters: Parameters) -> Payload:
    return telegram.account.card()


def set_text(name: str) -> Method:
    def set_it(telegram: Telegram, parameters: Parameters) -> bool:
        longest, refusal = TEXTS[name]
        text = parameters.text(name).strip()
        if len(text) > longest:
            raise bad_request(refusal)
        telegram.account.texts[name, language_of(parameters)] = text
        return True

    return set_it


def get_text(name: str) -> Method:
    """The text in this language, else the one for all languages."""

    def get_it(telegram: Telegram, parameters: Parameters) -> Payload:
        texts = telegram.account.texts
        text = texts.get((name, language_of(parameters))) or texts.get((name, ""))
        return {name: text or (telegram.bot.first_name if name == "name" else "")}

    return get_it


def set_chat_menu_button(telegram: Telegram, parameters: Parameters) -> bool:
    """For one private chat, or without chat_id for all."""
    button = parameters.parsed("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if button.get("type") not in MENUS:
        raise bad_request("can't parse MenuButton: unsupported type specified")
    telegram.account.menus[_private_chat(telegram, parameters)] = button
    return True


def get_chat_menu_button(telegram: Telegram, parameters: Parameters) -> Payload:
    menus = telegram.account.menus
    common = menus.get(0, {"type": "commands"})
    return menus.get(_private_chat(telegram, parameters), common)


def _private_chat(telegram: Telegram, parameters: Parameters) -> int:
    chat_id = parameters.integer("chat_id")
    if chat_id and telegram.state.user(chat_id) is None:
        raise bad_request("user not found")
    return chat_id


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyName": set_text("name"),
    "getMyName": get_text("name"),
    "setMyDescription": set_text("description"),
    "getMyDescription": get_text("description"),
    "setMyShortDescription": set_text("short_description"),
    "getMyShortDescription": get_text("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
