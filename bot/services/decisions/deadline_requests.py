"""Makes, grants and refuses requests to move a deadline, in the caller's transaction."""

from functools import partial

import aiosqlite

from bot.screens.decisions.news import decided_screen, refused_screen
from bot.screens.decisions.request import request_screen
from bot.services.decisions.record import (
    DecisionContext,
    DecisionMessage,
    another_day,
    audit_date,
    audit_request,
    decision_notice,
    tell_group,
    tell_people,
)
from bot.services.decisions.subjects import DecisionSubject, shown_request, speaker, subject_of
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
from data.decisions.decision_drafts import DecisionDraft, DecisionKind
from data.decisions.problems import DecisionProblem
from data.people.coordination import (
    select_coordinators,
    select_decided_parties,
    select_deciders,
    select_party_ids,
)
from data.people.problems import PeopleProblem
from data.people.rights import NotAllowed
from data.primitives.refusal import Refused
from data.roadmap.control_dates import DeadlineMove, insert_move, select_moved_day


async def ask_move(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Stores the request and asks the people who decide for each side; a coordinator agrees for their own by asking.

    Raises `NotAllowed`, and `Refused` when another request is open or the day is the control date already.
    """
    activity, audit = subject.activity, context.audit
    agency = await speaker(connection, activity.id, audit)
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
    own = [
        party
        for party in await select_party_ids(connection, request.roadmap_id)
        if context.actor in await select_coordinators(connection, party)
    ]
    await _vote(connection, context, request, own)
    await _ask(connection, context, request.id)


async def agree(connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest) -> None:
    """Agrees for every side the actor decides for and that has not decided yet; a second press changes nothing.

    Raises `NotAllowed`.
    """
    decided = await select_decided_parties(connection, request.roadmap_id, context.audit)
    if not decided:
        raise NotAllowed("agree", PeopleProblem.NOT_COORDINATOR)
    if request.state is RequestState.OPEN:
        await _vote(connection, context, request, decided)


async def refuse(
    connection: aiosqlite.Connection, context: DecisionContext, subject: DecisionSubject, draft: DecisionDraft
) -> None:
    """Ends the request by one side's refusal; those who asked and agreed get a message with the reason.

    Raises `Refused` when the request is ended already.
    """
    request = subject.request
    if request is None or request.state is not RequestState.OPEN:
        raise Refused(DecisionProblem.DECIDED_ALREADY)
    decided = await select_decided_parties(connection, request.roadmap_id, context.audit)
    # A side that has agreed may still refuse: until every side has agreed nothing is moved.
    party = next((own for own in decided if own not in request.agreed), decided[0])
    vote = Vote(party, agreed=False, reason=draft.words, voted_by=context.actor, at=context.audit.at)
    await insert_vote(connection, request.id, vote)
    await update_request_ended(connection, request.id, RequestState.REFUSED, context.audit.at)
    await audit_request(connection, context, AuditAction.REFUSED, request, reason=draft.words, side=party)
    notice = await decision_notice(connection, subject, request.day, draft.words, party)
    people = {request.asked_by, *(vote.voted_by for vote in request.votes)} - {context.actor}
    key, draw = f"refused:{request.id}", partial(refused_screen, notice, request.id)
    message = DecisionMessage(MessageKind.DEADLINE_REFUSED, key, request.activity_id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people, message)


async def _vote(
    connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest, parties: list[int]
) -> None:
    for party in parties:
        vote = Vote(party, agreed=True, reason="", voted_by=context.actor, at=context.audit.at)
        if await insert_vote(connection, request.id, vote):
            await audit_request(connection, context, AuditAction.AGREED, request, side=party)
    decided = await select_request(connection, request.id)
    if decided and set(decided.agreed) >= set(await select_party_ids(connection, request.roadmap_id)):
        await _grant(connection, context, decided)


async def _grant(connection: aiosqlite.Connection, context: DecisionContext, request: MoveRequest) -> None:
    subject = await subject_of(connection, DecisionKind.REFUSE, request.id)
    await update_request_ended(connection, request.id, RequestState.GRANTED, context.audit.at)
    made = (context.actor, context.audit.at)
    move = DeadlineMove(
        0, request.activity_id, request.nominal, request.day, request.reason, None, request.id, *made
    )
    await insert_move(connection, move, request.wording)
    await audit_date(connection, context, subject, move)
    notice = await decision_notice(connection, subject, request.day, request.reason, None)
    people = {request.asked_by, *(vote.voted_by for vote in request.votes)} - {context.actor}
    key, draw = f"granted:{request.id}", partial(decided_screen, notice)
    message = DecisionMessage(MessageKind.DEADLINE_GRANTED, key, request.activity_id, context.audit.at, draw)
    await tell_people(connection, context.notifier, people, message)
    await tell_group(connection, context, subject, message)


async def _ask(connection: aiosqlite.Connection, context: DecisionContext, request_id: int) -> None:
    """Tells the people who decide for the sides that have not decided; nothing when the request is ended by now."""
    request = await select_request(connection, request_id)
    if request is None or request.state is not RequestState.OPEN:
        return
    shown = await shown_request(connection, request, context.audit.first_admins)
    people: set[int] = set()
    for party in await select_party_ids(connection, request.roadmap_id):
        deciders, _ = await select_deciders(connection, party, context.audit.first_admins)
        people |= set(deciders) if party not in request.agreed else set()
    key, draw = f"asked:{request.id}", partial(request_screen, shown)
    message = DecisionMessage(
        MessageKind.DEADLINE_REQUESTED, key, request.activity_id, context.audit.at, draw
    )
    await tell_people(connection, context.notifier, people, message)
