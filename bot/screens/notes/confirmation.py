"""What an author sees after publishing: the note's number, where it is on its way, and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import BeginDecision, DecisionKindLetter
from bot.callbacks.notes import AskWithdrawal, ConfirmPost, CorrectNote, OpenNote, RepeatPost
from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import moment
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.deliveries import Delivery, DeliveryState
from data.messaging.outbox import FailureReason, Method, OutboxRow
from data.notes.notes import Note
from data.notes.statuses import NoteStatus

DETAIL: Final = 200
REASON: Final = 300
UNDECIDED: Final = frozenset({DeliveryState.UNCERTAIN, DeliveryState.FAILED})
TEXTS: Final = frozenset({Method.SEND_MESSAGE, Method.EDIT_TEXT})


@dataclass(frozen=True, slots=True)
class Leftovers:
    """How many messages of earlier versions, or of a withdrawn note, stand in a group as they were.

    `nameless` are those whose ids are not known, `elsewhere` those in a group that the roadmap has left, `refused`
    those that Telegram does not let the bot change, `doubtful` those of which it is not known whether they arrived.
    """

    nameless: int = 0
    elsewhere: int = 0
    refused: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`number` is the activity's, `awaited` the sides whose «done» is missing, `link` the post's address, `group` that of where to look for one that may not have arrived.

    `void`: its «done» is of before the activity was opened again and does not count. `nameless`: some message of the post is in the group, and the bot does not know which.
    """

    note: Note
    number: str
    delivery: Delivery
    awaited: tuple[str, ...] = ()
    closed: bool = False
    void: bool = False
    link: str | None = None
    group: str | None = None
    changeable: bool = True
    nameless: bool = False
    leftovers: Leftovers = Leftovers()


def confirmation_screen(confirmation: Confirmation, zone: ZoneInfo) -> Screen:
    lines = [
        Bold(_head(confirmation)),
        Text(delivery_words(confirmation, zone)),
        *map(Text, _remarks(confirmation)),
    ]
    return Screen(as_list(*lines), keyboard(list(_buttons(confirmation)), back=None))


def delivery_words(confirmation: Confirmation, zone: ZoneInfo) -> str:
    """One sentence on where the note is."""
    published = (
        _("The post in the group is marked as withdrawn.")
        if confirmation.note.withdrawal
        else _("Published in the group.")
    )
    words = {
        DeliveryState.RECORDED: _("Recorded. No group is connected, nothing was sent to a chat."),
        DeliveryState.PUBLISHING: _("It is being published in the group."),
        DeliveryState.WAITING: _waiting_words(confirmation.delivery.row),
        DeliveryState.UNCERTAIN: _doubt_words(confirmation.delivery.row),
        DeliveryState.FAILED: _failure_words(confirmation.delivery.row),
        DeliveryState.PUBLISHED: published,
    }
    part = confirmation.delivery.row.part if confirmation.delivery.row else 1
    return words[confirmation.delivery.state].format(
        reason=failure_words(confirmation.delivery, zone), part=part
    )


def failure_words(delivery: Delivery, zone: ZoneInfo) -> str:
    row = delivery.row
    if row and row.reason is FailureReason.FLOOD:
        return _("Telegram asks to wait until {moment}.").format(moment=moment(int(row.not_before), zone))
    words = {
        FailureReason.UNREACHABLE: _("Telegram is not reached."),
        FailureReason.SERVER: _("Telegram has an error on its side."),
        FailureReason.FORBIDDEN: _("the group is closed to the bot; the administrators were told."),
        FailureReason.NO_RIGHT: _right_words(row),
        FailureReason.NO_ANSWER: _("Telegram does not respond to the change of this post."),
        FailureReason.BROKEN: _("an error of the program."),
        FailureReason.POST_GONE: _("the post was deleted in the group."),
        FailureReason.POST_UNKNOWN: _("it is not known which post in the group is to be changed."),
        FailureReason.LEFT_BEHIND: _("the post is in a group that the roadmap has left."),
    }
    reason = words.get(row.reason) if row and row.reason else None
    if reason is None and row and row.detail:
        return shorten(row.detail, DETAIL)
    return reason or _("the group is closed to the bot; the administrators were told.")


def _doubt_words(row: OutboxRow | None) -> str:
    """Names the part: the others are in the group, and seeing them must not mislead."""
    if row is None or row.part == 1:
        return _("It may not have arrived in the group: please look there and choose.")
    if row.method in TEXTS:
        return _("Part {part} may not have arrived in the group: please look there and choose.")
    return _("The files may not have arrived in the group: please look there and choose.")


def _waiting_words(row: OutboxRow | None) -> str:
    if row is None or row.part == 1 or row.reason is not FailureReason.NO_RIGHT:
        return _("It waits to be published: {reason}")
    return _("It is published but for the files: {reason}")


def _right_words(row: OutboxRow | None) -> str:
    if row and row.is_of_photos:
        return _(
            "the bot may not send photos in the group. They follow by themselves as soon as it may; the administrators were told."
        )
    return _(
        "the bot may not send files in the group. They follow by themselves as soon as it may; the administrators were told."
    )


def _failure_words(row: OutboxRow | None) -> str:
    if row is None or row.part == 1:
        return _("It was not published: {reason}")
    if row.method in TEXTS:
        return _("It is published but for a part of the text: {reason}")
    return _("It is published but for the files: {reason}")


def _head(confirmation: Confirmation) -> str:
    words = {"number": confirmation.note.number, "item": confirmation.number}
    if confirmation.note.withdrawal:
        return _("Note No. {number} on item {item} is withdrawn.").format(**words)
    if confirmation.note.latest.version > 1:
        return _("Note No. {number} on item {item} is corrected (rev. {edition}).").format(
            **words, edition=confirmation.note.latest.version
        )
    return _("Note No. {number} on item {item} is recorded.").format(**words)


def _remarks(confirmation: Confirmation) -> Iterator[str]:
    if confirmation.note.withdrawal:
        yield _("Reason: {reason}").format(reason=shorten(confirmation.note.withdrawal.reason, REASON))
    elif confirmation.void:
        yield _(
            "The activity was opened again after this note, so its «done» does not count. Write a new note instead."
        )
    elif confirmation.closed:
        yield _("Both sides have declared the activity done: it is closed.")
    elif confirmation.awaited:
        yield _("Interim: the word of the other side is awaited: {sides}.").format(
            sides=", ".join(confirmation.awaited)
        )
    if confirmation.nameless and confirmation.note.withdrawal is None:
        yield _(
            "Which message of the group it is, the bot does not know: a correction will be a new post there."
        )
    yield from _leftover_words(confirmation.leftovers)
    if not confirmation.changeable and confirmation.delivery.state in UNDECIDED:
        yield _("The author may not decide about it any more, a coordinator of the side or a colleague may.")


def _leftover_words(left: Leftovers) -> Iterator[str]:
    """Tells exactly what in a group does not read as the note does, and what to do about it."""
    words = {
        ngettext(
            "{n} earlier message of the note is in the group as it was: it is not known which one. Please delete it there.",
            "{n} earlier messages of the note are in the group as they were: it is not known which. Please delete them there.",
            left.nameless,
        ): left.nameless,
        ngettext(
            "{n} earlier message of the note is in the group that the roadmap has left. Please delete it there.",
            "{n} earlier messages of the note are in the group that the roadmap has left. Please delete them there.",
            left.elsewhere,
        ): left.elsewhere,
        ngettext(
            "{n} earlier message of the note is in the group as it was: Telegram lets the bot neither change nor delete it."
            " Please delete it there.",
            "{n} earlier messages of the note are in the group as they were: Telegram lets the bot neither change nor delete"
            " them. Please delete them there.",
            left.refused,
        ): left.refused,
        ngettext(
            "{n} earlier message of the note may be in the group: it is not known whether it arrived. If it is there,"
            " please delete it.",
            "{n} earlier messages of the note may be in the group: it is not known whether they arrived. If they are"
            " there, please delete them.",
            left.doubtful,
        ): left.doubtful,
    }
    for sentence, count in words.items():
        if count:
            yield sentence.format(n=count)


def _buttons(confirmation: Confirmation) -> Iterator[InlineKeyboardButton]:
    row = confirmation.delivery.row
    row = row if confirmation.changeable else None
    if confirmation.delivery.state is DeliveryState.UNCERTAIN and row:
        yield button(_("Already in the chat"), ConfirmPost(row_id=row.id))
        again = _("It is not there") if confirmation.note.withdrawal else _("Send once more")
        yield button(again, RepeatPost(row_id=row.id))
    if confirmation.delivery.state is DeliveryState.FAILED and row:
        yield button(_("Try again"), RepeatPost(row_id=row.id))
    if confirmation.link or confirmation.group:
        yield InlineKeyboardButton(text=_("Open in the group"), url=confirmation.link or confirmation.group)
    if confirmation.changeable and confirmation.note.withdrawal is None:
        yield button(_("Correct"), CorrectNote(note_id=confirmation.note.id))
        yield button(_("Withdraw"), AskWithdrawal(note_id=confirmation.note.id))
    if (
        confirmation.note.latest.status is NoteStatus.NEEDS_EXTENSION
        and confirmation.changeable
        and not confirmation.note.withdrawal
    ):
        ask = BeginDecision(kind=DecisionKindLetter.MOVE, subject_id=confirmation.note.activity_id)
        yield button(_("Ask to move the deadline"), ask)
    yield button(_("History"), OpenNote(note_id=confirmation.note.id))
    yield button(_("Card"), OpenActivity(activity_id=confirmation.note.activity_id))
    yield button(_("Home"), OpenHome())
