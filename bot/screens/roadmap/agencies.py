"""The sides of a roadmap and their responsible bodies."""

from bot.callbacks.roadmap import OpenHome, OpenParties, OpenParty
from bot.i18n import gettext as _
from bot.screens.fragments import agency_buttons
from bot.screens.keyboard import button, counted
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.phrases import agency_count
from bot.telegram.screen import Screen
from data.roadmap.lookup import agencies_on, find_party
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


def party_screen(content: RoadmapContent, place: OpenParty) -> Screen:
    """Raises `StaleButton` when the roadmap has no such side."""
    party = find_party(content, place.party_id)
    agencies = agencies_on(content, party.id)
    counts = [agency.activity_count for agency in agencies]
    entries = [Entry(opens) for opens in agency_buttons(content, agencies, counts=counts)]
    heading = Heading(party.region, agency_count(len(agencies)))
    return listing(
        heading, entries, Route(OpenParties(), place.page, lambda to: OpenParty(party_id=party.id, page=to))
    )
