"""What a decision is about and whether a person may take it, both read from the database, never from memory."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import aiosqlite

from bot.screens.decisions.request import ShownRequest
from data.audit import AuditContext
from data.decisions.deadline_requests import MoveRequest, select_request
from data.decisions.decision_drafts import DecisionKind
from data.decisions.meetings import AgendaItem, select_item
from data.people.authorship import select_writable_agencies
from data.people.coordination import require_coordinator, select_coordinators, select_decided_parties
from data.people.people import select_admin_ids
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.roadmap.control_dates import control_date_in_force
from data.roadmap.lookup import StaleButton
from data.roadmap.models import Activity, Agency
from data.roadmap.roadmap import select_activity, select_activity_card, select_agency, select_parties


@dataclass(frozen=True, slots=True)
class DecisionSubject:
    """The activity; with a refusal the request that is refused, with an instruction the item of the agenda."""

    roadmap_id: int
    activity: Activity
    request: MoveRequest | None = None
    item: AgendaItem | None = None

    def day(self, today: date) -> date | None:
        """Returns the control date in force; None when there is none."""
        when = control_date_in_force(self.activity.deadline, today)
        return when.day if when else None


async def subject_of(
    connection: aiosqlite.Connection, kind: DecisionKind, subject_id: int
) -> DecisionSubject:
    """Loads the activity, request or item that a decision of this kind is about.

    Raises `StaleButton` when it is gone.
    """
    request = await select_request(connection, subject_id) if kind is DecisionKind.REFUSE else None
    item = await select_item(connection, subject_id) if kind is DecisionKind.INSTRUCT else None
    activity_id: int | None = subject_id
    if kind is DecisionKind.REFUSE:
        activity_id = request.activity_id if request else None
    elif kind is DecisionKind.INSTRUCT:
        activity_id = item.activity_id if item else None
    card = await select_activity_card(connection, activity_id) if activity_id else None
    if card is None:
        raise StaleButton
    return DecisionSubject(card.roadmap_id, card.activity, request, item)


async def require_deciding(
    connection: aiosqlite.Connection, kind: DecisionKind, subject: DecisionSubject, audit: AuditContext
) -> None:
    """Raises `NotAllowed` (`NOT_COORDINATOR` or `NOT_SPEAKER`); call it in the transaction of the decision."""
    match kind:
        case DecisionKind.SET | DecisionKind.INSTRUCT:
            await require_coordinator(connection, subject.roadmap_id, audit)
        case DecisionKind.MOVE | DecisionKind.REOPEN:
            await speaker(connection, subject.activity.id, audit)
        case DecisionKind.REFUSE:
            if not await select_decided_parties(connection, subject.roadmap_id, audit):
                raise NotAllowed("refuse", PeopleProblem.NOT_COORDINATOR)


async def speaker(connection: aiosqlite.Connection, activity_id: int, audit: AuditContext) -> Agency:
    """Returns the agency of the activity that the actor writes for; raises `NotAllowed`."""
    agencies = await select_writable_agencies(connection, activity_id, audit.person_id, audit.first_admins)
    if not agencies:
        raise NotAllowed("decide", PeopleProblem.NOT_SPEAKER)
    return agencies[0]


async def shown_request(
    connection: aiosqlite.Connection,
    request: MoveRequest,
    first_admins: Collection[int],
    user_id: int | None = None,
) -> ShownRequest:
    """Returns a request with all that is shown of it.

    `user_id` is its reader, None a person who decides. Raises `StaleButton` when its activity is gone.
    """
    activity = await select_activity(connection, request.activity_id)
    if activity is None:
        raise StaleButton
    agency = await select_agency(connection, request.agency_id)
    parties = await select_parties(connection, request.roadmap_id)
    admins = {*first_admins, *await select_admin_ids(connection)}
    coordinators = {party.id: await select_coordinators(connection, party.id) for party in parties}
    decides = any(user_id in (people or admins) for people in coordinators.values())
    return ShownRequest(
        request=request,
        activity=activity,
        agency=agency.name if agency else "",
        parties=tuple(parties),
        unstaffed=frozenset(party for party, people in coordinators.items() if not people),
        decides=user_id is None or decides,
    )
