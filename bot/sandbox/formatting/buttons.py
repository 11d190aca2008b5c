"""One button of an inline or of a reply keyboard."""

from typing import Any

from bot.sandbox.formatting.links import WrongLinkError, checked_link
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError, bad_request

# In the order in which the official server looks for them (Client.cpp).
ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "login_url", "web_app", "copy_text", "disabled",
)  # fmt: skip
STYLES = frozenset({"primary", "success", "danger", "default"})
LONGEST_DATA = 64  # bytes
LONGEST_COPY = 256  # characters
PRIVATE_ONLY = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "request_users": "Users can be requested in private chats only",
    "request_chat": "Chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


def inline_button(button: Any, chat_type: str) -> Payload:
    """The button as stored. Raises `ApiError` 400.

    Two actions in one button are refused, though the official server takes the first: the Bot API says
    "exactly one", and the wording of this refusal is the local Telegram's own.
    """
    if not isinstance(button, dict):
        raise _unread("expected an Object")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise _unread("invalid button style specified")
    chosen = [action for action in ACTIONS if _is_set(button, action)]
    if not chosen:
        raise _unread("Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1:
        raise _unread(f"exactly one action is allowed, found {', '.join(chosen)}")
    _check(button, chosen[0], chat_type)
    return {**button, "url": _url(button["url"])} if chosen[0] == "url" else button


def _is_set(button: Payload, action: str) -> bool:
    """An inline query may be empty text; empty callback data or an empty address is no action."""
    value = button.get(action)
    if action.startswith("switch_inline") or action in ("callback_game", "disabled"):
        return value is not None
    return bool(value)


def _check(button: Payload, action: str, chat_type: str) -> None:
    if action == "callback_data" and len(str(button[action]).encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text" and not _is_copyable(button[action]):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "web_app" and chat_type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")


def _is_copyable(value: Any) -> bool:
    text = value.get("text", "") if isinstance(value, dict) else ""
    return 1 <= len(text) <= LONGEST_COPY


def _url(url: str) -> str:
    try:
        return checked_link(url)
    except WrongLinkError as wrong:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {wrong}") from None


def _unread(what: str) -> ApiError:
    return bad_request(f"Can't parse inline keyboard button: {what}")


def reply_button(button: Any, chat_type: str) -> Payload:
    """The button as stored; a bare string is its text. Raises `ApiError` 400 (TDLib, ReplyMarkup)."""
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("Can't parse keyboard button: expected an Object")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad_request("Can't parse keyboard button: invalid button style specified")
    for action, refusal in PRIVATE_ONLY.items():
        if button.get(action) and chat_type != "private":
            raise bad_request(refusal)
    return button
