"""The messages that the bot begins by itself."""

from enum import StrEnum
from typing import Final


class MessageKind(StrEnum):
    """What a message that no update asked for tells; the value stands in the log.

    `tests/bot/services/messages/test_languages.py` sends one of each kind.
    """

    # To people who ask for access or are appointed, and to the administrators who decide about them.
    ACCESS_REQUESTED = "access requested"
    ACCESS_REFUSED = "access refused"
    WELCOME = "welcome"
    APPOINTMENT_CHANGED = "appointment changed"
    REMOVED = "removed"
    JOINED_BY_INVITATION = "joined by invitation"
    BRIEFING = "briefing of a successor"
    HANDED_OVER = "handed over"
    DEPUTY_CHOSEN = "deputy chosen"

    # About groups.
    GROUP_INSTRUCTIONS = "how to connect a group"
    GROUP_CONNECTED = "group connected"
    GROUP_NOT_CONNECTED = "group not connected"
    GROUP_CHANGED = "group changed"
    GROUP_GREETING = "first line in a connected group"
    EARLIER_NOTES = "line above notes from before the connection"

    # About deadlines and the closing of activities.
    REMINDER = "reminder"
    DEADLINE_SET = "deadline set"
    DEADLINE_REQUESTED = "deadline requested"
    DEADLINE_GRANTED = "deadline granted"
    DEADLINE_REFUSED = "deadline refused"
    REQUEST_LAPSED = "request ended undecided"
    ACTIVITY_REOPENED = "activity reopened"
    COMPLETION_AWAITED = "completion awaited"
    ACTIVITY_CLOSED = "activity closed"
    COMPLETION_TAKEN_BACK = "completion taken back"
    CLOSED_ACTIVITY_AMENDED = "closed activity amended"

    # About a note, to its author, when another person changed it.
    NOTE_CORRECTED = "note corrected"
    NOTE_WITHDRAWN = "note withdrawn"

    # About the roadmap itself.
    EDITION_CONFIRMED = "edition confirmed"

    # About posts that did not arrive as they should have.
    NOTE_IN_DOUBT = "note in doubt"
    DECISION_IN_DOUBT = "post of a decision in doubt"
    SUMMARY_IN_DOUBT = "summary in doubt"
    SUMMARY_NOT_PINNED = "summary not pinned"
    SUMMARY_UNKNOWN = "weeks of which a restore leaves unknown whether they were published"

    # About the bot itself.
    CALENDAR_MISSING = "working days of a year are not known"
    LOOP_RESTARTED = "a part of the bot begins again"
    UPDATE_GIVEN_UP = "a message or a press that was given up"
    GROUP_BUSY = "an answer that the group takes no more at present"


# People without a role get no other: their rights have ended, or they never had any. A group's members ask there, too.
FOR_STRANGERS: Final = frozenset(
    {
        MessageKind.ACCESS_REFUSED,
        MessageKind.REMOVED,
        MessageKind.APPOINTMENT_CHANGED,
        MessageKind.HANDED_OVER,
        MessageKind.GROUP_BUSY,
        MessageKind.UPDATE_GIVEN_UP,
    }
)
