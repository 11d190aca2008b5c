"""What a decision is about and whether a person may take it, both read from the database, never from memory."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import aiosqlite

from bot.screens.decisions.request import ShownRequest
from data.audit import AuditContext
from data.decisions.deadline_requests import (
    MoveRequest,
    RequestState,
    select_open_request,
    select_request,
)
from data.decisions.deciders import deciders_of
from data.decisions.decision_drafts import DecisionKind
from data.decisions.meetings import AgendaItem, select_item
from data.decisions.problems import DecisionProblem
from data.notes.activity_state import ActivityState, Moment
from data.notes.states import select_state
from data.people.authorship import select_writable_agencies
from data.people.coordination import require_coordinator
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.roadmap.lookup import StaleButton
from data.roadmap.models import Activity, Agency
from data.roadmap.roadmap import (
    refuse_gone_activity,
    select_activity_card,
    select_agency,
    select_known_activity,
    select_parties,
)


@dataclass(frozen=True, slots=True)
class DecisionSubject:
    """The activity, how it stands, and the request about it that is open.

    With a refusal `request` is the one that is refused, with an instruction `item` the item of the agenda.
    """

    roadmap_id: int
    activity: Activity
    state: ActivityState
    open_request: MoveRequest | None = None
    request: MoveRequest | None = None
    item: AgendaItem | None = None

    def day(self, today: date) -> date | None:
        """Returns the control date in force; None when there is none."""
        when = self.activity.deadline.in_force(today)
        return when.day if when else None

    def base(self, kind: DecisionKind, today: date) -> str:
        """Returns what such a decision is taken on, as JSON: it is another text as soon as that has changed."""
        day = self.day(today)
        facts: dict[str, object] = {}
        match kind:
            case DecisionKind.SET | DecisionKind.MOVE:
                asked = self.open_request.id if self.open_request else None
                facts = {"day": day, "wording": self.activity.deadline.wording, "request": asked}
            case DecisionKind.REFUSE:
                facts = {"agreed": self.request.agreed if self.request else ()}
            case DecisionKind.REOPEN:
                facts = {"words": [word.note_number for _, word in self.state.words if word]}
            case DecisionKind.INSTRUCT:
                facts = {"decided": self.item.decided if self.item else None}
        return json.dumps(facts, ensure_ascii=False, default=str)


async def subject_of(
    connection: aiosqlite.Connection, kind: DecisionKind, subject_id: int, now: Moment
) -> DecisionSubject:
    """Loads the activity, request or item that a decision of this kind is about.

    Raises `Refused` when the activity is gone, `StaleButton` when it is unknown.
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
        await refuse_gone_activity(connection, activity_id)
        raise StaleButton
    state = await select_state(connection, card.activity.id, now)
    asked = await select_open_request(connection, card.activity.id)
    return DecisionSubject(card.roadmap_id, card.activity, state, asked, request, item)


async def require_deciding(
    connection: aiosqlite.Connection, kind: DecisionKind, subject: DecisionSubject, audit: AuditContext
) -> None:
    """Raises `NotAllowed` (`NOT_COORDINATOR` or `NOT_SPEAKER`), and `Refused` for a second vote of one person.

    Call it in the transaction of the decision.
    """
    match kind:
        case DecisionKind.SET | DecisionKind.INSTRUCT:
            await require_coordinator(connection, subject.roadmap_id, audit)
        case DecisionKind.MOVE | DecisionKind.REOPEN:
            await speaker(connection, subject.activity.id, audit)
        case DecisionKind.REFUSE if subject.request:
            deciders = await deciders_of(connection, subject.request, audit.first_admins)
            deciders.require_side(audit.actor_id, "refuse")


def require_open(kind: DecisionKind, subject: DecisionSubject, audit: AuditContext, today: date) -> None:
    """Raises `Refused` when there is nothing to decide as things stand."""
    asked, closed = subject.open_request, subject.state.now.is_done
    if kind in (DecisionKind.SET, DecisionKind.MOVE) and closed:
        raise Refused(DecisionProblem.CLOSED)
    if kind is DecisionKind.MOVE and asked and blocks(asked, subject.activity, audit.at, today):
        raise Refused(DecisionProblem.ASKED_ALREADY)
    if kind is DecisionKind.REFUSE and subject.request and subject.request.state is not RequestState.OPEN:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    if kind is DecisionKind.INSTRUCT and subject.item and subject.item.ended:
        raise Refused(DecisionProblem.ENDED)
    if kind is DecisionKind.REOPEN and not closed:
        raise Refused(DecisionProblem.NOT_CLOSED)


def blocks(request: MoveRequest, activity: Activity, now: int, today: date) -> bool:
    """True while an open request can still be granted, so that no other one is made; `now` in Unix seconds."""
    return request.applies_to(activity.deadline) and not request.is_over(today, now)


async def speaker(connection: aiosqlite.Connection, activity_id: int, audit: AuditContext) -> Agency:
    """Returns the agency of the activity that the actor writes for; raises `NotAllowed`."""
    agencies = await select_writable_agencies(connection, activity_id, audit.person_id, audit.first_admins)
    if not agencies:
        raise NotAllowed("decide", PeopleProblem.NOT_SPEAKER)
    return agencies[0]


async def shown_request(
    connection: aiosqlite.Connection, request: MoveRequest, first_admins: Collection[int], user_id: int
) -> ShownRequest:
    """Returns a request with all that its reader is shown of it; of one that has ended the activity's words of then."""
    activity = await select_known_activity(connection, request.activity_id)
    if activity is None:
        raise StaleButton
    if request.state is not RequestState.OPEN:
        activity = replace(activity, number=request.number, title=request.title)
    agency = await select_agency(connection, request.agency_id)
    deciders = await deciders_of(connection, request, first_admins)
    return ShownRequest(
        request=request,
        activity=activity,
        agency=agency.name if agency else "",
        parties=tuple(await select_parties(connection, request.roadmap_id)),
        unstaffed=frozenset(deciders.unstaffed),
        deciding=deciders.side_of(user_id) if activity.gone_at is None else None,
        is_own=request.asked_by == user_id,
    )
