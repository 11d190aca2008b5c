"""Messages about a decision on a deadline: to the people concerned, and to the group."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import (
    AgreeDate,
    BeginDecision,
    ConfirmDecisionPost,
    ConfirmDone,
    DecisionKindLetter,
    OpenMoveRequest,
    RepeatDecisionPost,
)
from bot.callbacks.notes import WriteNote
from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.keyboard import button, keyboard
from bot.telegram.deep_links import card_link
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.deadline_requests import RequestState
from data.messaging.deliveries import DeliveryState
from data.roadmap.models import Activity

TITLE: Final = 160


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """`side` is who decided, empty when all sides agreed; `day` the new control date, if it is about one."""

    activity: Activity
    day: date | None
    reason: str
    side: str


def decided_screen(notice: DecisionNotice, move_id: int = 0) -> Screen:
    """A control date was decided; of one that a side has set alone (`move_id`) it is asked whether the others agree."""
    head = _("Control date of item {item}: {day}").format(
        item=notice.activity.number, day=day_words(notice.day) if notice.day else "—"
    )
    by = _("Set by hand: {side}.").format(side=notice.side) if notice.side else _("Agreed by all sides.")
    if not move_id:
        return _notice_screen(notice, head, by)
    asked = by + " " + _("Until the other side agrees, what is overdue by the signed wording stays overdue.")
    return _notice_screen(notice, head, asked, [button(_("Agree to the date"), AgreeDate(move_id=move_id))])


def restored_screen(notice: DecisionNotice) -> Screen:
    """The calculated control date holds again."""
    item, day = notice.activity.number, day_words(notice.day) if notice.day else "—"
    head = _("Control date of item {item}: {day}").format(item=item, day=day)
    by = _("The calculated date is brought back: {side}.").format(side=notice.side)
    return _notice_screen(notice, head, by)


def refused_screen(notice: DecisionNotice, request_id: int) -> Screen:
    head = _("The move of the deadline of item {item} is refused.").format(item=notice.activity.number)
    by = _("Refused by: {side}.").format(side=notice.side)
    return _notice_screen(notice, head, by, [button(_("Request"), OpenMoveRequest(request_id=request_id))])


def request_ended_screen(notice: DecisionNotice, request_id: int, state: RequestState) -> Screen:
    """A request ended without a decision of the sides."""
    head = _("The request to move the deadline of item {item} is closed without a decision.").format(
        item=notice.activity.number
    )
    asked = _("Asked for: {day}.").format(day=day_words(notice.day)) if notice.day else ""
    why = {
        RequestState.EXPIRED: _("The sides have not decided in time."),
        RequestState.SUPERSEDED: _("The deadline is another one by now."),
        RequestState.WITHDRAWN: _("Its author has withdrawn it."),
    }
    by = " ".join([asked, why.get(state, ""), _("The control date stays; a move can be asked for anew.")])
    return _notice_screen(notice, head, by, [button(_("Request"), OpenMoveRequest(request_id=request_id))])


def completion_taken_back_screen(activity: Activity, side: str) -> Screen:
    """Tells the people of a side that another has taken back that the activity is done."""
    text = as_list(
        Bold(_("{side} no longer declares item {item} done.").format(side=side, item=activity.number)),
        shorten(activity.title, TITLE),
        _("There is nothing to confirm until it is declared done again."),
    )
    card = button(_("Card"), OpenActivity(activity_id=activity.id))
    return Screen(text, keyboard([card, button(_("Home"), OpenHome())], back=None))


def closed_amended_screen(activity: Activity, side: str, note_number: int) -> Screen:
    """Tells the other sides that a note on a closed activity is new or was changed."""
    head = _("{side} has changed its notes on closed item {item}: note No. {number}.")
    text = as_list(
        Bold(head.format(side=side, item=activity.number, number=note_number)),
        shorten(activity.title, TITLE),
        _("The activity stays closed. If it is not done, open it again."),
    )
    reopen = button(_("Open again"), BeginDecision(kind=DecisionKindLetter.REOPEN, subject_id=activity.id))
    card = button(_("Card"), OpenActivity(activity_id=activity.id))
    return Screen(text, keyboard([reopen, card, button(_("Home"), OpenHome())], back=None))


def reopened_screen(notice: DecisionNotice) -> Screen:
    head = _("Item {item} is opened again.").format(item=notice.activity.number)
    by = _("By: {side}. Both sides declare it done anew.").format(side=notice.side)
    return _notice_screen(notice, head, by)


def completion_awaited_screen(activity: Activity, side: str) -> Screen:
    """Asks the people of the side that has not declared the activity done yet."""
    text = as_list(
        Bold(_("{side} has declared item {item} done.").format(side=side, item=activity.number)),
        shorten(activity.title, TITLE),
        _("Your side's word is awaited: with it the activity is closed."),
    )
    buttons = [
        button(_("Confirm that it is done"), ConfirmDone(activity_id=activity.id)),
        button(_("Card"), OpenActivity(activity_id=activity.id)),
    ]
    return Screen(text, keyboard([*buttons, button(_("Home"), OpenHome())], back=None))


def body_done_screen(activity: Activity, agency: str, first: str) -> Screen:
    """Asks the other bodies of a side, of which one says that the activity is done.

    `first` is the body that is named first where the side has not spoken yet, empty where it has.
    """
    words = (
        _("The side's word is awaited: it is given by {agency} or by the side's coordinator.").format(
            agency=first
        )
        if first
        else _("With that the side has declared it done. Your agency's word is asked for as well.")
    )
    text = as_list(
        Bold(
            _("Item {item} is done, says {agency}.").format(
                item=activity.number, agency=shorten(agency, TITLE)
            )
        ),
        shorten(activity.title, TITLE),
        words,
    )
    buttons = [
        button(_("Write a note"), WriteNote(activity_id=activity.id)),
        button(_("Card"), OpenActivity(activity_id=activity.id)),
    ]
    return Screen(text, keyboard([*buttons, button(_("Home"), OpenHome())], back=None))


def activity_closed_screen(activity: Activity, side: str) -> Screen:
    """Tells the people of the side that declared it first that the activity is closed."""
    text = as_list(
        Bold(_("Item {item} is closed.").format(item=activity.number)),
        shorten(activity.title, TITLE),
        _("{side} has confirmed that it is done.").format(side=side),
    )
    reopen = button(_("Open again"), BeginDecision(kind=DecisionKindLetter.REOPEN, subject_id=activity.id))
    card = button(_("Card"), OpenActivity(activity_id=activity.id))
    return Screen(text, keyboard([reopen, card, button(_("Home"), OpenHome())], back=None))


def group_closed_screen(activity: Activity, sides: tuple[str, ...]) -> Screen:
    """Tells the group that every side has confirmed the activity."""
    text = as_list(
        Bold(_("Item {item} is closed.").format(item=activity.number)),
        shorten(activity.title, TITLE),
        _("Done, as confirmed by: {sides}.").format(sides=", ".join(sides)),
    )
    return Screen(text, keyboard([], back=None))


def doubtful_post_screen(number: str, state: DeliveryState, row_id: int) -> Screen:
    """Asks whether the group has the post of a decision, or tells that it has not."""
    again = RepeatDecisionPost(row_id=row_id)
    if state is DeliveryState.FAILED:
        words = _("The post about item {item} was not published in the group.")
        return Screen(Text(words.format(item=number)), keyboard([button(_("Try again"), again)], back=None))
    words = _("The post about item {item} may not have arrived in the group. Please look there and choose.")
    buttons = [
        button(_("Already in the chat"), ConfirmDecisionPost(row_id=row_id)),
        button(_("Send once more"), again),
    ]
    return Screen(Text(words.format(item=number)), keyboard(buttons, back=None))


def post_known_words() -> str:
    return _("Noted: the post is in the group.")


def with_card(screen: Screen, username: str, activity_id: int) -> Screen:
    """Adds the one button of a group post, which opens the card in the private chat."""
    link = card_link(username, activity_id)
    rows = [[InlineKeyboardButton(text=_("Card"), url=link)]] if link else []
    return Screen(screen.text, InlineKeyboardMarkup(inline_keyboard=rows))


def _notice_screen(
    notice: DecisionNotice, head: str, by: str, buttons: list[InlineKeyboardButton] | None = None
) -> Screen:
    text = as_list(
        Bold(head),
        shorten(notice.activity.title, TITLE),
        by,
        *([_("Reason: {reason}").format(reason=notice.reason)] if notice.reason else []),
    )
    card = button(_("Card"), OpenActivity(activity_id=notice.activity.id))
    return Screen(text, keyboard([*(buttons or []), card, button(_("Home"), OpenHome())], back=None))
