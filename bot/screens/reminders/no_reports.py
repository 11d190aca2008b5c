"""A side's agencies without reports, and those without people, for its coordinator."""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.reminders import AskAgency, OpenNoReports, OpenUnstaffedAgencies
from bot.callbacks.roadmap import OpenAgency, OpenHome
from bot.i18n import gettext as _
from bot.screens.dates import day, day_figures
from bot.screens.keyboard import LABEL, button, counted
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import activity_count, agency_count, distinguished, short_names
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.reminders.no_reports import AgencyWithoutReports, SideList
from data.roadmap.lookup import find_party
from data.roadmap.models import Agency, RoadmapContent

SHOWN: Final = 5  # of each side in the message of the day
ASKED_AT_ONCE: Final = 3
NAME: Final = 80


def side_texts(sides: Sequence[SideList]) -> Iterator[Text]:
    """Yields the beginning of each side's list, for the message of the day."""
    for side in sides:
        region = find_party(side.content, side.party_id).region
        if side.no_reports:
            title = _("No word for a week: {region}").format(region=region)
            names = short_names(side.content, [row.agency for row in side.no_reports[:SHOWN]])
            lines = [
                f"{shorten(name, NAME)} · {_last_report_words(row, side.zone)}"
                for name, row in zip(names, side.no_reports[:SHOWN], strict=True)
            ]
            yield _section(title, lines, len(side.no_reports) - SHOWN)
        if side.unstaffed:
            title = _("Not connected: {region}").format(region=region)
            names = [shorten(name, NAME) for name in short_names(side.content, side.unstaffed[:SHOWN])]
            yield _section(title, names, len(side.unstaffed) - SHOWN)


def side_buttons(sides: Sequence[SideList]) -> Iterator[InlineKeyboardButton]:
    no_reports = [(side, row) for side in sides for row in side.no_reports]
    unstaffed = sum(len(side.unstaffed) for side in sides)
    for side, row in no_reports[:ASKED_AT_ONCE]:
        yield _ask_button(side.content, row.agency)
    if no_reports:
        yield button(counted(_("All silent agencies"), len(no_reports)), OpenNoReports())
    if unstaffed:
        yield button(counted(_("All not connected"), unstaffed), OpenUnstaffedAgencies())


def no_reports_screen(sides: Sequence[SideList], place: OpenNoReports) -> Screen:
    """Each button asks the agency's people how their activities go."""
    entries = [entry for side in sides for entry in _no_reports_entries(side)]
    hint = _("A button asks the agency's officials for word in their next reminder, at most once a week.")
    remark = (
        f"{agency_count(len(entries))}. {hint}" if entries else _("Every agency has given word this week.")
    )
    route = Route(OpenHome(), place.page, lambda to: OpenNoReports(page=to))
    return listing(Heading(_("No word for a week"), remark), entries, route)


def unstaffed_screen(sides: Sequence[SideList], place: OpenUnstaffedAgencies) -> Screen:
    """The agencies without people, who could not be asked; an administrator invites them."""
    entries = [
        Entry(
            button(label, OpenAgency(agency_id=agency.id)),
            text=name,
            section=find_party(side.content, side.party_id).region,
        )
        for side in sides
        for agency, (name, label) in zip(side.unstaffed, _named(side.content, side.unstaffed), strict=True)
    ]
    hint = _("Ask an administrator to invite their officials.")
    remark = f"{agency_count(len(entries))}. {hint}" if entries else _("Every agency has a person.")
    route = Route(OpenHome(), place.page, lambda to: OpenUnstaffedAgencies(page=to))
    return listing(Heading(_("Not connected"), remark), entries, route)


def _no_reports_entries(side: SideList) -> Iterator[Entry]:
    region = find_party(side.content, side.party_id).region
    names = _named(side.content, [row.agency for row in side.no_reports])
    for row, (name, label) in zip(side.no_reports, names, strict=True):
        yield Entry(
            button(label, AskAgency(agency_id=row.agency.id)),
            text=name,
            detail=f"{_last_report_words(row, side.zone)} · {activity_count(row.open)}",
            section=region,
        )


def _named(content: RoadmapContent, agencies: Sequence[Agency]) -> list[tuple[str, str]]:
    """Each name and what of it a button of its own holds."""
    names = short_names(content, agencies)
    return list(zip(names, distinguished(names, LABEL), strict=True))


def _ask_button(content: RoadmapContent, agency: Agency) -> InlineKeyboardButton:
    [name] = short_names(content, [agency])
    return button(_("Ask: {agency}").format(agency=name), AskAgency(agency_id=agency.id))


def _last_report_words(row: AgencyWithoutReports, zone: ZoneInfo) -> str:
    if row.away_until:
        return _("everybody is away until {day}").format(day=day_figures(row.away_until))
    if not row.last:
        return _("no word yet")
    return _("last word on {day}").format(day=day(row.last, zone))


def _section(title: str, lines: list[str], left: int) -> Text:
    more = [_("and {count} more").format(count=agency_count(left))] if left > 0 else []
    return as_list(Bold(title), *lines, *more, sep="\n")
