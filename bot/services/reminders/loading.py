"""Loads what reminders are decided from, and when the next summary of a group comes out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.services.roadmap.cache import RoadmapCache
from bot.services.summaries.plan import select_plan
from bot.settings import Settings
from data.database import Database
from data.decisions.instructions import select_instructions
from data.messaging.chats import select_bound_chat
from data.notes.counted import select_beginning
from data.notes.last_reports import select_last_version, select_last_words
from data.notes.states import select_states
from data.people.appointments import Appointment
from data.people.members import Member, select_appointed_at, select_members
from data.people.people import Role
from data.primitives.working_days import WorkingCalendar
from data.regions.regional_clocks import is_abroad, regional_clock
from data.regions.zones import zone_named
from data.reminders.choices import UNCHOSEN, Choices, select_all_choices
from data.reminders.inputs import NextSummary, Recipient, ReminderInputs, RoadmapSnapshot
from data.reminders.inquiries import select_inquiries
from data.reminders.reminder_log import REMINDER_WINDOW, select_past
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_roadmaps
from data.summaries.schedule import eve

ABROAD: Final = WorkingCalendar(is_abroad=True)


async def load_inputs(
    db: Database, roadmaps: RoadmapCache, settings: Settings, now: datetime
) -> ReminderInputs:
    """Returns what reminders are decided from, as of `now` (aware).

    It is read without a transaction: the writer compares `version` before it claims a reminder.
    """
    version = await select_last_version(db.reader)
    members = [member for member in await select_members(db.reader, settings.admin_ids) if _writes(member)]
    contents = [await roadmaps.content(roadmap.id) for roadmap in await select_roadmaps(db.reader)]
    staff, appointed = _staff(members), await select_appointed_at(db.reader)
    snapshots = [await _snapshot(db, content, staff, settings, now) for content in contents]
    return ReminderInputs(
        tuple(
            replace(person, appointed_at=appointed.get(person.user_id, 0))
            for person in _recipients(members, await select_all_choices(db.reader), contents, settings.zone)
        ),
        tuple(snapshots),
        await select_past(db.reader, now.date() - REMINDER_WINDOW),
        db.calendar,
        tuple(await select_inquiries(db.reader, int(now.timestamp()))),
        version,
    )


def own_zone(
    member: Member, choices: Choices, contents: Iterable[RoadmapContent], default: ZoneInfo
) -> ZoneInfo:
    """Returns the zone the member chose, else that of the region of their first agency or side, else the default."""
    clocks = (regional_clock(region) for region in _own_regions(member.appointment, contents))
    return zone_named(choices.zone, next((clock.zone for clock in clocks if clock), default))


def own_calendar(member: Member, contents: Iterable[RoadmapContent]) -> WorkingCalendar | None:
    """Returns the working days of a person whose first side is in another country; None where Russia's hold."""
    first = next(_own_regions(member.appointment, contents), "")
    return ABROAD if is_abroad(first) else None


def _own_regions(held: Appointment, contents: Iterable[RoadmapContent]) -> Iterator[str]:
    """Yields the regions of the sides that the person belongs to, by an agency or as a coordinator."""
    for content in contents:
        sides = held.parties | {agency.party_id for agency in content.agencies if agency.id in held.agencies}
        yield from (party.region for party in content.roadmap.parties if party.id in sides)


def _recipients(
    members: Iterable[Member],
    choices: Mapping[int, Choices],
    contents: Iterable[RoadmapContent],
    default: ZoneInfo,
) -> tuple[Recipient, ...]:
    found = []
    for member in members:
        chosen = choices.get(member.user_id, UNCHOSEN)
        zone = own_zone(member, chosen, contents, default)
        recipient = Recipient(member.user_id, member.appointment, member.can_message, zone, chosen)
        found.append(replace(recipient, calendar=own_calendar(member, contents)))
    return tuple(found)


async def _summary(db: Database, roadmap_id: int, settings: Settings, now: datetime) -> NextSummary | None:
    """Returns the next one to come; None where none will: no group, a closed one, summaries switched off."""
    chat = await select_bound_chat(db.reader, roadmap_id)
    plan = await select_plan(db.reader, roadmap_id, settings, now, db.calendar)
    if chat is None or chat.paused or not plan.chosen.is_on:
        return None
    coming = await plan.upcoming(db.reader, now)
    if coming is None:
        return None
    period = await plan.period(db.reader, coming.week)
    return NextSummary(coming.at.date(), eve(coming, db.calendar), period.since)


async def _snapshot(
    db: Database,
    content: RoadmapContent,
    staff: Mapping[int, frozenset[int]],
    settings: Settings,
    now: datetime,
) -> RoadmapSnapshot:
    roadmap_id = content.roadmap.id
    summary = await _summary(db, roadmap_id, settings, now)
    states = await select_states(db.reader, content, now.astimezone(settings.zone).date(), settings.zone)
    began = await select_beginning(db.reader, roadmap_id) or 0
    words = await select_last_words(db.reader, roadmap_id)
    return RoadmapSnapshot(
        content, states, words, staff, summary, began, await select_instructions(db.reader, roadmap_id)
    )


def _staff(members: Iterable[Member]) -> dict[int, frozenset[int]]:
    found = defaultdict(set)
    for member in members:
        for agency_id in member.appointment.agencies:
            found[agency_id].add(member.user_id)
    return {agency_id: frozenset(people) for agency_id, people in found.items()}


def _writes(member: Member) -> bool:
    held = member.appointment
    return held.role in (Role.OFFICIAL, Role.COORDINATOR, Role.ADMIN) and bool(held.agencies or held.parties)
