"""A responsible body: its activities, and the bodies of the other side that share them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot.callbacks.breadcrumbs import extended, last_place
from bot.callbacks.notes import OpenAgencyNotes
from bot.callbacks.reminders import AskAgency
from bot.callbacks.roadmap import OpenAgency, OpenParty
from bot.i18n import gettext as _
from bot.screens.fragments import States, activity_entry, agency_buttons, open_words
from bot.screens.keyboard import button, counted
from bot.screens.notes.listing import note_words
from bot.screens.paging import Entry, Heading, Route, long_listing, page_of
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.notes.notes import Note
from data.roadmap.lookup import activities_of, agencies_on, counterparts, find_agency, find_party
from data.roadmap.models import Activity, Agency, RoadmapContent

NAME: Final = 70
NOTE: Final = 140


@dataclass(frozen=True, slots=True)
class AgencyNotes:
    """The agency's newest notes, how many there are in all, and whether the reader may ask it for more."""

    last: tuple[Note, ...] = ()
    total: int = 0
    asks: bool = False


NONE: Final = AgencyNotes()


def agency_screen(
    content: RoadmapContent, place: OpenAgency, states: States, notes: AgencyNotes = NONE
) -> Screen:
    """Raises `StaleButton` when the roadmap has no such body."""
    agency = find_agency(content, place.agency_id)
    breadcrumbs = extended(place.breadcrumbs, place)
    activities = activities_of(content, agency.id)
    partners = list(_partner_entries(content, agency, breadcrumbs))
    items: list[Activity | Entry] = [*activities, *partners]
    region = find_party(content, agency.party_id).region
    back = last_place(place.breadcrumbs) or _page_of_party(content, agency)
    return long_listing(
        Heading(agency.name, _remark(region, open_words(states, activities), notes)),
        items,
        lambda item: item if isinstance(item, Entry) else activity_entry(content, item, states, breadcrumbs),
        Route(back, place.page, lambda to: place.model_copy(update={"page": to})),
        [*_notes_buttons(agency, notes), *_shortcut(place, page_of(len(activities)), len(partners))],
    )


def _remark(region: str, activities: str, notes: AgencyNotes) -> str:
    lines = [f"{region} · {activities}"]
    lines += [
        _("No. {number}: {words}").format(number=note.number, words=shorten(note_words(note), NOTE))
        for note in notes.last
    ]
    return "\n".join(lines)


def _notes_buttons(agency: Agency, notes: AgencyNotes) -> list[InlineKeyboardButton]:
    read = [button(counted(_("Latest notes"), notes.total), OpenAgencyNotes(agency_id=agency.id))]
    ask = [button(_("Ask for information"), AskAgency(agency_id=agency.id))]
    return [*(read if notes.total else []), *(ask if notes.asks else [])]


def _partner_entries(content: RoadmapContent, agency: Agency, breadcrumbs: str) -> Iterator[Entry]:
    shared = counterparts(content, agency)
    buttons = agency_buttons(content, [other for other, _count in shared], breadcrumbs=breadcrumbs)
    for opens, (other, count) in zip(buttons, shared, strict=True):
        region = find_party(content, other.party_id).region
        section = _("Together with: {region}").format(region=region)
        yield Entry(opens, text=f"{shorten(other.name, NAME)} ({count})", section=section)


def _shortcut(place: OpenAgency, page: int, partners: int) -> list[InlineKeyboardButton]:
    """A button to the agencies of the other side, where they are pages away."""
    if not partners or place.page >= page:
        return []
    return [button(counted(_("Works together with"), partners), place.model_copy(update={"page": page}))]


def _page_of_party(content: RoadmapContent, agency: Agency) -> OpenParty:
    position = agencies_on(content, agency.party_id).index(agency)
    return OpenParty(party_id=agency.party_id, page=page_of(position))
