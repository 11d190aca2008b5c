"""The form of a decision: the day, the words, then all of it once more before it is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Italic, Text, as_list

from bot.callbacks.decisions import (
    ChooseDay,
    ConfirmDecision,
    DecisionKindLetter,
    DecisionTurn,
    TurnDecision,
)
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.dates import day_figures, day_words
from bot.screens.decisions.agenda import mark_words
from bot.screens.keyboard import button, keyboard
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.decisions.deadline_requests import MoveRequest
from data.decisions.decision_drafts import DecisionDraft, DecisionKind, DecisionStep
from data.decisions.meetings import AgendaItem
from data.primitives.working_days import WorkingCalendar
from data.roadmap.models import Activity

TITLE: Final = 300
LONGEST_WORDS: Final = 500  # characters of a reason or an instruction


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What holds at this moment: `current` is the control date in force, `request` the one that is open.

    `item` is of the agenda, with an instruction; `remark` says what has changed since the person last looked.
    """

    activity: Activity
    current: date | None
    request: MoveRequest | None = None
    item: AgendaItem | None = None
    remark: str = ""


def decision_screen(draft: DecisionDraft, facts: FormFacts, today: date, calendar: WorkingCalendar) -> Screen:
    step = draft.missing if draft.step is DecisionStep.LEFT else draft.step
    head = as_list(
        Bold(_head(draft.kind).format(item=facts.activity.number)),
        shorten(facts.activity.title, TITLE),
        *_now_lines(draft, facts),
        *(["", Bold(facts.remark)] if facts.remark else []),
        "",
    )
    match step:
        case DecisionStep.DAY:
            asked, buttons = _day_words(), list(_day_buttons(draft, facts.current, today, calendar))
        case DecisionStep.WORDS:
            asked, buttons = as_list(*_read_day(draft), _words_words(draft.kind)), list(_words_buttons(draft))
        case _:
            asked, buttons = _preview(draft, calendar), list(_preview_buttons(draft))
    buttons.append(button(_("Cancel"), _turn(draft, DecisionTurn.DISCARD)))
    return Screen(as_list(head, asked), keyboard(buttons, back=None))


def _now_lines(draft: DecisionDraft, facts: FormFacts) -> Iterator[Text]:
    if facts.current:
        yield Text(_("Control date now: {day}").format(day=day_words(facts.current)))
    if draft.kind is DecisionKind.SET and facts.request:
        words = _("A move to {day} is asked for: setting the date ends that request.")
        yield Text(words.format(day=day_words(facts.request.day)))
    if facts.item and facts.item.mark:
        yield Text(Bold(_("Decided:")), " ", mark_words(facts.item))


def day_choices(current: date | None, today: date, calendar: WorkingCalendar) -> list[date]:
    """Two weeks, a month, the ends of the quarter and the year: working days to come, other than the one in force."""
    quarter = date(today.year + today.month // 10, (today.month + 2) // 3 * 3 % 12 + 1, 1) - timedelta(days=1)
    wanted = [today + timedelta(days=14), today + timedelta(days=30), quarter, date(today.year, 12, 31)]
    days = {calendar.previous_working_day(day) for day in wanted}
    return sorted(day for day in days if day > today and day != current)


def discarded_words() -> str:
    return _("Cancelled. Nothing is changed.")


def words_needed_words() -> str:
    return ngettext(
        "It is needed in words, at most {n} character.",
        "It is needed in words, at most {n} characters.",
        LONGEST_WORDS,
    ).format(n=LONGEST_WORDS)


def _head(kind: DecisionKind) -> str:
    words = {
        DecisionKind.SET: _("Control date of item {item} by hand"),
        DecisionKind.MOVE: _("Request to move the deadline of item {item}"),
        DecisionKind.REFUSE: _("Refusal to move the deadline of item {item}"),
        DecisionKind.REOPEN: _("Opening item {item} again"),
        DecisionKind.INSTRUCT: _("Instruction on item {item}"),
    }
    return words[kind]


def _day_words() -> Text:
    return Text(_("Your next message is the new date, for example 15 December 2026. Or choose:"))


def _words_words(kind: DecisionKind) -> Text:
    if kind is DecisionKind.INSTRUCT:
        return Text(_("Your next message is the instruction, as the protocol will have it."))
    return Text(_("Your next message is the reason: those who are concerned will read it."))


def _read_day(draft: DecisionDraft) -> Iterator[Text]:
    """Says back how the day that was typed is understood."""
    if draft.day:
        yield Text(_("New date: {day}").format(day=day_words(draft.day)))


def _preview(draft: DecisionDraft, calendar: WorkingCalendar) -> Text:
    lines: list[Text | str] = []
    if draft.day:
        lines.append(Text(Bold(_("Date:")), " ", day_words(draft.day)))
        if not calendar.is_working_day(draft.day):
            lines.append(Italic(_("This is a day off.")))
    label = _("Instruction:") if draft.kind is DecisionKind.INSTRUCT else _("Reason:")
    lines += [Text(Bold(label), " ", draft.words), "", Italic(_consequence(draft.kind))]
    return as_list(*lines)


def _consequence(kind: DecisionKind) -> str:
    words = {
        DecisionKind.SET: _("The other side's coordinators and the group will be told."),
        DecisionKind.MOVE: _("The coordinators of both sides will be asked; the date moves when both agree."),
        DecisionKind.REFUSE: _("Whoever asked will be told."),
        DecisionKind.REOPEN: _(
            "What both sides have declared counts no more; both sides and the group will be told."
        ),
        DecisionKind.INSTRUCT: _("It will stand in the draft of the protocol."),
    }
    return words[kind]


def _confirm_label(kind: DecisionKind) -> str:
    words = {
        DecisionKind.SET: _("Set the date"),
        DecisionKind.MOVE: _("Send the request"),
        DecisionKind.REFUSE: _("Decline"),
        DecisionKind.REOPEN: _("Open again"),
        DecisionKind.INSTRUCT: _("Write it down"),
    }
    return words[kind]


def _day_buttons(
    draft: DecisionDraft, current: date | None, today: date, calendar: WorkingCalendar
) -> Iterator[InlineKeyboardButton]:
    for day in day_choices(current, today, calendar):
        yield button(day_figures(day), ChooseDay(draft_id=draft.id, ordinal=day.toordinal()))
    if draft.day and not draft.kind.needs_day:
        yield button(_("Without a date"), _turn(draft, DecisionTurn.DROP_DAY))
    if draft.words:
        yield button(_("‹ Back"), _turn(draft, DecisionTurn.SHOW_PREVIEW))


def _words_buttons(draft: DecisionDraft) -> Iterator[InlineKeyboardButton]:
    if draft.kind.needs_day:
        yield button(_("Another date"), _turn(draft, DecisionTurn.SHOW_DAY))
    if draft.words:
        yield button(_("‹ Back"), _turn(draft, DecisionTurn.SHOW_PREVIEW))


def _preview_buttons(draft: DecisionDraft) -> Iterator[InlineKeyboardButton]:
    letter = DecisionKindLetter[draft.kind.name]
    confirm = ConfirmDecision(
        draft_id=draft.id, kind=letter, subject_id=draft.subject_id, fingerprint=draft.fingerprint
    )
    yield button(_confirm_label(draft.kind), confirm)
    if draft.kind.takes_day:
        label = _("Another date") if draft.day else _("Add a date")
        yield button(label, _turn(draft, DecisionTurn.SHOW_DAY))
    yield button(_("Other words"), _turn(draft, DecisionTurn.SHOW_WORDS))


def _turn(draft: DecisionDraft, turn: DecisionTurn) -> TurnDecision:
    return TurnDecision(draft_id=draft.id, turn=turn)
