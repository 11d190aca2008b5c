"""Addresses in Telegram: of the bot's cards, and of messages in a group."""

import re
from typing import Final

from data.messaging.posts import Post

SUPERGROUPS: Final = -1_000_000_000_000  # ids of supergroups lie below, of basic groups above
PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def start_link(username: str, payload: str) -> str | None:
    """Opens the bot with that payload; None for a payload that Telegram does not carry."""
    return f"https://t.me/{username}?start={payload}" if PAYLOAD.fullmatch(payload) else None


def card_link(username: str, activity_number: str) -> str | None:
    """Opens the card of «3.2»; None for a number that does not fit an address."""
    return start_link(username, "a_" + activity_number.replace(".", "-"))


def post_link(post: Post) -> str | None:
    """Leads members of the group to the message; None in a basic group, where messages have no address."""
    if post.chat_id > SUPERGROUPS:
        return None
    topic = f"{post.thread_id}/" if post.thread_id else ""
    return f"https://t.me/c/{SUPERGROUPS - post.chat_id}/{topic}{post.message_id}"
