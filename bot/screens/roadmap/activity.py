"""The card of an activity: its whole text as signed, the responsible agencies of each side, and the control date."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Text, as_list

from bot.callbacks.breadcrumbs import extended, last_place
from bot.callbacks.roadmap import OpenActivity, OpenHome, OpenSphere
from bot.i18n import gettext as _
from bot.screens.dates import day, day_words
from bot.screens.deadline_words import deadline_lines
from bot.screens.fragments import agency_buttons
from bot.screens.keyboard import Paging, keyboard
from bot.screens.paging import page_of, page_window
from bot.screens.phrases import quoted, titled
from bot.screens.roadmap.activity_status import ActivityStatus, status_buttons, status_lines
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten, units
from bot.telegram.text_split import split_plain
from data.primitives.working_days import WorkingCalendar
from data.regions.regional_clocks import MOSCOW
from data.roadmap.lookup import activities_in, agencies_of, known_activity, known_parties, known_sphere
from data.roadmap.models import Activity, Agency, RoadmapContent
from data.roadmap.phases import last_day_of, phase_on

Wordings = Mapping[int, str]

PAGE: Final = 3600  # units of the 4,096, the number on top of each page left aside
FOLDED: Final = 700  # units; a longer text is folded and opens with a tap
PORTION: Final = 3000
NAME: Final = 300  # units of a body's or sphere's name; its own screen shows it whole
BUTTONS: Final = 8


@dataclass(frozen=True, slots=True)
class CardBlock:
    """A line or paragraph of the card that is not divided, and the button that belongs to it."""

    text: Text
    button: InlineKeyboardButton | None = None

    @property
    def size(self) -> int:
        return units(self.text.render()[0]) + 1  # the line's end


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card needs besides the roadmap; `wordings` gives how the document writes an agency there, by its id."""

    today: date
    calendar: WorkingCalendar
    wordings: Wordings
    status: ActivityStatus | None = None
    zone: ZoneInfo = MOSCOW


def activity_screen(content: RoadmapContent, place: OpenActivity, facts: CardFacts) -> Screen:
    """Returns the card; raises `StaleButton` for no such activity."""
    status = facts.status
    activity = known_activity(content, place.activity_id)
    responsible = _responsible(content, activity, extended(place.breadcrumbs, place), facts.wordings)
    status_text = status_lines(status, content, is_gone=activity.gone_at is not None) if status else ()
    pages = _pages(
        [
            *_subject(content, activity),
            *responsible,
            *_due(activity, facts),
            *map(CardBlock, status_text),
        ]
    )
    page = page_window(place.page, len(pages), 1).page
    text = as_list(
        Bold(activity.number),
        *_exclusion(activity, facts.zone),
        *_end_of_period(content, facts.today),
        *(piece.text for piece in pages[page]),
    )
    buttons = [piece.button for piece in pages[page] if piece.button]
    buttons += status_buttons(status, place) if status else []
    paging = Paging(page, len(pages), lambda to: place.model_copy(update={"page": to}))
    back = last_place(place.breadcrumbs) or _place_of(content, activity)
    return Screen(text, keyboard(buttons, back, paging))


def _exclusion(activity: Activity, zone: ZoneInfo) -> Iterator[Text]:
    if activity.gone_at is not None:
        excluded = _("Excluded from the roadmap by the edition of {day}. What was reported is kept.")
        yield Text(Bold(excluded.format(day=day(activity.gone_at, zone))))


def _end_of_period(content: RoadmapContent, today: date) -> Iterator[Text]:
    last_year = content.roadmap.last_year
    if phase_on(last_year, today).is_over:
        ended = _("The period of the roadmap ended on {day}.").format(day=day_words(last_day_of(last_year)))
        yield Text(Bold(ended))


def _subject(content: RoadmapContent, activity: Activity) -> Iterator[CardBlock]:
    for part in split_plain(activity.title, PORTION):
        yield CardBlock(ExpandableBlockQuote(part) if units(part) > FOLDED else Text(part, "\n"))
    sphere = known_sphere(content, activity.sphere_id)
    yield CardBlock(Text(Bold(_("Sphere:")), " ", shorten(titled(sphere.number, sphere.title), NAME), "\n"))


def _responsible(
    content: RoadmapContent, activity: Activity, breadcrumbs: str, wordings: Wordings
) -> Iterator[CardBlock]:
    agencies = agencies_of(content, activity.id)
    buttons = dict(zip(agencies, agency_buttons(content, agencies, breadcrumbs=breadcrumbs), strict=True))
    for party in known_parties(content):
        named = [agency for agency in agencies if agency.party_id == party.id]
        if named:
            yield CardBlock(Bold(shorten(party.region, NAME)))
            yield from (
                CardBlock(_agency_line(agency, wordings.get(agency.id)), buttons[agency]) for agency in named
            )
            yield CardBlock(Text())


def _agency_line(agency: Agency, wording: str | None) -> Text:
    line = Text("• ", shorten(agency.name, NAME))
    if wording in (None, agency.name):
        return line
    return Text(line, " ", _("(in the document: {name})").format(name=quoted(shorten(wording, NAME))))


def _due(activity: Activity, facts: CardFacts) -> Iterator[CardBlock]:
    deadline = activity.deadline
    first, *others = split_plain(deadline.wording, PORTION)
    yield CardBlock(Text(Bold(_("Deadline:")), " ", first))
    yield from map(CardBlock, map(Text, others))
    if activity.gone_at is None:
        when = facts.status.state.now.when if facts.status else deadline.in_force(facts.today)
        yield from map(CardBlock, deadline_lines(deadline, when, facts.calendar))


def _pages(pieces: Iterable[CardBlock]) -> list[list[CardBlock]]:
    pages: list[list[CardBlock]] = [[]]
    for piece in pieces:
        together = [*pages[-1], piece]
        full = (
            sum(block.size for block in together) > PAGE
            or sum(1 for block in together if block.button) > BUTTONS
        )
        if full and pages[-1]:
            pages.append([piece])
        else:
            pages[-1].append(piece)
    return pages


def _place_of(content: RoadmapContent, activity: Activity) -> OpenSphere | OpenHome:
    """Returns the page of its sphere that lists the activity, or the home screen where none does."""
    if activity.gone_at is not None:
        return OpenHome()
    position = activities_in(content, activity.sphere_id).index(activity)
    return OpenSphere(sphere_id=activity.sphere_id, page=page_of(position))
