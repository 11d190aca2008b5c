"""What a person chooses: the language and, where there are several, the roadmap."""

from collections.abc import Sequence

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import OpenHandOver
from bot.callbacks.reminders import OpenReminders
from bot.callbacks.roadmap import ChooseLocale, ChooseRoadmap, OpenHome, OpenRoadmaps
from bot.i18n import LOCALES, current_locale
from bot.i18n import gettext as _
from bot.screens.keyboard import button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import distinguished, roadmap_name
from bot.telegram.screen import Screen
from data.roadmap.models import Roadmap


def settings_screen(
    roadmaps: Sequence[Roadmap], chosen: int | None, *, holder: int | None = None, writes: bool = False
) -> Screen:
    """`roadmaps` are those the person may read, `chosen` is the id of the one shown.

    `holder` is the id of a person who has a post to hand over; a person who `writes` notes has reminders, too.
    """
    lines = [Bold(_("Settings")), Text(Bold(_("Language:")), " ", LOCALES[current_locale()])]
    lines += [
        Text(Bold(_("Roadmap:")), " ", roadmap_name(roadmap)) for roadmap in roadmaps if roadmap.id == chosen
    ]
    buttons = [
        button(_chosen(name, yes=locale == current_locale()), ChooseLocale(locale=locale))
        for locale, name in LOCALES.items()
    ]
    if len(roadmaps) > 1:
        buttons.append(button(_("Another roadmap"), OpenRoadmaps()))
    if writes:
        buttons.append(button(_("Reminders"), OpenReminders()))
    if holder:
        buttons.append(button(_("Hand over my post"), OpenHandOver(user_id=holder)))
    return Screen(as_list(*lines), keyboard(buttons, OpenHome()))


def roadmaps_screen(roadmaps: Sequence[Roadmap], chosen: int | None, page: int) -> Screen:
    names = [_chosen(roadmap_name(roadmap), yes=roadmap.id == chosen) for roadmap in roadmaps]
    entries = [
        Entry(button(label, ChooseRoadmap(roadmap_id=roadmap.id)), text=roadmap_name(roadmap))
        for label, roadmap in zip(distinguished(names, 38), roadmaps, strict=True)
    ]
    heading = Heading(_("Roadmaps"), _("Choose the one to show."))
    return listing(heading, entries, Route(OpenHome(), page, lambda to: OpenRoadmaps(page=to)))


def _chosen(label: str, *, yes: bool) -> str:
    return f"✓ {label}" if yes else label
