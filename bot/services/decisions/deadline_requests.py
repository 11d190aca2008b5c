"""Makes, grants, refuses and ends requests to move a deadline, in the caller's transaction."""

from functools import partial

import aiosqlite

from bot.screens.decisions.news import decided_screen, refused_screen, request_ended_screen
from bot.services.decisions.record import (
    DecisionContext,
    DecisionMessage,
    another_day,
    audit_date,
    audit_request,
    decision_notice,
    tell_people,
)
from bot.services.decisions.request_letters import ask_deciders, renew_letters
from bot.services.decisions.subjects import (
    DecisionSubject,
    blocks,
    speaker,
    subject_of,
)
from bot.services.messages.kinds import MessageKind
from data.audit import AuditAction
from data.decisions.deadline_requests import (
    MoveRequest,
    RequestState,
    Vote,
    insert_request,
    insert_vote,
    select_request,
    update_request_ended,
)
from data.decisions.deciders import deciders_of
from data.decisions.decision_drafts import DecisionDraft, DecisionKind
from data.decisions.problems import DecisionProblem
from data.people.coordination import DecidingSide, select_party_ids
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.roadmap.control_dates import DeadlineMove, insert_move, select_moved_day
from data.roadmap.lookup import StaleButton


async def ask_move(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Stores the request and asks the people who decide for each side; a coordinator agrees for their own by asking.

    A request that can be granted no more is ended first. Raises `NotAllowed`, and `Refused` when another request is
    open or the day is the control date already.
    """
    activity, audit = subject.activity, context.audit
    agency = await speaker(connection, activity.id, audit)
    if subject.open_request:
        await end_if_over(connection, context, subject)
    asked = MoveRequest(
        id=0,
        activity_id=activity.id,
        roadmap_id=subject.roadmap_id,
        agency_id=agency.id,
        wording=activity.deadline.wording,
        nominal=await select_moved_day(connection, activity.id, activity.deadline, context.today),
        current=subject.day(context.today),
        day=another_day(subject, draft, context.today),
        reason=draft.words,
        asked_by=context.actor,
        asked_at=audit.at,
        state=RequestState.OPEN,
        votes=(),
    )
    request = await insert_request(connection, asked)
    if request is None:
        raise Refused(DecisionProblem.ASKED_ALREADY)
    await audit_request(connection, context, AuditAction.REQUESTED, request, day=request.day.isoformat())
    side = (await deciders_of(connection, request, audit.first_admins)).side_of(context.actor)
    if side and not side.stands_in:
        await _vote(connection, context, request, side)
    await ask_deciders(connection, context, request.id)


async def agree(connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest) -> None:
    """Agrees for the actor's side, unless it has decided; a second press changes nothing.

    One that is over is ended instead. Raises `NotAllowed`, and `Refused` for a closed activity, another wording of the
    deadline and a second vote of one person.
    """
    deciders = await deciders_of(connection, request, context.audit.first_admins)
    side = deciders.require_side(context.audit.actor_id, "agree")
    if request.state is not RequestState.OPEN:
        return
    subject = await subject_of(connection, DecisionKind.REFUSE, request.id, context.now)
    if not request.applies_to(subject.activity.deadline):
        raise Refused(DecisionProblem.WORDING_CHANGED)
    if subject.state.now.is_done:
        raise Refused(DecisionProblem.CLOSED)
    if not await end_if_over(connection, context, subject):
        await _vote(connection, context, request, side)


async def refuse(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Ends the request by one side's refusal; those who asked and agreed get a message with the reason.

    A side that has agreed may still refuse: until every side has agreed nothing is moved. Raises `NotAllowed`, and
    `Refused` when the request is ended already.
    """
    request = subject.request
    if request is None or request.state is not RequestState.OPEN:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    deciders = await deciders_of(connection, request, context.audit.first_admins)
    side = deciders.require_side(context.audit.actor_id, "refuse")
    vote = Vote(side.party_id, False, draft.words, context.actor, context.audit.at, side.stands_in)
    await insert_vote(connection, request.id, vote)
    await update_request_ended(connection, request.id, RequestState.REFUSED, context.audit.at)
    state = {"reason": draft.words, **_side_state(side)}
    await audit_request(connection, context, AuditAction.REFUSED, request, **state)
    notice = await decision_notice(connection, subject, request.day, draft.words, side.party_id)
    people = {request.asked_by, *request.voters} - {context.actor}
    key, draw = f"refused:{request.id}", partial(refused_screen, notice, request.id)
    message = DecisionMessage(MessageKind.DEADLINE_REFUSED, key, request.activity_id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people, message)
    await renew_letters(connection, context, request.id)


async def withdraw(connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest) -> None:
    """Ends the request for the person who asked; a second press changes nothing.

    Raises `NotAllowed` for other people, and `Refused` when it is decided.
    """
    if request.asked_by != context.actor:
        raise NotAllowed("withdraw", PeopleProblem.NOT_ASKER)
    if request.state is RequestState.WITHDRAWN:
        return
    if request.state is not RequestState.OPEN:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    try:
        subject = await subject_of(connection, DecisionKind.REFUSE, request.id, context.now)
    except Refused:
        await _end_silently(connection, context, request, RequestState.WITHDRAWN)
    else:
        await end_request(connection, context, subject, RequestState.WITHDRAWN)


async def end_if_over(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject
) -> bool:
    """Ends the activity's open request where it can be granted no more; returns whether it did."""
    request = subject.open_request
    if request is None or blocks(request, subject.activity, context.audit.at, context.today):
        return False
    over = request.is_over(context.today, context.audit.at)
    await end_request(connection, context, subject, RequestState.EXPIRED if over else RequestState.SUPERSEDED)
    return True


async def end_by_time(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest
) -> None:
    """Ends an open request that can be granted no more; one about an activity that is gone without a message."""
    try:
        subject = await subject_of(connection, DecisionKind.REFUSE, request.id, context.now)
    except (StaleButton, Refused):
        await _end_silently(connection, context, request, RequestState.SUPERSEDED)
    else:
        await end_if_over(connection, context, subject)


async def end_request(
    connection: aiosqlite.Connection,
    context: DecisionContext,
    subject: DecisionSubject,
    state: RequestState,
) -> None:
    """Ends the activity's open request undecided and tells who asked, who has voted and who had to decide."""
    request = subject.open_request
    if request is None or not await update_request_ended(connection, request.id, state, context.audit.at):
        return
    await _record_end(connection, context, request, state)
    deciders = await deciders_of(connection, request, context.audit.first_admins)
    people = {request.asked_by, *request.voters}
    for party in deciders.own:
        people |= set(deciders.people_of(party))
    notice = await decision_notice(connection, subject, request.day, request.reason, None)
    draw = partial(request_ended_screen, notice, request.id, state)
    key = f"lapsed:{request.id}"
    message = DecisionMessage(MessageKind.REQUEST_LAPSED, key, request.activity_id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people - {context.audit.actor_id}, message)
    await renew_letters(connection, context, request.id)


async def _end_silently(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest, state: RequestState
) -> None:
    """Ends a request about an activity that is gone."""
    if await update_request_ended(connection, request.id, state, context.audit.at):
        await _record_end(connection, context, request, state)


async def _record_end(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest, state: RequestState
) -> None:
    is_withdrawn = state is RequestState.WITHDRAWN
    action = AuditAction.WITHDRAWN if is_withdrawn else AuditAction.LAPSED
    await audit_request(connection, context, action, request, ending=state.value)


async def _vote(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest, side: DecidingSide
) -> None:
    vote = Vote(side.party_id, True, "", context.actor, context.audit.at, side.stands_in)
    if await insert_vote(connection, request.id, vote):
        await audit_request(connection, context, AuditAction.AGREED, request, **_side_state(side))
    decided = await select_request(connection, request.id)
    if decided and set(decided.agreed) >= set(await select_party_ids(connection, request.roadmap_id)):
        await _grant(connection, context, decided)
    await renew_letters(connection, context, request.id)


async def _grant(connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest) -> None:
    subject = await subject_of(connection, DecisionKind.REFUSE, request.id, context.now)
    await update_request_ended(connection, request.id, RequestState.GRANTED, context.audit.at)
    made = (context.actor, context.audit.at)
    move = DeadlineMove(
        0, request.activity_id, request.nominal, request.day, request.reason, None, request.id, *made
    )
    await insert_move(connection, move, subject.activity.deadline.wording)
    await audit_date(connection, context, subject, move)
    notice = await decision_notice(connection, subject, request.day, request.reason, None)
    people = {request.asked_by, *request.voters} - {context.actor}
    key, draw = f"granted:{request.id}", partial(decided_screen, notice)
    message = DecisionMessage(MessageKind.DEADLINE_GRANTED, key, request.activity_id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people, message)
    await context.group.tell(connection, subject.roadmap_id, message)


def _side_state(side: DecidingSide) -> dict[str, object]:
    """Returns the side of a vote for the journal, and whether an administrator stood in."""
    return {"side": side.party_id, **({"stands_in": True} if side.stands_in else {})}
