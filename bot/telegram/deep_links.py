"""Addresses in Telegram, built and parsed: of the bot's screens, of invitations, of messages in a group.

What stands after `?start=` is a letter for the kind of screen and, after `_`, which one: `c_17` for the card of the
activity with that id, `note_17` for a note about it, `w_3_2026-W47` for the summary of a week of the roadmap with the id 3,
and `inv_` with a token for an invitation. Posts of before have `a_3-2` for the card of activity 3.2, `n_3-2` for a note about
it and `w_2026-W47`, which do not say of which roadmap. Telegram takes no dot there.
"""

import re
from dataclasses import dataclass
from typing import Final

from data.messaging.posts import Post
from data.people.invitations import PREFIX, start_payload

SUPERGROUPS: Final = -1_000_000_000_000  # ids of supergroups lie below, of basic groups above
PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
CARD: Final = re.compile(r"c_(\d{1,18})")
NUMBERED_CARD: Final = re.compile(r"a_(\d+(?:-\d+)*)")
NOTE: Final = re.compile(r"/start\s+(?:note_(?P<id>\d{1,18})|n_(?P<number>\d+(?:-\d+)*))", re.IGNORECASE)
SUMMARY: Final = re.compile(r"w(?:_(?P<roadmap>\d{1,18})(?=_|$))?(?:_(?P<week>.*))?")


@dataclass(frozen=True, slots=True)
class NoteLink:
    """The activity to write about: by its id, or by its number in links of before."""

    activity_id: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryLink:
    """`week` is an ISO week such as «2026-W47», as written, so perhaps none; None for the one that goes on.

    `roadmap_id` is None in links of before.
    """

    week: str | None
    roadmap_id: int | None = None


def start_link(username: str, payload: str) -> str | None:
    """Returns the link that opens the bot with a payload; None for one that Telegram does not carry."""
    return f"https://t.me/{username}?start={payload}" if PAYLOAD.fullmatch(payload) else None


def card_link(username: str, activity_id: int) -> str | None:
    """Returns the link to a card; a new edition may give its number to another activity."""
    return start_link(username, f"c_{activity_id}")


def note_link(username: str, activity_id: int) -> str | None:
    """Returns the link that begins a note about the activity."""
    return start_link(username, f"note_{activity_id}")


def summary_link(username: str, roadmap_id: int, week: str | None = None) -> str | None:
    """Returns the link to the roadmap's summary of an ISO week, or of the last complete one."""
    return start_link(username, f"w_{roadmap_id}_{week}" if week else f"w_{roadmap_id}")


def invitation_link(username: str, token: str) -> str:
    return f"https://t.me/{username}?start={start_payload(token)}"


def post_link(post: Post) -> str | None:
    """Returns the link to a message for members of its group; None in a basic group, where messages have no address."""
    if post.chat_id > SUPERGROUPS:
        return None
    topic = f"{post.thread_id}/" if post.thread_id else ""
    return f"https://t.me/c/{SUPERGROUPS - post.chat_id}/{topic}{post.message_id}"


def group_address(chat_id: int, newest: Post | None) -> str | None:
    """Returns the link that opens a group where the bot wrote last, for its members; None as for `post_link`."""
    return post_link(newest or Post(chat_id, 1, None, 0))


def is_card(payload: str) -> bool:
    """True when a payload asks for a card, by its id or, in earlier links, by its number."""
    return bool(CARD.fullmatch(payload) or NUMBERED_CARD.fullmatch(payload))


def linked_card(payload: str) -> int | None:
    """Returns the id of the activity whose card a payload asks for."""
    linked = CARD.fullmatch(payload)
    return int(linked[1]) if linked else None


def linked_number(payload: str) -> str | None:
    """Returns the number of the activity whose card an earlier payload asks for."""
    linked = NUMBERED_CARD.fullmatch(payload)
    return _dotted(linked[1]) if linked else None


def linked_note(command: str) -> NoteLink | None:
    """Returns the activity that a whole `/start` command asks to write about."""
    linked = NOTE.fullmatch(command)
    if linked is None:
        return None
    return NoteLink(int(linked["id"])) if linked["id"] else NoteLink(number=_dotted(linked["number"]))


def linked_invitation(payload: str) -> str | None:
    """Returns the token of an invitation, which may be unknown or empty."""
    return payload.removeprefix(PREFIX) if payload.startswith(PREFIX) else None


def linked_summary(payload: str) -> SummaryLink | None:
    linked = SUMMARY.fullmatch(payload)
    if linked is None:
        return None
    return SummaryLink(linked["week"], int(linked["roadmap"]) if linked["roadmap"] else None)


def _dotted(number: str) -> str:
    return number.replace("-", ".")
