"""The agenda of a joint meeting, and one item of it."""

from dataclasses import replace
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.decisions import (
    BeginDecision,
    BeginMeeting,
    ConfirmEnd,
    DecisionKindLetter,
    EndMeeting,
    MarkItem,
    MarkLetter,
    OpenAgenda,
    OpenItem,
    ReplaceMark,
    SendProtocol,
)
from bot.callbacks.roadmap import OpenActivity, OpenHome
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_figures, day_words
from bot.screens.deadline_words import activity_deadline_line
from bot.screens.fragments import States, regions_of, state_line, state_of
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, long_listing, page_of
from bot.screens.roadmap.activity_status import ActivityStatus, status_lines
from bot.screens.roadmap.instructions import instruction_lines
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.meetings import AgendaItem, AgendaSection, ItemMark, Meeting
from data.roadmap.lookup import known_activity
from data.roadmap.models import Activity, RoadmapContent

TITLE: Final = 900
WORDING: Final = 500


def no_meeting_screen(items: int) -> Screen:
    """The offer to open a meeting, with what its agenda would hold today."""
    text = as_list(
        Bold(_("Agenda of a joint meeting")),
        item_count(items)
        if items
        else _("Nothing is overdue, at risk, awaited or due within 30 days, and no instruction is left."),
        _("Mark the items during the meeting; the draft of the protocol comes as a message and a file."),
    )
    begin = [button(_("Open the meeting"), BeginMeeting())] if items else []
    return Screen(text, keyboard(begin, OpenHome()))


def agenda_screen(meeting: Meeting, content: RoadmapContent, place: OpenAgenda, states: States) -> Screen:
    extra = [
        button(_("Draft of the protocol"), SendProtocol(meeting_id=meeting.id)),
        button(_("End the meeting"), ConfirmEnd(meeting_id=meeting.id)),
    ]
    return long_listing(
        Heading(_("Agenda, {day}").format(day=day_figures(meeting.day)), progress_words(meeting)),
        meeting.items,
        lambda item: _entry(item, content, states),
        Route(OpenHome(), place.page, lambda to: OpenAgenda(page=to)),
        extra,
    )


def item_screen(
    meeting: Meeting, item: AgendaItem, content: RoadmapContent, status: ActivityStatus
) -> Screen:
    activity = subject_of_item(item, content)
    head = _("Item {position} of {count}: {section}").format(
        position=item.position, count=len(meeting.items), section=section_name(item.section).lower()
    )
    text = as_list(
        Bold(head),
        shorten(f"{activity.number}. {activity.title}", TITLE),
        shorten(activity_deadline_line(activity, status.state.now.when), WORDING),
        *status_lines(status, content, is_gone=activity.gone_at is not None),
        *instruction_lines(item.carried, meeting.day),
        "",
        Text(Bold(_("Decided:")), " ", mark_words(item)),
    )
    page = page_of(item.position - 1)
    buttons = _item_buttons(meeting, item, is_gone=activity.gone_at is not None)
    return Screen(text, keyboard(buttons, OpenAgenda(page=page)))


def replacing_screen(item: AgendaItem, letter: MarkLetter, decided: AgendaItem) -> Screen:
    """Asks before what was decided on an item is replaced; `decided` is what it would be then."""
    text = as_list(
        Bold(_("Something is decided on this item already.")),
        Text(Bold(_("Decided:")), " ", mark_words(item)),
        _("Replace it with: {mark}?").format(mark=mark_words(decided)),
    )
    sure = ReplaceMark(item_id=item.id, mark=letter, fingerprint=item.fingerprint)
    return Screen(text, keyboard([button(_("Replace"), sure)], OpenItem(item_id=item.id)))


def ending_screen(meeting: Meeting) -> Screen:
    text = as_list(
        Bold(_("End the meeting?")),
        progress_words(meeting),
        _("Nothing can be marked after that. The draft of the protocol stays available."),
    )
    return Screen(
        text,
        keyboard(
            [button(_("End it"), EndMeeting(meeting_id=meeting.id, fingerprint=meeting.fingerprint))],
            OpenAgenda(),
        ),
    )


def ended_screen(meeting: Meeting) -> Screen:
    text = as_list(Bold(_("The meeting is over.")), progress_words(meeting))
    return Screen(
        text, keyboard([button(_("Draft of the protocol"), SendProtocol(meeting_id=meeting.id))], OpenHome())
    )


def section_name(section: AgendaSection) -> str:
    names = {
        AgendaSection.OVERDUE: _("Overdue"),
        AgendaSection.AT_RISK: _("At risk"),
        AgendaSection.AWAITED: _("The other side's word is awaited"),
        AgendaSection.SOON: _("Next 30 days"),
        AgendaSection.INSTRUCTED: _("Instructions of earlier meetings"),
    }
    return names[section]


def mark_words(item: AgendaItem) -> str:
    match item.mark:
        case ItemMark.HEARD:
            return _("heard")
        case ItemMark.DROPPED:
            return _("taken off the agenda")
        case ItemMark.INSTRUCTED:
            words = _("instruction: {words}").format(words=item.instruction)
            return words + (" " + _("By {day}.").format(day=day_words(item.day)) if item.day else "")
        case _:
            return _("not yet")


def item_count(n: int) -> str:
    return ngettext("{n} item", "{n} items", n).format(n=n)


def progress_words(meeting: Meeting) -> str:
    marks = [item.mark for item in meeting.items]
    return _("Heard: {heard} · taken off: {dropped} · instructions: {instructed} · left: {left}").format(
        heard=marks.count(ItemMark.HEARD),
        dropped=marks.count(ItemMark.DROPPED),
        instructed=marks.count(ItemMark.INSTRUCTED),
        left=marks.count(None),
    )


def subject_of_item(item: AgendaItem, content: RoadmapContent) -> Activity:
    """Returns the activity; once the meeting is over, with the number and the title of then."""
    activity = known_activity(content, item.activity_id)
    return replace(activity, number=item.number, title=item.title) if item.ended else activity


def _entry(item: AgendaItem, content: RoadmapContent, states: States) -> Entry:
    activity = subject_of_item(item, content)
    return Entry(
        button(activity.number, OpenItem(item_id=item.id)),
        lead=activity.number,
        text=activity.title,
        detail=mark_words(item) if item.mark else _state_and_deadline(activity, content, states),
        section=section_name(item.section),
    )


def _state_and_deadline(activity: Activity, content: RoadmapContent, states: States) -> str:
    state = state_of(states, activity.id)
    if activity.gone_at is not None:
        return activity_deadline_line(activity, None)
    return state_line(activity, state, regions_of(content))


def _item_buttons(meeting: Meeting, item: AgendaItem, *, is_gone: bool) -> list[InlineKeyboardButton]:
    """An activity that is gone gets no instructions; its item is heard or taken off."""
    buttons = []
    if not item.ended:
        buttons.append(button(_("Heard"), MarkItem(item_id=item.id, mark=MarkLetter.HEARD)))
        buttons.append(button(_("Take off"), MarkItem(item_id=item.id, mark=MarkLetter.DROPPED)))
        if not is_gone:
            instruct = BeginDecision(kind=DecisionKindLetter.INSTRUCT, subject_id=item.id)
            buttons.append(button(_("Instruction"), instruct))
        if item.mark:
            buttons.append(button(_("Remove the mark"), MarkItem(item_id=item.id, mark=MarkLetter.NONE)))
    buttons.append(button(_("Card"), OpenActivity(activity_id=item.activity_id)))
    following = [other for other in meeting.items if other.position > item.position]
    if following:
        buttons.append(button(_("Next item"), OpenItem(item_id=following[0].id)))
    return buttons
