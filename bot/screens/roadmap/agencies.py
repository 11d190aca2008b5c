"""The sides of a roadmap and their responsible bodies."""

from bot.callbacks.roadmap import OpenHome, OpenParties, OpenParty
from bot.i18n import gettext as _
from bot.screens.fragments import States, agency_buttons, count_open
from bot.screens.keyboard import button, counted, open_figures
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import agency_count
from bot.telegram.screen import Screen
from data.roadmap.lookup import activities_of, agencies_on, find_party
from data.roadmap.models import RoadmapContent


def parties_screen(content: RoadmapContent) -> Screen:
    entries = [
        Entry(
            button(counted(party.region, len(agencies_on(content, party.id))), OpenParty(party_id=party.id))
        )
        for party in content.roadmap.parties
    ]
    heading = Heading(_("Agencies"), _("Choose a side."))
    return listing(heading, entries, Route(OpenHome(), 0, lambda _to: OpenParties()))


def party_screen(content: RoadmapContent, place: OpenParty, states: States) -> Screen:
    """Raises `StaleButton` when the roadmap has no such side."""
    party = find_party(content, place.party_id)
    agencies = agencies_on(content, party.id)
    concerned = [activities_of(content, agency.id) for agency in agencies]
    counts = [open_figures(count_open(states, found), len(found)) for found in concerned]
    entries = [Entry(opens) for opens in agency_buttons(content, agencies, counts=counts)]
    heading = Heading(party.region, agency_count(len(agencies)))
    return listing(
        heading, entries, Route(OpenParties(), place.page, lambda to: OpenParty(party_id=party.id, page=to))
    )
