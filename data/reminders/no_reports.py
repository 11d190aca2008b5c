"""Which agencies of a coordinator's side have sent no reports, and which have no person in the bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.reminders.inputs import Recipient, ReminderInputs, RoadmapSnapshot
from data.reminders.passing import away_until
from data.roadmap.models import Agency, RoadmapContent
from data.roadmap.thresholds import NO_REPORTS_AFTER


@dataclass(frozen=True, slots=True)
class AgencyWithoutReports:
    """`last` is the time of the last report (Unix seconds, 0 for never), `open` the number of open activities.

    `away_until` is set while all its people are away without a deputy who is there.
    """

    agency: Agency
    last: int
    open: int
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class SideList:
    """One side: agencies without reports, the one that has waited longest first, and those without a person in the bot.

    Days are shown in `zone`.
    """

    content: RoadmapContent
    party_id: int
    no_reports: tuple[AgencyWithoutReports, ...]
    unstaffed: tuple[Agency, ...]
    zone: ZoneInfo


def side_lists(person: Recipient, inputs: ReminderInputs, now: datetime) -> Iterator[SideList]:
    """Yields the list of every side that the person coordinates, unless it is empty."""
    for snapshot in inputs.snapshots:
        for party in snapshot.content.roadmap.parties:
            if party.id in person.coordinated:
                found = side_list(snapshot, party.id, inputs, now, person.zone)
                if found.no_reports or found.unstaffed:
                    yield found


def side_list(
    snapshot: RoadmapSnapshot, party_id: int, inputs: ReminderInputs, now: datetime, zone: ZoneInfo
) -> SideList:
    """Returns the side's agencies that have something open and have not reported, and its unstaffed ones.

    `now` is aware; after how long an agency counts is `NO_REPORTS_AFTER`.
    """
    agencies = [agency for agency in snapshot.of_side(party_id) if snapshot.open_activities.get(agency.id)]
    staffed = [agency for agency in agencies if snapshot.staff.get(agency.id)]
    since = int((now - NO_REPORTS_AFTER).timestamp())
    no_reports = [
        AgencyWithoutReports(
            agency,
            snapshot.last_words.get(agency.id, 0),
            len(snapshot.open_activities[agency.id]),
            _away_until(snapshot, agency, inputs, now),
        )
        for agency in staffed
        if _waits_since(snapshot, agency, inputs) < since
    ]
    unstaffed = tuple(agency for agency in agencies if agency not in staffed)
    return SideList(
        snapshot.content, party_id, tuple(sorted(no_reports, key=lambda agency: agency.last)), unstaffed, zone
    )


def _people(snapshot: RoadmapSnapshot, agency: Agency, inputs: ReminderInputs) -> list[Recipient]:
    staff = snapshot.staff.get(agency.id, ())
    return [person for person in inputs.recipients if person.user_id in staff]


def _away_until(
    snapshot: RoadmapSnapshot, agency: Agency, inputs: ReminderInputs, now: datetime
) -> date | None:
    people = {person.user_id: person for person in inputs.recipients}
    return away_until(_people(snapshot, agency, inputs), people, now)


def _waits_since(snapshot: RoadmapSnapshot, agency: Agency, inputs: ReminderInputs) -> int:
    """Returns since when (Unix seconds) no word has come, as far as there was a person who could give it."""
    staffed = min((person.appointed_at for person in _people(snapshot, agency, inputs)), default=0)
    return max(snapshot.last_words.get(agency.id, 0), snapshot.began, agency.appeared_at, staffed)
