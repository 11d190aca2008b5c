"""One button of a reply keyboard."""

from typing import Any

from bot.sandbox.formatting.inline_buttons import STYLES
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.payload import Payload

PRIVATE_ONLY = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "request_users": "Users can be requested in private chats only",
    "request_chat": "Chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}


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
