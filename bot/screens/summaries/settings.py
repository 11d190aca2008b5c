"""When a group gets its summaries: day, time, whether at all, and whether they are pinned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list
from babel.dates import get_day_names

from bot.callbacks.summaries import ChangeSummarySettings, OpenSummary
from bot.i18n import current_locale
from bot.i18n import gettext as _
from bot.screens.dates import moment_words
from bot.screens.groups.language import language_button
from bot.screens.keyboard import button, keyboard
from bot.screens.summaries.week import coming_words
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.messaging.chats import BoundChat
from data.roadmap.models import Roadmap
from data.summaries.schedule import Occasion, Rule
from data.summaries.summaries import SummaryRule
from data.summaries.timetable import Schedule

TITLE: Final = 128  # units of a group's title
DAY: Final = 24 * 60  # minutes
STEPS: Final = {"−1:00": -60, "−0:15": -15, "+0:15": 15, "+1:00": 60}


@dataclass(frozen=True, slots=True)
class ShownSchedule:
    """When a group gets the summaries of a roadmap: the next one at `next`, unless switched off.

    `then` is the one after it, given where the next one still keeps the moment of the schedule before.
    """

    roadmap: Roadmap
    chat: BoundChat
    schedule: Schedule
    held: SummaryRule
    next: Occasion | None
    then: Occasion | None

    @property
    def pins(self) -> bool:
        return self.held.pins

    @property
    def is_on(self) -> bool:
        return self.schedule.is_on

    @property
    def rule(self) -> Rule:
        return self.schedule.rule


def settings_screen(shown: ShownSchedule) -> Screen:
    rule = shown.rule
    lines = [
        Bold(_("Weekly summary")),
        Text(_("Group: {title}").format(title=shorten(shown.chat.title, TITLE))),
        Text(Bold(_("When:")), f" {_day_name(rule.weekday)}, {rule.at:%H:%M}, {shown.schedule.zone.key}"),
        Text(Bold(_("On a day off:")), " ", _day_off_words(shown.schedule)),
        Text(Bold(_("Pinned silently:")), " ", _("yes") if shown.pins else _("no")),
        Text(coming_words(shown.chat, shown.next, shown.roadmap, is_on=shown.is_on)),
    ]
    if shown.then and shown.is_on and not shown.chat.paused:
        moment = moment_words(shown.then.at, shown.roadmap.parties)
        lines.append(
            Text(_("It still comes by the schedule before; then on {moment}.").format(moment=moment))
        )
    return Screen(as_list(*lines), keyboard(_buttons(shown), OpenSummary()))


def _buttons(shown: ShownSchedule) -> Iterator[InlineKeyboardButton]:
    here = _place(shown)
    for weekday in range(7):
        name = _day_name(weekday)
        mark = "✓ " if weekday == shown.rule.weekday else ""
        yield button(mark + name, here.model_copy(update={"weekday": weekday}))
    for label, minutes in STEPS.items():
        yield button(label, here.model_copy(update={"minute": (here.minute + minutes) % DAY}))
    waits = shown.schedule.calendar is not None
    label = _("On days off, too") if waits else _("On working days only")
    yield button(label, here.model_copy(update={"working_days": not waits}))
    pinning = _("Do not pin") if here.pins else _("Pin silently")
    yield button(pinning, here.model_copy(update={"pins": not here.pins}))
    switching = _("Switch off") if here.is_on else _("Switch on")
    yield button(switching, here.model_copy(update={"is_on": not here.is_on}))
    yield language_button(shown.roadmap)


def _place(shown: ShownSchedule) -> ChangeSummarySettings:
    return ChangeSummarySettings(
        roadmap_id=shown.roadmap.id,
        weekday=shown.rule.weekday,
        minute=shown.rule.at.hour * 60 + shown.rule.at.minute,
        is_on=shown.is_on,
        pins=shown.pins,
        working_days=shown.held.working_days,
        fingerprint=shown.held.fingerprint,
    )


def _day_off_words(schedule: Schedule) -> str:
    if schedule.calendar:
        return _("it comes on the next working day")
    return _("it comes all the same")


def _day_name(weekday: int) -> str:
    return str(get_day_names("abbreviated", "stand-alone", locale=current_locale())[weekday])
